"""What stands round a column: what is above it, what is drawn between it and others, how far a headline reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.parsing.layout.zones.segments import Segment, shared_height, shared_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.document.geometry import Box
    from worker.parsing.layout.zones.elements import Area
    from worker.parsing.layout.zones.stacks import Stack

_COVERED = 0.35  # share of a column's width that what stands above it must cover
_TOUCHES = 2.0  # points by which neighbours may overlap
_MOST_PICTURES = 4  # above each other
_NEAR_HEAD = 3.0  # sizes of white between a headline and the rules between its columns


class Surroundings:
    """An area with its headlines and columns. ``ruled``: rules are drawn between the columns of one article."""

    def __init__(self, area: Area, stacks: Sequence[Stack], segments: Sequence[Segment], body: float) -> None:
        """Take what stands in an area; ``body`` is the size of its text."""
        self._area = area
        self._body = body
        self._segments = segments
        self._stacks = [stack for stack in stacks if not stack.cross]
        self._crossing = [stack.box for stack in stacks if stack.cross]
        self._heads = [stack.box for stack in self._stacks]
        self._known: list[tuple[Stack | Segment, Box]] = [*zip(self._stacks, self._heads, strict=True)]
        self._known += [(segment, segment.box) for segment in segments]
        self._walls = [*area.rules, *(frame.box for frame in area.frames)]
        upright = [rule for rule in area.rules if rule.height > rule.width]
        self._upright = [rule for rule in upright if not self._is_within(rule)]
        self.ruled = len(self._upright) < len(upright)

    def _is_within(self, rule: Box) -> bool:
        """Return whether an upright rule begins below a headline, and so parts columns of one article."""
        return any(
            -_TOUCHES <= rule.y0 - stack.box.y1 <= _NEAR_HEAD * self._body and self.reaches(stack.box, rule)
            for stack in self._stacks
        )

    def reaches(self, head: Box, box: Box) -> bool:
        """Return whether nothing but columns level with a headline stands between it and what is beside it or below."""
        level = (head.y0 + head.y1) / 2
        left, right = min(head.x0, box.x0), max(head.x1, box.x1)
        columns = (segment.box for segment in self._segments if abs(segment.box.y0 - head.y0) > self._body)
        others = [*self._heads, *columns, *self._walls]
        return not any(
            other.y0 < level < other.y1 and other not in {head, box} and other.x0 < right and left < other.x1
            for other in others
        )

    def above(self, box: Box, segment: Segment, depth: int = 0) -> Stack | Segment | None:
        """Return what stands right above the box of a segment, or above the picture on top of it.

        None below a rule, a frame or nothing.
        """
        best: Stack | Segment | None = None
        nearest = -1.0
        for other, over in self._known:
            if other is segment or over.y1 > box.y0 + 0.5 * self._body or over.y1 <= nearest:
                continue
            if shared_width(over, box) >= _COVERED * min(box.width, over.width):
                best, nearest = other, over.y1
        if best is not None and self.walled(box, best.box):
            return None
        picture = self.picture_above(box)
        if picture is not None and picture.y1 > nearest and depth < _MOST_PICTURES:
            return self.above(picture, segment, depth + 1)
        return best

    def picture_above(self, box: Box) -> Box | None:
        """Return the picture right above a box, its caption aside."""
        over = [
            picture
            for picture in self._area.pictures
            if picture.y1 <= box.y0 + 2 and shared_width(picture, box) >= _COVERED * min(box.width, picture.width)
        ]
        return max(over, key=lambda picture: picture.y1, default=None)

    def walled(self, lower: Box, upper: Box) -> bool:
        """Return whether a rule or a frame lies between two boxes, one above the other."""
        left, right = max(lower.x0, upper.x0), min(lower.x1, upper.x1)
        return any(
            wall.width > wall.height
            and upper.y1 - 2 <= (wall.y0 + wall.y1) / 2 <= lower.y0 + 2
            and wall.x0 < right
            and left < wall.x1
            for wall in self._walls
        )

    def wall_beside(self, edge: float, box: Box) -> bool:
        """Return whether an upright rule parts the top of a column from an edge beside it."""
        left, right = sorted((edge, box.x0 if box.x0 > edge else box.x1))
        return any(
            left - 1 <= wall.x0 <= right + 1 and wall.y0 < box.y0 + self._body < wall.y1 for wall in self._upright
        )

    def between(self, left: Box, right: Box) -> bool:
        """Return whether text stands between two columns, beside the left one's first lines."""
        return any(
            left.x1 <= segment.box.x0 + _TOUCHES
            and segment.box.x1 <= right.x0 + _TOUCHES
            and segment.box.y0 < left.y0 + 2 * self._body < segment.box.y1
            for segment in self._segments
        )

    def heads_between(self, box: Box, beside: Box) -> bool:
        """Return whether a vertical headline stands between two columns."""
        left, right = min(box.x1, beside.x1), max(box.x0, beside.x0)
        return any(
            left - 2 <= head.x0 and head.x1 <= right + 2 and shared_height(head, box) > 0 for head in self._crossing
        )
