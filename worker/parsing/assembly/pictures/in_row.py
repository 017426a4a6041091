"""Captions told by what stands beside them: a credit right below, captions above and below, the rest of their line.

Galleries of web pages print a caption and its credit, or captions alone, one below the other; a sentence between two
captions is one, and so is what a credit on a line of its own closes.
"""

from __future__ import annotations

import re
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING, Final

from worker.parsing.assembly.drafts import Paragraph
from worker.parsing.layout.reflow import join
from worker.parsing.patterns.cues import ends_sentence
from worker.parsing.recognizers.contributors.credits import end_credit, own_line_credit, says_who_reported
from worker.parsing.recognizers.pictures.captions import opens_as_caption, points_at_picture, says_what_was_said
from worker.parsing.recognizers.sources.lines import read_source_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.layout.lines import Line
    from worker.parsing.layout.reflow import Passage

_LONGEST: Final = 80  # characters of a caption that a credit below it closes
_LONGEST_LAST: Final = 45  # of one that no text stands below
_LONGEST_CREDITED: Final = 110
_LONGEST_BETWEEN: Final = 32  # of one between two others
_FEWEST_IN_ROW: Final = 3
_MOST_SENTENCES: Final = 2
_FEWEST_TEXTS: Final = 2
_SHORTEST_ROW, _LONGEST_OF_ROW = 4, 24  # sentences of a gallery, characters of one
_FEWEST_BARE, _SHORTEST_BARE, _LONGEST_BARE = 2, 7, 40  # lines without an end amid text, their characters
_USUAL_TEXT: Final = 50  # characters of a text beside it
_OPENING: Final = frozenset("(【〔")
# What a text says and no caption: of the writer and the reader, what went before, a question.
_NONE_OF_PICTURE: Final = re.compile(
    r"[我你您咱?!;:“”「」…]|^(?:但|而|却|因|所以|于是|后来|然而|这|那|他|她|它|此|据|目前|如果|其|另)"
)


def tell_rows(draft: Draft, lines: Sequence[Line]) -> None:
    """Make captions of what stands right above a credit or between captions, and one of the pieces of a line."""
    draft.paragraphs[:] = [part for paragraph in draft.paragraphs for part in _at_credits(paragraph, draft, lines)]
    _give_credits(draft, lines)
    _above_credits(draft, lines)
    _between_captions(draft, lines)
    _in_gallery(draft, lines)
    _amid_text(draft, lines)
    _joined_on_line(draft, lines)


def _at_credits(paragraph: Paragraph, draft: Draft, lines: Sequence[Line]) -> list[Paragraph]:
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
    if last + 1 in draft.credits and lines[last].gap:
        return [paragraph.like(above), paragraph.like([last])]
    if not credited or not all(ends_sentence(lines[index].folded) or index in credited for index in paragraph.lines):
        return [paragraph]
    parts = groupby(paragraph.lines, lambda index: index if index in credited else -1)
    return [paragraph.like(list(members)) for _, members in parts]


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


def _give_credits(draft: Draft, lines: Sequence[Line]) -> None:
    """Make credits of the lines in brackets that were taken for a byline: (某方提供图片)."""
    for stack in (draft.bylines, draft.tails):
        for index in [each for each in stack if lines[each].folded[0] in _OPENING]:
            if own_line_credit(lines[index].folded, lines[index].text) and not says_who_reported(lines[index].folded):
                stack.remove(index)
                draft.credits.append(index)
    draft.credits.sort()


def _above_credits(draft: Draft, lines: Sequence[Line]) -> None:
    """A sentence that a credit on the next line closes is a caption, where the article has text besides.

    A credit that a blank line parts from the sentence above is that of a picture without a caption.
    """
    if not draft.credits:
        return
    texts = [paragraph for paragraph in draft.paragraphs if paragraph.is_text]
    for paragraph in draft.paragraphs:
        below = paragraph.lines[-1] + 1
        if paragraph.caption or paragraph.verse or below not in draft.credits or lines[below].gap:
            continue
        if lines[below].part and (len(paragraph.lines) > 1 or lines[below - 1].part):
            continue  # the last words of a text on one line
        last = not texts or paragraph.lines[0] >= texts[-1].lines[0]
        others = len(texts) - (paragraph in texts)
        if others >= _FEWEST_TEXTS and _is_credited(join(lines, paragraph.lines), lines[below], last=last):
            paragraph.caption, paragraph.subhead = True, False


def _is_credited(told: Passage, below: Line, *, last: bool) -> bool:
    """Tell whether a text is short, says nothing that a report does, and has the credit of one picture below it."""
    if len(told.folded) > (_LONGEST_LAST if last else _LONGEST) or told.folded.count("。") > _MOST_SENTENCES:
        return False
    credit = own_line_credit(below.folded, below.text)
    if credit is None or (last and credit.given) or says_who_reported(below.folded):
        return False
    return not says_what_was_said(told.folded) and read_source_line(told.folded, told.text) is None


def _between_captions(draft: Draft, lines: Sequence[Line]) -> None:
    """A sentence of a few words between two captions of a row is one."""
    if sum(paragraph.caption for paragraph in draft.paragraphs) < _FEWEST_IN_ROW:
        return
    for above, paragraph, below in zip(draft.paragraphs, draft.paragraphs[1:], draft.paragraphs[2:], strict=False):
        if not paragraph.is_text or not (above.caption and below.caption) or len(paragraph.lines) > 1:
            continue
        told = lines[paragraph.lines[0]].folded
        if (
            len(told) <= _LONGEST_BETWEEN
            and ends_sentence(told)
            and told.count("。") <= 1
            and not says_what_was_said(told)
        ):
            paragraph.caption = True


def _in_gallery(draft: Draft, lines: Sequence[Line]) -> None:
    """Several sentences of a few words one below the other, among long paragraphs, are what a gallery shows.

    One that is a caption tells of the others. What somebody says, and verse, is none.
    """
    few = [_is_few_words(paragraph, lines) for paragraph in draft.paragraphs]
    if sum(few) < _FEWEST_IN_ROW:
        return
    usual = [
        len(join(lines, paragraph.lines).folded)
        for paragraph, is_few in zip(draft.paragraphs, few, strict=True)
        if paragraph.is_text and not is_few
    ]
    if not usual or median(usual) < _USUAL_TEXT:
        return
    for is_few, members in groupby(zip(few, draft.paragraphs, strict=True), lambda each: each[0]):
        row = [paragraph for _, paragraph in members] if is_few else []
        known = sum(paragraph.caption for paragraph in row)
        if len(row) >= _SHORTEST_ROW or (known and len(row) >= _FEWEST_IN_ROW):
            for paragraph in row:
                paragraph.caption = True


def _is_few_words(paragraph: Paragraph, lines: Sequence[Line]) -> bool:
    if len(paragraph.lines) > 1 or not (paragraph.is_text or paragraph.caption):
        return False
    line = lines[paragraph.lines[0]]
    told = line.folded
    short = len(told) <= _LONGEST_OF_ROW and told[-1] == "。" and told.count("。") == 1
    return short and not line.part and not says_what_was_said(told) and _NONE_OF_PICTURE.search(told) is None


def _amid_text(draft: Draft, lines: Sequence[Line]) -> None:
    """Two lines and more between two long paragraphs that end as no text does are captions: subheads stand alone."""
    if len(draft.paragraphs) <= _FEWEST_BARE or any(paragraph.verse for paragraph in draft.paragraphs):
        return
    shown = [_may_show(paragraph, lines) for paragraph in draft.paragraphs]
    at = 0
    for is_row, members in groupby(shown):
        size = len(list(members))
        above, below = at - 1, at + size
        row = draft.paragraphs[at:below]
        at = below
        told = sum(len(each.lines) for each in row)
        if not is_row or told < _FEWEST_BARE or above < 0 or below >= len(draft.paragraphs):
            continue
        if all(_is_long(draft.paragraphs[each], lines) for each in (above, below)):
            draft.paragraphs[above + 1 : below] = [
                Paragraph([index], caption=True) for paragraph in row for index in paragraph.lines
            ]
            return


def _may_show(paragraph: Paragraph, lines: Sequence[Line]) -> bool:
    """Tell whether all lines of a paragraph are a few words without an end, and open as no item of a list."""
    return all(_is_bare(lines[index]) for index in paragraph.lines)


def _is_bare(line: Line) -> bool:
    told = line.folded
    if line.part or not _SHORTEST_BARE <= len(told) <= _LONGEST_BARE or ":" in told:
        return False
    return told[-1].isalpha() and told[0].isalpha() and not says_what_was_said(told)


def _is_long(paragraph: Paragraph, lines: Sequence[Line]) -> bool:
    told = join(lines, paragraph.lines).folded
    return paragraph.is_text and len(told) >= _USUAL_TEXT and ends_sentence(told)


def _joined_on_line(draft: Draft, lines: Sequence[Line]) -> None:
    """Make one caption of two pieces of a printed line between which nothing says where the first ends."""
    kept: list[Paragraph] = []
    for paragraph in draft.paragraphs:
        if kept and _goes_on(kept[-1], paragraph, lines):
            kept[-1].lines += paragraph.lines
        else:
            kept.append(paragraph)
    draft.paragraphs[:] = kept


def _goes_on(above: Paragraph, below: Paragraph, lines: Sequence[Line]) -> bool:
    first = below.lines[0]
    if not (above.caption and below.caption) or lines[first].part == 0 or above.lines[-1] != first - 1:
        return False
    told = lines[first].folded
    return not (points_at_picture(told) or opens_as_caption(told)) and own_line_credit(told, lines[first].text) is None
