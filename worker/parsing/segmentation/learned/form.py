"""The form of a whole file: how its items are set apart, found once and told to every piece."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from worker.parsing.segmentation.learned.observations import PageView

_FEW = 3


def form_of(view: PageView) -> list[str]:
    """Return the words for the form of a page; the first one says how blank lines stand in it."""
    lines, seen = view.lines, view.seen
    gaps = sum(1 for line in lines[1:] if line.gap)
    count = len(lines)
    spread = 0 if not gaps else 1 if gaps * 3 < count else 2 if gaps * 1.2 < count else 3
    items = sum(1 for found in view.annotations if found.item is not None)
    sources = sum(1 for piece in seen if piece.kind == "L")
    texts = sum(1 for piece in seen if piece.kind in "Pp")
    signed = sum(1 for piece in seen if piece.kind in "Ts")
    labels = sum(1 for found in view.annotations if found.page_label is not None)
    return [
        f"g{spread}",
        f"w{view.geometry.wrap > 0:d}",
        f"i{view.geometry.indented:d}",
        f"L{min(_FEW, sources)}",
        f"m{0 if not items else 1 if items < _FEW else 2}",
        f"n{bisect_left((1, 2, 4, 8, 16, 40), count)}",
        f"p{bisect_left((0, 1, 2, 4, 8), texts)}",
        f"s{min(_FEW, signed)}",
        f"l{min(2, labels)}",
    ]
