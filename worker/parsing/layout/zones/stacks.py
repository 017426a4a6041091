"""Headline stacks: the display lines of one article together, with the kicker above and what stands below."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from worker.parsing.layout.zones.segments import Part, Segment, around, shared_height, shared_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.document.geometry import Box
    from worker.parsing.layout.zones.elements import Area, Item

_TOGETHER = 1.1  # sizes of the larger line, between two lines of one stack
_SMALL_ABOVE = 2.2  # sizes of a small line, between it and the headline below
_MOST_SMALL = 2
_BESIDE = 1.2
_TOUCHES = 2.0  # points by which neighbours may overlap


@dataclass(slots=True, eq=False)
class Stack:
    """Lines of a headline with all that belongs to it, in reading order. ``cross``: it stands across the text."""

    items: list[Item]
    cross: bool = False
    segments: list[Segment] = field(default_factory=list, repr=False)

    @property
    def box(self) -> Box:
        """The rectangle round its lines."""
        return around([item.box for item in self.items])

    @property
    def size(self) -> float:
        """Of its largest line."""
        return max(item.size for item in self.items)


def stacks_of(area: Area, segments: list[Segment], body: float) -> list[Stack]:
    """Return the stacks of an area; the segments they are made of are taken out of ``segments``."""
    heads = [segment for segment in segments if segment.part is Part.HEAD]
    stacks: list[Stack] = []
    for head in heads:
        home = next(
            (stack for stack in stacks if _is_next(stack, head, segments, area.rules)),
            None,
        )
        if home is None:
            stacks.append(Stack(list(head.items), segments=[head]))
        else:
            home.items.extend(head.items)
            home.segments.append(head)
    segments[:] = [segment for segment in segments if segment.part is not Part.HEAD]
    for stack in stacks:
        _take_small_lines(stack, segments, stacks, area, body)
        _take_subtitle(stack, segments)
        stack.items.sort(key=lambda item: (item.box.y0, item.box.x0))
    stacks.extend(_cross_stacks(area))
    return stacks


def _is_next(stack: Stack, head: Segment, segments: Sequence[Segment], rules: Sequence[Box]) -> bool:
    box, below = stack.box, head.box
    gap = below.y0 - box.y1
    last, size = stack.segments[-1].size, head.size
    if shared_width(box, below) <= 0 or not -0.5 * size <= gap <= _TOGETHER * max(last, size):
        return False
    between = around([box, below])._replace(y0=box.y1 - 1, y1=below.y0 + 1)
    if any(_crosses_level(rule, between) for rule in rules):
        return False
    return not any(
        segment.part is Part.TEXT and shared_height(segment.box, between) > 1 and shared_width(segment.box, between) > 0
        for segment in segments
    )


def _crosses_level(rule: Box, box: Box) -> bool:
    return rule.width > rule.height and box.y0 < rule.y1 and rule.y0 < box.y1 and shared_width(rule, box) > 0


def _take_small_lines(stack: Stack, segments: list[Segment], stacks: Sequence[Stack], area: Area, body: float) -> None:
    """Take into a stack the small lines right above it: a kicker set in the size of the text."""
    top = stack.box
    for segment in [segment for segment in segments if segment.part is Part.TEXT]:
        box = segment.box
        gap = top.y0 - box.y1
        reach = _SMALL_ABOVE * max(segment.size, stack.size / 2)
        if len(segment.items) > _MOST_SMALL or not -_TOUCHES <= gap <= reach:
            continue
        if shared_width(box, top) < 0.6 * min(box.width, top.width) or _above(segment, segments, stacks, area, gap):
            continue
        if segment.size < 0.7 * body:
            continue
        stack.items.extend(segment.items)
        segments.remove(segment)


def _take_subtitle(stack: Stack, segments: list[Segment]) -> None:
    """Take into a stack a line right below it that begins with a dash: a subtitle as small as the text."""
    for segment in segments:
        box, over = segment.box, stack.box
        if (
            segment.part is Part.TEXT
            and len(segment.items) == 1
            and segment.items[0].dashed
            and -_TOUCHES <= box.y0 - over.y1 <= _TOGETHER * segment.size
            and abs(box.x0 + box.x1 - over.x0 - over.x1) <= 2 * segment.size
        ):
            stack.items.extend(segment.items)
            segments.remove(segment)
            return


def _above(segment: Segment, segments: Sequence[Segment], stacks: Sequence[Stack], area: Area, gap: float) -> bool:
    """Return whether text stands nearer above a small line than the headline below it, or a rule below."""
    box = segment.box
    rule = max(
        (r.y1 for r in area.rules if r.width > r.height and r.y1 <= box.y0 + 1 and shared_width(r, box) > 0),
        default=-1.0,
    )
    boxes = [*(other.box for other in segments if other is not segment), *(stack.box for stack in stacks)]
    if box.y1 - 1 <= rule_below(area.rules, box) <= box.y1 + gap + 1:
        return True
    reach = max(gap, 0.8 * segment.size)
    return any(-1 <= box.y0 - other.y1 <= reach and shared_width(other, box) > 0 and other.y1 > rule for other in boxes)


def rule_below(rules: Sequence[Box], box: Box) -> float:
    """Return where the first rule below a box is drawn; infinity where none is."""
    below = (
        rule.y0 for rule in rules if rule.width > rule.height and rule.y0 >= box.y1 - 1 and shared_width(rule, box) > 0
    )
    return min(below, default=float("inf"))


def _cross_stacks(area: Area) -> list[Stack]:
    """Return the stacks whose lines stand across the text: the lines of one side by side, the first at the right."""
    stacks: list[Stack] = []
    for item in sorted((item for item in area.items if item.cross), key=lambda item: -item.box.x1):
        home = next((stack for stack in stacks if _is_beside(stack, item)), None)
        if home is None:
            stacks.append(Stack([item], cross=True))
        else:
            home.items.append(item)
    return stacks


def _is_beside(stack: Stack, item: Item) -> bool:
    box = stack.box
    gap = box.x0 - item.box.x1
    return -_TOUCHES <= gap <= _BESIDE * max(stack.size, item.size) and shared_height(box, item.box) > 0
