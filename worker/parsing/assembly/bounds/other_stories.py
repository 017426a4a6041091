"""Texts of one draft that tell another story than those above them are articles of their own.

A line above a text may be a subhead or a headline, and of paragraphs without headlines each may be a wire of its own
or go on with the one above; their forms do not tell. Asked only where the model is unsure. How sure is sure was counted
over texts of public collections that were set as pages, and over real pages set one below the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.parsing.assembly.bounds.same_story import goes_on
from worker.parsing.assembly.drafts import size_of
from worker.parsing.segmentation.judge import bounded_log_odds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.parsing.assembly.drafts import Draft, Paragraph
    from worker.parsing.segmentation.labelling import Labelled
    from worker.parsing.segmentation.observations import PageView

# What the model says and what the texts tell are log odds of one question, of two kinds of evidence: they are added.
# The limits were counted over 203 real pages, 414 pairs of them set one below the other, the golden and the made pages.
_ASKED: Final = 5.0  # log odds of the model that a paragraph begins nothing, up to which it is asked
_OTHER: Final = -0.5  # log odds of cohesion, and half of the model's, below which a paragraph is another story
_FEWEST: Final = 2  # other stories: one alone may be the foot of a page
# A line above a text of another story is its headline. Up to which log odds of the model that nothing begins it is
# asked, the sum with cohesion that it stays below, and cohesion alone for lines amid the text: of what the model takes
# for subheads all 17 below the limits are headlines, none of 120 others is; of the lines 17 of 19.
_SUBHEAD, _LINE, _OTHER_LINE = (4.0, 2.0), (5.5, 1.5), -1.0
_LONGEST_LINE, _LEAST_BELOW = 30, 60  # characters
_CLOSES: Final = frozenset("。;:,!?”」』…)")


def parted(drafts: Sequence[Draft], found: Labelled, view: PageView) -> list[Draft]:
    """Return the drafts; what the model wavers at and what tells another story opens one of its own."""
    kept: list[Draft] = []
    for draft in drafts:
        headed = _headed_others(draft, found, view)
        above, parts = draft, []
        for at in sorted({*_others(draft, found, view), *headed}, reverse=True):
            above, below = above.parted(at)
            if at in headed:
                below = below.having(head=below.paragraphs[0].lines, paragraphs=below.paragraphs[1:])
            parts.append(below)
        kept += [above, *reversed(parts)]
    return kept


def _headed_others(draft: Draft, found: Labelled, view: PageView) -> frozenset[int]:
    """Return the places of the lines amid a draft below which another story is told.

    Subheads of one report tell of one matter: several that waver are judged by their mean, too, as a row of briefs.
    """
    asked = {at: sums for at in range(1, len(draft.paragraphs) - 1) if (sums := _sums(draft, at, found, view))}
    row = [total for at, (total, _) in asked.items() if draft.paragraphs[at].subhead]
    is_row = len(row) >= _FEWEST and sum(row) / len(row) < _SUBHEAD[1] and max(row) < _SUBHEAD[0]
    return frozenset(
        at for at, (total, limit) in asked.items() if total < limit or (is_row and draft.paragraphs[at].subhead)
    )


def _sums(draft: Draft, at: int, found: Labelled, view: PageView) -> tuple[float, float] | None:
    """Return what speaks against a beginning at a line amid a draft, and the limit below which it is one, if asked."""
    line, below = draft.paragraphs[at], draft.paragraphs[at + 1]
    if not (draft.paragraphs[at - 1].is_text and below.is_text) or line.caption or line.verse:
        return None
    most, limit = _SUBHEAD if line.subhead else _LINE
    sure = bounded_log_odds(found.bounds[line.lines[0]])
    if sure >= most or not (line.subhead or _is_title(line, view)) or size_of([below], view) <= _LEAST_BELOW:
        return None
    told = goes_on(_upwards(draft.paragraphs, at), _downwards(draft.paragraphs, at + 1), view)
    return (sure + told, limit) if told and (line.subhead or told < _OTHER_LINE) else None


def _is_title(paragraph: Paragraph, view: PageView) -> bool:
    """Tell whether a paragraph is one short line that closes no sentence."""
    text = view.pieces[paragraph.lines[0]].folded
    return len(paragraph.lines) == 1 and len(text) <= _LONGEST_LINE and text[-1] not in _CLOSES


def _others(draft: Draft, found: Labelled, view: PageView) -> list[int]:
    """Return the places of the paragraphs of a draft that tell another story than what stands above them."""
    others = [
        at
        for at, above, sure in _asked(draft, found)
        if goes_on(above, draft.paragraphs[at].lines, view) + sure / 2 < _OTHER
    ]
    return others if len(others) >= _FEWEST else []


def _asked(draft: Draft, found: Labelled) -> Iterator[tuple[int, Iterator[int], float]]:
    """Yield the plain paragraphs that the model wavers at, the lines above each from below, and how sure it is."""
    for at in range(1, len(draft.paragraphs)):
        paragraph, before = draft.paragraphs[at], draft.paragraphs[at - 1]
        if not (paragraph.is_text and before.is_text):
            continue
        sure = bounded_log_odds(found.bounds[paragraph.lines[0]])
        if sure < _ASKED:
            yield at, _upwards(draft.paragraphs, at), sure


def _downwards(paragraphs: Sequence[Paragraph], at: int) -> Iterator[int]:
    """Yield the lines of the paragraphs from one down to the next subhead."""
    for paragraph in paragraphs[at:]:
        if paragraph.subhead:
            return
        yield from paragraph.lines


def _upwards(paragraphs: Sequence[Paragraph], at: int) -> Iterator[int]:
    """Yield the lines of the paragraphs above one, from the nearest up."""
    for position in range(at - 1, -1, -1):
        yield from reversed(paragraphs[position].lines)
