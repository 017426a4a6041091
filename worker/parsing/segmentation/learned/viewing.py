"""A page's lines as the model sees them, for those who look on: training, and the explanation of a reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from worker.parsing.layout.wrapping import measure, without_double_spacing, without_margin
from worker.parsing.recognizers.boxes import contents_boxes, notice_boxes
from worker.parsing.recognizers.furniture import weather_lines
from worker.parsing.segmentation.first_reading import first_labels, furniture_positions, is_trusted, read_states
from worker.parsing.segmentation.learned.observations import Boxes, PageView, observe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line


class Viewed(NamedTuple):
    """A page as the model sees it, and whether the first reading is left as it is, so that the model is not asked."""

    view: PageView
    trusted: bool


def view_of(lines: Sequence[Line]) -> Viewed:
    """Return the view of a page whose lines have no places."""
    lines = without_margin(without_double_spacing(lines))
    contents = contents_boxes(lines)
    taken = {index for box in contents for index in range(box.first, box.last + 1)}
    notices = notice_boxes(lines, taken)
    taken |= {index for box in notices for index in range(box.first, box.last + 1)}
    rest = [index for index in range(len(lines)) if index not in taken]
    left = [lines[index] for index in rest]
    geometry = measure(left)
    out = furniture_positions(left, geometry) | weather_lines(left)
    kept = [index for position, index in enumerate(rest) if position not in out]
    cut = frozenset(position for position in range(1, len(kept)) if kept[position] != kept[position - 1] + 1)
    reading = read_states([lines[index] for index in kept], cut, geometry)
    view = observe(lines, Boxes(contents, notices), first_labels(len(lines), kept, reading))
    return Viewed(view, is_trusted(reading))
