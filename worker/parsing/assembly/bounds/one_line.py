"""Labels that one printed line, or a line of a column, cannot have: what the model divided is put right before drafts.

A line was cut wherever something may begin; what the model then found in its pieces is judged by the line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.parsing.segmentation import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.segmentation.observations import PageView

_STACK = frozenset({labels.KICKER, labels.HEADLINE, labels.SUBTITLE})
_LONGEST_CLAUSE = 12  # characters of a headline's last clause
_TEXT = frozenset({labels.PARAGRAPH, labels.PARAGRAPH_ON})
_MAY_BE_SUBHEADS = _TEXT | {labels.FURNITURE}
_LABEL = re.compile(r"【[^【】]{1,6}】")
_PLAIN = frozenset("hH")  # classes of pieces that may be a headline's second line


def with_whole_lines(found: Sequence[str], view: PageView) -> list[str]:
    """Return the labels with those exchanged that a line cannot have."""
    names = list(found)
    for index in range(1, len(names)):
        above, role = labels.role_of(names[index - 1]), names[index]
        if view.pieces[index].part:
            if above == labels.SUBTITLE and role == labels.HEADLINE:
                names[index] = labels.SUBTITLE  # 孟某作讲话 覃某出席
            elif above in _STACK and role in _TEXT and _is_clause(names, index, view):
                names[index] = labels.HEADLINE if above == labels.KICKER else above  # 出了事故 责任谁来担
            elif role == labels.FURNITURE and above in _TEXT and _is_cut_off(index, view):
                names[index] = labels.PARAGRAPH_ON
        elif above in _STACK and role in _TEXT and _breaks_off(index, view):
            names[index] = labels.HEADLINE if above == labels.KICKER else above
        elif role in _MAY_BE_SUBHEADS and _is_subhead(names, index, view):
            names[index] = labels.SUBHEAD
    return names


def _is_subhead(names: Sequence[str], index: int, view: PageView) -> bool:
    """Tell whether a label in brackets stands amid an article's text: 【说法】."""
    folded = view.pieces[index].folded
    if folded[0] != "【" or not _LABEL.fullmatch(folded) or index + 1 == len(names):
        return False
    if view.annotations[index].source_line is not None:
        return False  # 【文/某】
    return labels.role_of(names[index - 1]) in _TEXT | _STACK and names[index + 1] in _TEXT


def _is_clause(names: Sequence[str], index: int, view: PageView) -> bool:
    """Tell whether the last piece of a headline's line is no text: short, no sentence, and a new line begins below."""
    piece, seen = view.pieces[index], view.seen[index]
    if piece.part + 1 < piece.parts or len(piece.folded) > _LONGEST_CLAUSE or seen.stops or seen.commas:
        return False
    if index + 1 == len(names):
        return False
    return names[index + 1] in {labels.PARAGRAPH, labels.BYLINE} or view.pieces[index + 1].folded[0] == "【"


def _is_cut_off(index: int, view: PageView) -> bool:
    """Tell whether the last words of a page are those with which its text is cut off amid a sentence."""
    found = view.annotations[index]
    known = found.furniture or found.byline or found.credit or found.end or found.metadata or found.jump_to
    return index + 1 == len(view.pieces) and not known and index not in view.outside


def _breaks_off(index: int, view: PageView) -> bool:
    """Tell whether a line below a headline is no text: in a column it neither fills the line nor ends its sentence."""
    piece, seen, found = view.pieces[index], view.seen[index], view.annotations[index]
    if seen.kind not in _PLAIN or found.byline or found.speaker or piece.folded[-1] == ":":
        return False
    if not view.widths[index] or seen.full or seen.beyond or seen.finished or seen.stops or seen.commas or seen.indent:
        return False
    return piece.parts == 1 and index + 1 < len(view.seen)
