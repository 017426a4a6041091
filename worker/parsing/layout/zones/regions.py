"""The rectangles that an article covers: one where it can be, several where it goes round something else."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from worker.document.geometry import Box
from worker.parsing.layout.zones.segments import around, shared_height, shared_width

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOUCHES = 3.0  # points by which neighbours may overlap


def rectangles(own: Sequence[Box], others: Sequence[Box]) -> list[Box]:
    """Return the rectangles round ``own`` boxes that cover none of ``others``."""
    whole = around(own)
    inside = [other for other in others if _overlaps(whole, other)]
    if not inside:
        return [whole]
    ys = sorted({whole.y0, whole.y1, *(y for box in inside for y in (box.y0, box.y1) if whole.y0 < y < whole.y1)})
    found: list[Box] = []
    for top, bottom in pairwise(ys):
        band = Box(whole.x0, top, whole.x1, bottom)
        mine = [box for box in own if shared_height(box, band) > _TOUCHES and box.width > 0]
        theirs = [box for box in inside if shared_height(box, band) > min(_TOUCHES, band.height / 2)]
        for run in _runs(mine, theirs):
            piece = Box(run.x0, top, run.x1, bottom)
            last = next(
                (
                    box
                    for box in found
                    if abs(box.x0 - piece.x0) < _TOUCHES
                    and abs(box.x1 - piece.x1) < _TOUCHES
                    and abs(box.y1 - piece.y0) < _TOUCHES
                ),
                None,
            )
            if last is not None:
                found[found.index(last)] = last._replace(y1=piece.y1)
            else:
                found.append(piece)
    return found or [whole]


def _overlaps(first: Box, second: Box) -> bool:
    return shared_width(first, second) > _TOUCHES and shared_height(first, second) > _TOUCHES


def _runs(mine: Sequence[Box], theirs: Sequence[Box]) -> list[Box]:
    """Join boxes side by side unless another article's stands between them."""
    runs: list[Box] = []
    for box in sorted(mine, key=lambda box: box.x0):
        if runs:
            joined = around([runs[-1], box])
            if not any(shared_width(joined, other) > _TOUCHES for other in theirs):
                runs[-1] = joined
                continue
        runs.append(box)
    return runs


def widened(found: Sequence[Box], others: Sequence[Box], edge: float, gutter: float) -> list[Box]:
    """Return the one rectangle of an article with the empty columns after it: its place on the page is theirs too.

    Args:
        found: Its rectangles; where it goes round something there are several, and they stay.
        others: All else that stands on the page, rules between columns included.
        edge: Where the text of the page ends.
        gutter: White between two columns.
    """
    if len(found) != 1:
        return list(found)
    box = found[0]
    beside = [other.x0 for other in others if other.x0 >= box.x1 - _TOUCHES and shared_height(other, box) > _TOUCHES]
    end = min([edge, *(start - gutter for start in beside)])
    return [box._replace(x1=end)] if end > box.x1 else [box]
