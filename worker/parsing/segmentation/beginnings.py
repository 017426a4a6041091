"""A second look at each line at which the model wavers whether an article begins: what stands above, and what below.

The model weighs a line by its neighbours. Whether the text below goes on with the one above, whether it says what its
title says, how long both are, and what came of the other items with the same mark is known once its first labels are.
A logistic regression over :class:`Evidence`, the model's own log odds among it, says what they should have been; the
difference is added, and the page labelled again. ``training/beginnings.py`` fits it and writes the file.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, NamedTuple, Protocol

from worker.parsing.segmentation import labels
from worker.parsing.segmentation.cohesion import LONGEST_ABOVE, LONGEST_BELOW, cohesion
from worker.parsing.segmentation.judge import bounded_log_odds
from worker.parsing.segmentation.page_texts import PageTexts, says

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from worker.parsing.segmentation.observations import PageView

_LEAST, _MOST = -4.0, 6.0  # log odds between which the model is asked again
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


class _Page(PageTexts):
    """The texts of a page, and what each line is to them."""

    def of(self, row: int, sure: float) -> Evidence:
        """Return what is known of a row."""
        index = self.asked[row]
        first, told = self.begins_above(row), self.text_below(row)
        above, below = self.told(first, row), self.told(told, self.begins_below(row))
        annotations = self.view.annotations
        return Evidence(
            sure,
            max(sure, 0.0),
            cohesion().of(above[-LONGEST_ABOVE:], below[:LONGEST_BELOW]),
            says("".join(self.lines[row:told]), above, below),
            self.view.seen[index].kind == "L",
            abs(math.log(len(below) / len(above))) if above and below else 0.0,
            annotations[index - 1].page_label is not None,
            self.view.pieces[index - 1].folded.endswith(("…", "...")),
            self.alike(row),
            annotations[index].item is not None,
            len(self.lines[row]) <= _TINY,
            self.view.pieces[index].part > 0,
            self.is_published(row, _ABOUT),
            math.log1p(sum(self.is_text[first:row])),
            self.roles[row] == labels.KICKER,
        )

    def text_below(self, row: int) -> int:
        """Return the row of the text that a row heads: its own where it is text, the end of its article without any."""
        end = min(self.begins_below(row), row + _DEEPEST)
        return next((each for each in range(row, end) if self.is_text[each]), end)

    def has_text_above(self, row: int) -> bool:
        """Return whether the article above a line has text: the first text below a title begins nothing more."""
        return any(self.is_text[self.begins_above(row) : row])

    def is_sourced(self, row: int) -> bool:
        """Return whether a line stands above a text that opens with a source line, and so begins an article anyway."""
        below = range(row + 1, min(self.text_below(row) + 1, len(self.asked)))
        return any(self.view.seen[self.asked[each]].kind == "L" for each in below)
