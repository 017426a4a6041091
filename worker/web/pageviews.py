"""The page an article stands on: its image with the articles' regions, or the page's text with the article marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from worker.errors import PermanentError
from worker.home.files import open_source
from worker.readers.text.read import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from worker.web.room import Room

_LINES_SHOWN = 3000  # of one page's text


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the page's text.

    Attributes:
        article: Id of the article it belongs to; empty for furniture and the like.
        first: Whether it is the first line of a run of that article.
    """

    number: int
    text: str
    article: str
    here: bool
    first: bool


@dataclass(frozen=True, slots=True)
class PageView:
    """A page to look at; without lines there is nothing to show."""

    lines: tuple[TextLine, ...] = ()


def page_view(room: Room, document: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> PageView:
    """Return the page of an article as far as the home holds it.

    Args:
        room: The home.
        document: The article.
        others: All articles of its issue, the article among them.
    """
    unit = document.get("unit_id", document["issue_id"])
    ranges = {one["id"]: one.get("lines", ()) for one in others if one.get("unit_id", one["issue_id"]) == unit}
    try:
        text = _original(room, unit)
    except (PermanentError, OSError):
        return PageView()
    return PageView(text_lines(text, ranges, document["id"]))


def text_lines(text: str, ranges: Mapping[str, Sequence[Mapping[str, int]]], here: str) -> tuple[TextLine, ...]:
    """Return the lines of a page's text, each with the article whose line ranges hold it."""
    owner: dict[int, str] = {}
    for identifier, places in ranges.items():
        for place in places:
            owner.update((number, identifier) for number in range(place["first"], place["last"] + 1))
    found: list[TextLine] = []
    before = ""
    for number, line in enumerate(text.split("\n")[:_LINES_SHOWN], start=1):
        article = owner.get(number, "")
        found.append(TextLine(number, line, article, article == here, bool(article) and article != before))
        before = article
    return tuple(found)


def _original(room: Room, unit: str) -> str:
    """Return the text of a unit's original.

    Raises:
        PermanentError: It is no text.
        OSError: This home does not hold it.
    """
    for entry in room.archive.find([unit]):
        if entry.archived_as and entry.inbox == room.inbox_id:
            source = open_source(room.filing.archive, entry.archived_as, room.max_upload_bytes)
            return read(source.data, max_bytes=room.max_upload_bytes).text
    raise FileNotFoundError(unit)
