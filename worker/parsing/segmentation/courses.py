"""What stands far above and below a source line or a stack: whether the text between them has a headline of its own.

Lines one after the other do not tell a report below its headline and picture from one whose headline stands below it.
What does is the course of the page: a text that opens below a picture or another text, and a stack below that text that
nothing follows but the page's end, a box or furniture.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from worker.parsing.segmentation.groups import Group
from worker.parsing.segmentation.stacks import STACK

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from worker.parsing.segmentation.stacks import Stack

_NOTHING: Final = Group()
_TEXT: Final = frozenset("PpmcsJ")
_HEADS: Final = STACK | frozenset("BN")
_CLOSES: Final = frozenset("RT")
_STRANDS: Final = frozenset("$F")  # what below a stack is no text of its


def courses_of(kinds: str, stacks: Sequence[Stack], boxed: Collection[int], alone: Collection[int]) -> list[Group]:
    """Return the features of each piece's course: of source lines, and of stacks that no text follows.

    Args:
        kinds: The classes of the pieces.
        stacks: The stack that each piece stands in.
        boxed: Indices of pieces that boxes hold.
        alone: Indices of source lines that stand on a line of their own.
    """
    sorts = "".join("F" if index in boxed else _sort(kind) for index, kind in enumerate(kinds))
    count = len(sorts)
    found = [_NOTHING] * count
    ends = _ends(sorts)
    opened, opened_below = "^", "^"  # what stands above the last source line, and how its text's course ends
    for index, sort in enumerate(sorts):
        if sort == "L":
            opened = sorts[index - 1] if index else "^"
            opened_below = ends[index]
            found[index] = _source(opened, opened_below, "a" if index in alone else "r")
        elif sort == "h" and kinds[index] in STACK:
            last = stacks[index].last
            below = sorts[last + 1] if last + 1 < count else "$"
            if below in _STRANDS:
                above = sorts[stacks[index].first - 1] if stacks[index].first else "^"
                found[index] = _stack(above, opened, below, opened_below)
    return found


def _sort(kind: str) -> str:
    if kind in _TEXT:
        return "t"
    if kind in _HEADS:
        return "h"
    return "R" if kind in _CLOSES else kind


def _ends(sorts: str) -> list[str]:
    """Return for each piece how the text from there to the next source line ends.

    ``d``: with a stack that nothing goes on from, ``h``: with one above the next source line, ``n``: with none.
    """
    found = ["n"] * len(sorts)
    course, below = "n", "$"
    for index in range(len(sorts) - 1, -1, -1):
        sort = sorts[index]
        found[index] = course
        if sort == "L":
            course, below = ("h" if index and sorts[index - 1] == "h" else "n"), "L"
            continue
        if sort == "h" and below in _STRANDS and index and sorts[index - 1] != "F":
            course = "d"
        if sort != "h":
            below = sort
    return found


@lru_cache(256)
def _source(above: str, course: str, whole: str) -> Group:
    return Group(
        (f"so:{above}", f"so:{course}", f"so:{above}{course}", f"so:{above}{course}{whole}", f"so:{above}{whole}")
    )


@lru_cache(1024)
def _stack(above: str, opened: str, below: str, course: str) -> Group:
    both = f"{above}{opened}{below}"
    return Group((f"sd:{above}{below}", f"su:{opened}{below}", f"sv:{both}", f"sw:{both}{course}"))
