"""Reads METS with its ALTO files into articles where it says what they are, into lines with places where not."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import posixpath
from typing import TYPE_CHECKING

from worker.document.geometry import Region
from worker.document.identity import StatedIdentity
from worker.document.issue import Article, Contributor
from worker.document.source import Document, Page
from worker.errors import NoArticleError, PermanentError, TooLargeError
from worker.messages import message
from worker.readers.base import HEAD_BYTES, Rejected, Source
from worker.readers.mets_alto.alto import AltoPage, Word, is_alto, lines_page, read_alto, text_of_words
from worker.readers.mets_alto.didl import DidlReader, issue_beside
from worker.readers.mets_alto.mets import Mets, MetsArticle, MetsPage, is_mets, local_path, read_mets
from worker.readers.values import page_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from worker.readers.base import Limits

_SURE = 0.95
_FORMAT = "mets/alto"
_MOST_BESIDE = 500  # files of a folder among which a page's METS file is looked for


class MetsAltoReader:
    """Reads METS with ALTO of several libraries' profiles, and single ALTO pages."""

    name = "mets-alto"
    version = 2
    suffixes = (".xml",)
    streams = False

    def sniff(self, head: bytes, _name: str) -> float:
        """Return how surely it is a METS or an ALTO document."""
        return _SURE if is_mets(head) or is_alto(head) else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield a document for each page of an issue on which articles begin."""
        if is_alto(source.data[:HEAD_BYTES]):
            whole = _issue_of(source)
            if whole is not None:
                yield from self._page_of(*whole)
                return
            beside = issue_beside(source)
            if beside is not None:
                yield from DidlReader().page(source, beside[1], beside[0])
                return
            page = read_alto(source.data)
            # The images of one run are counted from 0 or 1: a page recognised by itself always has that number.
            label = page.label or ("" if page.number in {"0", "1"} else page.number)
            yield self._document(lines_page(page, label), identity=StatedIdentity(page=label))
            return
        yield from self._issue(read_mets(source.data), source, limits)

    def _page_of(self, mets: Mets, source: Source, file: str) -> Iterator[Document | Rejected]:
        """Yield what a METS file beside a page says of it: the same as reading the METS file gives for this page."""
        begins = {one.file: one for one in mets.pages}
        own = [
            article
            for article in mets.articles
            if next((area[0] for part in article.parts for area in part.areas if area[0] in begins), "") == file
        ]
        needed = {file, *(area[0] for article in own for part in article.parts for area in part.areas)}
        pages: dict[str, AltoPage] = {}
        for one in mets.pages:
            if one.file in needed:
                with contextlib.suppress(PermanentError):
                    pages[one.file] = _alto(source, one)
        if mets.articles:
            yield from self._articles(dataclasses.replace(mets, articles=tuple(own)), pages, source.name)
        else:
            yield from self._lines(mets, {file: pages[file]} if file in pages else {}, source.name)

    def _issue(self, mets: Mets, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        if not mets.pages:
            raise NoArticleError("the METS file names no page with text (ALTO).", "Put its ALTO files beside it.")
        if len(mets.pages) > limits.max_pages:
            raise TooLargeError(
                f"the issue has {len(mets.pages):,} pages, more than the {limits.max_pages:,} allowed.", "Split it."
            )
        pages: dict[str, AltoPage] = {}
        for one in mets.pages:
            try:
                pages[one.file] = _alto(source, one)
            except PermanentError as error:
                yield Rejected(local_path(one.href), error)
        if not pages:
            return
        yield from self._articles(mets, pages, source.name) if mets.articles else self._lines(mets, pages, source.name)

    def _document(
        self,
        page: Page,
        articles: tuple[Article, ...] = (),
        *,
        identity: StatedIdentity,
        key: str = "",
        path: str = "",
    ) -> Document:
        return Document(
            (page,),
            articles,
            identity,
            key,
            path,
            format=_FORMAT,
            reader=f"{self.name}/{self.version}",
            encoding="utf-8",
        )

    def _lines(self, mets: Mets, pages: dict[str, AltoPage], path: str) -> Iterator[Document]:
        """Yield each page as lines: the library says where the words stand, not what the articles are."""
        for one in mets.pages:
            if one.file in pages:
                label = _label(one)
                page = lines_page(pages[one.file], label)
                if page.lines:
                    yield self._document(
                        page, identity=_identity(mets, label), key=_key(mets, one), path=_path(mets, path)
                    )

    def _articles(self, mets: Mets, pages: dict[str, AltoPage], path: str) -> Iterator[Document | Rejected]:
        positions = {one.file: number for number, one in enumerate(mets.pages, 1)}
        found: dict[str, list[Article]] = {}
        for article in mets.articles:
            files = [file for part in article.parts for file, _, _ in part.areas if file in pages]
            if not files:
                yield Rejected(
                    article.id, NoArticleError("all pages of the article are missing.", "Add its ALTO files.")
                )
                continue
            label = _label(mets.pages[positions[files[0]] - 1])
            made = _article(article, pages, positions, label)
            others = found.setdefault(files[0], [])
            others.append(dataclasses.replace(made, ordinal=len(others) + 1))
        for one in mets.pages:
            if one.file in found:
                page = pages[one.file]
                label = _label(one)
                yield self._document(
                    Page(label, page.width, page.height),
                    tuple(found[one.file]),
                    identity=_identity(mets, label),
                    key=_key(mets, one),
                    path=_path(mets, path),
                )


def _path(mets: Mets, path: str) -> str:
    """Return by what path a page is identified: a library's file names tell nothing that its METS file does not."""
    return posixpath.join(posixpath.dirname(path), "mets.xml") if mets.publication and mets.date else path


def _issue_of(source: Source) -> tuple[Mets, Source, str] | None:
    """Return the METS file, in this page's folder or the one above, that names the page; None where there is none."""
    own = posixpath.basename(source.name)
    for folder in ("./", "../"):
        for name in (source.sibling(folder) or b"").decode("utf-8", "surrogateescape").splitlines()[:_MOST_BESIDE]:
            if name == own or not name.lower().endswith(".xml"):
                continue
            data = source.sibling(folder.removeprefix("./") + name)
            if data is None or not is_mets(data[:HEAD_BYTES]) or own.encode() not in data:
                continue
            place = posixpath.normpath(posixpath.join(posixpath.dirname(source.name), folder, name))
            try:
                mets = read_mets(data)
            except PermanentError:
                continue
            for page in mets.pages:
                if posixpath.basename(local_path(page.href)) == own:
                    up = posixpath.relpath(posixpath.dirname(place) or ".", posixpath.dirname(source.name) or ".")
                    beside = functools.partial(_from, source.sibling, up)
                    return mets, Source(place, data, beside), page.file
    return None


def _from(sibling: Callable[[str], bytes | None], folder: str, name: str) -> bytes | None:
    return sibling(posixpath.join(folder, name) if folder != "." else name)


def _alto(source: Source, page: MetsPage) -> AltoPage:
    path = local_path(page.href)
    data = source.sibling(path)
    if data is None and "/" in path:
        data = source.sibling(posixpath.basename(path))
    if data is None:
        raise PermanentError(
            f"the page's text {path} is missing beside the METS file.",
            "Drop it into the same folder.",
            "missing_page",
            "read",
        )
    return read_alto(data, dpi=page.dpi)


def _label(page: MetsPage) -> str:
    return page_of(page.label)[0] or page.label


def _key(mets: Mets, page: MetsPage) -> str:
    date = mets.date.isoformat() if mets.date else ""
    return "/".join(filter(None, (mets.publication, date, _label(page) or page.file)))


def _identity(mets: Mets, label: str) -> StatedIdentity:
    return StatedIdentity(mets.publication, mets.date, label, mets.edition, mets.number)


def _article(article: MetsArticle, pages: dict[str, AltoPage], positions: dict[str, int], label: str) -> Article:
    texts: dict[str, list[str]] = {}
    regions: list[Region] = []
    missing = 0
    sure: list[float] = []
    for part in article.parts:
        words: list[Word] = []
        for file, begin, end in part.areas:
            if file not in pages:
                missing += 1
                continue
            found, boxes = pages[file].run(begin, end)
            words += found
            regions += [Region(positions[file], box) for box in boxes]
        text = text_of_words(words)
        sure += [word.sure for word in words if word.sure is not None]
        if text:
            texts.setdefault(part.role, []).append(text)
    headline = " ".join(texts.get("headline", ())) or article.title
    byline = texts.get("byline") or list(article.authors)
    return Article(
        ordinal=1,
        page=label,
        kicker=" ".join(texts.get("kicker", ())),
        headline=headline,
        subtitle=" ".join(texts.get("subtitle", ())),
        column=article.section,
        byline=tuple(Contributor(one) for one in byline),
        paragraphs=tuple(texts.get("body", ())),
        captions=(*texts.get("caption", ()), *texts.get("picture", ())),
        regions=tuple(dict.fromkeys(regions)),
        confidence=sum(sure) / len(sure) if sure else 1.0,
        warnings=(message(f"{missing} of its blocks stand on pages that are missing"),) if missing else (),
    )
