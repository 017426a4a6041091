"""Captions told by a credit: at their end, right below them, or below those beside them.

Web pages print a caption and its credit one below the other: what a credit on a line of its own closes is a caption.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from worker.parsing.assembly.drafts import Paragraph
from worker.parsing.layout.reflow import join
from worker.parsing.patterns.cues import ends_sentence
from worker.parsing.recognizers.contributors.credits import end_credit, own_line_credit, says_who_reported
from worker.parsing.recognizers.pictures.captions import (
    dated_opening,
    opens_as_caption,
    points_at_picture,
    says_what_was_said,
)
from worker.parsing.recognizers.sources.lines import read_source_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.layout.lines import Line
    from worker.parsing.layout.reflow import Passage

_LONGEST: Final = 80  # characters of a caption that a credit below it closes
_LONGEST_LAST: Final = 45  # of one that no text stands below
_LONGEST_CREDITED: Final = 110
_MOST_SENTENCES: Final = 2
_FEWEST_TEXTS: Final = 2
_FEWEST_CAPTIONS, _FEWEST_CREDITED = 2, 3  # of which one has no credit; so many, more of them have one
_OPENING: Final = frozenset("(【〔")


def with_credited_captions(draft: Draft, lines: Sequence[Line]) -> Draft:
    """Return a draft; what a credit shows to be a caption is one, and the one of several that has none is text."""
    told = _without_credit(_before_text(draft.paragraphs, lines), draft.credits, lines)
    parts = [part for paragraph in told for part in _at_credits(paragraph, draft.credits, lines)]
    draft = _with_credits(draft, lines)
    joined = tuple(_joined_on_line(_above_credits(parts, draft.credits, lines), lines))
    return draft if joined == draft.paragraphs else draft.having(paragraphs=joined)


def _before_text(paragraphs: Sequence[Paragraph], lines: Sequence[Line]) -> Sequence[Paragraph]:
    """A line that ends with a credit is a caption, though the line below was taken to go on with it."""
    for at, paragraph in enumerate(paragraphs):
        if paragraph.caption or paragraph.subhead or paragraph.verse:
            continue
        number = lines[paragraph.lines[0]].number
        first = tuple([index for index in paragraph.lines if lines[index].number == number])
        if len(first) == len(paragraph.lines):
            continue
        passage = join(lines, first)
        credit = end_credit(passage.folded, passage.text) if len(passage.folded) <= _LONGEST_CREDITED else None
        if (
            credit is None
            or credit.given
            or passage.folded[credit.start - 1] not in "。!?"
            or says_who_reported(passage.folded)
        ):
            continue
        rest = paragraph.like(paragraph.lines[len(first) :])
        return [*paragraphs[:at], Paragraph(first, caption=True), rest, *paragraphs[at + 1 :]]
    return paragraphs


def _without_credit(
    paragraphs: Sequence[Paragraph], credited: Sequence[int], lines: Sequence[Line]
) -> Sequence[Paragraph]:
    """Of pictures that all have a credit but one that ends a sentence, that one is what the page tells of them."""
    if len(paragraphs) < _FEWEST_CAPTIONS or not all(paragraph.caption for paragraph in paragraphs):
        return paragraphs
    told = [join(lines, paragraph.lines) for paragraph in paragraphs]
    bare = [
        at
        for at, (paragraph, passage) in enumerate(zip(paragraphs, told, strict=True))
        if end_credit(passage.folded, passage.text) is None and paragraph.lines[-1] + 1 not in credited
    ]
    if len(bare) != 1 or told[bare[0]].folded[-1] not in "。!" or opens_as_caption(told[bare[0]].folded):
        return paragraphs
    if len(told) <= _FEWEST_CREDITED or dated_opening(told[bare[0]].folded):
        return paragraphs
    return [*paragraphs[: bare[0]], Paragraph(paragraphs[bare[0]].lines), *paragraphs[bare[0] + 1 :]]


def _at_credits(paragraph: Paragraph, credits_: Sequence[int], lines: Sequence[Line]) -> list[Paragraph]:
    """Part a text whose lines each end a sentence: one of them ends with a credit, or a credit stands below the last.

    Lines that a column broke end anywhere, and are not parted. Captions are parted behind each line with a credit.
    """
    *above, last = paragraph.lines
    if not above or any(lines[index].parts > 1 for index in paragraph.lines):
        return [paragraph]
    if paragraph.caption:
        return _behind_credits(paragraph, lines)
    if not paragraph.is_text:
        return [paragraph]
    credited = [index for index in paragraph.lines if _ends_in_credit(lines[index])]
    if last + 1 in credits_ and lines[last].gap:
        return [paragraph.like(above), paragraph.like([last])]
    if not credited or not all(ends_sentence(lines[index].folded) or index in credited for index in paragraph.lines):
        return [paragraph]
    parts = groupby(paragraph.lines, lambda index: index if index in credited else -1)
    return [paragraph.like(members) for _, members in parts]


def _behind_credits(paragraph: Paragraph, lines: Sequence[Line]) -> list[Paragraph]:
    parts: list[list[int]] = [[]]
    for index in paragraph.lines:
        parts[-1].append(index)
        if index != paragraph.lines[-1] and _ends_in_credit(lines[index]):
            parts.append([])
    return [paragraph.like(part) for part in parts]


def _ends_in_credit(line: Line) -> bool:
    credit = end_credit(line.folded, line.text) if len(line.folded) <= _LONGEST_CREDITED else None
    return credit is not None and credit.start > 0 and not credit.given and not says_who_reported(line.folded)


def _with_credits(draft: Draft, lines: Sequence[Line]) -> Draft:
    """Return a draft, the lines in brackets that were taken for a byline credits: (某方提供图片)."""
    given = [index for index in (*draft.bylines, *draft.tails) if _is_bracketed_credit(lines[index])]
    if not given:
        return draft
    return draft.having(
        bylines=tuple([index for index in draft.bylines if index not in given]),
        tails=tuple([index for index in draft.tails if index not in given]),
        credits=tuple(sorted((*draft.credits, *given))),
    )


def _is_bracketed_credit(line: Line) -> bool:
    if line.folded[0] not in _OPENING:
        return False
    return own_line_credit(line.folded, line.text) is not None and not says_who_reported(line.folded)


def _above_credits(
    paragraphs: Sequence[Paragraph], credits_: Sequence[int], lines: Sequence[Line]
) -> Sequence[Paragraph]:
    """A sentence that a credit on the next line closes is a caption, where the article has text besides."""
    if not credits_:
        return paragraphs
    texts = [paragraph for paragraph in paragraphs if paragraph.is_text]
    return [
        Paragraph(paragraph.lines, caption=True)
        if paragraph.lines[-1] + 1 in credits_ and _is_closed(paragraph, texts, lines)
        else paragraph
        for paragraph in paragraphs
    ]


def _is_closed(paragraph: Paragraph, texts: Sequence[Paragraph], lines: Sequence[Line]) -> bool:
    """Tell whether the credit on the line below a sentence is that of its picture.

    A credit that a blank line parts from the sentence above is that of a picture without a caption.
    """
    below = paragraph.lines[-1] + 1
    if paragraph.caption or paragraph.verse or lines[below].gap:
        return False
    if lines[below].part and (len(paragraph.lines) > 1 or lines[below - 1].part):
        return False  # the last words of a text on one line
    if len(texts) - paragraph.is_text < _FEWEST_TEXTS:
        return False
    return _is_credited(join(lines, paragraph.lines), lines[below], last=paragraph.lines[0] >= texts[-1].lines[0])


def _is_credited(told: Passage, below: Line, *, last: bool) -> bool:
    """Tell whether a text is short, says nothing that a report does, and has the credit of one picture below it."""
    if len(told.folded) > (_LONGEST_LAST if last else _LONGEST) or told.folded.count("。") > _MOST_SENTENCES:
        return False
    credit = own_line_credit(below.folded, below.text)
    if credit is None or (last and credit.given) or says_who_reported(below.folded):
        return False
    return not says_what_was_said(told.folded) and read_source_line(told.folded, told.text) is None


def _joined_on_line(paragraphs: Sequence[Paragraph], lines: Sequence[Line]) -> list[Paragraph]:
    """Make one caption of two pieces of a printed line between which nothing says where the first ends."""
    kept: list[Paragraph] = []
    for paragraph in paragraphs:
        if kept and _goes_on(kept[-1], paragraph, lines):
            kept[-1] = kept[-1].like(kept[-1].lines + paragraph.lines)
        else:
            kept.append(paragraph)
    return kept


def _goes_on(above: Paragraph, below: Paragraph, lines: Sequence[Line]) -> bool:
    first = below.lines[0]
    if not (above.caption and below.caption) or lines[first].part == 0 or above.lines[-1] != first - 1:
        return False
    told = lines[first].folded
    return not (points_at_picture(told) or opens_as_caption(told)) and own_line_credit(told, lines[first].text) is None
