"""Runs of lines of one column and size, and which of them are text, which headlines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from worker.document.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.zones.elements import Area, Item

_SAME_SIZE = 1.06
_INDENT = 2.7  # sizes: how far a paragraph's first line or a byline may stand in
_RIGHT = 1.3
_LEADING = 1.25  # sizes of white between two lines of one run, at most
_OVERLAP = 1.0  # sizes that two lines must stand above each other to be in one column
_DISPLAY = 1.25  # of the text's size
_LARGER = 1.12  # a line or two so much larger than the text are no text either
_ROW = 0.6
_HEAD_LINES = 2
_OWN = 0.9  # of the text's size: a headline in a type of its own may be no larger than the text
_OTHER = 1.04  # of the size of the text below it: that much larger is a type of its own
_APART = 1.0  # sizes of white above such a headline
_FEW = 3
_NARROWEST = 3.5  # sizes: a column, or what of it stands below something that spans two


class Part(Enum):
    """What a run of lines is taken for, by its place and size."""

    TEXT = "text"
    HEAD = "head"
    CAPTION = "caption"


@dataclass(eq=False)
class Segment:
    """Lines of one column, each close below the one before. ``items`` is not changed once it is made."""

    items: list[Item]
    part: Part = Part.TEXT
    spans: bool = False

    @cached_property
    def box(self) -> Box:
        """The rectangle round its lines."""
        return around([item.box for item in self.items])

    @cached_property
    def size(self) -> float:
        """Size of most of its characters."""
        sizes: dict[float, int] = {}
        for item in self.items:
            sizes[item.size] = sizes.get(item.size, 0) + item.characters
        return max(sizes, key=sizes.__getitem__)

    @cached_property
    def goes_on(self) -> bool:
        """Whether its last line is full and ends within a sentence: the text must go on elsewhere."""
        last = self.items[-1]
        return not last.ends and last.box.x1 >= self.box.x1 - _RIGHT * self.size

    @cached_property
    def comes_on(self) -> bool:
        """Whether its first line is not indented while it has more: the text may come from elsewhere."""
        return len(self.items) > 1 and self.items[0].box.x0 - self.box.x0 < self.size


def around(boxes: Sequence[Box]) -> Box:
    """Return the rectangle round ``boxes``."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


def shared_width(first: Box, second: Box) -> float:
    """Return how far two boxes stand above each other; negative when they stand apart."""
    return min(first.x1, second.x1) - max(first.x0, second.x0)


def shared_height(first: Box, second: Box) -> float:
    """Return how far two boxes stand beside each other."""
    return min(first.y1, second.y1) - max(first.y0, second.y0)


def segments_of(area: Area, body: float) -> list[Segment]:
    """Return the runs of an area's lines in reading direction, from top to bottom; cross lines are left out."""
    every = sorted((item for item in area.items if not item.cross), key=lambda item: (item.box.y0, item.box.x0))
    items = [item for item in every if item.table < 0]
    barriers = [*area.rules, *area.pictures, *(frame.box for frame in area.frames)]
    after = _links(items, barriers)
    followers = set(after.values())
    found: list[Segment] = []
    for start in range(len(items)):
        if start in followers:
            continue
        run = [items[start]]
        at = start
        while at in after:
            at = after[at]
            run.append(items[at])
        found.append(Segment(run))
    for segment in found:
        segment.spans = _spans(segment, items)
        few = len(segment.items) <= _FEW
        if segment.size >= (_LARGER if few else _DISPLAY) * body or (segment.spans and few):
            segment.part = Part.HEAD
    found = _with_small_heads(found, barriers, body)
    tables: dict[int, list[Item]] = {}
    for item in every:
        if item.table >= 0:
            tables.setdefault(item.table, []).append(item)
    found.extend(Segment(_by_rows(cells)) for cells in tables.values())
    return sorted(found, key=lambda segment: (segment.box.y0, segment.box.x0))


def _with_small_heads(segments: Sequence[Segment], barriers: Sequence[Box], body: float) -> list[Segment]:
    """Return the runs with the headlines that are no larger than the text marked as such, parted from their text."""
    found: list[Segment] = []
    for segment in segments:
        leading = _of_other_type(segment.items)
        if segment.part is Part.TEXT and leading:
            head, text = Segment(segment.items[:leading]), Segment(segment.items[leading:])
            if _is_small_head(head, text, segments, barriers, body):
                head.part = Part.HEAD
                found += [head, text]
                continue
        elif segment.part is Part.TEXT and len(segment.items) <= _HEAD_LINES:
            below = min(
                (other for other in segments if other is not segment and _is_over(segment.box, other.box, body)),
                key=lambda other: other.box.y0,
                default=None,
            )
            if below and below.part is Part.TEXT and _is_small_head(segment, below, segments, barriers, body):
                segment.part = Part.HEAD
        found.append(segment)
    return found


def _of_other_type(items: Sequence[Item]) -> int:
    """Return how many lines at the top of a run are set in another type than all below them; 0 for more than two."""
    for leading in range(1, min(_HEAD_LINES + 1, len(items))):
        if items[leading].font != items[leading - 1].font:
            fonts = {item.font for item in items[:leading]}
            return leading if fonts.isdisjoint(item.font for item in items[leading:]) else 0
    return 0


def _is_small_head(
    head: Segment, text: Segment, segments: Sequence[Segment], barriers: Sequence[Box], body: float
) -> bool:
    """Return whether a line or two are a headline: in another type, white or a rule above, an indent below."""
    box, below = head.box, text.box
    if any(item.signed for item in head.items[:1]) or head.items[-1].ends:
        return False
    if head.size < _OWN * body or len(text.items) <= _FEW or text.comes_on:
        return False
    own = {item.font for item in head.items}.isdisjoint(item.font for item in text.items)
    if not own and head.size < _OTHER * text.size:
        return False
    if box.x1 > below.x1 + body or box.x0 < below.x0 - body:
        return False
    above = max((other.box.y1 for other in segments if _is_under(box, other.box)), default=float("-inf"))
    wall = max((other.y1 for other in barriers if _is_under(box, other)), default=float("-inf"))
    return wall > above or box.y0 - above > _APART * body


def _is_over(box: Box, below: Box, body: float) -> bool:
    return 0 <= below.y0 - box.y1 + 1 <= _LEADING * body and shared_width(box, below) > 0


def _is_under(box: Box, above: Box) -> bool:
    return above.y1 <= box.y0 + 1 and shared_width(box, above) > 0


def _by_rows(cells: Sequence[Item]) -> list[Item]:
    """Return the lines of a table row by row, each row from the left."""
    rows: list[list[Item]] = []
    for item in cells:
        if rows and item.box.y0 < (rows[-1][0].box.y0 + rows[-1][0].box.y1) / 2:
            rows[-1].append(item)
        else:
            rows.append([item])
    return [item for row in rows for item in sorted(row, key=lambda item: item.box.x0)]


def _links(items: Sequence[Item], barriers: Sequence[Box]) -> dict[int, int]:
    """Return for each line the one that goes on below it in its column."""
    before: dict[int, tuple[float, int]] = {}
    after: dict[int, int] = {}
    for index, item in enumerate(items):
        best: tuple[float, int] | None = None
        for below in range(index + 1, len(items)):
            other = items[below]
            gap = other.box.y0 - item.box.y1
            if gap > _LEADING * item.size:
                break
            if _goes_on(item, other, gap) and (best is None or gap < best[0]):
                best = gap, below
        if best is None or not _alone(items, index, best[1]) or _barred(item.box, items[best[1]].box, barriers):
            continue
        gap, below = best
        known = before.get(below)
        if known is None or gap < known[0]:
            if known is not None:
                del after[known[1]]
            before[below] = gap, index
            after[index] = below
    return after


def _goes_on(item: Item, other: Item, gap: float) -> bool:
    small, large = sorted((item.size, other.size))
    if large > _SAME_SIZE * small or gap < -0.5 * small or other.box.y0 <= item.box.y0:
        return False
    if abs(item.box.x0 - other.box.x0) <= _INDENT * large:
        return True
    if shared_width(item.box, other.box) < min(_OVERLAP * small, item.box.width, other.box.width):
        return False
    centred = abs(item.box.x0 + item.box.x1 - other.box.x0 - other.box.x1) <= 3 * large
    right = abs(item.box.x1 - other.box.x1) <= _RIGHT * large
    return centred or right


def _alone(items: Sequence[Item], upper: int, lower: int) -> bool:
    """Return whether neither of two lines stands across a second line beside the other."""
    first, second = items[upper], items[lower]
    return not _crosses(first, second, items) and not _crosses(second, first, items)


def _crosses(wide: Item, narrow: Item, items: Sequence[Item]) -> bool:
    """Return whether ``wide`` also reaches over a line that stands beside ``narrow``."""
    if wide.box.width <= narrow.box.width + _OVERLAP * wide.size:
        return False
    level, reach = narrow.box.y0, _ROW * narrow.size
    first = bisect_left(items, level - reach, key=_top)  # they are sorted by where they begin
    for other in items[first : bisect_right(items, level + reach, lo=first, key=_top)]:
        if other is wide or other is narrow or other.size > _SAME_SIZE * narrow.size * 1.3:
            continue
        if shared_width(wide.box, other.box) > _OVERLAP * wide.size and shared_width(narrow.box, other.box) <= 0:
            return True
    return False


def _top(item: Item) -> float:
    return item.box.y0


def _spans(segment: Segment, items: Sequence[Item]) -> bool:
    """Return whether a run stands across two columns of the lines next below or above it."""
    box, size = segment.box, segment.size
    for near in (
        [item for item in items if 0 <= item.box.y0 - box.y1 + 1 <= 2.5 * size],
        [item for item in items if 0 <= box.y0 - item.box.y1 + 1 <= 1.5 * size],
    ):
        # A piece of a line that ends at a wide space is no column.
        below = [item for item in near if min(shared_width(box, item.box), item.box.width) > _NARROWEST * size]
        if any(
            shared_height(first.box, second.box) > 0 and shared_width(first.box, second.box) <= 0
            for position, first in enumerate(below)
            for second in below[position + 1 :]
        ):
            return True
    return False


def _barred(upper: Box, lower: Box, barriers: Sequence[Box]) -> bool:
    top, bottom = (upper.y0 + upper.y1) / 2, (lower.y0 + lower.y1) / 2
    left, right = max(upper.x0, lower.x0), min(upper.x1, lower.x1)
    return any(
        top < barrier.y1 and barrier.y0 < bottom and barrier.x0 < right and left < barrier.x1 for barrier in barriers
    )
