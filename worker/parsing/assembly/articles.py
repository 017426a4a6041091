"""A draft made an article: headline told apart, source line and signatures read, captions and jump marks set aside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.document.issue import Article, BlockType, Contributor, Dateline, Kind, LineRange
from worker.messages import message
from worker.parsing.assembly.fields.labelled_facts import with_labelled_facts
from worker.parsing.assembly.fields.paragraphs import read_paragraphs, with_captions_apart
from worker.parsing.assembly.fields.pen_names import is_nobody, with_signature
from worker.parsing.assembly.fields.signing import read_bylines, with_bylines
from worker.parsing.assembly.fields.whole_headline import with_whole_headline
from worker.parsing.assembly.headlines.decks import Headline, read_parts, read_stack
from worker.parsing.assembly.pictures.caption_lines import with_captions
from worker.parsing.assembly.pictures.credited import with_credited_captions
from worker.parsing.layout.reflow import join
from worker.parsing.patterns.cues import ends_sentence, is_note_label
from worker.parsing.recognizers.pictures.captions import CAPTION_MARKS
from worker.parsing.recognizers.sources.dates import iso_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from worker.parsing.assembly.drafts import Draft, Paragraph
    from worker.parsing.assembly.reading import Reading
    from worker.parsing.layout.lines import Line

_OPENING_DATE: Final = re.compile(r"(?:[0-9]{4}年)?(?P<date>[0-9]{1,2}月[0-9]{1,2}日)")
_SENTENCE: Final = re.compile(r"[^。!?！？]{4,60}")
_CLAUSE: Final = re.compile(r"[^,，。;；!?！？]{4,40}")
_LONGEST_DERIVED: Final = 30
# A title that its text runs on from: 【…】…, #快讯#【…】….
_TITLED: Final = re.compile(r"(?:[#＃][^#＃\s]{1,12}[#＃]\s{0,2})?(?P<title>【[^【】。]{6,40}】)(?=[^【】]{8})")
# 9月5日,… 日前,…: when it was is no headline, what follows is.
_WHEN: Final = re.compile(
    r"(?:(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}日|昨[天日]|今[天日]|前[天日]|日前|近日|近期|目前)(?:上午|下午|中午|晚上?|凌晨|清晨)?[,，]"
)
_SHORTEST_REST: Final = 8  # characters of it
_ITEM: Final = re.compile(r"[●▲◎○◆◇■□★▼△☆※•]")
_FEWEST_ITEMS: Final = 2
_REPORTER = ("记者", "通讯员", "实习生")


def read_article(
    draft: Draft,
    lines: Sequence[Line],
    *,
    ordinal: int,
    page: str,
    issue_date: dt.date | None,
    confidence: float,
    cut: frozenset[int] = frozenset(),
) -> tuple[Article, dict[int, BlockType]]:
    """Return the article of ``draft`` and the block type of each of its lines that is not plain body.

    Args:
        draft: Indices of its lines by role.
        lines: Of the page, furniture taken out.
        ordinal: Of the article in its issue.
        page: Label of its page.
        issue_date: Resolves datelines without a year.
        confidence: How sure its bounds and parts are, 0 to 1.
        cut: Indices of lines above which something was taken out.
    """
    draft = with_labelled_facts(with_whole_headline(draft, lines), lines)
    draft = with_credited_captions(with_captions(draft, lines), lines)
    draft = with_bylines(draft, lines)
    reading = read_bylines(draft, lines)
    draft = with_captions_apart(draft, lines)
    reading = read_paragraphs(draft, lines, reading)
    photo = bool(reading.captions) and not reading.body and reading.source_line is None
    reading = with_signature(reading)
    headline, after = _read_headline(draft, lines, reading)
    reading = _with_marks(draft, headline, reading)
    article = Article(
        ordinal=ordinal,
        kind=_kind(draft, reading, photo=photo),
        page=page,
        kicker=headline.kicker,
        headline=headline.main or _derived(reading),
        subtitle=headline.subtitle,
        headline_derived=not headline.main,
        headline_after_body=after,
        column=headline.column,
        byline=_unique(
            [each for each in (*_named_in(headline), *reading.byline, *reading.signers) if not is_nobody(each.name)]
        ),
        source=reading.source_line.source if reading.source_line else "",
        source_line=reading.source_line_text,
        dateline=_dateline(reading, issue_date),
        paragraphs=tuple(passage.text for passage in reading.body),
        subheads=reading.subheads,
        captions=tuple(passage.text.lstrip(CAPTION_MARKS) for passage in reading.captions),
        credits=_unique(reading.credits),
        editor_note="\n".join(_note(lines, paragraph) for paragraph in draft.notes),
        tail="\n".join(reading.tails),
        jump_to=reading.jump_to,
        jump_from=reading.jump_from,
        lines=line_ranges(lines, draft.indices(), cut),
        confidence=confidence,
        warnings=tuple(_warnings(draft, reading, headline)),
    )
    return article, reading.types()


def _note(lines: Sequence[Line], paragraph: Paragraph) -> str:
    """Return an editor's note; a label that stands above it stays on its own line."""
    first, *below = paragraph.lines
    if below and is_note_label(lines[first].folded):
        return f"{lines[first].text}\n{join(lines, below).text}"
    return join(lines, paragraph.lines).text


def _read_headline(draft: Draft, lines: Sequence[Line], reading: Reading) -> tuple[Headline, bool]:
    told = draft.kicker + draft.subtitle
    stack, after = (draft.head or told, False) if draft.head or told else (draft.after, bool(draft.after))
    if not stack:
        return Headline(reading.title), False
    context = "\n".join(passage.folded for passage in (*reading.body, *reading.captions))
    if draft.head:
        headline = read_parts(lines, (draft.kicker, draft.head, draft.subtitle), context)
    else:
        headline = read_stack(lines, stack, context)
    return headline, after


def _named_in(headline: Headline) -> tuple[Contributor, ...]:
    return (Contributor(headline.author),) if headline.author else ()


def _with_marks(draft: Draft, headline: Headline, reading: Reading) -> Reading:
    """Return the reading with what the lines of the headline and of notes are."""
    for line, kind in headline.roles:
        reading = reading.marked([line], kind)
    if draft.head:
        reading = reading.marked(draft.after, BlockType.SUBTITLE)
    for paragraph in draft.notes:
        reading = reading.marked(paragraph.lines, BlockType.EDITOR_NOTE)
    return reading


def _derived(reading: Reading) -> str:
    """Return a headline made of the first sentence, at most thirty characters of whole clauses; a title in brackets."""
    for passage in (*reading.body, *reading.captions):
        titled = _TITLED.match(passage.text)
        if titled:
            return titled["title"]
        sentence = _SENTENCE.search(passage.text)
        if not sentence:
            continue
        text = sentence.group().strip()
        if len(text) <= _LONGEST_DERIVED:
            return text
        when = _WHEN.match(text)
        text = text[when.end() :] if when and len(text) - when.end() >= _SHORTEST_REST else text
        clause = _CLAUSE.search(text)
        return (clause.group() if clause else text)[:_LONGEST_DERIVED].strip()
    return ""


def _kind(draft: Draft, reading: Reading, *, photo: bool) -> Kind:
    # A table or a list within a story may look like verse: a poem is verse for the most part.
    if 2 * sum(paragraph.verse for paragraph in draft.paragraphs) > len(draft.paragraphs):
        return Kind.POEM
    if photo:
        return Kind.PHOTO
    items = sum(1 for passage in reading.body if _ITEM.match(passage.folded))
    if items >= _FEWEST_ITEMS and items * 2 >= len(reading.body) and reading.source_line is None:
        return Kind.BRIEF
    if (
        reading.source_line is None
        and reading.byline
        and not any(word in person.role for person in reading.byline for word in _REPORTER)
    ):
        return Kind.ESSAY
    return Kind.NEWS


def _dateline(reading: Reading, issue_date: dt.date | None) -> Dateline:
    """Return place and date of the source line; without a printed date, the day that the text opens with."""
    place = reading.source_line.place if reading.source_line else ""
    if reading.source_line and reading.source_line.date:
        return Dateline(place, iso_date(reading.source_line.date, issue_date))
    for passage in (*reading.body[:1], *reading.captions[:1]):
        match = _OPENING_DATE.match(passage.folded)
        if match:
            return Dateline(place, iso_date(match["date"], issue_date))
    return Dateline(place, "")


def _warnings(draft: Draft, reading: Reading, headline: Headline) -> Iterator[str]:
    if not headline.main:
        yield message("no headline printed: derived from the first sentence")
    if draft.interleaved:
        yield message("its text was interleaved with a neighbour's")
    last = reading.body[-1] if reading.body else None
    if last and not reading.jump_to and not draft.interleaved and not _closed(draft, last.folded, reading):
        yield message("stops in mid-sentence")


def _closed(draft: Draft, last: str, reading: Reading) -> bool:
    verse = any(paragraph.verse for paragraph in draft.paragraphs)
    return verse or bool(reading.tails) or ends_sentence(last[-6:])


def _unique(people: Sequence[Contributor]) -> tuple[Contributor, ...]:
    return tuple(dict.fromkeys(people))


def line_ranges(
    lines: Sequence[Line], indices: Sequence[int], cut: frozenset[int] = frozenset()
) -> tuple[LineRange, ...]:
    """Return the source lines of ``indices`` as runs; blank lines alone do not break a run.

    Args:
        lines: Visible lines.
        indices: Into ``lines``, ascending.
        cut: Indices of lines above which a line was taken out of ``lines``.
    """
    ranges: list[list[int]] = []  # first and last
    before = -1
    for index in indices:
        number = lines[index].number
        if ranges and (number <= ranges[-1][1] + 1 or (index == before + 1 and index not in cut)):
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
        before = index
    return tuple(LineRange(first, last) for first, last in ranges)
