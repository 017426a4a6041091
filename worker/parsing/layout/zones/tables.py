"""Tables: rules that cross to a lattice of low cells. What stands in one is read by rows, as one piece of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.document.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOUCH = 3.0  # points between the rules of neighbouring cells
_LINES = 3  # rules each way
_LOWEST = 5.0  # sizes of the text: rows of a table are lower, articles between rules higher
_MOST = 3000  # rules: a page of more is a drawing


def tables_of(rules: Sequence[Box], body: float) -> list[Box]:
    """Return the rectangles of the tables that rules and frames draw; ``body`` is the size of the text."""
    if not 2 * _LINES <= len(rules) <= _MOST:
        return []
    found: list[Box] = []
    for group in _touching(sorted(rules)):
        across = _levels([value for box in group for value in (box.y0, box.y1)])
        down = _levels([value for box in group for value in (box.x0, box.x1)])
        top, bottom = min(box.y0 for box in group), max(box.y1 for box in group)
        if across < _LINES or down < _LINES or bottom - top > _LOWEST * body * (across - 1):
            continue
        found.append(Box(min(box.x0 for box in group), top, max(box.x1 for box in group), bottom))
    return found


def _touching(rules: Sequence[Box]) -> list[list[Box]]:
    home = list(range(len(rules)))

    def root(at: int) -> int:
        while home[at] != at:
            home[at] = home[home[at]]
            at = home[at]
        return at

    for at, box in enumerate(rules):
        for other in range(at + 1, len(rules)):
            if rules[other].x0 > box.x1 + _TOUCH:
                break
            if rules[other].y0 <= box.y1 + _TOUCH and box.y0 <= rules[other].y1 + _TOUCH:
                home[root(other)] = root(at)
    groups: dict[int, list[Box]] = {}
    for at, box in enumerate(rules):
        groups.setdefault(root(at), []).append(box)
    return [group for group in groups.values() if len(group) >= 2 * _LINES]


def _levels(values: Sequence[float]) -> int:
    """Return how many values there are, those that nearly agree counted once."""
    count, last = 0, float("-inf")
    for value in sorted(values):
        if value > last + 2 * _TOUCH:
            count += 1
        last = value
    return count
