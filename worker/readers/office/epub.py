"""E-books (.epub): the chapters in the order of their spine, headings by their tags."""

from __future__ import annotations

import io
import posixpath
import urllib.parse
from typing import TYPE_CHECKING

from worker.document.identity import StatedIdentity
from worker.document.source import Document, Hint
from worker.errors import NoArticleError, PermanentError, UnsupportedFormatError
from worker.messages import message
from worker.readers.base import Rejected
from worker.readers.headed import Marked
from worker.readers.markup import Element, decoded, html_tree, lines_of_element, parse_xml, tag
from worker.readers.office.docx import document_of
from worker.readers.values import date_of, joined
from worker.readers.zipped import checked_zip

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from worker.readers.base import Limits, Source

_SURE = 0.95
_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BLOCKS = frozenset({*_LEVELS, "p", "li", "blockquote", "figcaption", "td", "dd", "dt", "pre"})
_MOST_CHAPTERS = 2000
_WITH_A_PICTURE = 8  # characters: the number of a page, its name
_FEWEST_LINKS, _MOSTLY = 2, 0.6  # of a table of contents


class EpubReader:
    """Reads e-books; scripts are not run, nothing is fetched."""

    name = "epub"
    version = 3
    suffixes = (".epub",)
    streams = False

    def sniff(self, head: bytes, name: str) -> float:
        """Return how surely it is an e-book: its first member says so, or its name."""
        named = name.lower().endswith(self.suffixes)
        return _SURE if head.startswith(b"PK\x03\x04") and (named or b"mimetypeapplication/epub" in head[:200]) else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield the book's one document, and the chapters that it lacks."""
        lacking: list[str] = []
        with checked_zip(io.BytesIO(source.data), limits, message("the e-book")) as archive:
            try:
                package_name = _package(archive)
                package = parse_xml(archive.read(package_name), message("the e-book's package"))
                paragraphs = list(_paragraphs(archive, package, posixpath.dirname(package_name), limits, lacking))
            except KeyError as error:
                raise UnsupportedFormatError(
                    f"the e-book lacks a part: {error.args[0]}.", "Export it again."
                ) from error
        for name in lacking:
            yield Rejected(
                name,
                PermanentError(f"the e-book lacks its chapter {name}.", "Export it again.", "missing_page", "read"),
            )
        _refuse_pictures(paragraphs, package)
        document = document_of(paragraphs, "epub", f"{self.name}/{self.version}")
        title = next((one.text or "" for one in package.iter("{*}title")), "").strip()
        date = next((found for one in package.iter("{*}date") if (found := date_of(one.text))), None)
        paper = title if title.endswith("报") else ""
        yield Document(
            document.pages, document.articles, StatedIdentity(paper, date), format="epub", reader=document.reader,
            encoding="utf-8",
        )  # fmt: skip


def _refuse_pictures(paragraphs: list[Marked], package: Element) -> None:
    """Pass when the book has a text.

    Raises:
        NoArticleError: It holds pictures of its pages alone, beside the numbers of these.
    """
    types = [(one.get("media-type") or "").lower() for one in package.iter("{*}item")]
    pictures = sum(one.startswith("image/") for one in types)
    texts = [one.text for one in paragraphs]
    if pictures and sum(map(len, texts)) <= _WITH_A_PICTURE * pictures and not any("。" in text for text in texts):
        raise NoArticleError(
            "the e-book holds pictures of pages and no text.",
            "Unpack it as a ZIP file and drop its pictures: they are recognised with pip install 'baoku[ocr]'.",
        )


def _package(archive: zipfile.ZipFile) -> str:
    container = parse_xml(archive.read("META-INF/container.xml"), message("the e-book's container"))
    for one in container.iter("{*}rootfile"):
        return str(one.get("full-path") or "")
    raise UnsupportedFormatError("the e-book names no package.", "Export it again.")


def _paragraphs(
    archive: zipfile.ZipFile, package: Element, folder: str, limits: Limits, lacking: list[str]
) -> Iterator[Marked]:
    told = {_plain(one.get("href")) for one in package.iter("{*}reference") if (one.get("type") or "").lower() == "toc"}
    items = {
        one.get("id"): one.get("href") or ""
        for one in package.iter("{*}item")
        if "nav" not in (one.get("properties") or "").split() and _plain(one.get("href")) not in told
    }
    for number, one in enumerate(package.iter("{*}itemref")):
        href = _plain(items.get(one.get("idref")))
        if not href or number >= _MOST_CHAPTERS:
            continue
        name = posixpath.normpath(posixpath.join(folder, href))
        if name not in archive.NameToInfo:
            lacking.append(name)
            continue
        info = archive.getinfo(name)
        if info.file_size > limits.max_bytes:
            raise PermanentError(f"a chapter of the e-book has {info.file_size:,} bytes.", "Split it.", "bomb", "read")
        root = html_tree(decoded(archive.read(info))[0])
        if not _is_contents(root):
            yield from chapter(root)


def _plain(href: str | None) -> str:
    return urllib.parse.unquote((href or "").partition("#")[0])


def _is_contents(root: Element) -> bool:
    """Return whether a chapter is a table of contents: links to others are most of its text."""
    links = [text for one in root.iter("a") if one.get("href") and (text := joined(lines_of_element(one)))]
    whole = sum(map(len, lines_of_element(root)))
    return len(links) >= _FEWEST_LINKS and sum(map(len, links)) > _MOSTLY * whole


def chapter(root: Element) -> Iterator[Marked]:
    """Yield the paragraphs of a chapter with the levels of its headings."""
    for element in root.iter():
        name = tag(element)
        if name not in _BLOCKS or any(tag(one) in _BLOCKS for one in element.iterdescendants()):
            continue
        level = _LEVELS.get(name, 0)
        lines = lines_of_element(element)
        hint = Hint.CAPTION if name == "figcaption" or "caption" in (element.get("class") or "") else None
        if level:
            yield Marked(" ".join(lines), level)
        else:
            for line in lines:
                yield Marked(line, 0, hint)
