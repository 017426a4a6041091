"""Which text does a headline belong to? It repeats words of its own body, so count them above and below it."""

from __future__ import annotations

from array import array
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

_WINDOW = 420  # characters


class Affinity:
    """The text of a page, ready to be asked what stands around a line."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._text = "\n".join(line.folded for line in lines)
        self._ends = array("Q", accumulate(len(line.folded) + 1 for line in lines))

    def of(self, index: int) -> tuple[float, float]:
        """Return the share of a line's character pairs found in the text above and below it, 0 to 1 each."""
        end = self._ends[index]
        start = self._ends[index - 1] if index else 0
        pairs = pairs_of(self._text[start : end - 1])
        if not pairs:
            return 0.0, 0.0
        above, below = self._text[max(0, start - _WINDOW) : start], self._text[end : end + _WINDOW]
        count = len(pairs)
        return sum(map(above.__contains__, pairs)) / count, sum(map(below.__contains__, pairs)) / count


def pairs_of(folded: str) -> set[str]:
    """Return the pairs of neighbouring characters, punctuation and white space apart."""
    return {pair for at in range(len(folded) - 1) if (pair := folded[at : at + 2]).isalnum()}
