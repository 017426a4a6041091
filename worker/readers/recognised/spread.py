"""The characters of a word or a line whose place is known only as a whole: they share it evenly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.readers.ocr.engine import SeenCharacter

if TYPE_CHECKING:
    from worker.readers.ocr.engine import Corner

    Corners = tuple[Corner, Corner, Corner, Corner]

_HALF = 0.5  # of the room of a Chinese character: a Latin one
_WIDE = "\u2e7f"  # characters above are as wide as they are high


def spread(text: str, corners: Corners, sure: float) -> tuple[SeenCharacter, ...]:
    """Return the characters of a text with their places; it runs downwards where its place is higher than wide."""
    top_left, top_right, bottom_right, bottom_left = corners
    down = _runs_down(text, corners)
    begin, end = ((top_left, top_right), (bottom_left, bottom_right))
    if not down:
        begin, end = ((top_left, bottom_left), (top_right, bottom_right))
    rooms = [1.0 if character > _WIDE or down else _HALF for character in text]
    total, at = sum(rooms), 0.0
    found: list[SeenCharacter] = []
    for character, room in zip(text, rooms, strict=True):
        one, other = (
            [_between(*edge, share) for edge in zip(begin, end, strict=True)]
            for share in (at / total, (at + room) / total)
        )
        at += room
        if not character.isspace():
            place = (one[0], one[1], other[1], other[0]) if down else (one[0], other[0], other[1], one[1])
            found.append(SeenCharacter(character, place, sure))
    return tuple(found)


def _runs_down(text: str, corners: Corners) -> bool:
    """Return whether a text of several characters stands in a place that is higher than wide."""
    top_left, top_right, _, bottom_left = corners
    return len(text) > 1 and _apart(top_left, bottom_left) > _apart(top_left, top_right)


def _apart(one: Corner, other: Corner) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _between(one: Corner, other: Corner, share: float) -> Corner:
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])
