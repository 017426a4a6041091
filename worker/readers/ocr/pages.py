"""An image to a page: recognised characters set straight, sizes evened out, lines cut at gutters."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from worker.document.source import Page, SourceLine, Style
from worker.readers.ocr.drawings import read_drawings, refined_skew
from worker.readers.ocr.engine import SeenLine, recognise
from worker.readers.pdf.drawings import Drawings
from worker.readers.printed.glyphs import Glyph
from worker.readers.printed.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from worker.readers.ocr.engine import Corner
    from worker.readers.printed.lines import PrintedLine

    Rectangle = tuple[float, float, float, float]

_LINE_HEIGHT = 1.28  # of the size: what the detector takes for a line's height
_FEW, _SOME = 4, 7
_STEEPEST = 0.2
_SAME_SLOPE = 0.015
_LONG = 6  # heights: a line as long tells how the page is turned
_SAME_SIZE = 1.15
_DOUBTFUL, _LESS_DOUBTFUL = 1.6, 1.25
_STEP = 1.3
_LARGE = 1.5  # of the height of most lines
_INDENT = 2.7
_TALL = 1.5
_DESCENT = 0.38


def read_image(image: NDArray[np.uint8], dpi: float, position: int) -> Page:
    """Return the page that an image shows, in points.

    Args:
        image: Rows, columns and three colours.
        dpi: Pixels an inch.
        position: Of the page in its file, from 0.

    Raises:
        PermanentError: Code ``no_ocr``: the recogniser is not installed.
    """
    height, width = image.shape[:2]
    scale = 72.0 / dpi
    seen = recognise(image)
    turn = refined_skew(image, _skew(seen)) if seen else 0.0
    glyphs = _all_glyphs(seen, turn, (width, height), scale)
    drawings = read_drawings(image, turn, [_box(glyph, scale) for glyph in glyphs], scale)
    return _page(glyphs, drawings, (width * scale, height * scale), position)


def page_of_lines(seen: Sequence[SeenLine], size: tuple[float, float], scale: float) -> Page:
    """Return the page of an image that was recognised elsewhere, in points: its lines alone are known.

    Args:
        seen: Its lines.
        size: Width and height of the image in pixels.
        scale: Points a pixel.
    """
    glyphs = _all_glyphs(seen, _skew(seen), size, scale)
    return _page(glyphs, Drawings(), (size[0] * scale, size[1] * scale), 0)


def _all_glyphs(seen: Sequence[SeenLine], turn: float, size: tuple[float, float], scale: float) -> list[Glyph]:
    """Return the characters of a page set straight, in points."""
    middle = size[0] / 2, size[1] / 2
    heights = sorted(math.dist(line.corners[0], line.corners[3]) * scale for line in seen)
    usual = heights[len(heights) // 2] if heights else 0.0
    glyphs = [
        glyph for number, line in enumerate(seen) for glyph in _glyphs(line, number, turn, middle, scale, usual=usual)
    ]
    return _even_sizes(glyphs)


def _page(glyphs: list[Glyph], drawings: Drawings, size: tuple[float, float], position: int) -> Page:
    lines = _sized_alike(lines_of(glyphs, drawings.rules, *size))
    return Page(
        width=size[0],
        height=size[1],
        lines=tuple(_source_line(line, number, position) for number, line in enumerate(lines, 1)),
        pictures=tuple(drawings.pictures),
        rules=tuple(drawings.rules),
    )


def _sized_alike(lines: list[PrintedLine]) -> list[PrintedLine]:
    """Give a line of few square characters the size of the line right above it: too few tell it badly."""
    found: list[PrintedLine] = []
    for line in lines:
        squares = _squares_in_a_row(line)
        doubtful = _DOUBTFUL if squares < _FEW - 1 else _LESS_DOUBTFUL
        short = not line.vertical and squares < _SOME - 1
        above = next((other for other in reversed(found) if _goes_on(other, line, doubtful)), None) if short else None
        found.append(line._replace(size=above.size) if above else line)
    return found


def _squares_in_a_row(line: PrintedLine) -> int:
    squares = [_is_square(glyph.text) for glyph in line.glyphs]
    return sum(map(all, pairwise(squares)))


def _goes_on(above: PrintedLine, line: PrintedLine, doubtful: float) -> bool:
    small, large = sorted((above.size, line.size))
    apart = line.box.y0 - above.box.y1
    flush = abs(line.box.x0 - above.box.x0) <= _INDENT * large
    return large <= doubtful * small and -small <= apart <= small and flush and not above.vertical


def _source_line(line: PrintedLine, number: int, position: int) -> SourceLine:
    style = Style(line.size, vertical=line.vertical)
    return SourceLine(number, line.raw, line.text, position, line.box, style, line.confidence, stops=line.stops)


def _skew(seen: Sequence[SeenLine]) -> float:
    """Return by how much the lines fall to the right, in radians."""
    slopes: list[tuple[float, float]] = []
    for line in seen:
        (x0, y0), (x1, y1), _, (_, y3) = line.corners
        if x1 - x0 > _LONG * abs(y3 - y0):
            slopes.append(((y1 - y0) / (x1 - x0), x1 - x0))
    slopes.sort()
    total, reached, median = sum(length for _, length in slopes), 0.0, 0.0
    for slope, length in slopes:
        reached += length
        if 2 * reached >= total:
            median = slope
            break
    # Corners are whole pixels of a smaller image: one line tells little, the mean of many tells much.
    near = [(slope, length) for slope, length in slopes if abs(slope - median) <= _SAME_SLOPE]
    mean = sum(slope * length for slope, length in near) / sum(length for _, length in near) if near else 0.0
    return math.atan(mean) if abs(mean) < _STEEPEST else 0.0


def _straight(corner: Corner, turn: float, middle: Corner) -> Corner:
    x, y = corner[0] - middle[0], corner[1] - middle[1]
    cos, sin = math.cos(turn), math.sin(turn)
    return x * cos + y * sin + middle[0], y * cos - x * sin + middle[1]


def _glyphs(line: SeenLine, number: int, turn: float, middle: Corner, scale: float, *, usual: float) -> list[Glyph]:
    """Return the characters of a line as they stand on the page set straight, in points; most are ``usual`` high."""
    boxes = []
    for character in line.characters:
        corners = [_straight(corner, turn, middle) for corner in character.corners]
        across, down = [x * scale for x, _ in corners], [y * scale for _, y in corners]
        boxes.append((min(across), min(down), max(across), max(down)))
    top = [_straight(corner, turn, middle) for corner in line.corners]
    wide = math.dist(top[0], top[1]) * scale
    high = math.dist(top[0], top[3]) * scale
    vertical = high > _TALL * wide and len(boxes) > 1
    size = _size(line, boxes, wide if vertical else high, usual, vertical=vertical)
    if vertical:
        centre = sum(box[0] + box[2] for box in boxes) / 2 / len(boxes)
        boxes = [(centre - size / 2, y0, centre + size / 2, y1) for _, y0, _, y1 in boxes]
    else:
        centre = sum(box[1] + box[3] for box in boxes) / 2 / len(boxes)
        boxes = [(x0, centre - size / 2, x1, centre + size / 2) for x0, _, x1, _ in boxes]
    return [
        Glyph(
            character.text,
            character.text,
            *box,
            baseline=centre + _DESCENT * size if not vertical else box[3],
            size=size,
            confidence=character.confidence,
            seen=number,
        )
        for character, box in zip(line.characters, boxes, strict=True)
    ]


def _size(line: SeenLine, boxes: Sequence[Rectangle], across: float, usual: float, *, vertical: bool) -> float:
    """Return the size of a line's font: how far its square characters stand apart, else from its height."""
    start = 1 if vertical else 0
    steps = sorted(
        after[start] - before[start]
        for before, after, left, right in zip(boxes, boxes[1:], line.characters, line.characters[1:], strict=False)
        if _is_square(left.text) and _is_square(right.text)
    )
    by_height = across / _LINE_HEIGHT
    if len(steps) < _FEW - 1:
        return by_height
    step = steps[len(steps) // 2]
    if across > _LARGE * usual:
        # Places are told in steps of the recogniser's own: of a headline their mean says more than one of them.
        near = [other for other in steps if step / _STEP <= other <= step * _STEP]
        step = sum(near) / len(near)
    return min(by_height * _SAME_SIZE, max(by_height / _SAME_SIZE, step))


def _is_square(text: str) -> bool:
    return "\u3400" <= text[0] <= "\u9fff"


def _even_sizes(glyphs: list[Glyph]) -> list[Glyph]:
    """Give characters of nearly one size one size: what is measured from an image varies by a tenth."""
    counted: dict[float, int] = {}
    for glyph in glyphs:
        size = round(glyph.size, 1)
        counted[size] = counted.get(size, 0) + 1
    chosen: dict[float, float] = {}
    left = dict(counted)
    while left:
        centre = max(left, key=lambda size: sum(n for other, n in left.items() if _near(size, other)))
        members = [size for size in left if _near(centre, size)]
        total = sum(left[size] for size in members)
        mean = sum(size * left[size] for size in members) / total
        for size in members:
            chosen[size] = mean
            del left[size]
    return [glyph._replace(size=chosen[round(glyph.size, 1)]) for glyph in glyphs]


def _near(one: float, other: float) -> bool:
    return max(one, other) <= _SAME_SIZE * min(one, other)


def _box(glyph: Glyph, scale: float) -> tuple[float, float, float, float]:
    return glyph.x0 / scale, glyph.y0 / scale, glyph.x1 / scale, glyph.y1 / scale
