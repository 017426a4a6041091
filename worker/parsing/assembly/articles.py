"""A draft made an article: headline told apart, source line and signatures read, captions and jump marks set aside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.document.issue import Article, BlockType, Contributor, Dateline, Kind, LineRange
from worker.document.source import Hint
from worker.messages import message
from worker.parsing.assembly.decks import Headline, read_parts, read_stack, squeezed
from worker.parsing.assembly.echoes import SHORTEST
from worker.parsing.assembly.reading import Reading
from worker.parsing.assembly.signing import give_bylines, keep_headline, read_bylines
from worker.parsing.layout.reflow import Passage, join
from worker.parsing.patterns.cues import ends_sentence, is_note_label
from worker.parsing.recognizers.captions import (
    CAPTION_MARKS,
    closes_as_caption,
    dated_opening,
    is_photo_story,
    opens_as_caption,
    points_at_picture,
    split_story,
)
from worker.parsing.recognizers.credits import end_credit, own_line_credit
from worker.parsing.recognizers.signatures import read_jumps, read_signature
from worker.parsing.recognizers.source_lines import iso_date, read_source_line
from worker.parsing.segmentation.hinted import hint_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from worker.parsing.assembly.drafts import Draft, Paragraph
    from worker.parsing.layout.lines import Line

_OPENING_DATE = re.compile(r"(?:[0-9]{4}年)?(?P<date>[0-9]{1,2}月[0-9]{1,2}日)")
_SENTENCE = re.compile(r"[^。!?！？]{4,60}")
_CLAUSE = re.compile(r"[^,，。;；!?！？]{4,40}")
_LONGEST_DERIVED = 30
_ITEM = re.compile(r"[●▲◎○◆◇■□★▼△☆※•]")
_FEWEST_ITEMS = 2
_LONGEST_TITLE = 60  # characters behind 题:
_LONGEST_EMBEDDED = 150  # characters of a caption among text, with its credit
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
    reading = Reading()
    keep_headline(draft, lines)
    give_bylines(draft, lines)
    read_bylines(draft, lines, reading)
    if draft.labelled:
        _read_labelled(draft, lines, reading)
        photo = bool(reading.captions) and not reading.body and reading.source_line is None
    else:
        pending = _read_paragraphs(draft, lines, reading)
        photo = _sort_captions(draft, pending, reading, lines)
        _read_placed_captions(draft, lines, reading)
    headline, after = _read_headline(draft, lines, reading)
    for paragraph in draft.notes:
        reading.notes.append(_note(lines, paragraph))
        reading.types |= dict.fromkeys(paragraph.lines, BlockType.EDITOR_NOTE)
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
        byline=_unique((*reading.byline, *reading.signers)),
        source=reading.source_line.source if reading.source_line else "",
        source_line=reading.source_line_text,
        dateline=_dateline(reading, issue_date),
        paragraphs=tuple(passage.text for passage in reading.body),
        subheads=tuple(reading.subheads),
        captions=tuple(passage.text.lstrip(CAPTION_MARKS) for passage in reading.captions),
        credits=_unique(reading.credits),
        editor_note="\n".join(reading.notes),
        tail="\n".join(reading.tails),
        jump_to=reading.jump_to,
        jump_from=reading.jump_from,
        lines=line_ranges(lines, draft.indices(), cut),
        confidence=confidence,
        warnings=tuple(_warnings(draft, reading, headline)),
    )
    return article, reading.types


def _note(lines: Sequence[Line], paragraph: Paragraph) -> str:
    """Return an editor's note; a label that stands above it stays on its own line."""
    first, *below = paragraph.lines
    if below and is_note_label(lines[first].folded):
        return f"{lines[first].text}\n{join(lines, below).text}"
    return join(lines, paragraph.lines).text


@dataclass(slots=True)
class _Text:
    passage: Passage
    credited: bool
    subhead: bool
    verse: bool


def _read_paragraphs(draft: Draft, lines: Sequence[Line], reading: Reading) -> list[_Text]:
    """Join the paragraphs and take source line, jump marks, signatures and credits off them."""
    texts: list[_Text] = []
    for paragraph in draft.paragraphs:
        passage = join(lines, paragraph.lines)
        if paragraph.subhead:
            reading.types |= dict.fromkeys(paragraph.lines, BlockType.SUBHEAD)
        if paragraph.subhead or paragraph.verse:
            texts.append(_Text(passage, False, paragraph.subhead, paragraph.verse))
            continue
        passage, to, from_ = read_jumps(passage)
        reading.jump_to, reading.jump_from = reading.jump_to or to, reading.jump_from or from_
        if reading.source_line is None and not texts:
            passage = _take_source_line(passage, reading)
        credit = end_credit(passage.folded, passage.text)
        if credit:
            reading.credits.extend(credit.people)
            passage = passage.slice(0, credit.start)
        else:
            passage, people, tail = read_signature(passage)
            if tail:
                reading.tails.append(tail)
                reading.signers.extend(people)
        if passage.text:
            credited = credit is not None or (paragraph.credit_follows and not _given_below(draft, lines, paragraph))
            texts.append(_Text(passage, credited, False, False))
        elif to or from_:
            reading.types |= dict.fromkeys(paragraph.lines, BlockType.JUMP)
    return texts


def _read_labelled(draft: Draft, lines: Sequence[Line], reading: Reading) -> None:
    """Join the paragraphs and captions that the model told apart, and take what is no text off them."""
    for paragraph in draft.paragraphs:
        passage = join(lines, paragraph.lines)
        if paragraph.caption and not _opens_report(passage, reading):
            _read_caption(passage, reading)
            continue
        if paragraph.subhead:
            reading.types |= dict.fromkeys(paragraph.lines, BlockType.SUBHEAD)
            reading.subheads.append(passage.text)
        if paragraph.subhead or paragraph.verse:
            reading.body.append(passage)
        else:
            _read_text(passage, draft, reading)
    if _is_picture(draft, reading):
        reading.types |= dict.fromkeys(reading.body[0].lines, BlockType.CAPTION)
        reading.captions.append(reading.body.pop())


def _read_text(passage: Passage, draft: Draft, reading: Reading) -> None:
    """Take source line, jump marks, signature and credit off a paragraph; it may be a caption after all."""
    printed = passage.lines
    passage, to, from_ = read_jumps(passage)
    reading.jump_to, reading.jump_from = reading.jump_to or to, reading.jump_from or from_
    if reading.source_line is None and not reading.body:
        passage = _take_source_line(passage, reading)
    if _shows_picture(passage, draft):
        _read_caption(passage, reading)
        return
    passage = _take_end(passage, reading)
    if squeezed(passage.text) in reading.captioned:
        reading.types |= dict.fromkeys(printed, BlockType.CAPTION)  # printed twice
    elif passage.text:
        reading.body.append(passage)
    elif to or from_:
        reading.types |= dict.fromkeys(printed, BlockType.JUMP)


def _take_end(passage: Passage, reading: Reading) -> Passage:
    """Take the credit or the signature off the end of a paragraph; 摄影报道 below a text of several signs it."""
    credit = end_credit(passage.folded, passage.text)
    if credit and reading.body and "报" in passage.folded[-3:]:
        reading.signers.extend(credit.people)
        reading.tails.append(passage.text[credit.start :].strip())
        return passage.slice(0, credit.start)
    if credit:
        reading.credits.extend(credit.people)
        return passage.slice(0, credit.start)
    passage, people, tail = read_signature(passage)
    if tail:
        reading.tails.append(tail)
        reading.signers.extend(people)
    return passage


def _shows_picture(passage: Passage, draft: Draft) -> bool:
    """Tell whether a text among others is a caption, as its end says: a credit, or in brackets the day it was taken."""
    if len(draft.paragraphs) < _FEWEST_ITEMS or len(passage.folded) > _LONGEST_EMBEDDED:
        return False
    credit = end_credit(passage.folded, passage.text)
    if credit is None:
        return closes_as_caption(passage.folded)
    return not credit.given and "报" not in passage.folded[-3:] and credit.start > 0


def _opens_report(passage: Passage, reading: Reading) -> bool:
    """Tell whether a text taken for a caption opens an article with a source line: it is the report itself."""
    first = reading.source_line is None and not reading.body
    return first and read_source_line(passage.folded, passage.text) is not None


def _is_picture(draft: Draft, reading: Reading) -> bool:
    """Tell whether an article is a picture's caption and its credit and nothing else."""
    if len(reading.body) != 1 or reading.captions or not reading.credits or reading.subheads:
        return False
    sourced = reading.source_line is not None or bool(reading.byline) or bool(reading.signers)
    verse = any(paragraph.verse for paragraph in draft.paragraphs)
    return not verse and is_photo_story([reading.body[0].folded], sourced=sourced, credited=True)


def _read_caption(passage: Passage, reading: Reading) -> None:
    """Take the credit off a caption; one that is printed twice stands once."""
    credit = end_credit(passage.folded, passage.text)
    reading.types |= dict.fromkeys(passage.lines, BlockType.CAPTION)
    if credit:
        reading.credits.extend(credit.people)
        passage = passage.slice(0, credit.start)
    text = squeezed(passage.text)
    if not passage.text or text in reading.captioned:
        return
    if len(text) >= SHORTEST:
        reading.captioned.add(text)
        if reading.body and squeezed(reading.body[-1].text) == text:  # the first printing was taken for text
            reading.types |= dict.fromkeys(reading.body.pop().lines, BlockType.CAPTION)
    reading.captions.append(passage)


def _given_below(draft: Draft, lines: Sequence[Line], paragraph: Paragraph) -> bool:
    """Tell whether the credit below a paragraph only says who gave the pictures: then no caption stands above it."""
    below = next((index for index in draft.credits if index > paragraph.lines[-1]), None)
    credit = own_line_credit(lines[below].folded, lines[below].text) if below is not None else None
    return credit is not None and credit.given


def _take_source_line(passage: Passage, reading: Reading) -> Passage:
    opening = read_source_line(passage.folded, passage.text)
    if opening is None:
        return passage
    reading.source_line = opening
    reading.source_line_text = passage.text[: opening.end].strip()
    reading.byline.extend(opening.people)
    rest = passage.slice(opening.end)
    if (
        passage.folded[: opening.end].rstrip().endswith("题:")
        and len(rest.folded) <= _LONGEST_TITLE
        and "。" not in rest.folded
    ):
        reading.title = rest.text  # 新华社松溪1月2日电 题:老桥换新颜, the text below
        rest = rest.slice(len(rest.folded))
    if not rest.text:
        reading.types |= dict.fromkeys(passage.lines, BlockType.SOURCE_LINE)
    return rest


def _sort_captions(draft: Draft, texts: list[_Text], reading: Reading, lines: Sequence[Line]) -> bool:
    """Tell captions from body; return True for a photo story."""
    credited = bool(draft.credits) or any(text.credited for text in texts)
    sourced = reading.source_line is not None or bool(draft.bylines) or bool(draft.tails)
    plain = [text.passage.folded for text in texts if not text.subhead]
    photo = is_photo_story(plain, sourced=sourced, credited=credited)
    if photo and draft.paragraphs and not any(text.subhead or text.verse for text in texts):
        captions = split_story(plain)
    else:
        photo = False
        captions = [not text.subhead and not text.verse and _embedded(text, len(texts), lines) for text in texts]
        if all(captions):
            captions = [False] * len(captions) if sourced else captions
    for text, is_caption in zip(texts, captions, strict=True):
        if is_caption:
            reading.captions.append(text.passage)
            reading.types |= dict.fromkeys(text.passage.lines, BlockType.CAPTION)
        else:
            reading.body.append(text.passage)
            if text.subhead:
                reading.subheads.append(text.passage.text)
    return photo


def _read_placed_captions(draft: Draft, lines: Sequence[Line], reading: Reading) -> None:
    """Read the captions that stand below a picture, as their place tells."""
    for paragraph in draft.captions:
        _read_caption(join(lines, paragraph.lines), reading)


def _embedded(text: _Text, count: int, lines: Sequence[Line]) -> bool:
    """Tell whether a paragraph of a reported article is the caption of a picture that stands in it."""
    folded = text.passage.folded
    if text.credited:
        return count > 1 and (opens_as_caption(folded) or dated_opening(folded) or len(folded) <= 120)  # noqa: PLR2004
    if hint_of(lines[text.passage.lines[0]]) is Hint.BODY:
        return False  # it stands among text, below no picture
    return points_at_picture(folded) and count > 1 and len(folded) <= 90  # noqa: PLR2004


def _read_headline(draft: Draft, lines: Sequence[Line], reading: Reading) -> tuple[Headline, bool]:
    told = [*draft.kicker, *draft.subtitle]
    stack, after = (draft.head or told, False) if draft.head or told else (draft.after, bool(draft.after))
    if not stack:
        return Headline(reading.title), False
    context = "\n".join(passage.folded for passage in (*reading.body, *reading.captions))
    if draft.labelled and draft.head:
        headline = read_parts(lines, (draft.kicker, draft.head, draft.subtitle), context)
    else:
        headline = read_stack(lines, stack, context)
    reading.types |= dict(headline.roles)
    if draft.head and draft.after:
        reading.types |= dict.fromkeys(draft.after, BlockType.SUBTITLE)
    return headline, after


def _derived(reading: Reading) -> str:
    """Return a headline made of the first sentence, at most thirty characters of whole clauses."""
    for passage in (*reading.body, *reading.captions):
        sentence = _SENTENCE.search(passage.text)
        if not sentence:
            continue
        text = sentence.group().strip()
        if len(text) <= _LONGEST_DERIVED:
            return text
        clause = _CLAUSE.search(text)
        return (clause.group() if clause else text)[:_LONGEST_DERIVED].strip()
    return ""


def _kind(draft: Draft, reading: Reading, *, photo: bool) -> Kind:
    # A table or a list within a story may look like verse: a poem is verse for the most part.
    if 2 * sum(paragraph.verse for paragraph in draft.paragraphs) > len(draft.paragraphs):
        return Kind.POEM
    if photo or (draft.captions and not draft.paragraphs):
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
    ranges: list[LineRange] = []
    before = -1
    for index in indices:
        number = lines[index].number
        adjoins = bool(ranges) and number <= ranges[-1].last + 1
        if ranges and (adjoins or (index == before + 1 and index not in cut)):
            ranges[-1] = LineRange(ranges[-1].first, number)
        else:
            ranges.append(LineRange(number, number))
        before = index
    return tuple(ranges)
