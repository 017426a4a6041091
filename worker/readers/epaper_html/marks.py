"""Values that a page of a web edition carries in comments and tags of the system that made it."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from worker.readers.markup import fragment_paragraphs
from worker.readers.values import joined

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_PROPERTY = re.compile(r"<(?P<name>[a-zA-Z]+)>(?P<value>.*?)</(?P=name)>", re.DOTALL)
_FOUNDER = re.compile(r"<founder-(?P<name>[a-z]+)[^<>]*>(?P<value>.*?)</founder-(?P=name)>", re.DOTALL | re.IGNORECASE)
_NPM = re.compile(
    r"(?:<!--\s*)?<npm:article-(?P<name>[a-z]+)[^<>]*>(?:\s*-->)?(?P<value>.*?)(?:<!--\s*)?</npm:article-(?P=name)>",
    re.DOTALL | re.IGNORECASE,
)
_BODY = re.compile(r"<!--\s*enpcontent\s*-->(?P<body>.*?)<!--\s*/\s*enpcontent\s*-->", re.DOTALL | re.IGNORECASE)
_SAVED = re.compile(r"saved from url=\(\d+\)(\S+)")
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


def marks_of(text: str) -> Marks:
    """Return the marks of a page's source."""
    values: dict[str, str] = {}
    bodies = [match["body"] for match in _BODY.finditer(text)]
    for pattern in (_FOUNDER, _NPM):
        for match in pattern.finditer(text):
            name = _SAME.get(match["name"].lower())
            if name == "content":
                bodies.append(match["value"])
            elif name:
                _put(values, name, match["value"])
    for comment in _COMMENT.finditer(text):
        if "enpproperty" in comment[1]:
            for match in _PROPERTY.finditer(comment[1]):
                name = _SAME.get(match["name"].lower())
                if name and name != "content":
                    _put(values, name, match["value"])
    saved = _SAVED.search(text)
    return Marks(values, tuple(dict.fromkeys(bodies)), saved[1] if saved else "")


def _put(values: dict[str, str], name: str, value: str) -> None:
    """Keep the first value that is not blank."""
    if not values.get(name):
        value = re.sub(r"<!\[CDATA\[(.*?)\]\]>", r"\1", value, flags=re.DOTALL)
        if "&lt;" in value:  # markup that was escaped once more
            value = html.unescape(value)
        plain = joined(fragment_paragraphs(value)) if "<" in value or "&" in value else " ".join(value.split())
        if plain.lower() not in {"", "null", "none", "undefined"}:
            values[name] = plain.strip("\u3000 ")
