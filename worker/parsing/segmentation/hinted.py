"""What a format or a page's layout says a line is, as evidence for the segmenter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.document.source import Hint
from worker.parsing.segmentation.transitions import BODY_ONS, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

_S = State
_HEADS = frozenset({Hint.HEADLINE, Hint.KICKER, Hint.SUBTITLE})
_STARTS = (_S.BODY0, _S.BODY1, _S.BODY2)
_SUBHEADS = (_S.SUB0, _S.SUB1, _S.SUB2)
_NOT_BODY = frozenset({_S.HEAD, _S.AFTER, _S.WEAK, _S.VERSE, _S.CAPTION, _S.CAPTION_ON})
_AGAINST = 4.0  # what it costs a line to be something other than its hint says
_INDENTED = 3  # half-widths


def hint_of(line: Line) -> Hint | None:
    """Return what is said of a line; None where nothing is."""
    return line.place.hint if line.place else None


def zone_of(line: Line) -> int:
    """Return the article, as place tells, that a line stands in; -1 where nothing tells."""
    return line.place.zone if line.place else -1


def measures(lines: Sequence[Line]) -> list[int]:
    """Return the width of each line's column in half-widths; empty where lines have no places."""
    return [line.place.measure if line.place else 0 for line in lines] if any(line.place for line in lines) else []


def as_hinted(costs: Sequence[dict[int, float]], lines: Sequence[Line]) -> list[dict[int, float]]:
    """Return the costs of each line's roles with what its hint says for and against them."""
    return [
        _hinted(cost, line, hint) if (hint := hint_of(line)) else cost for cost, line in zip(costs, lines, strict=True)
    ]


def _hinted(costs: dict[int, float], line: Line, hint: Hint) -> dict[int, float]:
    if hint in _HEADS:
        return {int(_S.HEAD): 0.0}
    if hint is Hint.SUBHEAD:
        return dict.fromkeys(map(int, _SUBHEADS), 0.0) | dict.fromkeys(map(int, _STARTS), _AGAINST)
    if hint is Hint.BODY:
        kept = {state: cost for state, cost in costs.items() if state not in _NOT_BODY}
        indented = line.indent >= _INDENTED
        for state in (*_STARTS, *BODY_ONS - _NOT_BODY):
            against = indented if state in BODY_ONS else not indented
            kept[state] = min(kept.get(state, _AGAINST), _AGAINST) + (_AGAINST if against else 0.0)
        return kept
    return costs
