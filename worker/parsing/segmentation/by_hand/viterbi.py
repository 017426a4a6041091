"""The best reading of a page: each line gets the role that makes the whole page cheapest.

The path through the states of ``grammar`` is found by dynamic programming over the lines, each with the few states its
evidence allows, so time is linear in the number of lines.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from worker.parsing.segmentation.by_hand.edges import FREE, NO_JUNCTION
from worker.parsing.segmentation.by_hand.transitions import (
    CLOSED_BY_MARK,
    END_COST,
    GOING_ON,
    PREDECESSORS,
    ROLES,
    START,
    TRANSITIONS,
    State,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.segmentation.by_hand.edges import Junction
    from worker.parsing.segmentation.by_hand.evidence import Evidence

_SURE = 6.0  # no other role fits at all
_NEVER = float("inf")


def margins(
    states: Sequence[State], emissions: Sequence[dict[int, float]], between: Sequence[Junction]
) -> dict[int, float]:
    """Return, for each line that begins something, how much dearer the next best role would be, its neighbours kept."""
    found: dict[int, float] = {}
    for index, state in enumerate(states):
        if state in GOING_ON:
            continue
        before = int(states[index - 1]) if index else START
        after = int(states[index + 1]) if index + 1 < len(states) else None
        above = between[index]
        below = between[index + 1] if after is not None else NO_JUNCTION
        chosen, other = _NEVER, _NEVER
        for candidate, own in emissions[index].items():
            rule = TRANSITIONS.get(before, {}).get(candidate)
            onward = TRANSITIONS.get(candidate, {}).get(after) if after is not None else (0.0, FREE)
            if rule is None or onward is None:
                continue
            cost = own + rule[0] + above[rule[1]] + onward[0] + below[onward[1]]
            if candidate == state:
                chosen = cost
            elif ROLES[candidate] != ROLES[int(state)]:
                other = min(other, cost)
        found[index] = other - chosen if other < _NEVER and chosen < _NEVER else _SURE
    return found


@lru_cache(maxsize=4096)  # most lines of all pages are reached from the same few sets of states
def _ways(
    reached: tuple[int, ...], wanted: tuple[int, ...]
) -> tuple[tuple[int, tuple[tuple[int, float, int], ...]], ...]:
    """Return for each wanted state that a rule leads to: the reached states it may follow, price and junction."""
    found = (
        (state, tuple((old, price, kind) for old, price, kind in PREDECESSORS[state] if old in reached))
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
    costs = {START: 0.0}
    backs: list[dict[int, int]] = []
    known: dict[tuple[tuple[int, int], ...], dict[int, int]] = {}  # most lines are reached in the same ways
    for emission, junction in zip(emissions, between, strict=True):
        reached: dict[int, float] = {}
        back: dict[int, int] = {}
        for state, ways in _ways(tuple(costs), tuple(emission)):
            best, source = _NEVER, START
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
        costs, key=lambda item: costs[item] + (0.0 if closed and item in CLOSED_BY_MARK else END_COST.get(item, 0.0))
    )
    path: list[State] = []
    for back in reversed(backs):
        path.append(State(state))
        state = back[state]
    return path[::-1]
