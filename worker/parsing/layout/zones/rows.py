"""Columns whose text begins on one level: which of two headlines above such a row each of them belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from worker.parsing.layout.zones.segments import around

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from worker.document.geometry import Box

_SAME_LEVEL = 0.9  # sizes of the text by which the tops of one row differ
_NEAR = 2.5  # sizes of white between two columns of a row
_TOUCHES = 2.0
_FLUSH = 0.7  # sizes by which a headline set to the left may stand in

Owner = TypeVar("Owner")


class Column(NamedTuple, Generic[Owner]):
    """A column with the owner that is known for it, or none, and the headline of that owner."""

    box: Box
    owner: Owner | None
    head: Box | None


def chains(columns: Sequence[Column[Owner]], body: float, parted: Callable[[Box, Box], bool]) -> list[list[int]]:
    """Return the positions of columns that stand side by side on one level, each run from the left.

    Args:
        columns: In any order.
        body: Size of the text.
        parted: Whether something drawn stands between two neighbours.
    """
    levels: list[list[int]] = []
    for position in sorted(range(len(columns)), key=lambda position: columns[position].box.y0):
        top = columns[position].box.y0
        if levels and top - columns[levels[-1][-1]].box.y0 <= _SAME_LEVEL * body:
            levels[-1].append(position)
        else:
            levels.append([position])
    found: list[list[int]] = []
    for level in levels:
        run: list[int] = []
        for position in sorted(level, key=lambda position: columns[position].box.x0):
            if run:
                left, right = columns[run[-1]].box, columns[position].box
                if not -_TOUCHES <= right.x0 - left.x1 <= _NEAR * body or parted(left, right):
                    found.append(run)
                    run = []
            run.append(position)
        found.append(run)
    return found


def owners(row: Sequence[Column[Owner]], body: float) -> list[Owner] | None:
    """Return an owner for each column of a row: the headlines then stand best over their columns.

    None where no column of the row has a known owner.
    """
    anchors = [position for position, column in enumerate(row) if column.owner is not None]
    groups: list[list[int]] = []
    for position in anchors:
        if groups and row[groups[-1][0]].owner is row[position].owner:
            groups[-1].append(position)
        else:
            groups.append([position])
    if not groups:
        return None
    # best[end]: the least cost of giving the columns before ``end`` to the groups so far, and where each group ends
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for number, group in enumerate(groups):
        last = number + 1 == len(groups)
        ends = [len(row)] if last else range(group[-1] + 1, groups[number + 1][0] + 1)
        head = row[group[0]].head
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, cuts) in best.items():
            for end in ends:
                more = cost + _offset(head, around([column.box for column in row[start:end]]), body)
                known = following.get(end)
                if known is None or more < known[0]:
                    following[end] = more, (*cuts, end)
        # of equally good ways the one that gives the left headline more
        best = dict(sorted(following.items(), reverse=True))
    cuts = next(iter(best.values()))[1]
    found: list[Owner] = []
    for group, end in zip(groups, cuts, strict=True):
        owner = row[group[0]].owner
        assert owner is not None  # noqa: S101 - groups are of columns with owners
        found.extend([owner] * (end - len(found)))
    return found


def _offset(head: Box | None, columns: Box, body: float) -> float:
    """Return how far a headline stands from the middle of its columns; nothing when it is set to their left edge."""
    if head is None or abs(head.x0 - columns.x0) <= _FLUSH * body:
        return 0.0
    return abs(head.x0 + head.x1 - columns.x0 - columns.x1) / 2
