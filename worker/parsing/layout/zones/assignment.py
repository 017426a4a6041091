"""Which text goes with which headline: a column belongs to the headline above it, or goes on from its neighbour."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from worker.parsing.layout.zones.rows import Column, chains, owners
from worker.parsing.layout.zones.segments import Segment, around, shared_height, shared_width
from worker.parsing.layout.zones.surroundings import Surroundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from worker.document.geometry import Box
    from worker.parsing.layout.zones.elements import Area
    from worker.parsing.layout.zones.stacks import Stack

_SUBHEAD = 1.45  # of the text's size: a larger line within a column is a headline
_MOST_LINES = 2  # of a subhead
_SUBHEAD_GAP = 1.7  # sizes of white above a subhead
_LEVEL = 2.2  # sizes by which the tops of two columns of one article differ
_TOUCHES = 2.0  # points by which neighbours may overlap
_AMID = 3.5  # sizes of white above a headline that text runs past on both sides
_FAR = 2.2  # sizes of white: text so far below other text may be another article's
_NEAR_HEAD = 3.0  # sizes of white between a headline and the rules between its columns
_CAPTION = 4.0  # sizes between a picture and the text below its caption
_ACROSS = 2.5  # widths of a column that a headline may end before it
_PARTED = 4.0  # sizes that a rule between a column and what it seems to go on from counts for
_FAR_HEAD = 8.0  # sizes of white below a headline that has no text
_NEXT = 3.5  # sizes of white between a vertical headline and its first column


@dataclass(slots=True, eq=False)
class Draft:
    """What is taken for one article: a headline stack or none, its columns, its pictures."""

    stack: Stack | None = None
    segments: list[Segment] = field(default_factory=list)
    subheads: list[Stack] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    captions: list[Segment] = field(default_factory=list)

    @property
    def boxes(self) -> list[Box]:
        """The rectangles of all it holds."""
        stacks = [self.stack, *self.subheads] if self.stack else self.subheads
        segments = [segment.box for segment in (*self.segments, *self.captions)]
        return [*(stack.box for stack in stacks), *segments, *self.pictures]

    @property
    def box(self) -> Box:
        """The rectangle round it."""
        return around(self.boxes)


def assign(area: Area, stacks: Sequence[Stack], segments: Sequence[Segment], body: float) -> list[Draft]:
    """Return the articles of an area; every stack and segment is in one of them."""
    return _Assignment(area, stacks, segments, body).drafts()


class _Assignment:
    def __init__(self, area: Area, stacks: Sequence[Stack], segments: Sequence[Segment], body: float) -> None:
        self._body = body
        self._segments = list(segments)
        self._stacks = [stack for stack in stacks if not stack.cross]
        self._crossing = [stack for stack in stacks if stack.cross]
        self._drafts = {id(stack): Draft(stack) for stack in stacks}
        self._of: dict[int, Draft] = {}  # by the identity of a segment
        self._around = Surroundings(area, stacks, segments, body)

    def drafts(self) -> list[Draft]:
        waiting: list[Segment] = []
        subheads = self._subheads()
        for segment in sorted(self._segments, key=lambda segment: segment.box.y0):
            above = self._around.above(segment.box, segment)
            if isinstance(above, Segment):
                draft = self._of.get(id(above))
                white = segment.box.y0 - above.box.y1
                if draft is None or white > _FAR * self._body or (white > self._body and self._beside_head(segment)):
                    waiting.append(segment)
                    continue
            elif above is None or (
                segment.box.y0 - above.box.y1 > _FAR_HEAD * self._body and self._beside_head(segment)
            ):
                waiting.append(segment)
                continue
            elif id(above) in subheads:
                over = self._of.get(id(subheads[id(above)]))
                if over is None:
                    waiting.append(segment)
                    continue
                draft = over
                if above not in draft.subheads:
                    draft.subheads.append(above)
                    del self._drafts[id(above)]
            else:
                draft = self._drafts[id(above)]
            self._join(segment, draft)
        waiting = self._beside_vertical(waiting)
        self._from_neighbours(waiting)
        headless = [draft for draft in dict.fromkeys(self._of.values()) if draft.stack is None]
        for draft in headless:
            self._round_headline(draft)
        return list(dict.fromkeys([*self._drafts.values(), *self._of.values()]))

    def _round_headline(self, draft: Draft) -> None:
        """Give columns without a headline to one that stands amid them, below some and between others."""
        around_it = draft.box
        for stack in self._stacks:
            box = stack.box
            within = around_it.x0 - self._body <= box.x0 and box.x1 <= around_it.x1 + self._body
            if id(stack) not in self._drafts or not within:
                continue
            beside = [segment.box for segment in draft.segments if segment.box.y0 < box.y0 and box.y1 < segment.box.y1]
            amid = any(other.x1 <= box.x0 for other in beside) and any(other.x0 >= box.x1 for other in beside)
            reach = (_AMID if amid else _FAR) * self._body
            above = [
                segment
                for segment in draft.segments
                if 0 <= box.y0 - segment.box.y1 <= reach and shared_width(segment.box, box) > 0
            ]
            if above and not any(self._around.walled(box, segment.box) for segment in above):
                for segment in draft.segments:
                    self._join(segment, self._drafts[id(stack)])
                return

    def _under(self, segment: Segment) -> Draft | None:
        """Return the article whose headline stands over the columns beside this one, and reaches over it."""
        picture = self._around.picture_above(segment.box)
        near = picture is not None and segment.box.y0 - picture.y1 <= _CAPTION * self._body
        box = picture if picture is not None and near else segment.box
        over = [
            stack
            for stack in self._stacks
            if id(stack) in self._drafts
            and -_TOUCHES <= box.y0 - self._foot_of(stack) <= _NEAR_HEAD * self._body
            and self._around.reaches(stack.box, box)
            and not self._around.walled(box, stack.box._replace(x0=box.x0, x1=box.x1))
            and not self._around.wall_beside(stack.box.x1 if stack.box.x1 < box.x0 else stack.box.x0, box)
        ]
        best = max(over, key=lambda stack: shared_width(stack.box, box), default=None)
        return self._drafts[id(best)] if best else None

    def _foot_of(self, stack: Stack) -> float:
        """Return where a headline ends, with the single lines right below it: a subtitle, a byline."""
        foot = stack.box.y1
        for segment in self._drafts[id(stack)].segments:
            if len(segment.items) == 1 and 0 <= segment.box.y0 - foot <= self._body:
                foot = segment.box.y1
        return foot

    def _beside_head(self, segment: Segment) -> bool:
        """Return whether a column begins level with a headline at its left or an upright one, and is of its row."""
        box = segment.box
        if any(abs(stack.box.y0 - box.y0) <= self._body for stack in self._crossing):
            return True
        return any(
            abs(stack.box.y0 - box.y0) <= self._body
            and 0 < box.x0 - stack.box.x1 <= _ACROSS * box.width
            and not self._around.wall_beside(stack.box.x1, box)
            and self._around.reaches(stack.box, box)
            for stack in self._stacks
        )

    def _join(self, segment: Segment, draft: Draft) -> None:
        draft.segments.append(segment)
        self._of[id(segment)] = draft

    def _subheads(self) -> dict[int, Segment]:
        """Return the stacks that stand within a column, by identity, with the text right above each."""
        found: dict[int, Segment] = {}
        for stack in self._stacks:
            if stack.size > _SUBHEAD * self._body or len(stack.items) > _MOST_LINES:
                continue
            box = stack.box
            for segment in self._segments:
                over = segment.box
                if (
                    0 <= box.y0 - over.y1 + 1 <= _SUBHEAD_GAP * self._body
                    and over.x0 - self._body <= box.x0
                    and box.x1 <= over.x1 + self._body
                    and not self._around.walled(box, over)
                ):
                    found[id(stack)] = segment
        return found

    def _beside_vertical(self, waiting: list[Segment]) -> list[Segment]:
        """Give the columns that stand beside a vertical headline to it: those after it, else those before."""
        for stack in self._crossing:
            draft = self._drafts[id(stack)]
            taken = self._row_from(stack.box, waiting, forwards=True)
            if not taken:
                taken = self._row_from(stack.box, waiting, forwards=False)
            for segment in taken:
                self._join(segment, draft)
            waiting = [segment for segment in waiting if segment not in taken]
        return waiting

    def _row_from(self, box: Box, waiting: Sequence[Segment], *, forwards: bool) -> list[Segment]:
        """Return the columns that follow ``box`` without a gap, to one side, within its height."""
        taken: list[Segment] = []
        last: list[Segment] = []
        edge = box.x1 if forwards else box.x0
        while True:
            nearest: Segment | None = None
            for segment in waiting:
                other = segment.box
                gap = other.x0 - edge if forwards else edge - other.x1
                level = box.y0 - _LEVEL * self._body <= other.y0 and other.y0 < box.y1
                if segment in taken or not level or not -_TOUCHES <= gap <= _NEXT * self._body:
                    continue
                if self._around.wall_beside(edge, other) and not _runs_on(last, segment, forwards=forwards):
                    continue
                if nearest is None or other.y0 < nearest.box.y0:
                    nearest = segment
            if nearest is None:
                return taken
            column = [
                segment
                for segment in waiting
                if segment not in taken
                and shared_width(segment.box, nearest.box) > 0
                and box.y0 - _LEVEL * self._body <= segment.box.y0 < box.y1
            ]
            taken.extend(column)
            last = column
            edge = max(s.box.x1 for s in column) if forwards else min(s.box.x0 for s in column)

    def _from_neighbours(self, waiting: list[Segment]) -> None:
        """Give each column that has no headline right above it to an article beside it, else above it."""
        waiting = self._spread_on_level(sorted(waiting, key=lambda segment: (segment.box.x0, segment.box.y0)))
        rest: list[Segment] = []
        while waiting:
            segment = waiting.pop(0)
            above = self._around.above(segment.box, segment)
            draft = self._neighbour(segment, before=True) if self._beside_head(segment) else self._under(segment)
            if draft is None and isinstance(above, Segment):
                draft = self._of.get(id(above))
            draft = draft or self._neighbour(segment, before=True)
            if draft is None:
                rest.append(segment)
            else:
                self._join(segment, draft)
                waiting = self._spread_on_level(waiting)
        for segment in reversed(rest):
            draft = self._neighbour(segment, before=False)
            if draft is None and self._around.ruled:
                draft = self._neighbour(segment, before=True, through=True)
            self._join(segment, draft or Draft())

    def _spread_on_level(self, waiting: list[Segment]) -> list[Segment]:
        """Give columns to the headlines of the row they stand in; return those whose row has none."""
        known = [
            (segment, draft)
            for segment in self._segments
            if (draft := self._of.get(id(segment))) is not None and draft.stack is not None and not draft.stack.cross
        ]
        columns: list[Column[Draft]] = [Column(segment.box, None, None) for segment in waiting]
        for segment, draft in known:
            box = segment.box
            top = min(part.box.y0 for part in draft.segments if shared_width(part.box, box) > 0)
            columns.append(Column(box._replace(y0=top), draft, draft.stack.box if draft.stack else None))
        rest = set(range(len(waiting)))
        for chain in chains(columns, self._body, self._parted):
            found = owners([columns[position] for position in chain], self._body)
            for position, draft in zip(chain, found or (), strict=bool(found)):
                if position in rest:
                    self._join(waiting[position], draft)
                    rest.discard(position)
        return [segment for position, segment in enumerate(waiting) if position in rest]

    def _parted(self, left: Box, right: Box) -> bool:
        return self._around.wall_beside(left.x1, right) or self._around.heads_between(left, right)

    def _neighbour(self, segment: Segment, *, before: bool, through: bool = False) -> Draft | None:
        """Return the article of the column beside one, left (``before``) or right; ``through`` a rule if need be."""
        box = segment.box
        best: Draft | None = None
        least = float("inf")
        for other in self._segments:
            draft = self._of.get(id(other))
            beside = other.box
            if draft is None or other is segment:
                continue
            gap = box.x0 - beside.x1 if before else beside.x0 - box.x1
            if gap < -_TOUCHES or gap > 2.5 * max(box.width, beside.width):
                continue
            if not before and gap > beside.width and self._around.between(box, beside):
                continue
            # Its headline may stand above some of an article's columns only: the others begin level with it.
            head = draft.stack.box if draft.stack and not draft.stack.cross else None
            top = head.y0 if head and head.y1 <= beside.y0 and shared_width(head, beside) > 0 else beside.y0
            begins = top - _LEVEL * self._body <= box.y0 < beside.y1
            if not before:
                begins = abs(draft.box.y0 - box.y0) <= _LEVEL * self._body or abs(beside.y0 - box.y0) <= self._body
            if not begins or self._around.heads_between(box, beside):
                continue
            cost = gap + 0.1 * abs(beside.y0 - box.y0)
            if self._around.wall_beside(beside.x1 if before else beside.x0, box):
                if not through and not (before and other.goes_on and segment.comes_on):
                    continue
                cost += _PARTED * self._body
            if cost < least:
                best, least = draft, cost
        return best


def _runs_on(column: Sequence[Segment], beside: Segment, *, forwards: bool) -> bool:
    """Return whether the text of a column goes on in the next one, whatever is drawn between: within a sentence."""
    if not column:
        return False
    if forwards:
        return max(column, key=lambda segment: segment.box.y1).goes_on and beside.comes_on
    return beside.goes_on and min(column, key=lambda segment: segment.box.y0).comes_on


def nearest(boxes: Iterable[tuple[Draft, Box]], box: Box) -> Draft | None:
    """Return the draft whose box is nearest to ``box``."""

    def distance(pair: tuple[Draft, Box]) -> float:
        other = pair[1]
        across = max(0.0, -shared_width(other, box))
        down = max(0.0, -shared_height(other, box))
        return across + down

    found = min(boxes, key=distance, default=None)
    return found[0] if found else None
