"""The first reading of a page: one state a line by costs set by hand.

It is the whole segmentation of pages whose lines have places, and evidence for the model that labels all others.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from worker.document.source import Hint
from worker.parsing.layout.columns import column_widths
from worker.parsing.layout.wrapping import Geometry, with_lost_indents
from worker.parsing.recognizers.furniture import furniture_cost, repeated_lines
from worker.parsing.segmentation.edges import junctions
from worker.parsing.segmentation.emissions import emissions
from worker.parsing.segmentation.features import gather
from worker.parsing.segmentation.hinted import as_hinted, hint_of, measures
from worker.parsing.segmentation.transitions import State
from worker.parsing.segmentation.viterbi import best_path, margins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.segmentation.features import Evidence

_CERTAIN = 1.0  # cost up to which a line is furniture beyond doubt
_STEEPEST = 20.0
_HEAD_LINES = 6
_HEADLESS = frozenset({State.BODY2, State.BODY2_ON, State.SUB2, State.BYLINE2, State.NOTE2, State.NOTE2_ON})
_TAKEN = "-"
_LONG_PAGE, _SEVERAL, _MOST_UNSURE = 30, 4, 2
_NO_PAGE = 3000  # lines
_GOES_ON = 4
_SURE = (0.6, 0.85, 0.97)
_UNSURE = (0.02, 0.08, 0.2, 0.4)  # shares of a page's lines


@dataclass(frozen=True, slots=True)
class FirstReading:
    """The states of a page's lines; ``sure`` gives those of lines that begin something, 0 to 1."""

    states: list[State]
    evidence: list[Evidence]
    geometry: Geometry
    sure: dict[int, float]


def read_states(text: Sequence[Line], cut: frozenset[int], geometry: Geometry) -> FirstReading:
    """Return the best states of ``text``, a page's lines without furniture and boxes.

    Args:
        text: The lines.
        cut: Indices of lines above which something was taken out.
        geometry: Of the page.
    """
    widths = measures(text) or column_widths(text, geometry.wrap)
    geometry = with_lost_indents(geometry, text, widths)
    evidence = gather(text, geometry, widths)
    costs = as_hinted(emissions(text, evidence, geometry, cut), text)
    between = junctions(text, evidence, cut)
    states = best_path(evidence, costs, between)
    found = {index: _probability(margin) for index, margin in margins(states, costs, between).items()}
    return FirstReading(states, evidence, geometry, found)


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


def furniture_positions(lines: Sequence[Line], geometry: Geometry) -> set[int]:
    """Return the positions of lines that are furniture beyond doubt, running headers included."""
    texts = [
        index for index, line in enumerate(lines) if line.width > 2 * (geometry.wrap or 60) // 3 and "。" in line.folded
    ]
    first, last = (texts[0], texts[-1]) if texts else (len(lines), -1)
    found: set[int] = set()
    for index, line in enumerate(lines):
        edge = index < first or index > last
        hint = hint_of(line)
        if hint is Hint.FURNITURE or (hint is None and furniture_cost(line, edge=edge) < _CERTAIN):
            found.add(index)
    for places in repeated_lines(lines).values():
        # A running header repeats furniture, or a line that stood above the first text.
        if any(index in found or index < min(first, _HEAD_LINES) for index in places):
            found.update(index for index in places if hint_of(lines[index]) in {None, Hint.FURNITURE})
    return found


class FirstLabel(NamedTuple):
    """What the first reading takes a line for: the name of its state, ``*`` where an article begins, and how surely.

    ``sure`` is a class, 0 to 3; 4 where the line only goes on. A line that was taken out is named ``-``.
    """

    name: str
    sure: int = _GOES_ON


def first_labels(count: int, kept: Sequence[int], reading: FirstReading) -> list[FirstLabel]:
    """Return what the first reading takes each of ``count`` lines for.

    Args:
        count: Lines of the page.
        kept: Indices of those that were read; boxes and furniture had been taken out.
        reading: Of those.
    """
    found = [FirstLabel(_TAKEN)] * count
    before: State | None = None
    for position, (index, state, seen) in enumerate(zip(kept, reading.states, reading.evidence, strict=True)):
        opens = opens_article(state, before, seen)
        sure = reading.sure.get(position)
        found[index] = FirstLabel(
            state.name + ("*" if opens else ""), _GOES_ON if sure is None else bisect_left(_SURE, sure)
        )
        before = state
    return found


def unsure_class(labels: Sequence[FirstLabel]) -> int:
    """Return how unsure the first reading is of a page, a class from 0 to 4."""
    begun = [label.sure for label in labels if label.sure < _GOES_ON]
    return bisect_left(_UNSURE, sum(1 for sure in begun if sure < len(_SURE)) / len(begun)) if begun else 4


def _unsure(reading: FirstReading) -> float:
    unsure = sum(1 for sure in reading.sure.values() if sure <= _SURE[-1])
    return bisect_left(_UNSURE, unsure / len(reading.sure)) if reading.sure else 4


def is_trusted(reading: FirstReading) -> bool:
    """Return whether the first reading is left as it is: of a long page of several articles, sure of most lines.

    On such pages, set as a newspaper sets its columns, it is right where the model, which knows shorter texts best,
    now and then is not. A text of thousands of lines is no page: there the first reading is the one that takes little
    memory.
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
