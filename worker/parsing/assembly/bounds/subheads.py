"""Subheads of one long report, taken for headlines: its parts have one mark, and go on with what it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.parsing.assembly.bounds.same_story import is_same_story
from worker.parsing.assembly.drafts import Paragraph, is_sourced, size_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.segmentation.observations import PageView

_LEAST_OF_HEADLESS: Final = 100  # characters of a report without a headline above its parts


def with_subheads(drafts: Sequence[Draft], view: PageView) -> list[Draft]:
    """Return the drafts; those whose headlines are the marked parts of the first one's report are its parts."""
    if len(drafts) <= 1:
        return list(drafts)
    marked = _marked_parts(drafts, view)
    kept = [drafts[0]]
    for position, draft in enumerate(drafts[1:], 1):
        if position in marked:
            kept[-1] = _with_part(kept[-1], draft)
        else:
            kept.append(draft)
    return kept


def _marked_parts(drafts: Sequence[Draft], view: PageView) -> frozenset[int]:
    """Return the drafts below the first whose headlines have one mark (■, 一、), if they are the parts of its report.

    A list marks all its items: here the first is a text without a mark, none of the others names a source or a writer,
    and some go on with what the first tells. A label of the list, or anything else, stands nowhere between.
    """
    first, *others = drafts
    told = [index for part in first.paragraphs for index in part.lines]
    if not told or first.tails or not (first.head or size_of(first.paragraphs, view) >= _LEAST_OF_HEADLESS):
        return frozenset()
    if view.annotations[first.head[0] if first.head else told[0]].item is not None:
        return frozenset()
    found: list[int] = []
    kinds: set[str] = set()
    for position, draft in enumerate(others, 1):
        mark = view.annotations[draft.head[0]].item if draft.head else None
        if mark is None:
            break
        kinds.add(mark.alphabet)
        if (not found and mark.ordinal > 1) or len(kinds) > 1 or not _is_only_headed(draft, view):
            return frozenset()
        if drafts[position - 1].indices()[-1] + 1 != draft.indices()[0]:
            return frozenset()
        found.append(position)
    goes_on = any(is_same_story(drafts[position], [first], view) for position in found)
    return frozenset(found) if goes_on else frozenset()


def _is_only_headed(draft: Draft, view: PageView) -> bool:
    """Tell whether a draft has a headline alone: no kicker, writer, note or source."""
    return not (draft.kicker or draft.bylines or draft.tails or draft.notes or is_sourced(draft, view))


def _with_part(above: Draft, draft: Draft) -> Draft:
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
