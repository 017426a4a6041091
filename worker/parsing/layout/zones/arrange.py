"""A page in the order in which it is read, with the articles told apart by place and size."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from worker.document.geometry import Box
from worker.document.source import Hint, Page
from worker.parsing.layout.zones.assignment import Draft, assign, nearest
from worker.parsing.layout.zones.captions import captions_of
from worker.parsing.layout.zones.elements import SAME_SIZE, Area, Item, Sheet, sheet_of, shown
from worker.parsing.layout.zones.order import column_order, zone_order
from worker.parsing.layout.zones.regions import rectangles, widened
from worker.parsing.layout.zones.segments import Part, Segment, segments_of, shared_width
from worker.parsing.layout.zones.stacks import Stack, stacks_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.document.source import SourceLine

_MAIN = 0.92  # of the largest line of a stack: the others are kickers and subtitles
_TEXT_SIZE = 1.1  # of the text's size: a line of a stack as small may be a byline
_TOP = 0.25  # of the page's height: where a masthead stands
_FOOT = 0.15
_ACROSS = 0.6  # of the page's width: a rule as long parts head and foot from the text
_MOST_FURNITURE = 8  # lines
_FEW_LINES = 3
_ADVERT = 2.4  # of the text's size
_MOST_ADVERT = 120  # characters
_LONGEST_NAMES = 16  # characters of a byline


@dataclass(frozen=True, slots=True)
class Zone:
    """What is taken for one article, or for furniture.

    Attributes:
        lines: Positions in the arranged page.
        regions: The rectangles it covers, as shown.
        framed: It stands in a drawn frame.
        headed: It has a headline and text or a picture.
    """

    lines: tuple[int, ...]
    regions: tuple[Box, ...]
    framed: bool = False
    headed: bool = False


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A page in reading order and its zones; ``page`` holds the lines with hints and blocks."""

    page: Page
    zones: tuple[Zone, ...]


def arrange(page: Page) -> Arrangement:
    """Return a page whose lines have places, in reading order."""
    sheet = sheet_of(page)
    if not sheet.area.items and not sheet.head:
        return Arrangement(page, ())
    fonts: dict[str, int] = {}
    for line in page.lines:
        if line.style and abs(line.style.size - sheet.body) < SAME_SIZE:
            fonts[line.style.font] = fonts.get(line.style.font, 0) + len(line.text)
    font = max(fonts, key=fonts.__getitem__, default="")
    drafts = [*_drafts(sheet.area, sheet, font, framed=False)]
    heads = [Draft(segments=[Segment([item])]) for item in sheet.head]
    drafts += [(head, False) for head in heads]
    ordered = zone_order([draft.box for draft, _ in drafts])
    lines: list[SourceLine] = []
    zones: list[Zone] = []
    block = 0
    boxes = [draft.boxes for draft, _ in drafts]
    edge = max(box.x1 for group in boxes for box in group)
    gutter = _gutter([draft for draft, _ in drafts], sheet)
    barriers = [frame.box for frame in sheet.area.frames]
    # A rule stands in the middle of the white between two columns.
    barriers += [rule._replace(x0=rule.x0 + gutter / 2) for rule in sheet.area.rules if rule.height > rule.width]
    for place in ordered:
        draft, framed = drafts[place]
        first = len(lines)
        furniture = draft in heads or _is_furniture(draft, sheet) or (framed and _is_display(draft, sheet))
        for items, hints in _parts(draft, sheet, furniture=furniture):
            for item, hint in zip(items, hints, strict=True):
                lines.append(page.lines[item.place]._replace(hint=hint, block=block))
            block += 1
        others = [box for position, group in enumerate(boxes) if position != place for box in group]
        covered = rectangles(boxes[place], others)
        if not framed and not furniture:
            covered = widened(covered, [*others, *barriers], edge, gutter)
        regions = tuple(shown(box, sheet) for box in covered)
        headed = draft.stack is not None and bool(draft.segments or draft.pictures or draft.captions)
        zones.append(Zone(tuple(range(first, len(lines))), regions, framed, headed))
    left = [line for line in page.lines if line.box is None or not line.text]
    lines.extend(left)
    numbered = tuple(line._replace(number=number) for number, line in enumerate(lines, 1))
    return Arrangement(replace(page, lines=numbered), tuple(zones))


def _gutter(drafts: Sequence[Draft], sheet: Sheet) -> float:
    """Return the white that mostly stands between two columns of one article."""
    found: list[float] = []
    for draft in drafts:
        columns = sorted((segment.box for segment in draft.segments), key=lambda box: box.x0)
        found.extend(right.x0 - left.x1 for left, right in pairwise(columns) if right.x0 > left.x1)
    return sorted(found)[len(found) // 2] if found else sheet.body


def _drafts(area: Area, sheet: Sheet, font: str, *, framed: bool) -> Iterator[tuple[Draft, bool]]:
    segments = segments_of(area, sheet.body)
    captions = captions_of(area.pictures, segments, sheet.body, font)
    text = [segment for segment in segments if segment.part is not Part.CAPTION]
    stacks = stacks_of(area, text, sheet.body)
    drafts = assign(area, stacks, text, sheet.body)
    for position, picture in enumerate(area.pictures):
        home = _home_of_picture(picture, captions.get(position), drafts, area)
        if home is None:
            if position not in captions:
                continue
            home = Draft()
            drafts.append(home)
        home.pictures.append(picture)
        if position in captions:
            home.captions.append(captions[position])
    for draft in drafts:
        if draft.boxes:
            yield draft, framed
    for frame in area.frames:
        yield from _drafts(frame, sheet, font, framed=True)


def _home_of_picture(picture: Box, caption: Segment | None, drafts: Sequence[Draft], area: Area) -> Draft | None:
    """Return the article a picture belongs to: the headline above it, else what is nearest within the same rules."""
    below = caption.box.y1 if caption else picture.y1
    within = [
        (draft, box) for draft in drafts for box in draft.boxes if not _parted(picture._replace(y1=below), box, area)
    ]
    heads = [
        (draft, draft.stack.box)
        for draft, _ in within
        if draft.stack
        and not draft.stack.cross
        and draft.stack.box.y1 <= picture.y0 + 4
        and shared_width(draft.stack.box, picture) > 0
    ]
    over = [(draft, box) for draft, box in within if box.y1 <= picture.y0 + 4 and shared_width(box, picture) > 0]
    if heads and over:
        lowest = max(over, key=lambda pair: pair[1].y1)
        return lowest[0]
    return nearest(within, picture._replace(y1=below))


def _parted(picture: Box, box: Box, area: Area) -> bool:
    """Return whether a drawn rule lies between a picture and something else."""
    for rule in area.rules:
        if rule.width > rule.height:
            top, bottom = sorted((picture, box), key=lambda each: each.y0)
            if (
                top.y1 - 2 <= rule.y0 <= bottom.y0 + 2
                and shared_width(rule, box) > 0
                and shared_width(rule, picture) > 0
            ):
                return True
        else:
            left, right = sorted((picture, box), key=lambda each: each.x0)
            if left.x1 - 2 <= rule.x0 <= right.x0 + 2 and rule.y0 < picture.y1 and picture.y0 < rule.y1:
                return True
    return False


def _is_furniture(draft: Draft, sheet: Sheet) -> bool:
    """Return whether a zone stands above the rule below the page's head, or below the one above its foot."""
    if draft.pictures or sum(len(segment.items) for segment in draft.segments) > _MOST_FURNITURE:
        return False
    if any(len(segment.items) > _FEW_LINES for segment in draft.segments):
        return False
    page, box = sheet.area.box, draft.box
    across = [rule for rule in sheet.area.rules if rule.width > _ACROSS * page.width and rule.height < rule.width]
    heads = [rule.y0 for rule in across if rule.y0 < page.y0 + _TOP * page.height]
    feet = [rule.y0 for rule in across if rule.y0 > page.y1 - _FOOT * page.height]
    return any(box.y1 <= level + sheet.body / 2 for level in heads) or any(
        box.y0 >= level - sheet.body / 2 for level in feet
    )


def _is_display(draft: Draft, sheet: Sheet) -> bool:
    """Return whether what stands in a frame is an advertisement by its look: large words, and no sentence."""
    items = [item for segment in draft.segments for item in segment.items]
    items += draft.stack.items if draft.stack else []
    large = max((item.size for item in items), default=0.0) >= _ADVERT * sheet.body
    few = sum(item.characters for item in items) <= _MOST_ADVERT
    return large and few and not any(item.stops for item in items)


def _parts(draft: Draft, sheet: Sheet, *, furniture: bool) -> Iterator[tuple[list[Item], list[Hint | None]]]:
    """Yield the lines of an article block by block, in reading order, with what their place says of them."""
    text = sum(len(segment.items) for segment in draft.segments)
    known = draft.stack is not None and (text >= _FEW_LINES or bool(draft.pictures or draft.captions))
    if furniture or not known:
        hint = Hint.FURNITURE if furniture else None
        for items in ([draft.stack.items] if draft.stack else []) + [
            segment.items for segment in column_order([*draft.segments, *draft.captions])
        ]:
            yield items, [hint] * len(items)
        return
    if draft.stack is not None:
        yield draft.stack.items, _stack_hints(draft.stack, sheet)
    subheads = [Segment(stack.items) for stack in draft.subheads]
    for segment in column_order([*draft.segments, *subheads]):
        if segment in subheads:
            yield segment.items, [Hint.SUBHEAD] * len(segment.items)
        else:
            yield segment.items, _text_hints(segment)
    for caption in draft.captions:
        yield caption.items, [Hint.CAPTION] * len(caption.items)


def _text_hints(segment: Segment) -> list[Hint | None]:
    """Return body for the lines set like most of their column: a byline or a subhead is set in another font."""
    fonts: dict[str, int] = {}
    for item in segment.items:
        fonts[item.font] = fonts.get(item.font, 0) + item.characters
    font = max(fonts, key=fonts.__getitem__)
    return [Hint.BODY if item.font == font and len(segment.items) > 1 else None for item in segment.items]


def _stack_hints(stack: Stack, sheet: Sheet) -> list[Hint | None]:
    largest = stack.size
    main = [position for position, item in enumerate(stack.items) if item.size >= _MAIN * largest]
    hints: list[Hint | None] = []
    for position, item in enumerate(stack.items):
        if main[0] <= position <= main[-1]:
            hints.append(Hint.HEADLINE)
        elif position < main[0]:
            hints.append(Hint.KICKER)
        else:
            larger = item.size > _TEXT_SIZE * sheet.body or item.characters > _LONGEST_NAMES
            hints.append(Hint.SUBTITLE if larger else None)
    return hints
