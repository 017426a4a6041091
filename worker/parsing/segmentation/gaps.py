"""A further look at each gap between two texts in which the model wavers whether an article begins.

A place that is told wrongly is often the line above or below the right one, which no bound depends on. So it is asked
here whether an article begins anywhere between two texts; where, the earlier looks say. Beside what both texts tell it
is known what the other gaps of the page are like, and how the page's texts open. A logistic regression over
:class:`Evidence` says what the log odds should have been, and is averaged with what the look at single lines
(``beginnings``) says: both together err less on sites left out than either (docs/parsing-measured.md).
``training/gaps.py`` fits it and writes the file.
"""

from __future__ import annotations

import itertools
import json
import math
import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from worker.parsing.segmentation import labels
from worker.parsing.segmentation.cohesion import LONGEST_ABOVE, LONGEST_BELOW, cohesion
from worker.parsing.segmentation.page_texts import PageTexts, says

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from worker.parsing.segmentation.observations import PageView

_MOST = 9.0  # log odds, either way: what is likelier is as good as certain
ASKED = 4.0  # log odds of the model up to which a gap is looked at; above, the look mends next to nothing
_OWN = 0.6  # what this look's word counts, the other looks' being worth the rest
_TINY = 8  # characters of a line
_ABOUT = 3  # lines below a title that may say when it was published
_LONGEST_SHAPE = 6  # lines
_DATE = r"\d+月\d+[日号]|昨[日天晚]|今[日天早]|前[日天]"
_OPENS_NEWS = re.compile(
    rf"\W*(?:{_DATE}|近日|日前|最近|近年|当地时间|[本上]周|据|本报|记者|[^,。]{{2,12}}[讯电][(\d ])"
)


class Evidence(NamedTuple):
    """What is known of a gap between two texts of a page.

    Attributes:
        model: The model's log odds that an article begins in it; ``likely``: the same where they are above 0.
        goes_on: Log odds that the text below goes on with the article above; ``next``: with its last text alone.
        like_it_go_on: The same as ``next``, of the other gaps of the page that look like this one, on average.
        says: The share of the pairs of characters of the title that the text below says, less those that the article
            above says: a title is told again below it. The title is what the model would let an article begin with.
        sourced: A line of it, or the text below, states a source.
        news: The text below opens as news do; ``page_news``: the share of the page's texts that do.
        gaps: Of the page, log(n).
        finished: Nothing need follow the text above; ``broken_off``: it ends in an ellipsis.
        below: Characters of the text below, log(1 + n).
        published: A line right below the title says when it was published.
        signed: A byline stands between the texts; ``labelled``: how many page labels do.
        outside: Lines between that surely belong to no article; ``furniture``: lines that the model takes for none.
        paragraphs: Of the article above, log(1 + n).
        alike: How probably the other items with its mark begin articles, on average.
        uneven: How many times as long one article is as the other, in nats.
    """

    model: float
    likely: float
    goes_on: float
    next: float
    like_it_go_on: float
    says: float
    sourced: bool
    news: bool
    page_news: float
    gaps: float
    finished: bool
    broken_off: bool
    below: float
    published: bool
    signed: bool
    labelled: int
    outside: int
    furniture: int
    paragraphs: float
    alike: float
    uneven: float


class Gap(NamedTuple):
    """A gap: the rows of what was labelled in which an article may begin, and what is known of it.

    Attributes:
        first: The row below the text above; ``last``: that of the text below.
        placed: Log odds that an article begins in it by the model and the look at single lines.
        evidence: What is known.
    """

    first: int
    last: int
    placed: float
    evidence: Evidence


class Gaps(Protocol):
    """Says whether articles begin in gaps."""

    @property
    def asked(self) -> float:
        """Log odds of the model, either way, up to which it is asked."""

    def log_odds(self, gap: Gap) -> float:
        """Return the log odds that an article begins in a gap."""


class GapLook(NamedTuple):
    """What was learnt: one weight for each field of :class:`Evidence`, in its order, and what is added to all."""

    version: str
    weights: Sequence[float]
    bias: float
    asked: float = ASKED

    def alone(self, evidence: Evidence) -> float:
        """Return the log odds that an article begins in a gap, by what is known of it alone."""
        return self.bias + sum(weight * value for weight, value in zip(self.weights, evidence, strict=True))

    def log_odds(self, gap: Gap) -> float:
        """Return the log odds that an article begins in a gap, averaged with what is said of its lines."""
        return _OWN * self.alone(gap.evidence) + (1 - _OWN) * gap.placed


def read_gap_look(data: bytes) -> GapLook:
    """Return what is in ``data``; KeyError where it was learnt from other evidence."""
    stored = json.loads(data)
    return GapLook(stored["version"], [stored["weights"][name] for name in Evidence._fields], stored["bias"])


def wavering_gaps(  # noqa: PLR0917 - what the first look has found
    view: PageView,
    asked: Sequence[int],
    names: Sequence[str],
    begun: Sequence[float],
    placed: Sequence[float],
    most: float = ASKED,
) -> list[Gap]:
    """Return the gaps between texts of a page in which the model wavers whether an article begins.

    Args:
        view: Of the page.
        asked: Indices of the pieces that were labelled, ascending.
        names: Their first labels.
        begun: How probably an article begins with each, by the model.
        placed: The same after the look at single lines.
        most: Log odds of the model, either way, up to which it wavers.
    """
    least = 1 / (1 + math.exp(most))
    if sum(each for each in begun if each <= 1 - least) < least:
        return []  # no gap wavers: a line within each that begins an article for certain, or all together hardly do
    page = _Page(view, asked, names, begun)
    gaps = enumerate(itertools.pairwise(page.texts))
    return [
        page.gap(number, sure, _log_odds(_any(placed, above, below)))
        for number, (above, below) in gaps
        if abs(sure := _log_odds(_any(begun, above, below))) < most
    ]


class _Page(PageTexts):
    """The texts of a page, and the gaps between them, numbered from the top."""

    @cached_property
    def texts(self) -> Sequence[int]:
        """Return the rows of texts."""
        return [row for row, is_text in enumerate(self.is_text) if is_text]

    def gap(self, number: int, sure: float, placed: float) -> Gap:
        """Return a gap, the log odds being known."""
        above, below = self.texts[number : number + 2]
        first, between = above + 1, range(above + 1, below)
        likeliest = max(range(first, below + 1), key=self.begun.__getitem__)
        opens, end = self.begins_above(first), self.begins_below(below)
        told, new = self.told(opens, first), self.told(below, end)
        look_alike = [self._goes_on(other) for other in self._by_shape[self._shape(number)] if other != number]
        pieces = range(self.asked[first], self.asked[below] + 1)
        annotations = self.view.annotations
        evidence = Evidence(
            sure,
            max(sure, 0.0),
            cohesion().of(told[-LONGEST_ABOVE:], new[:LONGEST_BELOW]),
            self._goes_on(number),
            sum(look_alike) / len(look_alike) if look_alike else 0.0,
            says("".join(self.lines[likeliest:below]) or self.lines[below], told, new),
            any(annotations[each].source_line is not None for each in pieces),
            below in self._news,
            len(self._news) / len(self.texts),
            math.log(len(self.texts) - 1),
            self.view.seen[pieces[0] - 1].finished,
            self.lines[above].endswith(("…", "...")),
            math.log1p(len(self.lines[below])),
            self.is_published(likeliest, _ABOUT),
            any(annotations[self.asked[row]].byline is not None for row in between),
            sum(annotations[self.asked[row]].page_label is not None for row in between),
            sum(self.asked[row] in self.view.outside for row in between),
            sum(self.roles[row] == labels.FURNITURE for row in between),
            math.log1p(sum(self.is_text[opens:first])),
            self.alike(likeliest),
            abs(math.log(len(new) / len(told))),
        )
        return Gap(first, below, placed, evidence)

    @cached_property
    def _news(self) -> frozenset[int]:
        return frozenset(row for row in self.texts if _OPENS_NEWS.match(self.lines[row]))

    @cached_property
    def _by_shape(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        for number in range(len(self.texts) - 1):
            found.setdefault(self._shape(number), []).append(number)
        return found

    def _shape(self, number: int) -> str:
        """Return what stands between two texts, a letter a line, and how the text below opens."""
        above, below = self.texts[number : number + 2]
        text = self.asked[below]
        return "".join(
            (
                *(self._class(row) for row in range(above + 1, min(below, above + 1 + _LONGEST_SHAPE))),
                "+" if below in self._news else "-",
                "item" if self.view.annotations[text].item is not None else "",
                "source" if self.view.seen[text].kind == "L" else "",
            )
        )

    def _class(self, row: int) -> str:
        found = self.view.annotations[self.asked[row]]
        known = (("m", found.metadata), ("b", found.byline), ("f", found.furniture), ("i", found.item))
        return next((letter for letter, one in known if one is not None), "t" if len(self.lines[row]) <= _TINY else "T")

    def _goes_on(self, number: int) -> float:
        """Return the log odds that a text goes on with the one right above it."""
        if number not in self._known_to_go_on:
            above, below = (self.lines[row] for row in self.texts[number : number + 2])
            self._known_to_go_on[number] = cohesion().of(above[-LONGEST_ABOVE:], below[:LONGEST_BELOW])
        return self._known_to_go_on[number]

    @cached_property
    def _known_to_go_on(self) -> dict[int, float]:
        return {}


def _any(begun: Sequence[float], above: int, below: int) -> float:
    """Return how probably an article begins between two texts."""
    return 1 - math.prod(1 - begun[row] for row in range(above + 1, below + 1))


def _log_odds(probability: float) -> float:
    if not 0 < probability < 1:
        return _MOST if probability else -_MOST
    return min(max(math.log(probability / (1 - probability)), -_MOST), _MOST)
