"""Tall white strips between text: where one column ends and the next begins."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_CELL = 1.5  # points
_MARGIN = 0.4  # points by which a box may reach into the cell beside it
_LEADING = 0.4  # sizes of the text: how far above and below it a line still counts as beside a place
_BESIDE = 2.7  # sizes of the text: how near text must stand on both sides, an indent included


class WhiteStrips:
    """How far white goes up and down from each place of a page, between lines of text."""

    def __init__(
        self,
        width: float,
        height: float,
        text: NDArray[np.float64],
        barriers: Iterable[tuple[float, float, float, float]],
        body: float,
    ) -> None:
        """Take boxes of characters, (x0, y0, x1, y1) a row, what else ends a strip, and the size of the text."""
        shape = int(height / _CELL) + 2, int(width / _CELL) + 2
        ink = _painted(text, shape)
        lines = _heightened(ink, math.ceil(_LEADING * body / _CELL))
        for x0, y0, x1, y1 in barriers:
            ink[max(0, int(y0 / _CELL)) : int(y1 / _CELL) + 1, max(0, int(x0 / _CELL)) : int(x1 / _CELL) + 1] = True
        self._tall = _tall(~ink, _between(lines, math.ceil(_BESIDE * body / _CELL)))

    def is_gutter(self, left: float, right: float, y: float, *, tall: float, wide: float) -> bool:
        """Return whether a white strip ``wide`` points wide passes ``y`` with ``tall`` points of text on both sides."""
        row = min(max(0, int(y / _CELL)), self._tall.shape[0] - 1)
        first, last = max(0, int((left - _MARGIN) / _CELL)), int((right + _MARGIN) / _CELL) + 1
        needed, run = max(1, math.ceil(wide / _CELL)), 0
        for high in self._tall[row, first:last] * _CELL:
            run = run + 1 if high >= tall else 0
            if run >= needed:
                return True
        return False


def _painted(boxes: NDArray[np.float64], shape: tuple[int, int]) -> NDArray[np.bool_]:
    """Return the cells that boxes, (x0, y0, x1, y1) a row, cover; each covers one at least."""
    rows, columns = shape
    top = np.clip((boxes[:, 1] / _CELL).astype(np.int64), 0, rows - 1)
    bottom = np.clip((boxes[:, 3] / _CELL).astype(np.int64) + 1, 0, rows)
    left = np.clip(((boxes[:, 0] + _MARGIN) / _CELL).astype(np.int64), 0, columns - 1)
    right = np.clip(((boxes[:, 2] - _MARGIN) / _CELL).astype(np.int64) + 1, left + 1, columns)
    bottom = np.maximum(top, bottom)
    # Each box adds one from its top left corner on and takes it away beyond its edges: the sums are what covers a cell.
    edges = np.zeros((rows + 1, columns + 1), dtype=np.int32)
    np.add.at(edges, (top, left), 1)
    np.add.at(edges, (bottom, right), 1)
    np.add.at(edges, (top, right), -1)
    np.add.at(edges, (bottom, left), -1)
    np.cumsum(edges, axis=0, out=edges)
    np.cumsum(edges, axis=1, out=edges)
    return edges[:rows, :columns] > 0


def _heightened(ink: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    """Return ink with each of its places reaching so many cells further up and down."""
    found = ink.copy()
    for step in range(1, by + 1):
        found[step:] |= ink[:-step]
        found[:-step] |= ink[step:]
    return found


def _between(lines: NDArray[np.bool_], reach: int) -> NDArray[np.bool_]:
    """Return where text stands near both to the left and to the right."""
    return _carried_right(lines, reach) & _carried_right(lines[:, ::-1], reach)[:, ::-1]


def _carried_right(ink: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    """Return ink with each of its places reaching so many cells to the right."""
    found, done = ink.copy(), 0
    while done < by:
        step = min(done + 1, by - done)  # what has been carried is carried again: as far as all before together
        found[:, step:] |= found[:, :-step].copy()
        done += step
    return found


def _tall(white: NDArray[np.bool_], between: NDArray[np.bool_]) -> NDArray[np.signedinteger]:
    """Return for each white cell how many cells of its run, up and down, lie between text."""
    rows, columns = white.shape
    kind = np.min_scalar_type(-2 * rows)  # two bytes a cell: what memory is asked for costs more than the sums
    counted, open_here = between.astype(kind), white.astype(kind)
    above, below = np.empty_like(counted), np.empty_like(counted)
    for found, order in ((above, range(rows)), (below, range(rows - 1, -1, -1))):
        run = np.zeros(columns, dtype=kind)
        for row in order:
            run += counted[row]
            run *= open_here[row]
            found[row] = run
    above += below
    above -= counted
    above *= open_here
    return above
