"""Values that a page of a web edition carries in comments and tags of the system that made it."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from worker.readers.markup import fragment_paragraphs, without_cdata
from worker.readers.values import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

# Each kind of mark by its tags: the two are looked for apart, as a page may open many that it never closes.
_PROPERTY = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z]++)>")
_FOUNDER = re.compile(r"<(?P<close>/?)founder-(?P<name>[a-z]++)[^<>]*+>", re.IGNORECASE)
_NPM = re.compile(r"<(?P<close>/?)npm:article-(?P<name>[a-z]++)[^<>]*+>", re.IGNORECASE)
_COMMENT_END = re.compile(r"\s*-->")
_BODY_BEGINS = re.compile(r"<!--\s*+enpcontent\s*+-->", re.IGNORECASE)
_BODY_ENDS = re.compile(r"<!--\s*+/\s*+enpcontent\s*+-->", re.IGNORECASE)
# By browsers, and by SingleFile.
_SAVED = re.compile(r"saved from url=\(\d+\)\s*(?P<url>\S+)|Page saved with SingleFile\s+url:\s*(?P<url2>\S+)")
_SAME = {
    "introtitle": "kicker", "pretitle": "kicker", "uptitle": "kicker", "title": "title", "subtitle": "subtitle",
    "author": "author", "date": "date", "pagenum": "page", "nodename": "section", "keyword": "keywords",
    "keywords": "keywords", "picurl": "images", "url": "url", "content": "content", "pagename": "section",
    "newspapername": "paper", "papername": "paper",
}  # fmt: skip


class Marks(NamedTuple):
    """What the system itself says, by field (``title``, ``kicker``, ...); ``bodies`` is HTML, the surest first."""

    values: dict[str, str]
    bodies: tuple[str, ...]
    url: str = ""


def _bodies(text: str) -> Iterator[str]:
    """Yield what stands between the comments round a body; a first one that is never closed ends the search."""
    at = 0
    while (begin := _BODY_BEGINS.search(text, at)) and (end := _BODY_ENDS.search(text, begin.end())):
        yield text[begin.end() : end.start()]
        at = end.end()


def marks_of(text: str) -> Marks:
    """Return the marks of a page's source."""
    values: dict[str, str] = {}
    bodies = list(_bodies(text))
    for pattern in (_FOUNDER, _NPM):
        for said, found in _elements(pattern, text):
            value = _bare(found) if pattern is _NPM else found
            name = _SAME.get(said.lower())
            if name == "content":
                bodies.append(value)
            elif name:
                _put(values, name, value)
    for comment in _comments(text):
        if "enpproperty" in comment:
            for said, value in _elements(_PROPERTY, comment):
                name = _SAME.get(said.lower())
                if name and name != "content":
                    _put(values, name, value)
    saved = _SAVED.search(text)
    return Marks(values, tuple(dict.fromkeys(bodies)), saved["url"] or saved["url2"] if saved else "")


def _comments(text: str) -> Iterator[str]:
    """Yield what stands in each comment."""
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start + 4)) >= 0:
        yield text[start + 4 : end]
        start = text.find("<!--", end + 3)


def _elements(tags: re.Pattern[str], text: str) -> Iterator[tuple[str, str]]:
    """Yield name and content of each element that is closed, from its tag to the next that closes its name."""
    found = list(tags.finditer(text))
    fold = bool(tags.flags & re.IGNORECASE)
    closing: dict[str, list[re.Match[str]]] = {}  # the next one last
    for match in reversed(found):
        if match["close"]:
            closing.setdefault(match["name"].lower() if fold else match["name"], []).append(match)
    end = 0
    for match in found:
        if match["close"] or match.start() < end:
            continue
        ends = closing.get(match["name"].lower() if fold else match["name"], [])
        while ends and ends[-1].start() < match.end():
            ends.pop()
        if ends:
            end = ends[-1].end()
            yield match["name"], text[match.end() : ends[-1].start()]


def _bare(value: str) -> str:
    """Return a content without the halves of the comments that its tags stand in."""
    begun = _COMMENT_END.match(value)
    value = value[begun.end() :] if begun else value
    stripped = value.rstrip()
    return stripped.removesuffix("<!--") if stripped.endswith("<!--") else value


def _put(values: dict[str, str], name: str, value: str) -> None:
    """Keep the first value that is not blank."""
    if not values.get(name):
        value = without_cdata(value)
        if "&lt;" in value:  # markup that was escaped once more
            value = html.unescape(value)
        plain = joined(fragment_paragraphs(value)) if "<" in value or "&" in value else " ".join(value.split())
        if plain.lower() not in {"", "null", "none", "undefined"}:
            values[name] = plain.strip("\u3000 ")
