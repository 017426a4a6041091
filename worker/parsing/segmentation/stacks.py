"""The stack of short lines that a piece stands in, as headlines do: how long its lines are, and what parts them."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from worker.parsing.segmentation.groups import Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

STACK: Final = frozenset("hHxbni")  # classes of pieces that may stand in a headline's stack
_TALLEST: Final = 6  # lines of a stack
_LENGTHS = (0.6, 0.95)


class Stack(NamedTuple):
    """Where a piece stands in its stack: the indices of the first and the last piece of it."""

    first: int
    last: int


_NONE: Final = Stack(-1, -1)


def stacks_of(kinds: str) -> list[Stack]:
    """Return for each piece the run of pieces without text that it stands in; of text it says nothing."""
    found: list[Stack] = []
    index = 0
    while index < len(kinds):
        if kinds[index] not in STACK:
            found.append(_NONE)
            index += 1
            continue
        last = index
        while last + 1 < len(kinds) and kinds[last + 1] in STACK:
            last += 1
        found += [Stack(index, last)] * (last - index + 1)
        index = last + 1
    return found


def stack_words(stack: Stack, index: int, pieces: Sequence[Line], kinds: str) -> Group:
    """Return the features of a piece's place in its stack, and of the stack's shape."""
    first, last = stack
    above = kinds[first - 1] if first else "^"
    below = kinds[last + 1] if last + 1 < len(kinds) else "$"
    size, place = last - first + 1, index - first
    if size > _TALLEST:
        return _tall(min(3, place), min(4, size), min(4, last - index), min(4, place), above, below)
    own = pieces[first : last + 1]
    widths = [piece.width for piece in own]
    widest = max(widths)
    shape = "".join("slL"[bisect_left(_LENGTHS, width / widest)] for width in widths)
    gaps = "".join("/" if piece.part else "_" if piece.gap else "." for piece in own[1:])
    indents = "".join(str(min(3, piece.indent // 2)) for piece in own)
    width = pieces[index].width
    return _words(place, above, below, shape, gaps, indents, width == widest, width == min(widths))


@lru_cache(2048)
def _tall(place: int, size: int, left: int, from_top: int, above: str, below: str) -> Group:  # noqa: PLR0917 - a key of what is kept
    return Group((
        f"sp:{place}/{size}", f"sb:{left}{below}", f"sa:{from_top}{above}", f"sab:{above}{below}{size}",
        f"spb:{place}/{size}{below}", "tall",
    ))  # fmt: skip


@lru_cache(8192)
def _words(  # noqa: PLR0917 - a key of what is kept
    place: int, above: str, below: str, shape: str, gaps: str, indents: str, widest: bool, narrowest: bool
) -> Group:
    size = len(shape)
    start, tall = min(3, place), min(4, size)
    return Group((
        f"sp:{start}/{tall}", f"sb:{min(4, size - 1 - place)}{below}", f"sa:{min(4, place)}{above}",
        f"sab:{above}{below}{tall}", f"spb:{start}/{tall}{below}",
        *(("smax",) if widest else ()), *(("smin",) if narrowest else ()),
        f"ss:{place}{shape}", f"ss:{place}{shape}{below}", f"sg:{place}{gaps}", f"sg:{place}{gaps}{below}",
        f"si:{place}{indents}", f"ssg:{place}{shape}{gaps}",
    ))  # fmt: skip
