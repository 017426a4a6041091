"""Issues as the Dutch national library delivers them: an MPEG-21 file (DIDL), ALTO pages, a text file an article."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from worker.document.geometry import Box, Region
from worker.document.identity import StatedIdentity
from worker.document.issue import Article, Kind
from worker.document.source import Document, Page
from worker.errors import NoArticleError, PermanentError
from worker.messages import message
from worker.readers.base import HEAD_BYTES, Rejected
from worker.readers.markup import Element, parse_xml, root_of, tag
from worker.readers.mets_alto.alto import DEFAULT_DPI, AltoPage, read_alto, text_of_words
from worker.readers.values import date_of, page_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from worker.readers.base import Limits, Source

_SURE = 0.95
_FORMAT = "didl/alto"
_POINTS = 72.0 / DEFAULT_DPI  # a pixel of the images that areas are given in
_ROOT = re.compile(rb"<(?:\w+:)?didl(?=[\s>])", re.IGNORECASE)
_XSI = b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
_TEXT = re.compile(rb"<text>\s*<(?:title|p)[\s/>]")
_NOTICES = frozenset({"advertentie", "familiebericht"})
_MOST_BESIDE = 2000  # files of a folder among which an article's issue is looked for


@dataclass(slots=True)
class _Piece:
    """An article: the areas it covers by page, what it is called, the file of its text."""

    title: str = ""
    subject: str = ""
    file: str = ""
    areas: list[tuple[int, Box]] = field(default_factory=list)


@dataclass(slots=True)
class _Issue:
    paper: str = ""
    date: dt.date | None = None
    number: str = ""
    labels: list[str] = field(default_factory=list)
    altos: list[str] = field(default_factory=list)
    articles: dict[str, _Piece] = field(default_factory=dict)


class DidlReader:
    """Reads MPEG-21 issues with their ALTO pages and article texts, whichever of the files is met first."""

    name = "didl"
    version = 1
    suffixes = (".xml",)
    streams = False

    def sniff(self, head: bytes, _name: str) -> float:
        """Return how surely it is such an issue, or the text of one of its articles."""
        name, rest = root_of(head)
        return _SURE if name == "didl" or (name == "text" and _TEXT.match(rest)) else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield a document for each page of an issue; for an article's text the page that it begins on."""
        del limits
        if _is_didl(source.data):
            yield from self._pages(_read(source.data), source, source.name)
            return
        beside = issue_beside(source)
        own = posixpath.basename(source.name)
        if beside is None:
            title, paragraphs = _text(source.data)
            if not title and not paragraphs:
                raise NoArticleError("the file holds no text.", "Remove it.")
            yield self._document((Article(1, headline=title, paragraphs=paragraphs),), StatedIdentity(), own)
            return
        name, issue = beside
        page = next((piece.areas[0][0] for piece in issue.articles.values() if piece.file == own and piece.areas), None)
        yield from self._pages(issue, source, name, page)

    def page(self, source: Source, issue: _Issue, name: str) -> Iterator[Document | Rejected]:
        """Yield what an issue says of one of its pages, given as its ALTO file."""
        own = posixpath.basename(source.name)
        yield from self._pages(issue, source, name, issue.altos.index(own) if own in issue.altos else None)

    def _pages(
        self, issue: _Issue, source: Source, name: str, only: int | None = None
    ) -> Iterator[Document | Rejected]:
        found = False
        for number, label in enumerate(issue.labels):
            if only not in (None, number):
                continue
            alto = _alto(source, issue.altos[number])
            articles: list[Article] = []
            for piece in issue.articles.values():
                if not piece.areas or piece.areas[0][0] != number:
                    continue
                try:
                    articles.append(_article(piece, len(articles) + 1, label, source, alto))
                except PermanentError as error:
                    found = True
                    yield Rejected(piece.file or piece.title, error)
            if articles:
                found = True
                identity = StatedIdentity(issue.paper, issue.date, label, number=issue.number)
                page = Page(label, alto.width, alto.height) if alto else Page(label)
                key = "/".join(filter(None, (issue.paper, issue.date.isoformat() if issue.date else "", label)))
                # A library's file names tell nothing that its DIDL file does not.
                path = posixpath.join(posixpath.dirname(name), "didl.xml")
                yield self._document(tuple(articles), identity, key, path, page)
        if not found:
            raise NoArticleError("the DIDL file names no article of the page.", "Look whether it was exported whole.")

    def _document(
        self,
        articles: tuple[Article, ...],
        identity: StatedIdentity,
        key: str,
        path: str = "",
        page: Page | None = None,
    ) -> Document:
        return Document(
            (page,) if page else (), articles, identity, key, path, format=_FORMAT,
            reader=f"{self.name}/{self.version}", encoding="utf-8",
        )  # fmt: skip


def issue_beside(source: Source) -> tuple[str, _Issue] | None:
    """Return the name and the content of the issue, in this file's folder, that names the file."""
    own = posixpath.basename(source.name).encode()
    for name in (source.sibling("./") or b"").decode("utf-8", "surrogateescape").splitlines()[:_MOST_BESIDE]:
        if not name.lower().endswith(".xml") or "didl" not in name.lower():
            continue
        data = source.sibling(name)
        if data is not None and _is_didl(data) and own in data:
            try:
                return posixpath.join(posixpath.dirname(source.name), name), _read(data)
            except PermanentError:
                continue
    return None


def _is_didl(data: bytes) -> bool:
    return root_of(data[:HEAD_BYTES])[0] == "didl"


def _read(data: bytes) -> _Issue:
    # Real ones use a prefix that they never declare.
    if b"xsi:" in data and b"xmlns:xsi" not in data:
        data = _ROOT.sub(lambda match: match.group() + _XSI, data, count=1)
    root = parse_xml(data, message("the DIDL file"))
    issue = _Issue()
    top = next((one for one in root if tag(one) == "item"), root)
    own = [one for one in top if tag(one) == "component"]
    for component in own:
        issue.paper = issue.paper or _said(component, "title")
        issue.date = issue.date or date_of(_said(component, "date"))
        issue.number = issue.number or _said(component, "issuenumber")
    for item in (one for one in top if tag(one) == "item"):
        inner = [one for one in item if tag(one) == "component"]
        alto = next((_file(one) for one in inner if _role(one) == "alto"), "")
        if alto:
            label = next((said for one in inner if (said := _said(one, "nativepagenumber"))), "")
            issue.labels.append(page_of(label)[0] or label or str(len(issue.labels) + 1))
            issue.altos.append(alto)
            _areas(item, issue)
        elif text := next((_file(one) for one in inner if _role(one) == "ocr"), ""):
            piece = issue.articles.setdefault(_identifier(item), _Piece())
            piece.file = text
            piece.title = piece.title or next((said for one in inner if (said := _said(one, "title"))), "")
            piece.subject = piece.subject or next((said for one in inner if (said := _said(one, "subject"))), "")
    return issue


def _areas(page: Element, issue: _Issue) -> None:
    """Read what of a page each article covers."""
    for item in (one for one in page if tag(one) == "item"):
        identifier = next((str(value) for name, value in item.attrib.items() if str(name).endswith("}article_id")), "")
        piece = issue.articles.setdefault(identifier or _identifier(item), _Piece())
        piece.title = piece.title or _said(item, "title")
        piece.subject = piece.subject or _said(item, "subject")
        for area in item.iter("{*}area"):
            try:
                left, top, width, height = (float(area.get(name)) for name in ("hpos", "vpos", "width", "height"))
            except (TypeError, ValueError):
                continue
            box = Box(left * _POINTS, top * _POINTS, (left + width) * _POINTS, (top + height) * _POINTS)
            piece.areas.append((len(issue.labels) - 1, box))


def _article(piece: _Piece, ordinal: int, label: str, source: Source, alto: AltoPage | None) -> Article:
    data = source.sibling(piece.file) if piece.file else None
    if data is not None:
        title, paragraphs = _text(data)
    elif alto is not None:
        title, paragraphs = piece.title, _words_within(piece, alto)
    else:
        raise PermanentError(
            f"the article's text {piece.file or piece.title} is missing beside the DIDL file.",
            "Drop it into the same folder.",
            "missing_page",
            "read",
        )
    return Article(
        ordinal=ordinal,
        kind=Kind.NOTICE if piece.subject in _NOTICES else Kind.NEWS,
        page=label,
        headline=title or piece.title,
        paragraphs=paragraphs,
        regions=tuple(Region(page + 1, box) for page, box in piece.areas),
    )


def _words_within(piece: _Piece, alto: AltoPage) -> tuple[str, ...]:
    """Return the text of the blocks whose middle lies in an article's areas on the page that it begins on."""
    first = piece.areas[0][0]
    texts: list[str] = []
    for block in alto.blocks:
        if block.box is None or not block.lines:
            continue
        x, y = (block.box.x0 + block.box.x1) / 2, (block.box.y0 + block.box.y1) / 2
        if any(page == first and box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1 for page, box in piece.areas):
            texts.append(text_of_words(word for line in block.lines for word in line.words))
    return tuple(filter(None, texts))


def _text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return title and paragraphs of an article's text file."""
    root = parse_xml(data, message("the article's text"))
    said = [(tag(one), " ".join("".join(one.itertext()).split())) for one in root.iter("{*}title", "{*}p")]
    title = next((text for name, text in said if name == "title" and text), "")
    return title, tuple(text for name, text in said if name == "p" and text)


def _alto(source: Source, name: str) -> AltoPage | None:
    data = source.sibling(name) if name else None
    try:
        return read_alto(data, dpi=DEFAULT_DPI) if data is not None else None
    except PermanentError:
        return None


def _said(element: Element, name: str) -> str:
    """Return the first text that an element's descendants of this name, in small letters, hold."""
    for one in element.iter("{*}*"):
        if tag(one) == name and (text := " ".join((one.text or "").split())):
            return text
    return ""


def _role(component: Element) -> str:
    statement = next(component.iter("{*}Statement"), None)
    return (statement.text or "").strip() if statement is not None else ""


def _file(component: Element) -> str:
    """Return the file of a component: named beside its address, which is never asked."""
    for resource in component.iter("{*}Resource"):
        named = next((str(value) for name, value in resource.attrib.items() if str(name).endswith("}filename")), "")
        return posixpath.basename(named or str(resource.get("ref") or ""))
    return ""


def _identifier(item: Element) -> str:
    return next((str(value) for name, value in item.attrib.items() if str(name).endswith("}identifier")), "")
