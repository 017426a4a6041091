"""Captions within a printed line, where the line breaks around the pictures are lost."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from worker.parsing.assembly.drafts import Paragraph
from worker.parsing.recognizers.contributors.credits import end_credit, own_line_credit, says_who_reported
from worker.parsing.recognizers.pictures.captions import is_told_within, names_picture
from worker.parsing.recognizers.sources.lines import read_source_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

_PICTURE: Final = "(附图片)"  # stands behind a report in archives, what the picture shows on its line behind it


def parted_at_captions(paragraphs: Sequence[Paragraph], lines: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs, the captions among their pieces set apart from the text around them.

    A caption in mid line stands before a credit behind which its line goes on, or says 上图: behind a sentence.
    """
    found: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.subhead or paragraph.verse or all(lines[index].parts == 1 for index in paragraph.lines):
            found.append(paragraph)
            continue
        shown = {index for index in paragraph.lines if _is_caption(index, lines)}
        shown |= {index for index in paragraph.lines if index - 1 in shown and _is_credit(index, lines)}
        if not shown:
            found.append(paragraph)
            continue
        for is_shown, members in groupby(paragraph.lines, shown.__contains__):
            part = tuple(members)
            found += _captions(part, lines) if is_shown else [_rest(part, paragraph, lines)]
    return found


def _captions(members: Sequence[int], lines: Sequence[Line]) -> list[Paragraph]:
    """Return a caption for each piece; a credit goes with the one before it."""
    found: list[Paragraph] = []
    for index in members:
        if found and own_line_credit(lines[index].folded, lines[index].text) is not None:
            found[-1] = found[-1].like((*found[-1].lines, index))
        else:
            found.append(Paragraph((index,), caption=True))
    return found


def _rest(members: tuple[int, ...], paragraph: Paragraph, lines: Sequence[Line]) -> Paragraph:
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
