"""A page before any line is labelled: its boxes and credits found, and the model's view of what is left.

Reading a page, fitting the weights and explaining a reading all begin here, so that they see the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from worker.document.source import Hint
from worker.parsing.layout.wrapping import measure, without_double_spacing, without_margin
from worker.parsing.recognizers.contributors.page_credits import page_wide_credit
from worker.parsing.recognizers.furniture.boxes import contents_boxes, notice_boxes
from worker.parsing.recognizers.furniture.lines import furniture_cost, repeated_lines, weather_lines
from worker.parsing.segmentation.hinted import hint_of, zone_of
from worker.parsing.segmentation.observations import Boxes, PageView, observe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from worker.document.issue import Contributor
    from worker.parsing.layout.lines import Line
    from worker.parsing.layout.wrapping import Geometry

_CERTAIN = 1.0  # cost up to which a line is furniture beyond doubt
_HEAD_LINES = 6
_NO_BOXES = Boxes((), ())


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page's lines, and what is known of them before any is labelled. All numbers are indices of ``lines``.

    Attributes:
        lines: Its visible lines; where they have no places, without a margin and blank lines between all of them.
        boxes: Its contents boxes and notices.
        credits: Lines that credit somebody with the whole page, and whom.
        placed: The lines have places.
    """

    lines: Sequence[Line]
    boxes: Boxes
    credits: Mapping[int, tuple[Contributor, ...]]
    placed: bool = False

    def taken(self) -> frozenset[int]:
        """Return the lines that boxes and credits of the whole page hold."""
        return _lines_of(self.boxes) | frozenset(self.credits)


def prepare(lines: Sequence[Line], *, placed: bool = False) -> Prepared:
    """Return what is known of a page before its lines are labelled.

    Args:
        lines: Its visible lines, in reading order.
        placed: They have places, so that white space says nothing.
    """
    if not placed:
        lines = without_margin(without_double_spacing(lines))
    contents = contents_boxes(lines)
    boxes = Boxes(contents, notice_boxes(lines, set(_lines_of(Boxes(contents, ())))))
    boxed = _lines_of(boxes)
    people = {
        index: found for index, line in enumerate(lines) if index not in boxed and (found := page_wide_credit(line))
    }
    return Prepared(lines, boxes, people, placed)


def _lines_of(boxes: Boxes) -> frozenset[int]:
    return frozenset(index for box in (*boxes.contents, *boxes.notices) for index in range(box.first, box.last + 1))


def views_of(page: Prepared) -> list[PageView]:
    """Return the views of a page that are labelled each for itself: one, or one of each zone of its layout."""
    if not page.placed:
        return [observe(page.lines, page.boxes)]
    taken = page.taken()
    left = [line for index, line in enumerate(page.lines) if index not in taken]
    geometry = measure(left)
    dropped = furniture_of(left, geometry)
    kept = [line for index, line in enumerate(left) if index not in dropped]
    return [observe(zone, _NO_BOXES, geometry) for zone in _by_zone(kept)]


def _by_zone(lines: Sequence[Line]) -> Iterator[list[Line]]:
    for _, zone in groupby(lines, zone_of):
        yield list(zone)


def furniture_of(lines: Sequence[Line], geometry: Geometry) -> set[int]:
    """Return the indices of lines that are furniture beyond doubt, running headers and weather boxes included."""
    texts = [
        index for index, line in enumerate(lines) if line.width > 2 * (geometry.wrap or 60) // 3 and "。" in line.folded
    ]
    first, last = (texts[0], texts[-1]) if texts else (len(lines), -1)
    found = set(weather_lines(lines))
    for index, line in enumerate(lines):
        hint = hint_of(line)
        edge = index < first or index > last
        if hint is Hint.FURNITURE or (hint is None and furniture_cost(line, edge=edge) < _CERTAIN):
            found.add(index)
    for places in repeated_lines(lines).values():
        # A running header repeats furniture, or a line that stood above the first text.
        if any(index in found or index < min(first, _HEAD_LINES) for index in places):
            found.update(index for index in places if hint_of(lines[index]) in {None, Hint.FURNITURE})
    return found
