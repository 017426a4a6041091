"""The picture above a report, its caption first on the page, is the report's.

Saved web pages and pages of papers print it above the text, below the headline or without one. Where no text of the
page names a source and the next text is no picture, the caption alone is no article: a page of several has a source,
a writer or a mark for each.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.parsing.assembly.drafts import Paragraph
from worker.parsing.layout.reflow import join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.layout.lines import Line
    from worker.parsing.segmentation.observations import PageView

_LEAST = 150  # characters of the text below
_DATED: Final = re.compile(r"(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日(?:,|拍摄的|在)[^。]{6,80}。?")
_FEWEST_TOLD: Final = 2  # paragraphs of text below a dated sentence


def with_first_picture(drafts: Sequence[Draft], view: PageView) -> list[Draft]:
    """Return the drafts; the first, if it is one caption and nothing else, is of the text below it.

    A headline above the caption is that of the report, and the line above the text is a subhead.
    """
    if len(drafts) <= 1 or not _is_picture(drafts[0], view):
        return list(drafts)
    picture, report, *others = drafts
    if any(draft.bylines or draft.tails for draft in others):
        return list(drafts)
    if (
        not (report.head or picture.head)
        or not _may_own(report, view)
        or any(mark.source_line is not None for mark in view.annotations)
    ):
        return list(drafts)
    told = report.paragraphs
    if picture.head:
        told = (*(Paragraph((index,), subhead=True) for index in report.head), *told)
        report = report.having(kicker=picture.kicker, head=picture.head, subtitle=picture.subtitle)
    report = report.having(paragraphs=picture.paragraphs + told, credits=picture.credits + report.credits)
    return [report, *others]


def _is_picture(draft: Draft, view: PageView) -> bool:
    """Tell whether a draft is one caption, perhaps with a headline or a credit, and no item of a row."""
    if len(draft.paragraphs) != 1 or not draft.paragraphs[0].caption:
        return False
    if draft.bylines or draft.tails or draft.notes or draft.after:
        return False
    return view.annotations[draft.indices()[0]].item is None


def _may_own(draft: Draft, view: PageView) -> bool:
    """Tell whether a draft is a text with a headline of its own that is no picture."""
    if draft.kicker or draft.subtitle or (draft.head and draft.head[0] in view.titles):
        return False
    told = [index for part in draft.paragraphs if not part.caption for index in part.lines]
    return sum(len(view.pieces[index].folded) for index in told) >= _LEAST


def with_dated_caption(draft: Draft, lines: Sequence[Line]) -> Draft:
    """Return a draft; a sentence that opens with its day, above a text with a credit, is a caption: agencies do so."""
    if len(draft.paragraphs) <= _FEWEST_TOLD or draft.bylines or draft.tails or not draft.credits:
        return draft
    first, *others = draft.paragraphs
    told = [each for each in others if each.is_text and not _is_dated(each, lines)]
    if len(told) < _FEWEST_TOLD or not _is_dated(first, lines):
        return draft
    return draft.having(paragraphs=(Paragraph(first.lines, caption=True), *others))


def _is_dated(paragraph: Paragraph, lines: Sequence[Line]) -> bool:
    if not lines[paragraph.lines[0]].folded[0].isdigit():
        return False  # nearly all
    return _DATED.fullmatch(join(lines, paragraph.lines).folded.split("(", 1)[0]) is not None
