"""Which lines around a text are captions, told by those beside them: of one block, of one count, above one credit."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from worker.lexicon.characters import CIRCLED
from worker.parsing.assembly.drafts import Paragraph
from worker.parsing.layout.reflow import join
from worker.parsing.patterns.cues import ends_sentence
from worker.parsing.recognizers.annotations import EndKind
from worker.parsing.recognizers.contributors.credits import bare_agency, end_credit, is_agency, says_who_reported
from worker.parsing.recognizers.contributors.signatures import end_mark
from worker.parsing.recognizers.pictures.captions import dated_opening, opens_as_caption
from worker.parsing.recognizers.sources.lines import read_source_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.layout.lines import Line

_FEWEST_BELOW: Final = 2  # captions in the block of a first line
_FEWEST_COUNTED: Final = 2
_FEWEST_PARAGRAPHS: Final = 3  # a caption and a text of two
_FEWEST_CREDITED: Final = 3
_LONGEST: Final = 110  # characters of a caption
_DASHES: Final = "—―-"
_SENTENCE_ENDS: Final = frozenset("。!?”」")
_LONGEST_AGENCY: Final = 16
_AGENCY_ENDS: Final = ")】"


def tell_captions(draft: Draft, lines: Sequence[Line]) -> None:
    """Make captions of what those beside it show to be one, and text of what was taken for one for a credit below."""
    _before_text(draft, lines)
    _first_of_block(draft, lines)
    _counted(draft, lines)
    _by_agency(draft, lines)
    _above_credit(draft, lines)
    _without_credit(draft, lines)


def _before_text(draft: Draft, lines: Sequence[Line]) -> None:
    """A line that ends with a credit is a caption, though the line below was taken to go on with it."""
    for at, paragraph in enumerate(draft.paragraphs):
        if paragraph.caption or paragraph.subhead or paragraph.verse:
            continue
        number = lines[paragraph.lines[0]].number
        first = [index for index in paragraph.lines if lines[index].number == number]
        if len(first) == len(paragraph.lines):
            continue
        passage = join(lines, first)
        credit = end_credit(passage.folded, passage.text) if len(passage.folded) <= _LONGEST else None
        if (
            credit is None
            or credit.given
            or passage.folded[credit.start - 1] not in "。!?"
            or says_who_reported(passage.folded)
        ):
            continue
        draft.paragraphs.insert(at, Paragraph(first, caption=True))
        paragraph.lines[:] = paragraph.lines[len(first) :]
        return


def _first_of_block(draft: Draft, lines: Sequence[Line]) -> None:
    """A line taken for the subtitle that is parted from the headline and heads the captions is the first of them."""
    if len(draft.subtitle) != 1:
        return
    first = draft.subtitle[0]
    captions = {index for paragraph in draft.paragraphs if paragraph.caption for index in paragraph.lines}
    below = first + 1
    while below in captions and not lines[below].gap:
        below += 1
    if below - first <= _FEWEST_BELOW or not lines[first].gap or lines[first].folded[0] in _DASHES:
        return
    draft.subtitle.remove(first)
    draft.paragraphs.append(Paragraph([first], caption=True))
    draft.paragraphs.sort(key=lambda paragraph: paragraph.lines[0])


def _counted(draft: Draft, lines: Sequence[Line]) -> None:
    """Of ①, ② and ③ in a row that are a sentence each, all are captions where one is."""
    row = [
        paragraph
        for paragraph in draft.paragraphs
        if len(paragraph.lines) == 1
        and lines[paragraph.lines[0]].text[0] in CIRCLED
        and len(lines[paragraph.lines[0]].folded) <= _LONGEST
    ]
    counts = [ord(lines[paragraph.lines[0]].text[0]) for paragraph in row]
    in_turn = all(below - above == 1 for above, below in pairwise(counts))
    if len(row) >= _FEWEST_COUNTED and in_turn and any(paragraph.caption for paragraph in row):
        for paragraph in row:
            paragraph.caption = True


def _by_agency(draft: Draft, lines: Sequence[Line]) -> None:
    """A sentence that an agency signs, (路透社) or 美联社 alone, is a caption where the texts around have none.

    Below the last text it is who sent the report, and maybe each part of it.
    """
    if not draft.head or len(draft.paragraphs) < _FEWEST_PARAGRAPHS:
        return
    _join_agencies(draft, lines)
    plain = [paragraph for paragraph in draft.paragraphs if paragraph.is_text]
    signed = [paragraph for paragraph in plain if _signed_by_agency(paragraph, lines)]
    others = len(plain) - len(signed)
    if not signed or signed[-1] is plain[-1] or others < _FEWEST_PARAGRAPHS - 1 or 2 * len(signed) > len(plain):
        return
    for paragraph in signed:
        paragraph.caption = True


def _join_agencies(draft: Draft, lines: Sequence[Line]) -> None:
    """Give an agency that was taken for a paragraph of its own back to the one line before it."""
    for above, below in list(pairwise(draft.paragraphs)):
        index = below.lines[0]
        if len(below.lines) > 1 or len(lines[index].folded) > _LONGEST_AGENCY or index != above.lines[-1] + 1:
            continue
        if not ends_sentence(lines[index - 1].folded):
            continue
        if len(above.lines) == 1 and not above.subhead and is_agency(lines[index].folded):
            above.lines.append(index)
            draft.paragraphs.remove(below)


def _signed_by_agency(paragraph: Paragraph, lines: Sequence[Line]) -> bool:
    if lines[paragraph.lines[-1]].folded[-1] in _SENTENCE_ENDS:
        return False  # nearly all
    passage = join(lines, paragraph.lines)
    if len(passage.folded) > _LONGEST or passage.folded.count("。") > 1:
        return False
    if bare_agency(passage.folded, passage.text) is None:
        if passage.folded[-1] not in _AGENCY_ENDS:
            return False
        end = end_mark(passage.folded, passage.text)
        if end is None or end.kind is not EndKind.AGENCY or not end.span.start:
            return False
    return read_source_line(passage.folded, passage.text) is None


def _above_credit(draft: Draft, lines: Sequence[Line]) -> None:
    """The paragraph above a credit is text where the sentence below the headline says what was to be seen that day."""
    plain = [paragraph for paragraph in draft.paragraphs if not (paragraph.subhead or paragraph.verse)]
    if not draft.head or len(plain) < _FEWEST_PARAGRAPHS or len(plain) < len(draft.paragraphs):
        return
    first, last = plain[0], plain[-1]
    if not last.caption or any(paragraph.caption for paragraph in plain[:-1]):
        return
    shown, told = join(lines, first.lines).folded, join(lines, last.lines).folded
    credited = last.lines[-1] + 1 in draft.credits and len(draft.credits) == 1
    if credited and dated_opening(shown) and not (dated_opening(told) or opens_as_caption(told)):
        first.caption, last.caption = True, False


def _without_credit(draft: Draft, lines: Sequence[Line]) -> None:
    """Of pictures that all have a credit but one that ends a sentence, that one is what the page tells of them."""
    if len(draft.paragraphs) < _FEWEST_BELOW or not all(paragraph.caption for paragraph in draft.paragraphs):
        return
    told = [join(lines, paragraph.lines) for paragraph in draft.paragraphs]
    bare = [
        at
        for at, (paragraph, passage) in enumerate(zip(draft.paragraphs, told, strict=True))
        if end_credit(passage.folded, passage.text) is None and paragraph.lines[-1] + 1 not in draft.credits
    ]
    if len(bare) != 1 or told[bare[0]].folded[-1] not in "。!" or opens_as_caption(told[bare[0]].folded):
        return
    if len(told) > _FEWEST_CREDITED and not dated_opening(told[bare[0]].folded):
        draft.paragraphs[bare[0]].caption = False
