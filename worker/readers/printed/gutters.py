"""Tall white strips of a page: where one column ends and the next begins."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_CELL = 1.5  # points
_MARGIN = 0.4  # points by which a box may reach into the cell beside it


class WhiteStrips:
    """How far white goes up and down from each place of a page."""

    def __init__(self, width: float, height: float, boxes: Iterable[tuple[float, float, float, float]]) -> None:
        """Take the places that ink covers, (x0, y0, x1, y1) each."""
        columns, rows = int(width / _CELL) + 2, int(height / _CELL) + 2
        ink = np.zeros((rows, columns), dtype=bool)
        for x0, y0, x1, y1 in boxes:
            left, right = int((x0 + _MARGIN) / _CELL), int((x1 - _MARGIN) / _CELL) + 1
            ink[max(0, int(y0 / _CELL)) : int(y1 / _CELL) + 1, max(0, left) : max(left + 1, right)] = True
        self._tall = _tall(ink)

    def is_gutter(self, left: float, right: float, y: float, tall: float, wide: float) -> bool:
        """Return whether a white strip ``wide`` points wide and ``tall`` high passes ``y`` between two places."""
        row = min(max(0, int(y / _CELL)), self._tall.shape[0] - 1)
        first, last = max(0, int((left - _MARGIN) / _CELL)), int((right + _MARGIN) / _CELL) + 1
        needed, run = max(1, math.ceil(wide / _CELL)), 0
        for high in self._tall[row, first:last] * _CELL:
            run = run + 1 if high >= tall else 0
            if run >= needed:
                return True
        return False


def _tall(ink: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return for each cell how many white cells stand above and below it in one run, itself included."""
    rows, columns = ink.shape
    above = np.zeros((rows, columns), dtype=np.int32)
    below = np.zeros((rows, columns), dtype=np.int32)
    run = np.zeros(columns, dtype=np.int32)
    white = ~ink
    for row in range(rows):
        run = (run + 1) * white[row]
        above[row] = run
    run = np.zeros(columns, dtype=np.int32)
    for row in range(rows - 1, -1, -1):
        run = (run + 1) * white[row]
        below[row] = run
    return np.where(white, above + below - 1, 0)
