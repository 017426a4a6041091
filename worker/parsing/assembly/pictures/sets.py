"""Sets of photos as agencies send them: a dated caption, what the set tells, a credit, captions of the other photos.

The first caption opens the text and is printed again among the others, or each opens with its day, or all have one
sentence behind their own: none of them is an item of its own, nor text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.layout.reflow import join
from worker.parsing.patterns.spacing import squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

_DATED: Final = re.compile(r"(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日(?:,|拍摄的|在)[^。]{6,80}。?")
_FEWEST_TOLD: Final = 2  # paragraphs of text between
_SHORTEST_SAID: Final = 12  # characters of a sentence that two pictures share
_OPENING: Final = 6  # characters, squeezed, that captions of one day and place share besides their beginning


def with_photos_of_a_set(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """Return the drafts; captions alone that tell of the day and place of the caption above a text are its photos."""
    kept: list[Draft] = []
    for draft in drafts:
        if kept and _tells_the_same(draft, kept[-1], lines):
            _join_pieces(draft, lines)
            kept[-1].go_on_with(draft)
        elif kept and _is_of_set(draft, kept[-1], lines):
            kept[-1].go_on_with(draft)
        else:
            kept.append(draft)
    for draft in kept:
        _mark_first(draft, lines)
    return kept


def _dated(paragraph: Paragraph, lines: Sequence[Line]) -> str:
    """Return the words, squeezed, of a paragraph that is one sentence opening with its day; empty for another."""
    if not lines[paragraph.lines[0]].folded[0].isdigit():
        return ""  # nearly all
    folded = join(lines, paragraph.lines).folded
    return squeezed(folded) if _DATED.fullmatch(folded.split("(", 1)[0]) else ""


def _is_of_set(draft: Draft, above: Draft, lines: Sequence[Line]) -> bool:
    if draft.head or draft.kicker or draft.subtitle or draft.bylines or not draft.paragraphs:
        return False
    if not above.credits or len(above.paragraphs) < _FEWEST_TOLD or above.bylines:
        return False
    first = _dated(above.paragraphs[0], lines)
    own = [_dated(paragraph, lines) for paragraph in draft.paragraphs]
    if not first or not all(own):
        return False
    for paragraph, told in zip(draft.paragraphs, own, strict=True):
        if not _alike(told, first):
            return False
        paragraph.caption = True
    return True


def _tells_the_same(draft: Draft, above: Draft, lines: Sequence[Line]) -> bool:
    """Tell whether a headless picture and the one above both say the sentence that agencies set below each of a set."""
    if not above.head or draft.head or draft.kicker or draft.subtitle or draft.bylines or not draft.credits:
        return False
    return not _sentences(draft, lines).isdisjoint(_sentences(above, lines))


def _join_pieces(draft: Draft, lines: Sequence[Line]) -> None:
    """Make one caption of the pieces of a printed line of a picture, where what it shows is a caption."""
    found: list[Paragraph] = []
    for paragraph in draft.paragraphs:
        above = found[-1] if found and found[-1].caption else None
        if above is not None and lines[paragraph.lines[0]].number == lines[above.lines[-1]].number:
            above.lines += paragraph.lines
        else:
            found.append(paragraph)
    draft.paragraphs = found


def _sentences(draft: Draft, lines: Sequence[Line]) -> set[str]:
    """Return the sentences of a draft that are long enough to say something."""
    told = (join(lines, paragraph.lines).folded for paragraph in draft.paragraphs)
    sentences = (sentence.strip() for text in told for sentence in text.split("。"))
    return {sentence for sentence in sentences if len(sentence) >= _SHORTEST_SAID}


def _alike(told: str, first: str) -> bool:
    """Tell whether two captions are of one day and share more of their words than those of the day."""
    day = first[: first.index("日") + 1]
    shared = {first[at : at + 3] for at in range(len(day), len(first) - 2)}
    return told.startswith(day) and sum(told[at : at + 3] in shared for at in range(len(day), len(told))) >= _OPENING


def _mark_first(draft: Draft, lines: Sequence[Line]) -> None:
    """Make the dated sentence that opens a text with a credit a caption, and what tells of the same photos below it."""
    if not draft.paragraphs or draft.bylines or draft.tails:
        return
    first = _dated(draft.paragraphs[0], lines)
    others = [(each, _dated(each, lines)) for each in draft.paragraphs[1:]]
    told = [each for each, dated in others if not (each.caption or each.subhead or each.verse or dated)]
    if first and len(told) >= _FEWEST_TOLD and draft.credits:
        draft.paragraphs[0].caption = True
    shown = first if draft.paragraphs[0].caption else ""
    shown = shown or next((dated for each, dated in others if each.caption and dated), "")
    if told and shown:
        for each, dated in others:
            each.caption = each.caption or (bool(dated) and _alike(dated, shown))
        draft.paragraphs[0].caption = draft.paragraphs[0].caption or (bool(first) and _alike(first, shown))
