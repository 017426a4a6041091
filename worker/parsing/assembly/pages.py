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
from worker.parsing.assembly.drafts import collect, collect_labelled, joined, with_captions
from worker.parsing.assembly.echoes import without_echoes
from worker.parsing.assembly.feet import with_some_text, without_feet
from worker.parsing.assembly.interleaving import untangle
from worker.parsing.layout.placed import regions_of
from worker.parsing.recognizers.page_credits import with_page_wide_credit
from worker.parsing.segmentation.first_reading import is_trusted, read_states
from worker.parsing.segmentation.hinted import hint_of, zone_of
from worker.parsing.segmentation.learned import labels
from worker.parsing.segmentation.learned.features import features
from worker.parsing.segmentation.learned.model import label_pieces, model
from worker.parsing.segmentation.learned.viewing import prepare, view_by

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.layout.lines import Line
    from worker.parsing.layout.wrapping import Geometry
    from worker.parsing.layout.zones import Zone
    from worker.parsing.segmentation.first_reading import FirstReading
    from worker.parsing.segmentation.learned.model import Labelled, Model
    from worker.parsing.segmentation.learned.observations import Boxes, PageView
    from worker.parsing.segmentation.learned.viewing import Prepared

_NO_ZONES: Mapping[int, Zone] = MappingProxyType({})
_NO_HEADLINE, _INTERLEAVED = 0.8, 0.9  # what each takes off an article's confidence


@dataclass(frozen=True, slots=True)
class _Printed:
    """What each article of a page is told: the page's label, the first ordinal, the date of the issue."""

    page: str
    first_ordinal: int
    issue_date: dt.date | None


@dataclass(slots=True)
class PageReading:
    """What one page holds. ``roles`` is by the keys of its pieces."""

    articles: list[Article] = field(default_factory=list)
    notices: list[Article] = field(default_factory=list)
    contents: list[ContentsEntry] = field(default_factory=list)
    roles: dict[int, Role] = field(default_factory=dict)
    pieces: Sequence[Line] = ()


def read_page(
    lines: Sequence[Line],
    *,
    page: str,
    first_ordinal: int,
    issue_date: dt.date | None,
    zones: Mapping[int, Zone] = _NO_ZONES,
    weights: Model | None = None,
) -> PageReading:
    """Return the articles and boxes of a page.

    Args:
        lines: Its visible lines, in reading order.
        page: Its label; empty when unknown.
        first_ordinal: Of its first article.
        issue_date: Resolves datelines without a year.
        zones: What the layout takes for articles, by number; none where lines have no places.
        weights: To label by; the package's own when None.
    """
    reading = PageReading()
    prepared = prepare(lines, placed=bool(zones))
    lines, page_wide = prepared.lines, prepared.credits
    _tell_boxes(lines, prepared.boxes, reading, page)
    _tell_taken_out(prepared, reading)
    text, cut, geometry = prepared.text(), prepared.cut(), prepared.geometry
    printed = _Printed(page, first_ordinal, issue_date)
    first = None if zones else read_states(text, cut, geometry)
    if first is None or is_trusted(first):
        reading.pieces = lines
        del prepared  # a long file's is large
        for part, parted in _by_zone(text, cut):
            _read_text(part, parted, geometry, reading, printed=printed, zones=zones, first=first)
    else:
        _read_pieces(view_by(prepared, first), prepared.taken(), reading, printed, weights or model())
    if page_wide:
        people = tuple(person for found in page_wide.values() for person in found)
        reading.articles = with_page_wide_credit(reading.articles, people)
    return reading


def _read_pieces(view: PageView, taken: set[int], reading: PageReading, printed: _Printed, weights: Model) -> None:
    """Read a page as the model labels its pieces; ``taken`` are the lines that boxes hold."""
    reading.pieces = view.pieces
    found = label_pieces(view, features(view), weights)
    told = with_some_text(found.labels, view)
    names = [labels.FURNITURE if line in taken else name for line, name in zip(view.line_of, told, strict=True)]
    drafts, furniture = collect_labelled(names)
    drafts, furniture = without_feet(without_echoes(drafts, view.pieces), furniture, view)
    untangle(drafts, view.pieces, view.seen, view.geometry)
    for index in furniture:
        if view.line_of[index] not in taken:
            kind = BlockType.WEATHER if view.line_of[index] in view.weather else BlockType.FURNITURE
            reading.roles[view.pieces[index].key] = Role(kind, None, round(found.sure[index], 2))
    cut = frozenset(index for index in range(1, len(names)) if names[index - 1] == labels.FURNITURE)
    for draft in drafts:
        article, types = read_article(
            draft,
            view.pieces,
            ordinal=printed.first_ordinal + len(reading.articles),
            page=printed.page,
            issue_date=printed.issue_date,
            confidence=weights.confidence(_sure_of_bounds(draft, found)),
            cut=cut,
        )
        reading.articles.append(article)
        for index in draft.indices():
            kind = types.get(index, BlockType.BODY)
            reading.roles[view.pieces[index].key] = Role(kind, article.ordinal, round(found.sure[index], 2))


def _sure_of_bounds(draft: Draft, found: Labelled) -> float:
    """Return how sure the bounds of an article are: it begins where it does, nothing within, and the next one below."""
    indices = draft.indices()
    sure = math.prod(found.bounds[index] for index in indices)
    below = indices[-1] + 1
    if below < len(found.labels) and labels.begins(found.labels[below]):
        sure *= found.bounds[below]
    if draft.interleaved:
        sure *= _INTERLEAVED
    return sure


def _tell_taken_out(page: Prepared, reading: PageReading) -> None:
    """Note what the lines are that no article is read from: credits of the whole page, and furniture."""
    for index in page.credits:
        reading.roles[page.lines[index].key] = Role(BlockType.CREDIT)
    for index in page.furniture:
        kind = BlockType.WEATHER if index in page.weather else BlockType.FURNITURE
        reading.roles[page.lines[index].key] = Role(kind)


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
    printed: _Printed,
    zones: Mapping[int, Zone],
    first: FirstReading | None,
) -> None:
    captions = [line for line in text if hint_of(line) is Hint.CAPTION]
    if captions:
        text = [line for line in text if hint_of(line) is not Hint.CAPTION]
        cut = frozenset()
    first = first or read_states(text, cut, geometry)
    drafts, weak = collect(first.states, first.evidence)
    if not zones:
        untangle(drafts, text, first.evidence, first.geometry)
    elif any(hint_of(line) is Hint.HEADLINE for line in text):
        drafts = joined(drafts)
    if captions:
        end = len(text)
        text = [*text, *captions]
        drafts = with_captions(drafts, text, range(end, len(text)))
    for index in weak:
        reading.roles[text[index].key] = Role(BlockType.FURNITURE, None, first.sure[index])
    for draft in drafts:
        article, types = read_article(
            draft,
            text,
            ordinal=printed.first_ordinal + len(reading.articles),
            page=printed.page,
            issue_date=printed.issue_date,
            confidence=_confidence(draft, first.sure),
            cut=cut,
        )
        if zones:
            regions = regions_of([text[index] for index in draft.indices()], zones)
            article = dataclasses.replace(article, regions=regions)
        reading.articles.append(article)
        confidence = article.confidence
        known: dict[tuple[BlockType, float], Role] = {}  # most lines are alike, and share one object
        for index in draft.indices():
            confidence = first.sure.get(index, confidence)
            kind = types.get(index, BlockType.BODY), confidence
            role = known.get(kind)
            if role is None:
                role = known[kind] = Role(kind[0], article.ordinal, confidence)
            reading.roles[text[index].key] = role


def _tell_boxes(lines: Sequence[Line], boxes: Boxes, reading: PageReading, page: str) -> None:
    """Note the lines of boxes, what the contents boxes list, and the notices."""
    for box in boxes.contents:
        reading.contents.extend(box.entries)
        for index in range(box.first, box.last + 1):
            reading.roles[lines[index].key] = Role(BlockType.CONTENTS)
    for box in boxes.notices:
        for index in range(box.first, box.last + 1):
            reading.roles[lines[index].key] = Role(BlockType.NOTICE)
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


def _label(text: str) -> str:
    """Return a notice's label as a headline: 公 告 is set letter-spaced."""
    pieces = text.split()
    return "".join(pieces) if all(len(piece) == 1 for piece in pieces) else text


def _confidence(draft: Draft, sure: Mapping[int, float]) -> float:
    """Return how sure the article's bounds and parts are: its surest lines do not outweigh its least sure one."""
    values = [sure[index] for index in draft.indices() if index in sure]
    if not values:
        return 0.5
    whole = (min(values) + sum(values) / len(values)) / 2
    if not (draft.head or draft.after):
        whole *= _NO_HEADLINE
    if draft.interleaved:
        whole *= _INTERLEAVED
    return round(whole, 2)
