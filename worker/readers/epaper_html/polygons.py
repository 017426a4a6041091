"""Polygons of page areas to rectangles."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from worker.document.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Point = tuple[float, float]

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_XY = re.compile(r"""["']?x["']?\s*:\s*["']?(-?[\d.]+)["']?\s*,\s*["']?y["']?\s*:\s*["']?(-?[\d.]+)""", re.IGNORECASE)
_SLACK = 2.0  # units by which corners that mean the same line differ: areas are drawn by hand
_MOST_CORNERS = 400
_MOST_RECTANGLES = 12  # of one area; a shape of more is no column of text: the rectangle round it is told
_SLANTED = 0.15  # share of the edges' length that may be neither level nor upright


def points_of(coords: str) -> list[Point]:
    """Return the corners in ``10,20,110,20,...``, ``10,20 110,20 ...`` or ``[{x:10,y:20},...]``."""
    named = _XY.findall(coords)
    if named:
        return [(float(x), float(y)) for x, y in named]
    numbers = [float(number) for number in _NUMBER.findall(coords)]
    return list(zip(numbers[0::2], numbers[1::2], strict=False))


def corners_of(coords: str, shape: str) -> list[Point]:
    """Return the corners of an area: a rectangle is given by two of them, a circle by its centre and radius."""
    if shape.lower().startswith("circ"):
        numbers = [float(number) for number in _NUMBER.findall(coords)]
        if len(numbers) < 3:  # noqa: PLR2004 - x, y, radius
            return []
        x, y, radius = numbers[:3]
        return [(x - radius, y - radius), (x + radius, y - radius), (x + radius, y + radius), (x - radius, y + radius)]
    points = points_of(coords)
    if len(points) == 2:  # noqa: PLR2004 - opposite corners
        (x0, y0), (x1, y1) = points
        return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    return points


def rectangles_of(points: Sequence[Point], across: float = 1.0, down: float = 1.0) -> tuple[Box, ...]:
    """Return rectangles that together cover a polygon, from top to bottom, scaled by ``across`` and ``down``.

    Points that repeat, edges without length and dents are no trouble; what is mostly slanted gives the rectangle
    round it.
    """
    points = [point for point, following in pairwise([*points, *points[:1]]) if point != following]
    if len(points) < 3 or len(points) > _MOST_CORNERS:  # noqa: PLR2004 - a triangle
        return _around(points, across, down) if len(points) > 1 else ()
    columns, rows = _snapped(x for x, _ in points), _snapped(y for _, y in points)
    corners = [(columns[x], rows[y]) for x, y in points]
    edges = [(one, other) for one, other in pairwise([*corners, corners[0]]) if one != other]
    boxes = [] if _is_slanted(edges) else _slabs(edges, sorted(set(rows.values())))
    if not 0 < len(boxes) <= _MOST_RECTANGLES:
        return _around(points, across, down)
    return tuple(Box(box.x0 * across, box.y0 * down, box.x1 * across, box.y1 * down) for box in boxes)


def _around(points: Sequence[Point], across: float, down: float) -> tuple[Box, ...]:
    xs, ys = [x * across for x, _ in points], [y * down for _, y in points]
    box = Box(min(xs), min(ys), max(xs), max(ys))
    return (box,) if box.width > 0 and box.height > 0 else ()


def _snapped(values: Iterable[float]) -> dict[float, float]:
    """Return each value with what it is taken for: the first of those that differ from it by next to nothing."""
    taken: dict[float, float] = {}
    first = float("-inf")
    for value in sorted(set(values)):
        if value - first > _SLACK:
            first = value
        taken[value] = first
    return taken


def _is_slanted(edges: Sequence[tuple[Point, Point]]) -> bool:
    slanted = sum(
        abs(x1 - x0) + abs(y1 - y0) for (x0, y0), (x1, y1) in edges if abs(x1 - x0) > _SLACK and abs(y1 - y0) > _SLACK
    )
    return slanted > _SLANTED * sum(abs(x1 - x0) + abs(y1 - y0) for (x0, y0), (x1, y1) in edges)


def _slabs(edges: Sequence[tuple[Point, Point]], rows: Sequence[float]) -> list[Box]:
    """Cut a polygon at the height of each corner; join what stands exactly below one another."""
    done: list[Box] = []
    growing: list[Box] = []
    for top, bottom in pairwise(rows):
        middle = (top + bottom) / 2
        crossed = sorted(
            x0 + (x1 - x0) * (middle - y0) / (y1 - y0)
            for (x0, y0), (x1, y1) in edges
            if min(y0, y1) < middle < max(y0, y1)
        )
        spans = [(left, right) for left, right in zip(crossed[0::2], crossed[1::2], strict=False) if right > left]
        kept: list[Box] = []
        for left, right in spans:
            above = next((box for box in growing if (box.x0, box.x1) == (left, right)), None)
            kept.append(Box(left, above.y0 if above else top, right, bottom))
        done.extend(box for box in growing if (box.x0, box.x1) not in spans)
        growing = kept
    return sorted([*done, *growing], key=lambda box: (box.y0, box.x0))
