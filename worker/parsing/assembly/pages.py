"""One page read: furniture and boxes cut out, the rest labelled, drafts made articles, every line in a block."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from worker.document.issue import Article, BlockType, ContentsEntry, Kind
from worker.parsing.assembly.articles import line_ranges, read_article
from worker.parsing.assembly.blocks import Role
from worker.parsing.assembly.bounds.evidence import evidence_of
from worker.parsing.assembly.bounds.interleaving import untangled
from worker.parsing.assembly.bounds.one_line import with_whole_lines
from worker.parsing.assembly.bounds.other_stories import parted
from worker.parsing.assembly.bounds.plain_openings import without_plain_openings
from worker.parsing.assembly.bounds.subheads import with_subheads
from worker.parsing.assembly.drafts import collect
from worker.parsing.assembly.fields.signing import found_bylines
from worker.parsing.assembly.headlines.missing_headlines import found_headlines
from worker.parsing.assembly.headlines.printed_again import with_titles_printed_again
from worker.parsing.assembly.headlines.stamps import without_stamps
from worker.parsing.assembly.headlines.weighed import with_weighed_heads
from worker.parsing.assembly.pictures.amid import (
    with_credited_heads,
    with_pointed_heads,
    without_pictures_amid,
)
from worker.parsing.assembly.pictures.below import with_pictures_of_their_own
from worker.parsing.assembly.pictures.caption_lines import found_captions
from worker.parsing.assembly.pictures.first import with_dated_caption, with_first_picture
from worker.parsing.assembly.pictures.repeated_captions import without_repeated_captions
from worker.parsing.assembly.surroundings.feet import (
    with_some_text,
    without_feet,
    without_notice_above,
)
from worker.parsing.layout.placed import regions_of
from worker.parsing.recognizers.contributors.page_credits import with_page_wide_credit
from worker.parsing.segmentation import labels
from worker.parsing.segmentation.features import features
from worker.parsing.segmentation.labelling import label_pieces
from worker.parsing.segmentation.model import model
from worker.parsing.segmentation.viewing import prepare, views_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.layout.lines import Line
    from worker.parsing.layout.zones import Zone
    from worker.parsing.segmentation.judge import Evidence
    from worker.parsing.segmentation.labelling import Labelled
    from worker.parsing.segmentation.model import Model
    from worker.parsing.segmentation.observations import Boxes, PageView

_NO_ZONES: Mapping[int, Zone] = MappingProxyType({})
_INTERLEAVED = 0.9  # what it takes off the probability of an article's bounds


@dataclass(frozen=True, slots=True)
class _Printed:
    """What each article of a page is told: the page's label, the first ordinal, the date of the issue, the zones."""

    page: str
    first_ordinal: int
    issue_date: dt.date | None
    zones: Mapping[int, Zone]


@dataclass(frozen=True, slots=True)
class PageReading:
    """What one page holds.

    Attributes:
        articles: In reading order; ``notices``, ``contents``: what its boxes hold.
        roles: By the keys of its pieces.
        pieces: Of its lines.
        evidence: What is known of the bounds of each article; none where lines have places.
    """

    articles: tuple[Article, ...]
    notices: tuple[Article, ...]
    contents: tuple[ContentsEntry, ...]
    roles: Mapping[int, Role]
    pieces: Sequence[Line]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _BoxReading:
    """What the boxes of a page hold."""

    notices: tuple[Article, ...]
    contents: tuple[ContentsEntry, ...]
    roles: Mapping[int, Role]


@dataclass(frozen=True, slots=True)
class _ViewReading:
    """What a page, or a zone of it, holds besides its boxes."""

    articles: tuple[Article, ...]
    roles: Mapping[int, Role]
    evidence: tuple[Evidence, ...]


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
    prepared = prepare(lines, placed=bool(zones))
    page_wide = prepared.credits
    boxes = _read_boxes(prepared.lines, prepared.boxes, page)
    views = views_of(prepared)
    # Lines that no zone holds are furniture.
    roles = {line.key: Role(BlockType.FURNITURE) for line in prepared.lines} if zones else {}
    roles |= boxes.roles
    roles |= {prepared.lines[index].key: Role(BlockType.CREDIT) for index in page_wide}
    articles: list[Article] = []
    evidence: list[Evidence] = []
    for view in views:
        printed = _Printed(page, first_ordinal + len(articles), issue_date, zones)
        found = _read_view(view, frozenset() if zones else prepared.taken(), printed, weights or model())
        articles += found.articles
        evidence += found.evidence
        roles |= found.roles
    if page_wide:
        people = tuple(person for found in page_wide.values() for person in found)
        articles = with_page_wide_credit(articles, people)
    pieces = prepared.lines if zones else views[0].pieces
    return PageReading(tuple(articles), boxes.notices, boxes.contents, roles, pieces, tuple(evidence))


def _read_view(view: PageView, taken: frozenset[int], printed: _Printed, weights: Model) -> _ViewReading:
    """Read a page, or a zone of it, as the model labels its pieces; ``taken`` are the lines that boxes hold."""
    articles: list[Article] = []
    roles: dict[int, Role] = {}
    found = label_pieces(view, features(view), weights)
    told = found.labels if printed.zones else with_whole_lines(with_some_text(found.labels, view), view)
    names = [labels.FURNITURE if line in taken else name for line, name in zip(view.line_of, told, strict=True)]
    collected = collect(names)
    drafts, furniture = collected if printed.zones else _by_rules(*collected, found, view, weights)
    for index in furniture:
        if view.line_of[index] not in taken:
            kind = BlockType.WEATHER if view.line_of[index] in view.weather else BlockType.FURNITURE
            roles[view.pieces[index].key] = Role(kind, None, round(found.sure[index], 2))
    cut = frozenset(index for index in range(1, len(names)) if names[index - 1] == labels.FURNITURE)
    evidence: Sequence[Evidence] = ()
    if weights.judge is None or printed.zones:  # where lines have places, by the model's own probability alone
        sure = [weights.confidence(_probability(draft, found)) for draft in drafts]
    else:
        evidence = evidence_of(drafts, found, view)
        sure = [weights.judge.of(each) for each in evidence]
    for draft, confidence in zip(drafts, sure, strict=True):
        article, types = read_article(
            draft,
            view.pieces,
            ordinal=printed.first_ordinal + len(articles),
            page=printed.page,
            issue_date=printed.issue_date,
            confidence=confidence,
            cut=cut,
        )
        if printed.zones:
            regions = regions_of([view.pieces[index] for index in draft.indices()], printed.zones)
            article = dataclasses.replace(article, regions=regions)
        articles.append(article)
        known: dict[tuple[BlockType, float], Role] = {}  # most lines are alike, and share one object
        for index in draft.indices():
            value = types.get(index, BlockType.BODY), round(found.sure[index], 2)
            role = known.get(value)
            if role is None:
                role = known[value] = Role(value[0], article.ordinal, value[1])
            roles[view.pieces[index].key] = role
    return _ViewReading(tuple(articles), roles, tuple(evidence))


def _by_rules(
    drafts: Sequence[Draft], furniture: Sequence[int], found: Labelled, view: PageView, weights: Model
) -> tuple[Sequence[Draft], Sequence[int]]:
    """Return the drafts of a page of text, its furniture, once all rules are done."""
    drafts = with_pointed_heads(without_repeated_captions(drafts, view.pieces), view.pieces)
    drafts = with_credited_heads(drafts, view.pieces)
    drafts = parted(drafts, found, view)
    drafts = without_pictures_amid(drafts, view.pieces)
    drafts = [with_dated_caption(draft, view.pieces) for draft in drafts]
    drafts = with_first_picture(drafts, view)
    drafts = without_plain_openings(drafts, view)
    drafts = with_subheads(drafts, view)
    drafts = with_pictures_of_their_own(drafts, view.pieces)
    drafts, furniture = without_notice_above(drafts, furniture, view)
    drafts, furniture = without_feet(drafts, furniture, view)
    drafts, furniture = without_stamps(drafts, furniture, view)
    drafts, furniture = with_titles_printed_again(drafts, furniture, view)
    drafts, furniture = found_headlines(drafts, furniture, view)
    drafts, furniture = found_bylines(drafts, furniture, view.pieces)
    drafts, furniture = with_weighed_heads(drafts, furniture, found, view, weights.heads)
    drafts, furniture = found_captions(drafts, furniture, view.pieces)
    if view.geometry.wrap:  # only what a column's edge cut off goes on below a neighbour
        drafts = untangled(drafts, view.pieces, view.seen, view.geometry)
    return drafts, furniture


def _probability(draft: Draft, found: Labelled) -> float:
    """Return how probable the bounds of an article are: it begins where it does, nothing within, the next one below."""
    indices = draft.indices()
    sure = math.prod(found.bounds[index] for index in indices)
    below = indices[-1] + 1
    if below < len(found.labels) and labels.begins(found.labels[below]):
        sure *= found.bounds[below]
    if draft.interleaved:
        sure *= _INTERLEAVED
    return sure


def _read_boxes(lines: Sequence[Line], boxes: Boxes, page: str) -> _BoxReading:
    """Return the roles of the lines of boxes, what the contents boxes list, and the notices."""
    roles: dict[int, Role] = {}
    for kind, found in ((BlockType.CONTENTS, boxes.contents), (BlockType.NOTICE, boxes.notices)):
        for box in found:
            roles |= {lines[index].key: Role(kind) for index in range(box.first, box.last + 1)}
    notices = tuple(
        Article(
            ordinal=number,
            kind=Kind.NOTICE,
            page=page,
            headline=_label(lines[box.first].text),
            paragraphs=tuple(line.text for line in lines[box.first + 1 : box.last + 1]),
            lines=line_ranges(lines, range(box.first, box.last + 1)),
        )
        for number, box in enumerate(boxes.notices, 1)
    )
    return _BoxReading(notices, tuple(entry for box in boxes.contents for entry in box.entries), roles)


def _label(text: str) -> str:
    """Return a notice's label as a headline: 公 告 is set letter-spaced."""
    pieces = text.split()
    return "".join(pieces) if all(len(piece) == 1 for piece in pieces) else text
