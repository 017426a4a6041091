"""The best reading of a page: each line gets the role that makes the whole page cheapest.

A state is a role within a kind of article, so that the grammar of an article is in the transitions: a headed article is
headline, byline, paragraphs, signature; a headless one opens with its source line and has its headline after it; a
photo story ends with its credit. The path is found by dynamic programming over the lines, each with the few states its
evidence allows, so time is linear in the number of lines.
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from worker.parsing.wordbreaks import runs_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.evidence import Evidence
    from worker.parsing.lines import Line


class State(IntEnum):
    """Role and context of a line.

    0: in an article with a headline and a source (source line or byline). 1: with a headline but no source yet.
    2: in an article whose headline has not come.
    """

    HEAD = 0  # headline stack above a body
    BYLINE = 1
    NOTE = 2  # editor's note: first line of a paragraph
    NOTE_ON = 3
    BODY0 = 4
    BODY0_ON = 5
    SUB0 = 6
    BODY1 = 7
    BODY1_ON = 8
    SUB1 = 9
    BODY2 = 10
    BODY2_ON = 11
    SUB2 = 12
    TAIL = 13  # signature after the body
    CREDIT = 14
    AFTER = 15  # headline below its body
    BYLINE2 = 16  # byline that opens a headless article
    NOTE2 = 17
    NOTE2_ON = 18
    VERSE = 19
    WEAK = 20  # furniture known only by its place
    CREDIT2 = 21  # credit of a picture without a headline
    CAPTION = 22
    CAPTION_ON = 23


_S = State
STARTS = frozenset({_S.HEAD, _S.BYLINE2})
BODY_STARTS = frozenset({_S.BODY0, _S.BODY1, _S.BODY2, _S.CAPTION})
BODY_ONS = frozenset({_S.BODY0_ON, _S.BODY1_ON, _S.BODY2_ON, _S.CAPTION_ON})

_GOING_ON = BODY_ONS | {_S.NOTE_ON, _S.NOTE2_ON}
_ROLES = {
    int(state): name
    for name, members in {
        "headline": (_S.HEAD, _S.AFTER),
        "byline": (_S.BYLINE, _S.BYLINE2, _S.TAIL),
        "note": (_S.NOTE, _S.NOTE2, _S.NOTE_ON, _S.NOTE2_ON),
        "paragraph": (_S.BODY0, _S.BODY1, _S.BODY2, _S.CAPTION),
        "text": tuple(BODY_ONS),
        "subhead": (_S.SUB0, _S.SUB1, _S.SUB2),
        "credit": (_S.CREDIT, _S.CREDIT2),
        "verse": (_S.VERSE,),
        "furniture": (_S.WEAK,),
    }.items()
    for state in members
}
_SURE = 6.0  # bits; no other role fits at all

# How the cost of a transition depends on the two lines, see ``_junction``: not at all; the paragraph goes on; it ends;
# the article ends; it ends and had no source (byline, source line, credit) yet; it ends and the next opens without a
# headline; a headline is followed by a body with its source; something that closed an article is followed by a headless
# one; a headline is followed by text without a source; a byline is followed by the body; an article ends that had no
# source and the next one opens without a headline; a subhead is followed by text; a signature by the next item; a
# headline by a subhead, which is marked as one.
_FREE, _ON, _BREAK, _NEW, _NEW_UNSIGNED, _NEW_HEADLESS, _SOURCED, _HEADLESS, _BELOW, _UNSOURCED = range(10)
_HEADLESS_UNSIGNED, _INSIDE, _NEXT_ITEM, _MARKED = 10, 11, 12, 13

_Rule = tuple[float, int]
_TRANSITIONS: dict[int, dict[int, _Rule]] = {}


def _allow(before: Sequence[State], after: Sequence[State], cost: float, junction: int) -> None:
    for old in before:
        row = _TRANSITIONS.setdefault(int(old), {})
        for new in after:
            row[int(new)] = (cost, junction)


_START = -1
_CLOSED0 = (_S.BODY0, _S.BODY0_ON)
_CLOSED1 = (_S.BODY1, _S.BODY1_ON)
_CLOSED2 = (_S.BODY2, _S.BODY2_ON)

# The opening of the page.
_TRANSITIONS[_START] = {
    int(_S.HEAD): (0.0, _FREE),
    int(_S.WEAK): (0.0, _FREE),
    int(_S.BODY2): (3.0, _FREE),
    int(_S.BYLINE2): (3.0, _FREE),
    int(_S.NOTE2): (2.0, _FREE),
}
_allow([_S.WEAK], [_S.HEAD, _S.WEAK], 0.0, _FREE)
_allow([_S.WEAK], [_S.BODY2, _S.NOTE2], 2.0, _HEADLESS)
_allow([_S.WEAK], [_S.BYLINE2], 3.0, _FREE)
# A headline stack and what follows it.
_allow([_S.HEAD], [_S.HEAD], 0.6, _FREE)
_allow([_S.HEAD], [_S.BYLINE, _S.NOTE], 0.0, _FREE)
_allow([_S.HEAD], [_S.BODY0], 0.0, _SOURCED)
_allow([_S.HEAD], [_S.BODY1], 1.0, _BELOW)
_allow([_S.HEAD], [_S.SUB1], 2.5, _MARKED)
_allow([_S.HEAD], [_S.CREDIT], 1.0, _FREE)
_allow([_S.HEAD], [_S.VERSE], 4.5, _BELOW)
_allow([_S.BYLINE], [_S.BODY0], 0.0, _FREE)
_allow([_S.BYLINE], [_S.VERSE], 1.0, _FREE)
_allow([_S.BYLINE], [_S.SUB0], 2.0, _FREE)
_allow([_S.BYLINE], [_S.NOTE], 0.5, _FREE)
_allow([_S.BYLINE], [_S.BYLINE], 2.0, _FREE)
_allow([_S.BYLINE], [_S.HEAD], 6.0, _FREE)
_allow([_S.NOTE, _S.NOTE_ON], [_S.NOTE_ON], 0.0, _ON)
_allow([_S.NOTE, _S.NOTE_ON], [_S.BODY0, _S.SUB0], 0.3, _FREE)
_allow([_S.NOTE, _S.NOTE_ON], [_S.BYLINE], 0.0, _FREE)
_allow([_S.NOTE, _S.NOTE_ON], [_S.HEAD], 5.0, _BREAK)
_allow([_S.NOTE2, _S.NOTE2_ON], [_S.NOTE2_ON], 0.0, _ON)
_allow([_S.NOTE2, _S.NOTE2_ON], [_S.BODY2, _S.BYLINE2], 0.3, _FREE)
_allow([_S.NOTE2, _S.NOTE2_ON], [_S.HEAD], 3.0, _BREAK)
# Within a body.
for _first, _next, _sub in (
    (_S.BODY0, _S.BODY0_ON, _S.SUB0),
    (_S.BODY1, _S.BODY1_ON, _S.SUB1),
    (_S.BODY2, _S.BODY2_ON, _S.SUB2),
):
    _allow([_first, _next], [_next], 0.0, _ON)
    _allow([_first, _next], [_first], 0.0, _BREAK)
    _allow([_first, _next], [_sub], 0.5, _BREAK)
    _allow([_sub], [_first], 0.0, _INSIDE)
    _allow([_sub], [_sub], 4.0, _FREE)
_allow([_S.VERSE], [_S.VERSE], 0.0, _FREE)
# A poem set between two halves of a story, and the story between two halves of the poem.
_allow([_S.VERSE], [_S.BODY0_ON], 3.0, _FREE)
_allow([_S.VERSE], [_S.BODY0], 4.0, _FREE)
_allow([_S.BODY0, _S.BODY0_ON], [_S.VERSE], 4.5, _BREAK)
# The end of an article.
_allow(_CLOSED0, [_S.TAIL], 1.5, _BREAK)
_allow(_CLOSED1, [_S.TAIL], 0.0, _BREAK)
_allow(_CLOSED2, [_S.TAIL], 2.0, _BREAK)
_allow([_S.VERSE], [_S.TAIL], 1.0, _FREE)
_allow(_CLOSED0, [_S.CREDIT], 2.0, _BREAK)
_allow(_CLOSED1, [_S.CREDIT], 0.0, _BREAK)
_allow(_CLOSED2, [_S.CREDIT2], 0.5, _BREAK)
_allow([_S.CREDIT, _S.CREDIT2, _S.TAIL], [_S.CREDIT], 1.5, _FREE)
_allow([_S.CREDIT], [_S.BODY0], 3.0, _BREAK)
_allow([_S.CREDIT], [_S.BYLINE], 3.0, _FREE)
_allow([_S.TAIL], [_S.TAIL], 2.0, _FREE)
_allow([_S.TAIL], [_S.BODY1], 0.5, _NEXT_ITEM)  # each item of a digest may be signed below it
# A photo story: its caption comes right below the headline, and the credit closes it.
_allow([_S.HEAD], [_S.CAPTION], 1.0, _BELOW)
_allow([_S.CAPTION, _S.CAPTION_ON], [_S.CAPTION_ON], 0.0, _ON)
_allow([_S.CAPTION, _S.CAPTION_ON], [_S.CAPTION], 0.5, _BREAK)
_allow([_S.CAPTION, _S.CAPTION_ON], [_S.CREDIT], 0.0, _FREE)
_allow([_S.CAPTION, _S.CAPTION_ON], [_S.HEAD], 0.0, _NEW_UNSIGNED)
_allow([_S.CREDIT], [_S.CAPTION], 2.0, _FREE)
# The next article, with its headline first.
_allow(_CLOSED0, [_S.HEAD], 0.0, _NEW)
_allow(_CLOSED1, [_S.HEAD], 0.0, _NEW_UNSIGNED)
_allow(_CLOSED2, [_S.HEAD], 3.0, _NEW)
_allow([_S.TAIL, _S.CREDIT, _S.CREDIT2, _S.VERSE], [_S.HEAD], 0.0, _FREE)
_allow([_S.AFTER], [_S.HEAD], 0.3, _FREE)
# The next article, headless.
_allow(_CLOSED0, [_S.BODY2, _S.BYLINE2, _S.NOTE2], 2.0, _NEW_HEADLESS)
_allow(_CLOSED1, [_S.BODY2, _S.BYLINE2, _S.NOTE2], 2.0, _HEADLESS_UNSIGNED)
_allow([_S.CAPTION, _S.CAPTION_ON], [_S.BODY2, _S.BYLINE2, _S.NOTE2], 2.0, _HEADLESS_UNSIGNED)
_allow(_CLOSED2, [_S.BYLINE2, _S.NOTE2], 5.0, _NEW_HEADLESS)
_allow([_S.TAIL, _S.CREDIT, _S.CREDIT2, _S.AFTER, _S.VERSE], [_S.BODY2, _S.BYLINE2, _S.NOTE2], 1.5, _HEADLESS)
_allow([_S.BYLINE2], [_S.BODY2], 0.0, _UNSOURCED)
# A byline above its headline: a column's edge or the order of the page's boxes put it there.
_allow([_S.BYLINE2], [_S.HEAD], 2.5, _FREE)
# A headline below its body.
_allow(_CLOSED2, [_S.AFTER], 0.0, _NEW)
_allow([_S.TAIL], [_S.AFTER], 0.5, _FREE)
_allow([_S.AFTER], [_S.AFTER], 0.6, _FREE)
_allow([_S.CREDIT2], [_S.AFTER], 2.0, _FREE)
# The close of the page.
_allow(
    [
        *_CLOSED0,
        *_CLOSED1,
        *_CLOSED2,
        _S.CAPTION,
        _S.CAPTION_ON,
        _S.TAIL,
        _S.CREDIT,
        _S.CREDIT2,
        _S.AFTER,
        _S.VERSE,
        _S.WEAK,
        _S.HEAD,
    ],
    [_S.WEAK],
    1.0,
    _FREE,
)
_PREDECESSORS: dict[int, tuple[tuple[int, float, int], ...]] = {
    int(new): tuple((old, *row[int(new)]) for old, row in _TRANSITIONS.items() if int(new) in row) for new in State
}
_END_COST: dict[int, float] = {
    int(_S.HEAD): 3.0,
    int(_S.BYLINE): 4.0,
    int(_S.NOTE): 3.0,
    int(_S.CAPTION): 3.0,
    int(_S.CAPTION_ON): 3.0,
    int(_S.BODY1): 2.0,
    int(_S.BODY1_ON): 2.0,
    int(_S.BODY2): 3.0,
    int(_S.BODY2_ON): 3.0,
    int(_S.BYLINE2): 4.0,
}
_ONE_WORD = 2.5  # of lines that run on, a third break a word; of a headline and its body, one in forty seems to
_CLOSED_BY_MARK = frozenset({int(_S.BODY1), int(_S.BODY1_ON), int(_S.CAPTION), int(_S.CAPTION_ON)})
_NO_JUNCTION = (0.0,) * 14
_NEVER = float("inf")
_FORBIDDEN = 50.0
_RESET = 1.5  # what another measure says for a new article and against the same one
_SHORT = 40  # half-widths: no line of text is so short where each paragraph is one line
_LONG = 60  # half-widths: more than a headline or an item of a list


Junction = tuple[float, ...]


def _junction(lines: Sequence[Line], evidence: Sequence[Evidence], index: int, cut: frozenset[int]) -> Junction:
    """Return what the white space and the punctuation above a line cost each kind of transition, ``_FREE`` first."""
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
    between: list[Junction] = [_NO_JUNCTION]
    for index in range(1, len(lines)):
        found = _junction(lines, evidence, index, cut)
        between.append(known.setdefault(found, found))
    return between[: len(lines)]


def margins(
    states: Sequence[State], emissions: Sequence[dict[int, float]], between: Sequence[Junction]
) -> dict[int, float]:
    """Return, for each line that begins something, how much dearer the next best role would be, its neighbours kept."""
    found: dict[int, float] = {}
    for index, state in enumerate(states):
        if state in _GOING_ON:
            continue
        before = int(states[index - 1]) if index else _START
        after = int(states[index + 1]) if index + 1 < len(states) else None
        above = between[index]
        below = between[index + 1] if after is not None else _NO_JUNCTION
        chosen, other = _NEVER, _NEVER
        for candidate, own in emissions[index].items():
            rule = _TRANSITIONS.get(before, {}).get(candidate)
            onward = _TRANSITIONS.get(candidate, {}).get(after) if after is not None else (0.0, _FREE)
            if rule is None or onward is None:
                continue
            cost = own + rule[0] + above[rule[1]] + onward[0] + below[onward[1]]
            if candidate == state:
                chosen = cost
            elif _ROLES[candidate] != _ROLES[int(state)]:
                other = min(other, cost)
        found[index] = other - chosen if other < _NEVER and chosen < _NEVER else _SURE
    return found


@lru_cache(maxsize=4096)  # most lines of all pages are reached from the same few sets of states
def _ways(
    reached: tuple[int, ...], wanted: tuple[int, ...]
) -> tuple[tuple[int, tuple[tuple[int, float, int], ...]], ...]:
    """Return for each wanted state that a rule leads to: the reached states it may follow, price and junction."""
    found = (
        (state, tuple((old, price, kind) for old, price, kind in _PREDECESSORS[state] if old in reached))
        for state in wanted
    )
    return tuple((state, ways) for state, ways in found if ways)


def best_path(
    evidence: Sequence[Evidence], emissions: Sequence[dict[int, float]], between: Sequence[Junction]
) -> list[State]:
    """Return the cheapest states of the lines to read.

    Args:
        evidence: One for each line.
        emissions: For each line, the states it may have and what each costs.
        between: See ``junctions``.
    """
    if not evidence:
        return []
    costs = {_START: 0.0}
    backs: list[dict[int, int]] = []
    known: dict[tuple[tuple[int, int], ...], dict[int, int]] = {}  # most lines are reached in the same ways
    for emission, junction in zip(emissions, between, strict=True):
        reached: dict[int, float] = {}
        back: dict[int, int] = {}
        for state, ways in _ways(tuple(costs), tuple(emission)):
            best, source = _NEVER, _START
            for old, price, kind in ways:
                total = costs[old] + price + junction[kind]
                if total < best:
                    best, source = total, old
            reached[state] = best + emission[state]
            back[state] = source
        if not reached:
            # No rule leads on (nonsense input): any state may follow, at a price.
            best_old = min(costs, key=costs.__getitem__)
            base = costs[best_old] + 20.0
            reached = {state: base + own for state, own in emission.items()}
            back = dict.fromkeys(emission, best_old)
        costs = reached
        backs.append(known.setdefault(tuple(back.items()), back))
    closed = evidence[-1].closed
    state = min(
        costs, key=lambda item: costs[item] + (0.0 if closed and item in _CLOSED_BY_MARK else _END_COST.get(item, 0.0))
    )
    path: list[State] = []
    for back in reversed(backs):
        path.append(State(state))
        state = back[state]
    return path[::-1]
