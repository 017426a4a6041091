"""Lines with a place on their page, as the segmenter takes them: indents and widths measured, not counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from worker.document.geometry import Box, PlacedLine, Region
from worker.document.source import Style
from worker.folding import fold
from worker.parsing.layout.lines import INVISIBLE, Line, Place, display_width
from worker.parsing.layout.zones import arrange

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from worker.document.source import Page, SourceLine
    from worker.parsing.layout.zones import Zone

_FAR_BELOW = 1.6  # sizes of white that count as a blank line
_DEEPEST = 40  # half-widths


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page whose lines have places, in reading order; ``zones`` by their number in ``Place.zone``."""

    lines: list[Line]
    zones: dict[int, Zone]


class _Setting(NamedTuple):
    """A page's position in its file, the rectangle of each block, the style of most of its text."""

    page: int
    columns: dict[int, Box]
    usual: Style


def has_places(page: Page) -> bool:
    """Return whether the lines of a page have boxes, so that its layout can be read."""
    return bool(page.width and page.height) and any(line.box is not None for line in page.lines)


def place_lines(page: Page, position: int, first_number: int, first_zone: int) -> PlacedPage:
    """Return a page in reading order.

    Args:
        page: Its lines in any order.
        position: Of the page in its file, from 0.
        first_number: Of its first line in the document.
        first_zone: Number of its first zone: zones are numbered over the whole document.
    """
    arrangement = arrange(page)
    zone_of = {index: number for number, zone in enumerate(arrangement.zones, first_zone) for index in zone.lines}
    printed = arrangement.page.lines
    setting = _Setting(position, _columns(printed, zone_of), _usual_style(printed))
    lines: list[Line] = []
    before: SourceLine | None = None
    for index, source in enumerate(printed):
        number = first_number + index
        line = _line(source, number, zone_of.get(index, -1), setting)
        if line is not None:
            lines.append(line._replace(gap=_gap(before, source), new_page=not lines and position > 0))
            before = source
    return PlacedPage(lines, dict(enumerate(arrangement.zones, first_zone)))


def printed_lines(lines: Sequence[Line]) -> tuple[PlacedLine, ...]:
    """Return the lines that have a place, with it."""
    found: list[PlacedLine] = []
    for line in lines:
        if line.place is not None:
            box = line.place.box
            vertical = box.height > box.width and len(line.text) > 1
            found.append(PlacedLine(line.number, line.place.page + 1, box, vertical, line.text, line.place.stops))
    return tuple(found)


def regions_of(lines: Sequence[Line], zones: Mapping[int, Zone]) -> tuple[Region, ...]:
    """Return the regions of an article with these lines: its zones, or, where others share them, its own columns."""
    places = [line.place for line in lines if line.place is not None]
    found: list[Region] = []
    for zone in dict.fromkeys(place.zone for place in places):
        own = [place for place in places if place.zone == zone]
        known = zones.get(zone)
        if known is not None and 4 * len(own) >= 3 * len(known.lines):
            found.extend(Region(own[0].page + 1, box) for box in known.regions)
            continue
        for block in dict.fromkeys(place.block for place in own):
            boxes = [place.box for place in own if place.block == block]
            box = boxes[0]
            for other in boxes[1:]:
                box = box.union(other)
            found.append(Region(own[0].page + 1, box))
    return tuple(found)


def _columns(lines: Sequence[SourceLine], zone_of: dict[int, int]) -> dict[int, Box]:
    """Return the rectangle of each block."""
    columns: dict[int, Box] = {}
    for index, line in enumerate(lines):
        if line.box is not None and index in zone_of:
            known = columns.get(line.block)
            columns[line.block] = known.union(line.box) if known else line.box
    return columns


def _usual_style(lines: Sequence[SourceLine]) -> Style:
    """Return the style in which most characters of a page are set."""
    styles: Counter[Style] = Counter()
    for line in lines:
        if line.style is not None:
            styles[line.style._replace(size=round(line.style.size, 1), vertical=False)] += len(line.text)
    return max(styles, key=styles.__getitem__, default=Style(0))


def _line(source: SourceLine, number: int, zone: int, setting: _Setting) -> Line | None:
    text = source.text.strip(INVISIBLE)
    if not text:
        return None
    folded = fold(text)
    width = display_width(text)
    if source.box is None or source.style is None or zone < 0:
        return Line(number, source.raw, text, folded, 0, 0, width)
    column, usual = setting.columns[source.block], setting.usual
    half = max(0.5, source.style.size / 2)
    if source.style.vertical:
        start, length, measure = source.box.y0 - column.y0, source.box.height, column.height
    else:
        start, length, measure = source.box.x0 - column.x0, source.box.width, column.width
    return Line(
        number,
        source.raw,
        text,
        folded,
        0,
        min(_DEEPEST, max(0, round(start / half))),
        max(1, round(length / half)),
        place=Place(
            setting.page,
            source.box,
            source.block,
            zone,
            round(measure / half),
            source.hint,
            _stops(source, text),
            source.style.size / usual.size if usual.size else 1.0,
            (source.style.font, source.style.bold) == (usual.font, usual.bold),
        ),
    )


def _stops(source: SourceLine, text: str) -> tuple[int, ...]:
    """Return where the characters of a line begin that are left of it once it is stripped."""
    first = source.text.find(text)
    return source.stops[first : first + len(text)]


def _gap(before: SourceLine | None, line: SourceLine) -> int:
    """Return 1 where white stands above a line within its column."""
    if before is None or before.box is None or line.box is None or before.block != line.block or not line.style:
        return 0
    white = before.box.x0 - line.box.x1 if line.style.vertical else line.box.y0 - before.box.y1
    return int(white > _FAR_BELOW * line.style.size)
