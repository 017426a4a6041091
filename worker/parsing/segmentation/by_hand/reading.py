"""The reading by hand of a long page: one state a line by costs set by hand, kept where it is sure.

On pages of many lines, set as a newspaper sets its columns, it is right where the model, which knows shorter texts
best, now and then is not (docs/parsing-measured.md).
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.parsing.layout.columns import column_widths
from worker.parsing.layout.wrapping import Geometry, measure, with_lost_indents
from worker.parsing.recognizers.furniture import weather_lines
from worker.parsing.segmentation.by_hand.edges import junctions
from worker.parsing.segmentation.by_hand.emissions import emissions
from worker.parsing.segmentation.by_hand.evidence import gather
from worker.parsing.segmentation.by_hand.transitions import State
from worker.parsing.segmentation.by_hand.viterbi import best_path, margins
from worker.parsing.segmentation.viewing import furniture_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.segmentation.by_hand.evidence import Evidence
    from worker.parsing.segmentation.viewing import Prepared

_STEEPEST = 20.0
_HEADLESS = frozenset({State.BODY2, State.BODY2_ON, State.SUB2, State.BYLINE2, State.NOTE2, State.NOTE2_ON})
_LONG_PAGE, _SEVERAL, _MOST_UNSURE = 30, 4, 2
_NO_PAGE = 3000  # lines
_SURE = 0.97
_UNSURE = (0.02, 0.08, 0.2, 0.4)  # shares of a page's lines


@dataclass(frozen=True, slots=True)
class ReadByHand:
    """A long page read by hand.

    Attributes:
        lines: Those that are left for text.
        cut: Positions in ``lines`` above which something was taken out.
        furniture: Lines of the page that are furniture beyond doubt, those of weather boxes among them; ``weather``:
            those.
        states: Of ``lines``; ``evidence``: what they were chosen by.
        sure: How sure the states are of lines that begin something, 0 to 1, by position.
    """

    lines: Sequence[Line]
    cut: frozenset[int]
    furniture: Sequence[Line]
    weather: Sequence[Line]
    states: list[State]
    evidence: list[Evidence]
    geometry: Geometry
    sure: dict[int, float]


def read_by_hand(page: Prepared) -> ReadByHand | None:
    """Return the reading of a long page of several articles that it is sure of; None for every other page."""
    if len(page.lines) < _LONG_PAGE:
        return None
    taken = page.taken()
    left = array("I", (index for index in range(len(page.lines)) if index not in taken))
    lines = [page.lines[index] for index in left]
    geometry = measure(lines)
    weather = weather_lines(lines)
    dropped = furniture_of(lines, geometry)
    kept = array("I", (left[position] for position in range(len(left)) if position not in dropped))
    text = [page.lines[index] for index in kept]
    cut = frozenset(position for position in range(1, len(kept)) if kept[position] != kept[position - 1] + 1)
    furniture = [lines[position] for position in sorted(dropped)]
    sort_of_weather = [lines[position] for position in sorted(weather)]
    states, evidence, geometry, sure = _states(text, cut, geometry)
    found = ReadByHand(text, cut, furniture, sort_of_weather, states, evidence, geometry, sure)
    return found if _is_trusted(found) else None


def _states(
    text: Sequence[Line], cut: frozenset[int], geometry: Geometry
) -> tuple[list[State], list[Evidence], Geometry, dict[int, float]]:
    widths = column_widths(text, geometry.wrap)
    geometry = with_lost_indents(geometry, text, widths)
    evidence = gather(text, geometry, widths)
    costs = emissions(text, evidence, geometry, cut)
    between = junctions(text, evidence, cut)
    states = best_path(evidence, costs, between)
    sure = {index: _probability(margin) for index, margin in margins(states, costs, between).items()}
    return states, evidence, geometry, sure


def _probability(margin: float) -> float:
    """Return the odds of a margin in costs as a probability."""
    return round(1 / (1 + math.exp(-max(-_STEEPEST, min(_STEEPEST, margin)))), 2)


def opens_article(state: State, before: State | None, found: Evidence) -> bool:
    """Return whether a line of ``state`` begins an article."""
    if state is State.HEAD:
        return before not in {State.HEAD, State.NOTE2, State.NOTE2_ON, State.BYLINE2}
    if state in {State.BYLINE2, State.NOTE2}:
        return before not in {State.BYLINE2, State.NOTE2, State.NOTE2_ON}
    if state is State.BODY2:
        return before not in _HEADLESS or (found.lead and before in {State.BODY2, State.BODY2_ON, State.SUB2})
    return False


def _is_trusted(reading: ReadByHand) -> bool:
    """Return whether the reading stands: of a long page of several articles, sure of most lines.

    A text of thousands of lines is no page: there it is the reading that takes little memory.
    """
    if len(reading.states) > _NO_PAGE:
        return True
    if len(reading.states) < _LONG_PAGE or _unsure(reading) > _MOST_UNSURE:
        return False
    before: State | None = None
    articles = 0
    for state, seen in zip(reading.states, reading.evidence, strict=True):
        articles += opens_article(state, before, seen)
        before = state
    return articles >= _SEVERAL


def _unsure(reading: ReadByHand) -> float:
    unsure = sum(1 for sure in reading.sure.values() if sure <= _SURE)
    return bisect_left(_UNSURE, unsure / len(reading.sure)) if reading.sure else 4
