"""The form of a whole file: how its items are set apart, found once and told to every piece."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from worker.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.parsing.segmentation.observations import PageView

_FEW: Final = 3


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


_BLANK_LINES = (
    message("no blank lines"),
    message("few blank lines"),
    message("blank lines between many lines"),
    message("a blank line between nearly all lines"),
)


def in_words(form: Sequence[str]) -> Iterator[str]:
    """Yield what the words of :func:`form_of` say, for people."""
    value = {word[0]: int(word[1:]) for word in form}
    yield _BLANK_LINES[value["g"]]
    yield message("lines broken at a column's width") if value["w"] else message("paragraphs on one line each")
    if value["i"]:
        yield message("paragraphs indented")
    yield (
        message("several reports open with a source line")
        if value["L"] > 1
        else message("one report opens with a source line")
        if value["L"]
        else message("no source line opens a report")
    )
    if value["m"]:
        yield message("items with marks or numbers")
    if value["s"]:
        yield message("texts signed at their end")
    if value["l"]:
        yield message("page labels among the lines")
