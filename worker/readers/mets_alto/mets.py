"""The METS of an issue: which it is, what its pages are, which blocks of them make each article."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from worker.messages import message
from worker.readers.markup import Element, parse_xml, root_of, tag
from worker.readers.values import date_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

_HREF = "{http://www.w3.org/1999/xlink}href"
_FROM, _TO = ("{http://www.w3.org/1999/xlink}" + end for end in ("from", "to"))
_UNTITLED = frozenset({"sans titre", "untitled", "no title", "ohne titel", "geen titel", "[无标题]", "无标题"})
_COARSEST, _FINEST = 50, 2400  # dots an inch of a scan
_MOST_MISSING = 2  # pages in a row of an issue
_ALTO = re.compile(r"\.xml$", re.IGNORECASE)
_TEXT_GROUP = re.compile(r"alto|ocr|text", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")  # 08.02.1882
# Luxemburger Zeitung 1858-12-07_01; Daily national Democrat (Marysville, Calif.), 1858-08-13
_LABEL = re.compile(r"^(?P<title>.*?)(?:\s{0,20}+\([^()]{0,200}+\))?[\s,]{0,20}+(?P<date>\d{4}-\d\d-\d\d)")
# What a div says of the blocks in it: kicker, headline, ... in the words of several profiles.
_ROLES = {
    "overline": "kicker", "kicker": "kicker", "introtitle": "kicker", "pretitle": "kicker",
    "subheadline": "subtitle", "subtitle": "subtitle", "subheading": "subtitle", "sub_headline": "subtitle",
    "author": "byline", "byline": "byline",
    "caption": "caption", "illustration_caption": "caption",
    "illustration": "picture", "image": "picture", "photo": "picture", "picture": "picture", "graphic": "picture",
    "heading": "headline", "headline": "headline", "title": "headline", "head": "headline",
    "body": "body", "body_content": "body", "paragraph": "body", "text": "body", "textblock": "body", "table": "body",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, a headline, ...: the areas that make it.

    Attributes:
        role: ``headline``, ``kicker``, ``subtitle``, ``byline``, ``body``, ``caption``, ``picture``.
        areas: File, first id and last id (empty for a single one) of each block or run of words.
    """

    role: str
    areas: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class MetsArticle:
    """An article; ``title`` and ``authors`` are what its bibliographic record says."""

    id: str
    parts: tuple[Part, ...]
    title: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""


@dataclass(frozen=True, slots=True)
class MetsPage:
    """A page: the id and the link of its ALTO file, and its printed label."""

    file: str
    href: str
    label: str
    dpi: float = 0.0


@dataclass(frozen=True, slots=True)
class Mets:
    """An issue; without articles its pages are split by the parser."""

    publication: str = ""
    date: dt.date | None = None
    number: str = ""
    edition: str = ""
    pages: tuple[MetsPage, ...] = ()
    articles: tuple[MetsArticle, ...] = field(default=())


def read_mets(data: bytes) -> Mets:
    """Return what a METS file says.

    Raises:
        PermanentError: It is not well-formed, or declares a DTD.
    """
    root = parse_xml(data, message("the METS file"))
    return _Reader(root).mets()


def is_mets(head: bytes) -> bool:
    """Return whether a file's beginning is that of a METS document."""
    return root_of(head)[0] == "mets"


class _Reader:
    def __init__(self, root: Element) -> None:
        self._root = root
        self._files = {
            one.get("ID") or "": next((_link(place) for place in one.iter("{*}FLocat")), "")
            for one in root.iter("{*}file")
        }
        self._mods = {one.get("ID") or "": one for one in root.iter("{*}dmdSec")}
        self._divs = {one.get("ID"): one for one in root.iter("{*}div") if one.get("ID")}
        self._links = _links(root)
        self._dpi = _resolution(root)

    def mets(self) -> Mets:
        title, date, number, edition = self._issue()
        articles = [
            article
            for div in self._root.iter("{*}div")
            if _kind(div) == "article" and (article := self._article(div)).parts
        ]
        return Mets(title, date, number, edition, tuple(self._pages()), tuple(articles))

    def _issue(self) -> tuple[str, dt.date | None, str, str]:
        label = _LABEL.match(self._root.get("LABEL") or "") or next(
            (found for div in self._root.iter("{*}div") if (found := _LABEL.match(div.get("LABEL") or ""))), None
        )
        title, number, edition = "", "", ""
        date: dt.date | None = None
        articles = {
            one
            for div in self._root.iter("{*}div")
            if _kind(div) not in _ISSUE
            for one in (div.get("DMDID") or "").split()
        }
        for identifier, section in self._mods.items():
            if identifier in articles:
                continue
            said = [*section.iter("{*}dateIssued"), *section.iter("{*}date")]
            date = date or next((day for one in said if (day := _day(one.text or ""))), None)
            for info in section.iter("{*}titleInfo"):
                title = title or _title(info)
            for detail in section.iter("{*}detail"):
                value = next((one.text or "" for one in detail.iter("{*}number")), "").strip()
                if detail.get("type") == "issue":
                    number = number or value
                elif detail.get("type") == "edition" and value not in {"", "1"}:
                    edition = edition or value
        if label:
            title, date = title or label["title"].strip(" -–,"), date or date_of(label["date"])
        return title, date, number, edition

    def _pages(self) -> Iterator[MetsPage]:
        """Yield the pages in their order: what the physical structure says, else the ALTO files in theirs."""
        alto = self._altos()
        found: dict[str, tuple[str, str]] = {}
        for div in self._root.iter("{*}div"):
            if not _kind(div).endswith("page") and not _is_physical(div):
                continue
            direct = [one.get("FILEID") or "" for one in div.iter("{*}fptr", "{*}area") if _page_of(one) is div]
            file = next((one for one in direct if one in alto), "")
            if file and file not in found:
                place = div.get("ORDER") or str(len(found) + 1)
                found[file] = (div.get("ORDERLABEL") or self._page_label(div) or place).strip(), place
        # Printed labels where they are page numbers that go up; some libraries count something else in them.
        printed = _go_up([label for label, _ in found.values()])
        for file, (label, place) in found.items():
            yield MetsPage(file, alto[file], label if printed or not place.isdecimal() else place, self._dpi)
        if not found:
            for place, (file, href) in enumerate(alto.items(), 1):
                yield MetsPage(file, href, str(place) if len(alto) > 1 else "", self._dpi)

    def _altos(self) -> dict[str, str]:
        """Return the links of the ALTO files by their ids: what stands in a group of texts, where there is one."""
        every = {identifier: href for identifier, href in self._files.items() if _is_alto(href)}
        grouped = {
            one.get("ID") or ""
            for group in self._root.iter("{*}fileGrp")
            if _TEXT_GROUP.search(f"{group.get('USE') or ''} {group.get('ID') or ''}")
            for one in group.iter("{*}file")
        }
        return {identifier: href for identifier, href in every.items() if identifier in grouped} or every

    def _page_label(self, div: Element) -> str:
        for identifier in (div.get("DMDID") or "").split():
            section = self._mods.get(identifier)
            if section is not None:
                for extent in section.iter("{*}extent", "{*}detail"):
                    found = next((one.text or "" for one in extent.iter("{*}start", "{*}number")), "")
                    if found.strip():
                        return found.strip()
        return ""

    def _article(self, div: Element) -> MetsArticle:
        title, authors = div.get("LABEL") or "", []
        for identifier in (div.get("DMDID") or "").split():
            section = self._mods.get(identifier)
            if section is None:
                continue
            titles = [_title(info) for info in section.iter("{*}titleInfo")]
            title = " ".join(filter(None, titles)) or title
            if title.casefold() in _UNTITLED:
                title = ""
            for name in section.iter("{*}name"):
                parts = [(part.text or "").strip() for part in name.iter("{*}namePart") if part.get("type") != "date"]
                authors.append("".join(parts) if _is_han("".join(parts)) else " ".join(filter(None, parts)))
        above = next((one.get("LABEL") or "" for one in div.iterancestors("{*}div") if _kind(one) == "section"), "")
        identifier = div.get("ID") or ""
        return MetsArticle(identifier, tuple(self._parts(div)), title, tuple(filter(None, authors)), above)

    def _parts(self, article: Element) -> Iterator[Part]:
        linked = [self._divs[one] for one in self._links.get(article.get("ID") or "", ()) if one in self._divs]
        for place in linked:
            label = (place.get("LABEL") or "").strip().lower()
            areas = tuple(self._areas(place))
            if areas:
                yield Part(_ROLES.get(label, "body"), areas)
        for pointer in article.iter("{*}fptr"):
            owner = pointer.getparent()
            if next((one for one in pointer.iterancestors("{*}div") if _kind(one) == "article"), None) is not article:
                continue
            areas = tuple(self._areas(pointer))
            if areas:
                yield Part(_role(owner, article), areas)

    def _areas(self, element: Element) -> Iterator[tuple[str, str, str]]:
        found = list(element.iter("{*}area"))
        for area in found:
            file, begin = area.get("FILEID") or "", area.get("BEGIN") or ""
            if begin and _is_alto(self._files.get(file, "")):
                end = area.get("END") or ""
                yield file, begin, "" if end == begin else end


def _day(text: str) -> dt.date | None:
    """Return the day that a library names, year first or day first."""
    return date_of(_DAY_FIRST.sub(lambda match: f"{match[3]}-{match[2]}-{match[1]}", text))


def _is_physical(div: Element) -> bool:
    return any((one.get("TYPE") or "").lower() == "physical" for one in div.iterancestors("{*}structMap"))


def _go_up(labels: list[str]) -> bool:
    """Return whether labels are those of pages one after the other, but for a page or two that is missing."""
    if not all(re.search(r"\d", label) for label in labels) or len(set(labels)) < len(labels):
        return False
    counted = [int(label) for label in labels if label.isdecimal()]
    return all(0 < later - one <= _MOST_MISSING + 1 for one, later in pairwise(counted))


_ISSUE = frozenset({"issue", "newspaper", "volume", "physsequence", "page", "np:issue", "set", "group", "object", ""})


def _kind(div: Element) -> str:
    """Return a div's type in small letters without its prefix: ``np:page`` is ``page``."""
    return (div.get("TYPE") or "").strip().lower().rpartition(":")[2]


def _page_of(pointer: Element) -> Element | None:
    return next(iter(pointer.iterancestors("{*}div")), None)


def _role(div: Element, article: Element) -> str:
    """Return what the innermost div that says it says its blocks are."""
    role = ""
    for one in (div, *div.iterancestors("{*}div")):
        if one is article:
            break
        found = _ROLES.get(_kind(one), "")
        if found and (not role or (role == "body" and found in {"caption", "headline", "byline"})):
            role = found
    return role or "body"


def _links(root: Element) -> dict[str, list[str]]:
    """Return the divs that each div is linked to: an article with the areas of pages it covers."""
    found: dict[str, list[str]] = {}
    for group in root.iter("{*}smLinkGrp"):
        ends = [_link(one).removeprefix("#") for one in group.iter("{*}smLocatorLink")]
        if len(ends) > 1:
            found.setdefault(ends[0], []).extend(ends[1:])
    for link in root.iter("{*}smLink"):
        start, end = (link.get(name) or "" for name in (_FROM, _TO))
        found.setdefault(start.removeprefix("#"), []).append(end.removeprefix("#"))
    return found


def _link(element: Element) -> str:
    return (element.get(_HREF) or "").strip()


def _is_alto(href: str) -> bool:
    return bool(_ALTO.search(href.split("?", maxsplit=1)[0]))


def _resolution(root: Element) -> float:
    for one in root.iter("{*}xOpticalResolution", "{*}XSamplingFrequency", "{*}xSamplingFrequency", "{*}numerator"):
        number = re.match(r"\s*(\d+(?:\.\d+)?)", one.text or "")
        if number and _COARSEST <= float(number[1]) <= _FINEST:
            return float(number[1])
    return 0.0


def _title(info: Element) -> str:
    parts = {tag(one): (one.text or "").strip() for one in info}
    return " ".join(filter(None, (parts.get("nonsort", ""), parts.get("title", ""), parts.get("subtitle", ""))))


def _is_han(text: str) -> bool:
    return bool(text) and all("\u3400" <= character <= "\u9fff" for character in text)


def local_path(href: str) -> str:
    """Return a link of a METS file as a path beside it: ``file://./text/1.xml`` is ``text/1.xml``; never an address."""
    path = href.removeprefix("file://").removeprefix("file:").replace("\\", "/")
    if "://" in path or path.startswith("/"):
        return posixpath.basename(path)
    return posixpath.normpath(path)
