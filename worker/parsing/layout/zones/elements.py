"""What stands on a page, in reading coordinates: lines, rules, frames, pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from worker.document.geometry import Box
from worker.parsing.layout.zones.margins import closes_headline, running_foot, running_head
from worker.parsing.layout.zones.tables import tables_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.document.source import Page, SourceLine

SAME_SIZE = 0.5
"""Points by which lines of one size of type may differ."""
_WHOLE_PAGE = 0.9  # a frame as large is the page's own
_STRAIGHT = 4.0
_DISPLAY = 1.25  # of the text's size
_BAND = 2.2  # sizes of a headline: how high its ground is
_LONGEST_LABEL = 6  # characters: 县区新闻 on a band names what follows
_SHORTEST_RULE = 3.0  # sizes of the text
_CREDITS = ("摄", "摄影", "摄）", "摄)", "摄影）", "摄影)")
_SHORTEST_HEAD = 5  # characters
_SIGNED = re.compile("^[●■◎◆▲□○★☆※▪]|记者|通讯员|作者|特约|撰文|编译")
_DASHES = ("——", "──", "--", "—", "─")
_ENDS = tuple("。！？…”」』）)!?")


class Item(NamedTuple):
    """A line.

    Attributes:
        place: Its position in the page.
        cross: It runs across the page's reading direction, as a vertical headline does.
        ends: Its last character ends a sentence.
        stops: A full stop stands in it.
        credits: It ends by naming who took a picture.
        table: Number of the table it stands in; -1 for none.
        dashed: It begins with a dash, as a subtitle does.
        signed: It seems to name who wrote, as a byline does, or is no longer than a name.
    """

    place: int
    box: Box
    size: float
    characters: int
    cross: bool
    font: str
    bold: bool
    ends: bool = True
    stops: bool = True
    credits: bool = False
    table: int = -1
    dashed: bool = False
    signed: bool = False


@dataclass(slots=True)
class Area:
    """The page, or a frame on it: what stands directly in it, and the frames within it."""

    box: Box
    items: list[Item] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    frames: list[Area] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in reading coordinates.

    Attributes:
        area: All of it but its head and foot.
        body: Size of its text.
        vertical: It is set from top to bottom.
        head: Lines that head the page or stand at its foot.
    """

    area: Area
    body: float
    vertical: bool
    width: float
    head: tuple[Item, ...] = ()


def sheet_of(page: Page) -> Sheet:
    """Return the lines of a page that have a place, with all else that stands on it, frames within frames."""
    placed = [(index, line) for index, line in enumerate(page.lines) if line.box is not None and line.text]
    upright = sum(len(line.text) for _, line in placed if not _is_vertical(line))
    vertical = 2 * upright < sum(len(line.text) for _, line in placed)
    items = [_item(index, line, page.width, vertical=vertical) for index, line in placed]
    whole = _turned(Box(0.0, 0.0, page.width, page.height), page.width, vertical=vertical)
    body = body_size(items)
    heading = running_head(page.lines, page.height, body) | running_foot(page.lines, page.height)
    area = Area(whole, [item for item in items if item.place not in heading])
    drawn = [_turned(rule.box, page.width, vertical=vertical) for rule in page.rules]
    tables = tables_of(drawn, body)
    area.items = [_in_table(item, tables) for item in area.items] if tables else area.items
    for rule, box in zip(page.rules, drawn, strict=True):
        if any(_holds(table, box) for table in tables):
            continue
        if rule.frame:
            if box.width * box.height < _WHOLE_PAGE * whole.width * whole.height:
                area.frames.append(Area(box))
        elif max(box.width, box.height) >= _SHORTEST_RULE * body and not closes_headline(
            rule.box, page.lines, page.height, body
        ):
            area.rules.append(box)
    area.pictures = [_turned(picture.box, page.width, vertical=vertical) for picture in page.pictures]
    area.pictures = [
        box for box in area.pictures if box.width * box.height < _WHOLE_PAGE * max(1.0, whole.width * whole.height)
    ]
    _nest(area, body)
    return Sheet(area, body, vertical, page.width, tuple(item for item in items if item.place in heading))


def shown(box: Box, sheet: Sheet) -> Box:
    """Return a box of reading coordinates as it stands on the page."""
    if not sheet.vertical:
        return box
    return Box(sheet.width - box.y1, box.x0, sheet.width - box.y0, box.x1)


def body_size(items: Sequence[Item]) -> float:
    """Return the size in which most characters are set."""
    sizes: dict[float, int] = {}
    for item in items:
        if not item.cross:
            size = round(item.size * 2) / 2
            sizes[size] = sizes.get(size, 0) + item.characters
    if not sizes:
        return items[0].size if items else 10.0
    best = max(sizes, key=sizes.__getitem__)
    near = [item.size for item in items if not item.cross and abs(item.size - best) <= SAME_SIZE]
    return sorted(near)[len(near) // 2]


def _is_vertical(line: SourceLine) -> bool:
    return line.style is not None and line.style.vertical


def _item(index: int, line: SourceLine, width: float, *, vertical: bool) -> Item:
    assert line.box is not None  # noqa: S101 - chosen by the caller
    style = line.style
    size = style.size if style else min(line.box.width, line.box.height)
    return Item(
        index,
        _turned(line.box, width, vertical=vertical),
        size,
        len(line.text),
        _is_vertical(line) != vertical and len(line.text) > 1,
        style.font if style else "",
        style.bold if style else False,
        line.text.endswith(_ENDS),
        "。" in line.text,
        line.text.endswith(_CREDITS),
        dashed=line.text.startswith(_DASHES),
        signed=len(line.text) < _SHORTEST_HEAD or bool(_SIGNED.search(line.text)),
    )


def _in_table(item: Item, tables: Sequence[Box]) -> Item:
    return item._replace(table=next((at for at, table in enumerate(tables) if _holds(table, item.box)), -1))


def _turned(box: Box, width: float, *, vertical: bool) -> Box:
    return Box(box.y0, width - box.x1, box.y1, width - box.x0) if vertical else box


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer.x0 - _STRAIGHT <= inner.x0
        and outer.y0 - _STRAIGHT <= inner.y0
        and inner.x1 <= outer.x1 + _STRAIGHT
        and inner.y1 <= outer.y1 + _STRAIGHT
    )


def _is_band(box: Box, inside: Sequence[Item], body: float) -> bool:
    """Return whether a frame is but the ground of a headline, as of one white on black."""
    size = max(item.size for item in inside)
    characters = sum(item.characters for item in inside)
    return (
        min(item.size for item in inside) >= _DISPLAY * body
        and box.height <= _BAND * size * len(inside)
        and characters > _LONGEST_LABEL
    )


def _nest(area: Area, body: float) -> None:
    """Put each element into the smallest frame that holds it; frames that hold no line are dropped."""
    frames = sorted(area.frames, key=lambda frame: frame.box.width * frame.box.height)
    area.frames = []
    kept: list[Area] = []
    for frame in frames:
        same = any(_holds(frame.box, other.box) and _holds(other.box, frame.box) for other in kept)
        inside = [item for item in area.items if _holds(frame.box, item.box)]
        if (
            not same
            and inside
            and not _is_band(frame.box, inside, body)
            and min(frame.box.width, frame.box.height) > body
        ):
            kept.append(frame)
    for kind in ("items", "pictures", "rules"):
        rest: list[Item | Box] = []
        for thing in getattr(area, kind):
            box = thing.box if isinstance(thing, Item) else thing
            home = next((frame for frame in kept if _holds(frame.box, box)), None)
            (rest if home is None else getattr(home, kind)).append(thing)
        setattr(area, kind, rest)
    for position, frame in enumerate(kept):
        larger = (other for other in kept[position + 1 :] if _holds(other.box, frame.box))
        next(larger, area).frames.append(frame)
