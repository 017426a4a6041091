"""The paragraphs of a draft that was read by hand, its captions told from the text: no label tells them yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.document.issue import BlockType
from worker.parsing.assembly.paragraphs import take_source_line
from worker.parsing.layout.reflow import Passage, join
from worker.parsing.recognizers.captions import (
    dated_opening,
    is_photo_story,
    opens_as_caption,
    points_at_picture,
    split_story,
)
from worker.parsing.recognizers.credits import end_credit, own_line_credit
from worker.parsing.recognizers.signatures import read_jumps, read_signature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft, Paragraph
    from worker.parsing.assembly.reading import Reading
    from worker.parsing.layout.lines import Line


def read_unlabelled(draft: Draft, lines: Sequence[Line], reading: Reading) -> bool:
    """Read the paragraphs of a draft into ``reading``; return True for a photo story."""
    return _sort(draft, _read(draft, lines, reading), reading)


@dataclass(slots=True)
class _Text:
    passage: Passage
    credited: bool
    subhead: bool
    verse: bool


def _read(draft: Draft, lines: Sequence[Line], reading: Reading) -> list[_Text]:
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
            passage = take_source_line(passage, reading)
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


def _sort(draft: Draft, texts: list[_Text], reading: Reading) -> bool:
    """Tell captions from body; return True for a photo story."""
    credited = bool(draft.credits) or any(text.credited for text in texts)
    sourced = reading.source_line is not None or bool(draft.bylines) or bool(draft.tails)
    plain = [text.passage.folded for text in texts if not text.subhead]
    photo = is_photo_story(plain, sourced=sourced, credited=credited)
    if photo and draft.paragraphs and not any(text.subhead or text.verse for text in texts):
        captions = split_story(plain)
    else:
        photo = False
        captions = [not text.subhead and not text.verse and _embedded(text, len(texts)) for text in texts]
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


def _given_below(draft: Draft, lines: Sequence[Line], paragraph: Paragraph) -> bool:
    """Tell whether the credit below a paragraph only says who gave the pictures: then no caption stands above it."""
    below = next((index for index in draft.credits if index > paragraph.lines[-1]), None)
    credit = own_line_credit(lines[below].folded, lines[below].text) if below is not None else None
    return credit is not None and credit.given


def _embedded(text: _Text, count: int) -> bool:
    """Tell whether a paragraph of a reported article is the caption of a picture that stands in it."""
    folded = text.passage.folded
    if text.credited:
        return count > 1 and (opens_as_caption(folded) or dated_opening(folded) or len(folded) <= 120)  # noqa: PLR2004 - a caption is no story
    return points_at_picture(folded) and count > 1 and len(folded) <= 90  # noqa: PLR2004 - as above
