"""The order in which zones, and the columns of one, are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.parsing.layout.zones.segments import Segment, around, shared_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.document.geometry import Box

_SLACK = 3.0


def zone_order(boxes: Sequence[Box]) -> list[int]:
    """Return the positions of ``boxes`` in reading order: rows from the top, in each row columns from the left."""
    return _cut(list(range(len(boxes))), boxes, rows=True, failed=False)


def _cut(members: list[int], boxes: Sequence[Box], *, rows: bool, failed: bool) -> list[int]:
    if len(members) <= 1:  # alone, it has no order
        return members
    groups = _groups(members, boxes, rows=rows)
    if len(groups) == 1:
        if failed:
            return sorted(members, key=lambda place: (boxes[place].y0, boxes[place].x0))
        return _cut(members, boxes, rows=not rows, failed=True)
    return [place for group in groups for place in _cut(group, boxes, rows=not rows, failed=False)]


def _groups(members: Sequence[int], boxes: Sequence[Box], *, rows: bool) -> list[list[int]]:
    """Part boxes where a straight cut touches none of them."""

    def span(place: int) -> tuple[float, float]:
        box = boxes[place]
        return (box.y0, box.y1) if rows else (box.x0, box.x1)

    groups: list[list[int]] = []
    reached = float("-inf")
    for place in sorted(members, key=span):
        start, end = span(place)
        if start >= reached - _SLACK:
            groups.append([])
        groups[-1].append(place)
        reached = max(reached, end)
    return groups


def column_order(segments: Sequence[Segment]) -> list[Segment]:
    """Return the columns of one article in reading order: a wide one ends the row of columns above it."""
    rest = sorted(segments, key=lambda segment: segment.box.y0)
    ordered: list[Segment] = []
    while rest:
        wide = next((segment for segment in rest if _is_wide(segment, rest)), None)
        if wide is None:
            ordered.extend(_columns(rest))
            break
        over = [segment for segment in rest if segment is not wide and segment.box.y1 <= wide.box.y0 + _SLACK]
        ordered.extend(_columns(over))
        ordered.append(wide)
        rest = [segment for segment in rest if segment is not wide and segment not in over]
    return ordered


def _is_wide(segment: Segment, others: Sequence[Segment]) -> bool:
    box = segment.box
    met = [other.box for other in others if other is not segment and shared_width(other.box, box) > _SLACK]
    return any(
        shared_width(first, second) <= 0 for position, first in enumerate(met) for second in met[position + 1 :]
    ) and (around([*met, box]).width <= box.width * 1.5 or len(met) > 1)


def _columns(segments: Sequence[Segment]) -> list[Segment]:
    columns: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda segment: segment.box.x0):
        home = next(
            (
                column
                for column in columns
                if any(
                    shared_width(other.box, segment.box) > 0.5 * min(other.box.width, segment.box.width)
                    for other in column
                )
            ),
            None,
        )
        if home is None:
            columns.append([segment])
        else:
            home.append(segment)
    return [segment for column in columns for segment in sorted(column, key=lambda segment: segment.box.y0)]
