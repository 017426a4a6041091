"""One page read: furniture and boxes cut out, the rest labelled, drafts made articles, every line in a block."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from worker.document.issue import Article, BlockType, ContentsEntry, Kind
from worker.document.source import Hint
from worker.parsing.assembly.articles import line_ranges, read_article
from worker.parsing.assembly.blocks import Role
from worker.parsing.assembly.drafts import collect, joined, with_captions
from worker.parsing.assembly.interleaving import untangle
from worker.parsing.layout.columns import column_widths
from worker.parsing.layout.placed import regions_of
from worker.parsing.layout.wrapping import Geometry, measure, with_lost_indents, without_double_spacing, without_margin
from worker.parsing.recognizers.boxes import contents_boxes, notice_boxes
from worker.parsing.recognizers.furniture import furniture_cost, repeated_lines, weather_lines
from worker.parsing.recognizers.page_credits import page_wide_credit, with_page_wide_credit
from worker.parsing.segmentation.edges import junctions
from worker.parsing.segmentation.emissions import emissions
from worker.parsing.segmentation.features import gather
from worker.parsing.segmentation.hinted import as_hinted, hint_of, measures, zone_of
from worker.parsing.segmentation.viterbi import best_path, margins

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from worker.document.issue import Contributor
    from worker.parsing.layout.lines import Line
    from worker.parsing.layout.zones import Zone

_NO_ZONES: Mapping[int, Zone] = MappingProxyType({})
_CERTAIN = 1.0  # cost up to which a line is furniture beyond doubt
_STEEPEST = 20.0
_HEAD_LINES = 6


@dataclass(slots=True)
class PageReading:
    """What one page holds. ``roles`` is by line number."""

    articles: list[Article] = field(default_factory=list)
    notices: list[Article] = field(default_factory=list)
    contents: list[ContentsEntry] = field(default_factory=list)
    roles: dict[int, Role] = field(default_factory=dict)


def read_page(
    lines: Sequence[Line],
    *,
    page: str,
    first_ordinal: int,
    issue_date: dt.date | None,
    zones: Mapping[int, Zone] = _NO_ZONES,
) -> PageReading:
    """Return the articles and boxes of a page.

    Args:
        lines: Its visible lines, in reading order.
        page: Its label; empty when unknown.
        first_ordinal: Of its first article.
        issue_date: Resolves datelines without a year.
        zones: What the layout takes for articles, by number; none where lines have no places.
    """
    reading = PageReading()
    if not zones:
        lines = without_margin(without_double_spacing(lines))
    taken = _cut_boxes(lines, reading, page)
    page_wide = _cut_page_wide_credits(lines, reading, taken)
    text, cut, geometry = _cut_furniture(lines, taken, reading)
    for part, parted in _by_zone(text, cut):
        _read_text(
            part, parted, geometry, reading, page=page, first_ordinal=first_ordinal, issue_date=issue_date, zones=zones
        )
    if page_wide:
        reading.articles = with_page_wide_credit(reading.articles, page_wide)
    return reading


def _cut_furniture(
    lines: Sequence[Line], taken: set[int], reading: PageReading
) -> tuple[list[Line], frozenset[int], Geometry]:
    """Return the lines that are left for text, above which of them something was taken out, and their geometry."""
    rest = [index for index in range(len(lines)) if index not in taken]
    left = [lines[index] for index in rest]
    geometry = measure(left)
    weather = weather_lines(left)
    furniture = _furniture(left, geometry) | weather
    for position in furniture:
        kind = BlockType.WEATHER if position in weather else BlockType.FURNITURE
        reading.roles[left[position].number] = Role(kind)
    kept = [index for position, index in enumerate(rest) if position not in furniture]
    cut = frozenset(position for position in range(1, len(kept)) if kept[position] != kept[position - 1] + 1)
    return [lines[index] for index in kept], cut, geometry


def _by_zone(lines: Sequence[Line], cut: frozenset[int]) -> Iterator[tuple[Sequence[Line], frozenset[int]]]:
    """Yield the lines of each zone, with the positions in it above which something was taken out."""
    if not any(line.place for line in lines):
        yield lines, cut
        return
    start = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or zone_of(lines[end]) != zone_of(lines[start]):
            yield lines[start:end], frozenset(at - start for at in cut if start < at < end)
            start = end


def _read_text(
    text: Sequence[Line],
    cut: frozenset[int],
    geometry: Geometry,
    reading: PageReading,
    *,
    page: str,
    first_ordinal: int,
    issue_date: dt.date | None,
    zones: Mapping[int, Zone],
) -> None:
    captions = [line for line in text if hint_of(line) is Hint.CAPTION]
    if captions:
        text = [line for line in text if hint_of(line) is not Hint.CAPTION]
        cut = frozenset()
    widths = measures(text) or column_widths(text, geometry.wrap)
    geometry = with_lost_indents(geometry, text, widths)
    evidence = gather(text, geometry, widths)
    costs = as_hinted(emissions(text, evidence, geometry, cut), text)
    between = junctions(text, evidence, cut)
    states = best_path(evidence, costs, between)
    sure = {index: _probability(margin) for index, margin in margins(states, costs, between).items()}
    del costs, between, widths  # a long file's are large
    drafts, weak = collect(states, evidence)
    if not zones:
        untangle(drafts, text, evidence, geometry)
    elif any(hint_of(line) is Hint.HEADLINE for line in text):
        drafts = joined(drafts)
    if captions:
        first = len(text)
        text = [*text, *captions]
        drafts = with_captions(drafts, text, range(first, len(text)))
    for index in weak:
        reading.roles[text[index].number] = Role(BlockType.FURNITURE, None, sure[index])
    for draft in drafts:
        article, types = read_article(
            draft,
            text,
            ordinal=first_ordinal + len(reading.articles),
            page=page,
            issue_date=issue_date,
            sure=sure,
            cut=cut,
        )
        if zones:
            regions = regions_of([text[index] for index in draft.indices()], zones)
            article = dataclasses.replace(article, regions=regions)
        reading.articles.append(article)
        confidence = article.confidence
        known: dict[tuple[BlockType, float], Role] = {}  # most lines are alike, and share one object
        for index in draft.indices():
            confidence = sure.get(index, confidence)
            kind = types.get(index, BlockType.BODY), confidence
            role = known.get(kind)
            if role is None:
                role = known[kind] = Role(kind[0], article.ordinal, confidence)
            reading.roles[text[index].number] = role


def _probability(margin: float) -> float:
    """Return the odds of a margin in costs as a probability."""
    return round(1 / (1 + math.exp(-max(-_STEEPEST, min(_STEEPEST, margin)))), 2)


def _cut_boxes(lines: Sequence[Line], reading: PageReading, page: str) -> set[int]:
    taken: set[int] = set()
    for box in contents_boxes(lines):
        reading.contents.extend(box.entries)
        for index in range(box.first, box.last + 1):
            taken.add(index)
            reading.roles[lines[index].number] = Role(BlockType.CONTENTS)
    for box in notice_boxes(lines, taken):
        for index in range(box.first, box.last + 1):
            taken.add(index)
            reading.roles[lines[index].number] = Role(BlockType.NOTICE)
        reading.notices.append(
            Article(
                ordinal=len(reading.notices) + 1,
                kind=Kind.NOTICE,
                page=page,
                headline=_label(lines[box.first].text),
                paragraphs=tuple(line.text for line in lines[box.first + 1 : box.last + 1]),
                lines=line_ranges(lines, range(box.first, box.last + 1)),
            )
        )
    return taken


def _label(text: str) -> str:
    """Return a notice's label as a headline: 公 告 is set letter-spaced."""
    pieces = text.split()
    return "".join(pieces) if all(len(piece) == 1 for piece in pieces) else text


def _cut_page_wide_credits(lines: Sequence[Line], reading: PageReading, taken: set[int]) -> tuple[Contributor, ...]:
    people: tuple[Contributor, ...] = ()
    for index, line in enumerate(lines):
        found = page_wide_credit(line) if index not in taken else ()
        if found:
            taken.add(index)
            reading.roles[line.number] = Role(BlockType.CREDIT)
            people += found
    return people


def _furniture(lines: Sequence[Line], geometry: Geometry) -> set[int]:
    """Return the positions of lines that are furniture beyond doubt, running headers included."""
    texts = [
        index for index, line in enumerate(lines) if line.width > 2 * (geometry.wrap or 60) // 3 and "。" in line.folded
    ]
    first, last = (texts[0], texts[-1]) if texts else (len(lines), -1)
    found: set[int] = set()
    for index, line in enumerate(lines):
        edge = index < first or index > last
        hint = hint_of(line)
        if hint is Hint.FURNITURE or (hint is None and furniture_cost(line, edge=edge) < _CERTAIN):
            found.add(index)
    for places in repeated_lines(lines).values():
        # A running header repeats furniture, or a line that stood above the first text.
        if any(index in found or index < min(first, _HEAD_LINES) for index in places):
            found.update(index for index in places if hint_of(lines[index]) in {None, Hint.FURNITURE})
    return found
