"""A page is one report where nothing tells of a second one, and the model is not sure of any beginning below the first.

Papers and digests mark their items alike: of several articles one at least has a source line or an item's mark, or
begins so plainly that the model holds it for certain. A report parted at a subhead, at a caption or at what somebody
says is parted where the model wavers. So all beginnings of a page are judged together. How sure is sure was counted
over 266 real texts and the golden, mimic and made pages: below each limit many pages are one report and none several.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.parsing.assembly.bounds.evidence import begins
from worker.parsing.assembly.bounds.same_story import is_other_story, is_same_story
from worker.parsing.assembly.drafts import Draft, Paragraph, is_sourced, size_of
from worker.parsing.recognizers.annotations import Furniture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.segmentation.labelling import Labelled
    from worker.parsing.segmentation.observations import PageView

# Log odds that an article begins from which on it does: where nothing else is known (30 pages of 24 sites below it are
# one report), where a further text is signed above (24 of 20), where one line says when and where the page was
# published (11 of 8) or the first text has a source line or a writer (9 of 8), where every further text is long (27 of
# 20).
_SURE, _SURE_IF_SIGNED, _SURE_IF_STATED, _SURE_IF_LONG = 3.0, 2.0, 5.0, 6.0
_LONG = 200  # characters
_UNSURE, _LONG_PART = 1.2, 120  # log odds, and characters, from which on a text need not repeat words of those above
_ABOUT = frozenset({Furniture.METADATA, Furniture.HEADER, Furniture.BREADCRUMB, Furniture.DATE})


def is_one_report(drafts: Sequence[Draft], found: Labelled, view: PageView) -> bool:
    """Tell whether each draft below the first begins nothing by what it holds and by what the model says.

    To be asked of the drafts as the model's labels give them: what rules have joined says no longer how sure it was.
    """
    first, *others = drafts or [Draft()]
    if not others or any(mark.page_label is not None for mark in view.annotations):
        return False
    if any(_has_signs(draft, view) for draft in others):
        return False
    if sum(bool(draft.tails) for draft in drafts) > 1 or sum(map(_is_picture, drafts)) > 1:
        return False  # a page that signs its texts, a page of pictures
    limit = _limit(first, others, view)
    if any(begins(draft, found) >= limit for draft in others):
        return False
    return all(_is_part(draft, drafts[: position + 1], found, view) for position, draft in enumerate(others))


def as_one_report(drafts: Sequence[Draft], view: PageView) -> list[Draft]:
    """Return the drafts as one: the headlines below the first are subheads."""
    first, *others = drafts
    for draft in others:
        if (
            first.head
            or first.kicker
            or not draft.head
            or size_of(first.paragraphs, view) > size_of(draft.paragraphs, view)
        ):
            first = with_part(first, draft)
        else:  # what stands above the headline: a picture, a summary
            headed = first.having(kicker=draft.kicker, head=draft.head, subtitle=draft.subtitle)
            first = headed.followed_by(draft)
    return [first]


def with_part(above: Draft, draft: Draft) -> Draft:
    """Return a draft with the one below as its next part: the lines of that headline are subheads, where they stand."""
    parts = [*draft.paragraphs]
    for line in sorted(draft.stack):
        position = next((at for at, part in enumerate(parts) if part.lines[0] > line), len(parts))
        before = parts[position - 1] if position else None
        if before is not None and before.subhead and before.lines[-1] == line - 1:
            parts[position - 1] = before.like((*before.lines, line))
        else:
            parts.insert(position, Paragraph((line,), subhead=True))
    return above.followed_by(draft.having(paragraphs=tuple(parts)))


def _limit(first: Draft, others: Sequence[Draft], view: PageView) -> float:
    """Return from which log odds on a beginning is one, whatever else is known of the page."""
    if any(draft.bylines for draft in others):
        return _SURE_IF_SIGNED
    if all(size_of(draft.paragraphs, view) >= _LONG for draft in others):
        return _SURE_IF_LONG
    about = sum(
        mark.metadata is not None or (mark.furniture is not None and mark.furniture.kind in _ABOUT)
        for mark in view.annotations
    )
    return _SURE_IF_STATED if about == 1 or first.bylines or is_sourced(first, view) else _SURE


def _is_part(draft: Draft, above: Sequence[Draft], found: Labelled, view: PageView) -> bool:
    """Tell whether a draft goes on with those above it, or hardly begins and tells no other story."""
    if is_same_story(draft, above, view):
        return True
    return _hardly_begins(draft, found, view) and not is_other_story(draft, above, view)


def _hardly_begins(draft: Draft, found: Labelled, view: PageView) -> bool:
    """Tell whether the model hardly lets a long text begin, so that its words need not say that it goes on."""
    return begins(draft, found) < _UNSURE and size_of(draft.paragraphs, view) >= _LONG_PART


def _has_signs(draft: Draft, view: PageView) -> bool:
    """Tell whether a draft names a source, or opens with the mark of an item."""
    return view.annotations[draft.indices()[0]].item is not None or is_sourced(draft, view)


def _is_picture(draft: Draft) -> bool:
    return bool(draft.paragraphs) and all(part.caption for part in draft.paragraphs)
