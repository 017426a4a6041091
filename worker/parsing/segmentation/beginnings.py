"""A second look at each line at which the model wavers whether an article begins: what stands above, and what below.

The model weighs a line by its neighbours. Whether the text below goes on with the one above, whether it says what its
title says, how long both are, and what came of the other items with the same mark is known once its first labels are.
A logistic regression over :class:`Evidence`, the model's own log odds among it, says what they should have been; the
difference is added, and the page labelled again. ``training/beginnings.py`` fits it and writes the file.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple, Protocol

from worker.lexicon.characters import HAN
from worker.parsing.segmentation import labels
from worker.parsing.segmentation.cohesion import LONGEST_ABOVE, LONGEST_BELOW, cohesion
from worker.parsing.segmentation.judge import bounded_log_odds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from worker.parsing.segmentation.observations import PageView

_LEAST, _MOST = -4.0, 6.0  # log odds between which the model is asked again
_TEXT, _SHORTEST_TEXT = frozenset("PpLVCcNnMU"), 26  # roles, and characters
_HAN_PAIR = re.compile(rf"[{HAN}]{{2}}")
_TINY = 10  # characters of a line
_DEEPEST = 5  # lines above a text
_ABOUT = 3  # lines below a title that may say when it was published


class Evidence(NamedTuple):
    """What is known of a line with which an article may begin.

    Attributes:
        model: The model's log odds that one does; ``likely``: the same where they are above 0.
        goes_on: Log odds that the text below goes on with the one above.
        says: The share of the pairs of characters of the lines above the text that the text says, less those that the
            text above says: a title is told again below it.
        sourced: It opens with a source line.
        uneven: How many times as long one text is as the other, in nats; 0 where one is none.
        labelled: A page's label stands right above; ``broken_off``: the text above ends in an ellipsis.
        alike: How probably the other items of its mark begin articles, on average; ``item``: it has a mark.
        tiny: It has few characters; ``within``: it is a later piece of a printed line.
        published: A line right below says when it was published.
        paragraphs: Of the article above it, log(1 + n).
        kicker: The model takes it for a kicker.
    """

    model: float
    likely: float
    goes_on: float
    says: float
    sourced: bool
    uneven: float
    labelled: bool
    broken_off: bool
    alike: float
    item: bool
    tiny: bool
    within: bool
    published: bool
    paragraphs: float
    kicker: bool


class Beginning(Protocol):
    """Says what the log odds of the model should have been."""

    @property
    def learns(self) -> bool:
        """Whether it is to be told every place at which the model wavers."""

    def added(self, places: Mapping[int, Evidence]) -> dict[int, float]:
        """Return the nats to add to an article's beginning at each piece."""


class SecondLook(NamedTuple):
    """What was learnt: one weight for each field of :class:`Evidence`, in its order, and what is added to all."""

    version: str
    weights: Sequence[float]
    bias: float
    learns: bool = False

    def added(self, places: Mapping[int, Evidence]) -> dict[int, float]:
        """Return the nats to add to an article's beginning at each piece."""
        return {
            index: self.bias
            - evidence.model
            + sum(weight * value for weight, value in zip(self.weights, evidence, strict=True))
            for index, evidence in places.items()
        }


def read_second_look(data: bytes) -> SecondLook:
    """Return what is in ``data``; KeyError where it was learnt from other evidence."""
    stored = json.loads(data)
    return SecondLook(stored["version"], [stored["weights"][name] for name in Evidence._fields], stored["bias"])


def wavering(
    view: PageView, asked: Sequence[int], names: Sequence[str], begun: Sequence[float], *, every: bool = False
) -> dict[int, Evidence]:
    """Return what is known of each piece below the page's first text at which the model wavers.

    Args:
        view: Of the page.
        asked: Indices of the pieces that were labelled, ascending.
        names: Their first labels.
        begun: How probably an article begins with each.
        every: Also where the second look is not asked, to learn from.
    """
    sure = [bounded_log_odds(each) for each in begun]
    rows = [row for row in range(1, len(asked)) if _LEAST <= sure[row] <= _MOST]
    if not rows:
        return {}
    page = _Page(view, asked, names, begun)
    return {
        asked[row]: page.of(row, sure[row])
        for row in rows
        if any(page.is_text[:row])
        and (every or (not page.is_sourced(row) and (sure[row] > 0 or page.has_text_above(row))))
    }


class _Page:
    """The texts of a page, by the first labels; all numbers are rows of the pieces that were labelled."""

    def __init__(self, view: PageView, asked: Sequence[int], names: Sequence[str], begun: Sequence[float]) -> None:
        self.view, self.asked, self.names, self.begun = view, asked, names, begun
        ends = [*asked[1:], len(view.pieces)]
        self.lines = [
            "".join(piece.folded for piece in view.pieces[first:end]) for first, end in zip(asked, ends, strict=True)
        ]
        self.is_text = [
            labels.role_of(name) in _TEXT and len(line) >= _SHORTEST_TEXT
            for name, line in zip(names, self.lines, strict=True)
        ]
        self.begins = [row for row, name in enumerate(names) if labels.begins(name)]
        self.marked: dict[str, list[int]] = {}
        for row, index in enumerate(asked):
            mark = view.annotations[index].item
            if mark is not None:
                self.marked.setdefault(mark.alphabet, []).append(row)

    def of(self, row: int, sure: float) -> Evidence:
        """Return what is known of a row."""
        index = self.asked[row]
        first, end, told = self._first(row), self._end(row), self.text_below(row)
        above, below = self._text(first, row), self._text(told, end)
        annotations = self.view.annotations
        return Evidence(
            sure,
            max(sure, 0.0),
            cohesion().of(above[-LONGEST_ABOVE:], below[:LONGEST_BELOW]),
            _says("".join(self.lines[row:told]), above, below),
            self.view.seen[index].kind == "L",
            abs(math.log(len(below) / len(above))) if above and below else 0.0,
            annotations[index - 1].page_label is not None,
            self.view.pieces[index - 1].folded.endswith(("…", "...")),
            self._alike(row),
            annotations[index].item is not None,
            len(self.lines[row]) <= _TINY,
            self.view.pieces[index].part > 0,
            any(annotations[each].metadata is not None for each in self.asked[row + 1 : min(end, row + 1 + _ABOUT)]),
            math.log1p(sum(self.is_text[first:row])),
            labels.role_of(self.names[row]) == labels.KICKER,
        )

    def text_below(self, row: int) -> int:
        """Return the row of the text that a row heads: its own where it is text, the end of its article without any."""
        end = min(self._end(row), row + _DEEPEST)
        return next((each for each in range(row, end) if self.is_text[each]), end)

    def has_text_above(self, row: int) -> bool:
        """Return whether the article above a line has text: the first text below a title begins nothing more."""
        return any(self.is_text[self._first(row) : row])

    def is_sourced(self, row: int) -> bool:
        """Return whether a line stands above a text that opens with a source line, and so begins an article anyway."""
        below = range(row + 1, min(self.text_below(row) + 1, len(self.asked)))
        return any(self.view.seen[self.asked[each]].kind == "L" for each in below)

    def _first(self, row: int) -> int:
        at = bisect_left(self.begins, row)
        return self.begins[at - 1] if at else 0

    def _end(self, row: int) -> int:
        at = bisect_right(self.begins, row)
        return self.begins[at] if at < len(self.begins) else len(self.asked)

    def _text(self, first: int, end: int) -> str:
        return " ".join(self.lines[row] for row in range(first, end) if self.is_text[row])

    def _alike(self, row: int) -> float:
        """Return how probably the other items with the mark of this one begin articles."""
        mark = self.view.annotations[self.asked[row]].item
        others = [self.begun[each] for each in self.marked[mark.alphabet] if each != row] if mark is not None else []
        return sum(others) / len(others) if others else 0.0


def _says(title: str, above: str, below: str) -> float:
    """Return the share of a title's pairs of Chinese characters that the text below has, less that of the one above."""
    pairs = {pair for at in range(len(title) - 1) if _HAN_PAIR.fullmatch(pair := title[at : at + 2])}
    return sum((pair in below) - (pair in above) for pair in pairs) / len(pairs) if pairs else 0.0
