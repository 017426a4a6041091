"""How sure the bounds of an article are by what is known of it and of its page: learnt, and a file of numbers.

A logistic regression over :class:`Evidence`; what it says is set against what was right on texts that it had not seen.
``training/confidence.py`` fits it and writes the file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence  # at run time: it is of a compiled class's fields
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from worker.messages import message

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEAST, _MOST = -6.0, 9.0  # log odds
_LITTLE = 0.1  # nats: less says nothing
_LOOKS_AT = {
    "begins": message("how sure the model is that it begins there"),
    "next_begins": message("how sure it is that the next one does"),
    "unsure": message("beginnings in doubt on the page"),
    "size": message("the length of the page"),
    "sourced": message("no source line"),
    "headed": message("no headline"),
    "items": message("items with marks on the page"),
    "headless": message("articles without headlines on the page"),
}
_TINY = 1e-6
_SURE = 0.9999  # more log odds than the most


class Evidence(NamedTuple):
    """What is known of an article's bounds.

    Attributes:
        begins: Log odds that an article begins where this one does.
        next_begins: The same of the next article; 9 where it is the last.
        unsure: How many beginnings of the page might as well be none and the other way, log(1 + n).
        size: Characters of the page, log(1 + n).
        sourced: A source line opens it or a paragraph of it; ``headed``: it has a headline.
        items: Articles of the page that open with an item's mark, ``headless``: without a headline; log(1 + n).
    """

    begins: float
    next_begins: float
    unsure: float
    size: float
    sourced: bool
    headed: bool
    items: float
    headless: float


# The best that can be known of an article of a page of 200 characters without items.
_BEST = Evidence(_MOST, _MOST, 0.0, math.log1p(200), sourced=True, headed=True, items=0.0, headless=0.0)


class Judging(Protocol):
    """Says how sure bounds are."""

    def of(self, evidence: Evidence) -> float:
        """Return the share of articles, 0 to 1, whose bounds are right with such evidence."""

    def doubts(self, evidence: Evidence) -> tuple[tuple[str, float], ...]:
        """Return what takes from that share, in words and nats below 0, the most first."""


class Judge(NamedTuple):
    """What was learnt.

    Attributes:
        version: Of the file.
        weights: One for each field of :class:`Evidence`, in its order; ``bias``: what is added.
        stated: Log odds that the regression gives, rising; ``right``: the share of articles that were right, at each.
    """

    version: str
    weights: Sequence[float]
    bias: float
    stated: Sequence[float] | NDArray[np.float64]
    right: Sequence[float] | NDArray[np.float64]

    def of(self, evidence: Evidence) -> float:
        """Return the share of articles, 0 to 1, whose bounds are right with such evidence."""
        return round(float(np.interp(self.log_odds(evidence), self.stated, self.right)), 2)

    def doubts(self, evidence: Evidence) -> tuple[tuple[str, float], ...]:
        """Return what takes from that share, in words and nats below 0, the most first: beside the best evidence."""
        nats = [
            weight * (float(value) - float(best))
            for weight, value, best in zip(self.weights, evidence, _BEST, strict=True)
        ]
        found = [(_LOOKS_AT[name], each) for name, each in zip(Evidence._fields, nats, strict=True) if each <= -_LITTLE]
        return tuple(sorted(found, key=lambda one: one[1]))

    def log_odds(self, evidence: Evidence) -> float:
        """Return what the regression says, before it is set against what was right."""
        return self.bias + sum(weight * float(value) for weight, value in zip(self.weights, evidence, strict=True))


def read_judge(data: bytes) -> Judge:
    """Return the judge in ``data``; KeyError where it was learnt from other evidence."""
    stored = json.loads(data)
    weights = [stored["weights"][name] for name in Evidence._fields]
    # Arrays: NumPy would make them of the lists for each article.
    stated, right = (np.array(stored[name], np.float64) for name in ("stated", "right"))
    return Judge(stored["version"], weights, stored["bias"], stated, right)


def bounded_log_odds(probability: float) -> float:
    """Return the log odds of a probability, from -6 to 9: beyond that it says no more."""
    if probability > _SURE:
        return _MOST
    probability = min(max(probability, _TINY), 1 - _TINY)
    return min(max(math.log(probability / (1 - probability)), _LEAST), _MOST)
