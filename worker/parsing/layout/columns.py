"""How wide the column is that each line stands in: articles of one page are set to different measures.

The widths that many lines share are the candidates; which of them holds where is found by dynamic programming: a line
that fills the measure costs nothing, one that ends a sentence may be short, a change of measure has its price.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from worker.parsing.layout.wrapping import NARROWEST, SLACK, WIDEST, filling
from worker.parsing.patterns.cues import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

_MOST: Final = 10  # measures on one page
_FEWEST: Final = 3  # lines that fill a measure
_FEWEST_TEXT: Final = 2  # of them with punctuation inside: verses of one length are no column
_SHORT_ENDED, _SHORT = 0.15, 1.0
_BEYOND: Final = 2.0
_WHOLE: Final = 0.2  # a paragraph on one line, where no measure holds
_CHANGE, _CHANGE_AMID = 3.0, 6.0


def column_widths(lines: Sequence[Line], usual: int) -> list[int]:
    """Return for each line the width of its column in half-widths, 0 where each paragraph is one line.

    Args:
        lines: Of a page, furniture taken out.
        usual: The width that most lines of the page share, 0 for none.
    """
    widths = [line.width + line.indent for line in lines]
    measures = _measures(lines, widths, usual)
    if measures == [usual] or not lines:
        return [usual] * len(lines)
    ended = [ends_sentence(line.folded) for line in lines]
    costs = {measure: 0.0 if measure == usual else _CHANGE for measure in measures}
    backs: list[dict[int, int]] = []
    known: dict[tuple[int, ...], dict[int, int]] = {}  # most lines are reached alike, and share one
    for index, width in enumerate(widths):
        cheapest, least = measures[0], costs[measures[0]]
        for measure, cost in costs.items():
            if cost < least:
                cheapest, least = measure, cost
        change = least + (_CHANGE if index == 0 or ended[index - 1] else _CHANGE_AMID)
        back: dict[int, int] = {}
        for measure, cost in costs.items():
            stay = cost <= change
            back[measure] = measure if stay else cheapest
            costs[measure] = (cost if stay else change) + _cost(width, measure, ended=ended[index])
        backs.append(known.setdefault(tuple(back.values()), back))
    measure = min(costs, key=costs.__getitem__)
    found: list[int] = []
    for back in reversed(backs):
        found.append(measure)
        measure = back[measure]
    return _only_text(lines, widths, found[::-1], usual)


def _only_text(lines: Sequence[Line], widths: Sequence[int], found: list[int], usual: int) -> list[int]:
    """Return ``found`` with the usual measure wherever a run has no text that fills another: headlines and verse."""
    end = 0
    for measure, run in groupby(found):
        start, end = end, end + len(list(run))
        if measure in {0, usual}:
            continue
        filled = sum(
            1
            for line, width in zip(lines[start:end], widths[start:end], strict=True)
            if width >= measure - SLACK and _has_marks(line)
        )
        if filled < _FEWEST_TEXT:
            found[start:end] = [usual] * (end - start)
    return found


def _has_marks(line: Line) -> bool:
    """Tell whether a line holds punctuation before its end, as running text does."""
    within = line.folded[:-1]
    return "," in within or "。" in within or "、" in within


def _cost(width: int, measure: int, *, ended: bool) -> float:
    if not measure:
        return _WHOLE if ended else _SHORT
    if width > measure + 1:
        return _BEYOND
    if width >= measure - SLACK:
        return 0.0
    return _SHORT_ENDED if ended else _SHORT


def _measures(lines: Sequence[Line], widths: Sequence[int], usual: int) -> list[int]:
    """Return the widths that many lines fill, the usual one first, and 0."""
    lined: dict[int, int] = {}
    text: dict[int, int] = {}
    for line, width in zip(lines, widths, strict=True):
        if NARROWEST <= width <= WIDEST:
            lined[width] = lined.get(width, 0) + 1
            text[width] = text.get(width, 0) + _has_marks(line)
    found = [usual] if usual else []
    while len(found) < _MOST:
        best, most = 0, _FEWEST - 1
        for width in lined:
            if any(measure - SLACK <= width <= measure + SLACK for measure in found):
                continue
            support = filling(lined, width)
            if support > most and filling(text, width) >= _FEWEST_TEXT:
                best, most = width, support
        if not best:
            break
        found.append(best)
    if not found:
        return [0]
    return found if len(found) == 1 and usual else [*found, 0]
