"""The headline of a text that has none: the line right above it that was taken for furniture, and is none known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.parsing.assembly.leads_in import leads_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.segmentation.observations import PageView

_SHORTEST, _LONGEST = 6, 40  # characters: what is shorter may be a column's name
_SENTENCE = 24  # characters of a first line that may stand below a headline


def found_headlines(drafts: Sequence[Draft], furniture: Sequence[int], view: PageView) -> list[int]:
    """Give headless drafts the line above them where it can be their headline; return the furniture without those."""
    left = set(furniture)
    for draft in drafts:
        if draft.kicker or draft.head or draft.subtitle:
            continue
        indices = draft.indices()
        above = indices[0] - 1
        if above in left and len(view.pieces[indices[0]].folded) >= _SENTENCE and _may_head(above, left, view):
            draft.head.append(above)
            left.discard(above)
    return sorted(left)


def _may_head(index: int, furniture: set[int], view: PageView) -> bool:
    """Tell whether a line is short and nothing known, and no list: above it stands nothing, or what is known."""
    if view.pieces[index].part or view.pieces[index + 1].part or not _is_unknown(index, view):
        return False
    text = view.pieces[index].folded
    if not _SHORTEST <= len(text) <= _LONGEST or text[-1] in "。,;:、" or text.isascii() or leads_in(text):
        return False
    return index == 0 or index - 1 not in furniture or not _is_unknown(index - 1, view)


def _is_unknown(index: int, view: PageView) -> bool:
    """Tell whether no recogniser knows a line."""
    found = view.annotations[index]
    known = (
        *(found.source_line, found.byline, found.credit, found.end, found.furniture, found.caption, found.page_label),
        *(found.metadata, found.item),
    )
    if index in view.outside or view.line_of[index] in view.weather or view.line_of[index] in view.repeated:
        return False
    return all(mark is None for mark in known)
