"""What lies between a line and the one above it: how white space and punctuation speak for and against a transition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.parsing.patterns.wordbreaks import runs_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.segmentation.by_hand.evidence import Evidence

# How the cost of a transition depends on the two lines, in the order of a junction: not at all; the paragraph goes
# on; it ends; the article ends; it ends and had no source (byline, source line, credit) yet; it ends and the next
# opens without a headline; a headline is followed by a body with its source; something that closed an article is
# followed by a headless one; a headline is followed by text without a source; a byline is followed by the body; an
# article ends that had no source and the next one opens without a headline; a subhead is followed by text; a
# signature by the next item; a headline by a subhead, which is marked as one.
FREE, ON, BREAK, NEW, NEW_UNSIGNED, NEW_HEADLESS, SOURCED, HEADLESS, BELOW, UNSOURCED = range(10)
HEADLESS_UNSIGNED, INSIDE, NEXT_ITEM, MARKED = 10, 11, 12, 13

Junction = tuple[float, ...]  # what it costs each kind of transition
NO_JUNCTION: Junction = (0.0,) * (MARKED + 1)
_ONE_WORD = 2.5  # of lines that run on, a third break a word; of a headline and its body, one in forty seems to
_FORBIDDEN = 50.0
_RESET = 1.5  # what another measure says for a new article and against the same one
_SHORT = 40  # half-widths: no line of text is so short where each paragraph is one line
_LONG = 60  # half-widths: more than a headline or an item of a list


def _junction(lines: Sequence[Line], evidence: Sequence[Evidence], index: int, cut: frozenset[int]) -> Junction:
    """Return what the white space and the punctuation above a line cost each kind of transition, ``FREE`` first."""
    before, here, line = evidence[index - 1], evidence[index], lines[index]
    finished = before.finished or before.lead_only or before.credit
    linked = not finished and runs_on(lines[index - 1].folded, line.folded)
    stop = _stop_cost(lines[index - 1], before, finished=finished, linked=linked, cut=index in cut)
    if here.listed or before.listed:
        stop = min(stop, 0.5 if here.item else 2.0)  # the items of a list end without a mark
    if here.reset:
        stop += _RESET
    opens = 6.0 if here.lead or here.note or here.jump_from else 0.0  # an article, not another paragraph of one
    new = stop - (2 * _RESET if here.reset else 0.0) - (1.0 if line.gap and not finished else 0.0)
    unsigned = 0.0 if before.closed else 2.6
    headless = 0.0 if here.lead or here.byline or here.note or here.jump_from else 6.0
    # A digest's items and the second half of a story need no source line of their own.
    sourced = here.lead or here.jump_from or (here.item and (here.full or here.width > _LONG))
    # A bullet or a number opens a subhead rather than a headline.
    below = (_ONE_WORD if linked else 0.0) + (2.5 if before.item or before.numbered else 0.0)
    return (
        0.0,
        _go_on_cost(before, here, line, finished=finished),
        stop + opens,
        new,
        new + unsigned,
        new + headless,
        0.0 if sourced else _FORBIDDEN,
        headless,
        below,
        2.5 if here.lead else 0.0,
        new + headless + unsigned,
        opens + (_ONE_WORD if linked else 0.0),
        0.0 if here.item else _FORBIDDEN,
        0.0 if here.item or here.numbered or here.box else 3.5,
    )


def _go_on_cost(before: Evidence, here: Evidence, line: Line, *, finished: bool) -> float:
    """Return what it costs a line to go on in the paragraph of the line above it."""
    cost = (-3.0 if here.closing_start else 0.0) + (_RESET if here.reset else 0.0)
    if before.note_label:
        return -3.0  # the note itself stands below its label
    if not here.wrapped:
        if finished:
            return cost + 6.0
        # Only a column's edge parts a paragraph here, and what stands above the edge is text.
        phrase = before.width < _SHORT and not before.open_end and not before.stops
        apart = 0.0 if not phrase else 3.0 if before.item or not before.commas else 1.5
        return cost + (4.0 if here.item else 0.0) + apart
    if here.indent:
        cost += 5.0
    if finished:
        cost += (0.3 if before.full else 4.0) + (4.0 if before.closed else 0.0)
    elif not (before.full or before.beyond or here.full or here.ended):
        cost += 2.0  # a column break leaves one short line, not two
    if line.gap:
        # Blank lines stand within a paragraph where columns or pages end, and those lines are full.
        cost += 0.4 if before.full else 1.5
    return cost


def _stop_cost(above: Line, before: Evidence, *, finished: bool, linked: bool, cut: bool) -> float:
    """Return what it costs a paragraph to end with the line above."""
    if finished:
        return 0.0
    cost = 5.0
    if before.open_end:
        cost = 2.0 if above.folded[-1] in ":;" else 7.0
    if linked:
        cost += _ONE_WORD
    return min(cost, 4.0) if cut else cost


def junctions(lines: Sequence[Line], evidence: Sequence[Evidence], cut: frozenset[int]) -> list[Junction]:
    """Return for each line what lies between it and the line above it costs each kind of transition.

    Args:
        lines: The lines to read, furniture and boxes taken out.
        evidence: One for each line.
        cut: Indices of lines above which something was taken out.
    """
    known: dict[Junction, Junction] = {}  # most are alike: a long file holds few
    between: list[Junction] = [NO_JUNCTION]
    for index in range(1, len(lines)):
        found = _junction(lines, evidence, index, cut)
        between.append(known.setdefault(found, found))
    return between[: len(lines)]
