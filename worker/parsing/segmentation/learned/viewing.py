"""A page before any line is labelled: its boxes, credits and furniture found, what is left of it, the model's view.

Reading a page, fitting the weights and explaining a reading all begin here, so that they see the same.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from worker.parsing.layout.wrapping import measure, without_double_spacing, without_margin
from worker.parsing.recognizers.boxes import contents_boxes, notice_boxes
from worker.parsing.recognizers.furniture import weather_lines
from worker.parsing.recognizers.page_credits import page_wide_credit
from worker.parsing.segmentation.first_reading import first_labels, furniture_positions, is_trusted, read_states
from worker.parsing.segmentation.learned.observations import Boxes, PageView, observe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from worker.document.issue import Contributor
    from worker.parsing.layout.lines import Line
    from worker.parsing.layout.wrapping import Geometry
    from worker.parsing.segmentation.first_reading import FirstReading


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page's lines, and what is known of them before any is labelled. All numbers are indices of ``lines``.

    Attributes:
        lines: Its visible lines; where they have no places, without a margin and blank lines between all of them.
        boxes: Its contents boxes and notices.
        credits: Lines that credit somebody with the whole page, and whom.
        furniture: Lines that are furniture beyond doubt, those of weather boxes among them.
        weather: Lines of weather boxes.
        kept: The lines that are left for text, in order.
        geometry: Of the lines without boxes and credits.
    """

    lines: Sequence[Line]
    boxes: Boxes
    credits: Mapping[int, tuple[Contributor, ...]]
    furniture: frozenset[int]
    weather: frozenset[int]
    kept: Sequence[int]
    geometry: Geometry

    def text(self) -> list[Line]:
        """Return the lines that are left for text."""
        return [self.lines[index] for index in self.kept]

    def cut(self) -> frozenset[int]:
        """Return the positions in ``text`` above which something was taken out."""
        kept = self.kept
        return frozenset(position for position in range(1, len(kept)) if kept[position] != kept[position - 1] + 1)

    def taken(self) -> set[int]:
        """Return the lines that boxes and credits of the whole page hold."""
        return _lines_of(self.boxes) | set(self.credits)


class Viewed(NamedTuple):
    """A page as the model sees it, and whether the first reading is left as it is, so that the model is not asked."""

    view: PageView
    trusted: bool


def prepare(lines: Sequence[Line], *, placed: bool = False) -> Prepared:
    """Return what is known of a page before its lines are labelled.

    Args:
        lines: Its visible lines, in reading order.
        placed: They have places, so that white space says nothing.
    """
    if not placed:
        lines = without_margin(without_double_spacing(lines))
    contents = contents_boxes(lines)
    boxes = Boxes(contents, notice_boxes(lines, _lines_of(Boxes(contents, ()))))
    boxed = _lines_of(boxes)
    people = {
        index: found for index, line in enumerate(lines) if index not in boxed and (found := page_wide_credit(line))
    }
    rest = array("I", (index for index in range(len(lines)) if index not in boxed and index not in people))
    left = [lines[index] for index in rest]
    geometry = measure(left)
    weather = frozenset(rest[position] for position in weather_lines(left))
    furniture = weather | {rest[position] for position in furniture_positions(left, geometry)}
    kept = array("I", (index for index in rest if index not in furniture))
    return Prepared(lines, boxes, people, furniture, weather, kept, geometry)


def _lines_of(boxes: Boxes) -> set[int]:
    return {index for box in (*boxes.contents, *boxes.notices) for index in range(box.first, box.last + 1)}


def view_by(page: Prepared, first: FirstReading) -> PageView:
    """Return the model's view of a page whose lines have no places; ``first`` is the first reading of its text."""
    return observe(page.lines, page.boxes, first_labels(len(page.lines), page.kept, first))


def view_of(lines: Sequence[Line]) -> Viewed:
    """Return the view of a page whose lines have no places, for those who look on: training and explanations."""
    page = prepare(lines)
    first = read_states(page.text(), page.cut(), page.geometry)
    return Viewed(view_by(page, first), is_trusted(first))
