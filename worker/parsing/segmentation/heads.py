"""A second look at which line above a text is its headline: what each says of the text, and where else it stands.

The model weighs a line by its neighbours. Whether the text says what a line says and the text above does not, whether
the line stands once more within a longer one, and what the others are that might be the headline is known once labels
and bounds are. A conditional logit over :class:`Evidence`, what the line was read as among it, says which it should
have been. ``training/heads.py`` fits it and writes the file; ``assembly/headlines/weighed.py`` gathers the evidence.
"""

from __future__ import annotations

import json
import math
from operator import mul
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class Evidence(NamedTuple):
    """What is known of a line above a text; of that there is no headline, ``none`` and ``none_head`` alone.

    Attributes:
        head: It was read as the headline; ``caption``, ``subhead``, ``note``: as one of those.
        above_head: It stands right above what was read as the headline; ``below_head``: right below.
        model: The model's log odds that it is of a headline.
        says: The share of its pairs of Chinese characters that the text below says, less that of the text above.
        told: How many of its pairs the text says, log(1 + n); ``foreign``: none.
        opening: The share of its pairs that the first words of the text say.
        again_above: It stands above as well; ``within``: it stands within a longer line of the head or the page.
        right_above: It stands right above the text; ``top``: it is the first of the page.
        dated_below: The line below says when the text was published.
        tiny: It has few characters; ``long``: more than a title.
        gap_below: A blank line stands below it.
        bracketed: All of it stands in brackets; ``bars``: it has marks that part what a site prints.
        stops: It has a full stop; ``colon``: it ends in a mark behind which something follows; ``dashed``: it opens
            with a dash.
        site_end: It ends in a site's name behind a mark; ``outlet``: it is one, ``section``: the name of a section or
            column, ``name``: of a person, or says who wrote.
        frame: How many words of what sites and applications print around a text it has.
        furniture: It has a form of what belongs to the page; ``sure_furniture``: and of nothing else.
        metadata: It says something about the text; ``signed``: how surely it is a byline, 0 to 3; ``captioned``: it
            has a caption's or a credit's mark.
        of_people: It says who came; ``kicker_end``: it ends as kickers do.
        none: There is no headline; ``none_head``: and one was read.
    """

    head: float
    caption: float
    subhead: float
    note: float
    above_head: float
    below_head: float
    model: float
    says: float
    told: float
    foreign: float
    opening: float
    again_above: float
    within: float
    right_above: float
    top: float
    dated_below: float
    tiny: float
    long: float
    gap_below: float
    bracketed: float
    bars: float
    stops: float
    colon: float
    dashed: float
    site_end: float
    outlet: float
    section: float
    name: float
    frame: float
    furniture: float
    sure_furniture: float
    metadata: float
    signed: float
    captioned: float
    of_people: float
    kicker_end: float
    none: float
    none_head: float


NO_HEADLINE = Evidence(*([0.0] * len(Evidence._fields)))._replace(none=1.0)


class Candidate(NamedTuple):
    """A printed line above a text, or a part of one.

    Attributes:
        pieces: Of which it is made.
        role: What it was read as, a letter of ``labels``.
        key: Its characters without marks and spaces: two printings of one title have the same.
    """

    pieces: tuple[int, ...]
    role: str
    key: str


class Head(NamedTuple):
    """The lines above a text that may be its headline.

    Attributes:
        candidates: These lines, in order.
        evidence: What is known of each, and last of all of that there is no headline.
        first: The first piece that may belong to the article; ``text``: the first of its text.
    """

    candidates: Sequence[Candidate]
    evidence: Sequence[Evidence]
    first: int
    text: int


class Heading(Protocol):
    """Says how probably each line is the headline."""

    def probabilities(self, head: Head) -> Sequence[float]:
        """Return how probable each candidate is to be the headline, and last that there is none; empty: unsaid."""


class HeadLook(NamedTuple):
    """What was learnt: one weight for each field of :class:`Evidence`, in its order."""

    version: str
    weights: Sequence[float]

    def probabilities(self, head: Head) -> Sequence[float]:
        """Return how probable each candidate is to be the headline, and last that there is none."""
        nats = [sum(map(mul, self.weights, each)) for each in head.evidence]
        most = max(nats)
        shares = [math.exp(each - most) for each in nats]
        whole = sum(shares)
        return [share / whole for share in shares]


def read_head_look(data: bytes) -> HeadLook:
    """Return what is in ``data``; KeyError where it was learnt from other evidence."""
    stored = json.loads(data)
    return HeadLook(stored["version"], [stored["weights"][name] for name in Evidence._fields])
