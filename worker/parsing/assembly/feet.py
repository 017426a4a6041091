"""What a web page prints below its last article: a headline and scraps without any sentence are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.parsing.recognizers.annotations import Furniture
from worker.parsing.segmentation import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.segmentation.observations import PageView

_FEET = frozenset({Furniture.NAVIGATION, Furniture.COPYRIGHT, Furniture.CONTACT})
_LONGEST = 160  # characters


def with_some_text(found: Sequence[str], view: PageView) -> list[str]:
    """Return the labels; where all are furniture, the lines of sentences that are nothing known are an article."""
    if any(name != labels.FURNITURE for name in found):
        return list(found)
    names = [
        labels.PARAGRAPH if seen.stops and mark.furniture is None else labels.FURNITURE
        for seen, mark in zip(view.seen, view.annotations, strict=True)
    ]
    if labels.PARAGRAPH in names:
        names[names.index(labels.PARAGRAPH)] += labels.BEGINS
    return names


def without_feet(drafts: Sequence[Draft], furniture: Sequence[int], view: PageView) -> tuple[list[Draft], list[int]]:
    """Return the drafts without those at the page's end that are its foot, and the furniture with their pieces."""
    kept, taken = list(drafts), sorted(furniture)
    while len(kept) > 1 and _is_foot(kept[-1], frozenset(taken), view):
        taken += kept.pop().indices()
    return kept, sorted(taken)


def _is_foot(draft: Draft, furniture: frozenset[int], view: PageView) -> bool:
    """Tell whether a draft stands below navigation, a copyright or a contact, and holds no sentence and no name."""
    indices = draft.indices()
    above = indices[0] - 1
    if above not in furniture or draft.bylines or draft.credits or draft.tails:
        return False
    mark = view.annotations[above].furniture
    if mark is None or mark.kind not in _FEET or any(part.verse or part.caption for part in draft.paragraphs):
        return False
    if any(view.annotations[index].source_line is not None or index in view.fresh for index in indices):
        return False  # an excerpt that is cut off before its sentence ends
    texts = [view.pieces[index].folded for index in indices]
    return sum(map(len, texts)) <= _LONGEST and not any("。" in text for text in texts)
