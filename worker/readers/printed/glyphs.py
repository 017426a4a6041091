"""A character with its place, and how repeated strikes of one character are told from two characters."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

UNMAPPED = "\ufffd"
_CELL = 24.0  # points: characters are looked for by where they stand
_STRUCK_AGAIN = 0.25  # of the size: a bold made by striking again is shifted less than that
_RADICALS = range(0x2E80, 0x2FE0)
_COMPATIBLE = range(0xF900, 0xFB00)
_VERTICAL_FORMS = range(0xFE10, 0xFE50)
# CJK radicals (U+2E80-2EF3) that fonts name instead of the character, with no compatibility mapping in Unicode.
_SUPPLEMENT = dict(
    zip(
        "⺁⺌⺗⺟⺠⺸⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "厂小心母民羊虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)


class Glyph(NamedTuple):
    """One printed character.

    Attributes:
        text: As it is read, compatibility forms undone; ``UNMAPPED`` where its font does not say which it is.
        raw: As the source has it.
        x0: Left edge in points of the page as shown, origin top left; with ``y0``, ``x1``, ``y1`` its box.
        baseline: Where it stands, downwards from the page's top.
        size: Of its font, in points.
        turn: Quarter turns clockwise that its writing direction is from left to right.
        confidence: Of recognition, 0 to 1; None where it was not recognised from an image.
        seen: Number of the line that a recogniser saw it in; -1 where none did.
    """

    text: str
    raw: str
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    size: float
    font: str = ""
    bold: bool = False
    turn: int = 0
    confidence: float | None = None
    seen: int = -1


def readable(raw: str) -> str:
    """Return a character as people write it: radicals and compatibility forms are the characters they look like."""
    point = ord(raw[0])
    if point in _RADICALS or point in _COMPATIBLE or point in _VERTICAL_FORMS:
        return _SUPPLEMENT.get(raw) or unicodedata.normalize("NFKC", raw)
    return raw


def without_repeats(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Return the glyphs without those struck again for boldness or shadow; what was struck again is bold.

    A character may be struck again at once, with its line, or with its whole page.
    """
    kept: list[Glyph] = []
    places: dict[tuple[str, float, float], list[tuple[float, float, int]]] = {}
    for glyph in glyphs:
        raw, x, y = glyph.raw, glyph.x0, glyph.y0
        step = max(1.0, _STRUCK_AGAIN * glyph.size)
        left, right, top, low = x - step, x + step, y - step, y + step
        column, row = left // _CELL, top // _CELL
        near: Sequence[tuple[float, float, int]] = places.get((raw, column, row), ())
        if right // _CELL != column or low // _CELL != row:  # by the edge of a cell
            beside = ((column + 1, row), (column, row + 1), (column + 1, row + 1))
            near = [*near, *(known for cell in beside for known in places.get((raw, *cell), ()))]
        again = -1
        for other_x, other_y, at in near:
            if left < other_x < right and top < other_y < low:
                again = at
                break
        if again < 0:
            places.setdefault((raw, x // _CELL, y // _CELL), []).append((x, y, len(kept)))
            kept.append(glyph)
        elif not kept[again].bold:
            kept[again] = kept[again]._replace(bold=True)
    return kept
