"""What a page prints of a text above it, to be read first: the beginning stands twice, and is one article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.parsing.layout.reflow import join
from worker.parsing.patterns.spacing import squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.segmentation.observations import PageView

_SHORTEST = 16  # characters: a shorter beginning is a phrase
_ELLIPSES = "…. "


def without_teasers(drafts: Sequence[Draft], furniture: Sequence[int], view: PageView) -> tuple[list[Draft], list[int]]:
    """Return the drafts without those whose one paragraph begins an article below, and the furniture with them.

    The headline of such a one is that of the article, where it has none.
    """
    kept: list[Draft] = []
    taken = list(furniture)
    for position, draft in enumerate(drafts):
        below = _told_in_full(draft, drafts[position + 1 :], view)
        if below is None:
            kept.append(draft)
            continue
        names = () if below.head or below.kicker or below.subtitle else ("kicker", "head", "subtitle")
        for name in names:
            getattr(below, name).extend(getattr(draft, name))
        given = {index for name in names for index in getattr(draft, name)}
        taken += [index for index in draft.indices() if index not in given]
    return kept, sorted(taken)


def _told_in_full(draft: Draft, below: Sequence[Draft], view: PageView) -> Draft | None:
    """Return the article below a draft that begins with all its text and goes on, None where there is none."""
    if len(draft.paragraphs) != 1 or draft.bylines or draft.credits or draft.tails or draft.notes:
        return None
    if draft.paragraphs[0].caption or draft.paragraphs[0].verse or not below:
        return None
    text = squeezed(join(view.pieces, draft.paragraphs[0].lines).text.rstrip(_ELLIPSES))
    if len(text) < _SHORTEST:
        return None
    for other in below:
        paragraph = next((each for each in other.paragraphs if not each.caption and not each.subhead), None)
        if paragraph is not None and squeezed(join(view.pieces, paragraph.lines).text).startswith(text):
            return other
    return None
