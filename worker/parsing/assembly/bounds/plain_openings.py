"""A paragraph that nothing sets apart begins no article below a text with a headline that has not closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.parsing.recognizers.furniture.lines import stands_amid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.segmentation.observations import PageView

_PLAIN = frozenset("Pps")  # classes of text that opens with nothing: no source line, no item mark, no credit


def without_plain_openings(drafts: Sequence[Draft], view: PageView) -> list[Draft]:
    """Return the drafts; one that opens with a plain paragraph goes on with the text above it.

    The text above has a headline and is closed by no signature, credit or jump, and nothing stands between the two
    but an advertisement or the subjects of the text.
    Texts without headlines (wires, letters in a row) are not asked: there any paragraph may begin the next one.
    """
    kept: list[Draft] = []
    for draft in drafts:
        if kept and _goes_on(draft, kept[-1], view):
            kept[-1] = kept[-1].followed_by(draft)
        else:
            kept.append(draft)
    return kept


def _goes_on(draft: Draft, above: Draft, view: PageView) -> bool:
    if draft.head or draft.kicker or draft.subtitle or draft.after or draft.notes or not draft.paragraphs:
        return False
    first = draft.indices()[0]
    if draft.paragraphs[0].lines[0] != first or draft.paragraphs[0].caption:
        return False
    if view.seen[first].kind not in _PLAIN:
        return False
    if first in view.fresh or first in view.titles or first in view.pictures:
        return False
    return _is_open(above, first, view)


def _is_open(above: Draft, below: int, view: PageView) -> bool:
    """Tell whether a draft is a text with a headline that ends right above ``below`` and has not closed."""
    if not above.head or above.tails or not above.paragraphs:
        return False
    last = above.paragraphs[-1]
    end = above.indices()[-1]
    while below - 1 > end and stands_amid(view.pieces[below - 1].folded):
        below -= 1
    if last.caption:  # a picture amid the text
        told = any(each.is_text for each in above.paragraphs)
        return told and end == below - 1 and end in {last.lines[-1], *above.credits}
    if any(credit > last.lines[-1] for credit in above.credits):
        return False
    if last.verse or end != last.lines[-1] or end != below - 1:
        return False
    found = view.annotations[end]
    return not (found.end or found.credit or found.jump_to) and view.seen[end].kind in "Ppm"
