"""Captions within a printed line, where the line breaks around the pictures are lost, and several in a row of lines."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from worker.parsing.assembly.drafts import Paragraph
from worker.parsing.patterns.cues import ends_sentence
from worker.parsing.recognizers.contributors.credits import end_credit, own_line_credit, says_who_reported
from worker.parsing.recognizers.pictures.captions import is_told_within, names_picture, opens_as_caption
from worker.parsing.recognizers.sources.lines import read_source_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

_FEWEST, _SHORTEST, _LONGEST = 2, 10, 60  # lines in a row, and their characters
_PICTURE: Final = "(附图片)"  # stands behind a report in archives, what the picture shows on its line behind it
_SHARED: Final = 6  # characters of the headline


def parted_at_captions(
    paragraphs: Sequence[Paragraph], lines: Sequence[Line], head: Sequence[int] = ()
) -> list[Paragraph]:
    """Return the paragraphs, the captions among their pieces and lines set apart from the text around them.

    A caption in mid line stands before a credit behind which its line goes on, or says 上图: behind a sentence. Lines
    of their own are captions where blank lines part several that end as no text does and each repeat the headline.
    """
    found: list[Paragraph] = []
    rows = _rows(paragraphs, lines, "".join(lines[index].folded for index in head))
    for paragraph in _without_ends(paragraphs, lines):
        rows |= _lines_that_point(paragraph, lines)
        whole = all(lines[index].parts == 1 and index not in rows for index in paragraph.lines)
        if paragraph.subhead or paragraph.verse or whole:
            found.append(paragraph)
            continue
        shown = {index for index in paragraph.lines if index in rows or _is_caption(index, lines)}
        shown |= {index for index in paragraph.lines if index - 1 in shown and _is_credit(index, lines)}
        if not shown:
            found.append(paragraph)
            continue
        for is_shown, members in groupby(paragraph.lines, shown.__contains__):
            part = list(members)
            found += _captions(part, lines) if is_shown else [_rest(part, paragraph, lines)]
    return found


def _without_ends(paragraphs: Sequence[Paragraph], lines: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs; what was taken for captions behind text of the same line, and has no credit, is text."""
    found: list[Paragraph] = []
    for paragraph in paragraphs:
        first = paragraph.lines[0]
        behind = found and lines[first].part > 0 and found[-1].lines[-1] == first - 1
        if behind and paragraph.caption and not found[-1].caption and not _is_credited(paragraph, lines):
            found.append(Paragraph(paragraph.lines))
        else:
            found.append(paragraph)
    return found


def _is_credited(paragraph: Paragraph, lines: Sequence[Line]) -> bool:
    last = paragraph.lines[-1]
    below = last + 1
    if below < len(lines) and lines[below].part > 0 and _is_credit(below, lines):
        return True
    told = is_told_within(lines[paragraph.lines[0]].folded) or opens_as_caption(lines[paragraph.lines[0]].folded)
    return told or any(end_credit(lines[index].folded, lines[index].text) is not None for index in paragraph.lines)


def _rows(paragraphs: Sequence[Paragraph], lines: Sequence[Line], head: str) -> frozenset[int]:
    """Return the lines that tell of pictures one below the other: each repeats what the headline says they show."""
    texts = [index for each in paragraphs if not (each.subhead or each.verse or each.caption) for index in each.lines]
    blocks: list[list[int]] = []
    for index in texts:
        if not blocks or lines[index].gap or index != blocks[-1][-1] + 1:
            blocks.append([])
        blocks[-1].append(index)
    shown = (
        block for block in blocks if len(block) >= _FEWEST and all(_repeats(lines[index], head) for index in block)
    )
    return frozenset(index for block in shown for index in block if lines[block[0]].gap)


def _lines_that_point(paragraph: Paragraph, lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines of a text of several that say by the word 图 that they tell of a picture, and end there."""
    if len(paragraph.lines) == 1 or not paragraph.is_text:
        return frozenset()
    return frozenset(
        index
        for index in paragraph.lines
        if lines[index].parts == 1
        and names_picture(lines[index].folded)
        and (ends_sentence(lines[index].folded) or (index + 1 < len(lines) and lines[index + 1].gap))
    )


def _repeats(line: Line, head: str) -> bool:
    text = line.folded
    if line.parts > 1 or not _SHORTEST <= len(text) <= _LONGEST or ends_sentence(text):
        return False
    return any(text[at : at + _SHARED] in head for at in range(len(text) - _SHARED + 1))


def _captions(members: Sequence[int], lines: Sequence[Line]) -> list[Paragraph]:
    """Return a caption for each piece; a credit goes with the one before it."""
    found: list[Paragraph] = []
    for index in members:
        if found and own_line_credit(lines[index].folded, lines[index].text) is not None:
            found[-1].lines.append(index)
        else:
            found.append(Paragraph([index], caption=True))
    return found


def _rest(members: list[int], paragraph: Paragraph, lines: Sequence[Line]) -> Paragraph:
    """Return what stands around captions: text, even where all was taken for a caption that begins within it."""
    below = members[-1] + 1
    begun = below < len(lines) and (lines[below].cut == "caption" or is_told_within(lines[below].folded))
    return Paragraph(members, caption=paragraph.caption and not begun)


def _goes_on(line: Line) -> bool:
    """Tell whether more of the printed line stands behind a piece of it."""
    return line.part < line.parts - 1


def _is_credit(index: int, lines: Sequence[Line]) -> bool:
    line = lines[index]
    return line.part > 0 and own_line_credit(line.folded, line.text) is not None


def _is_caption(index: int, lines: Sequence[Line]) -> bool:
    line = lines[index]
    if line.parts == 1:
        return False
    if line.part and lines[index - 1].folded == _PICTURE and not _goes_on(line):
        return True
    if is_told_within(line.folded) and (line.part or lines[index + 1].cut == "caption"):
        return True
    if not _goes_on(line) or own_line_credit(line.folded, line.text) is not None:
        return False
    credit = end_credit(line.folded, line.text)
    if credit is not None and credit.start:
        return not says_who_reported(line.folded)
    return _stands_before(line, index + 1, lines)


def _stands_before(line: Line, below: int, lines: Sequence[Line]) -> bool:
    """Tell whether a piece stands before its credit, or is 图:… before the report, and the printed line goes on."""
    if names_picture(line.folded) and read_source_line(lines[below].folded, lines[below].text) is not None:
        return True
    return _is_credit(below, lines) and _goes_on(lines[below]) and not says_who_reported(lines[below].folded)
