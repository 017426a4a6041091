"""Markdown as generators of sites and keepers of notes write it: an article a file, its fields between rules (``---``).

Jekyll, Hugo and Obsidian call these lines front matter; they are YAML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from worker.readers.epaper_html.article import paper_of_title
from worker.readers.exports.aliases import Field, field_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_OPENS = re.compile(
    r"\A\ufeff?---[ \t]*\n(?P<fields>[^\n]{0,2000}\n(?:(?!---[ \t]*\n)[^\n]{0,2000}\n){0,200})---[ \t]*(?:\n|\Z)"
)
_TITLE = re.compile(r"^title[ \t]*:[ \t]*\S", re.MULTILINE)
_TELLS = frozenset({Field.DATE, Field.AUTHOR, Field.PAPER, Field.URL})
_OF_SITE = frozenset({"layout", "template", "draft", "type"})  # how the site shows it
_FIGURE = re.compile(r"</?figure[^<>]{0,500}>|<img\b[^<>]{0,2000}>|<figcaption[^<>]{0,500}>[^<>]{0,2000}</figcaption>")
_ADDRESS = re.compile(r"\bsrc=[\"']?(?P<address>[^\"'\s<>]+)")
_CAPTION = re.compile(r"<figcaption[^<>]*>(?P<text>[^<>]*)<")


class Story(NamedTuple):
    """An article: what its front matter says, its Markdown, and what figures in HTML show."""

    record: Mapping[str, Any]
    text: str
    images: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()


def begins_with_fields(head: str) -> bool:
    """Return whether a file's beginning is front matter that names a title."""
    return head.startswith(("---\n", "---\r\n", "\ufeff---")) and bool(_TITLE.search(head.replace("\r", "")))


def story_of(text: str) -> Story | None:
    """Return the article of a file with front matter; None where it has none, or heads a paper's whole issue.

    Args:
        text: The file, its lines ended by line feeds.
    """
    found = _OPENS.match(text)
    if found is None:
        return None
    try:
        said = yaml.load(found["fields"], Loader=yaml.BaseLoader)  # noqa: S506 - makes texts and lists alone
    except yaml.YAMLError:
        return None
    if not isinstance(said, dict):
        return None
    record = {str(name): value for name, value in said.items() if str(name) not in _OF_SITE and _is_plain(value)}
    fields = {field_of(name) for name in record}
    title = record.get("title")
    if not isinstance(title, str) or not fields & _TELLS or any(map(paper_of_title, title.split())):
        return None
    body = text[found.end() :]
    images = tuple(match["address"] for match in _ADDRESS.finditer("".join(_FIGURE.findall(body))))
    captions = tuple(said for match in _CAPTION.finditer(body) if (said := match["text"].strip()))
    return Story(record, _FIGURE.sub("", body), images, captions)


def _is_plain(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))
