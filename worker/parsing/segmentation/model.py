"""The model: weights learnt from annotated pages.

A linear-chain conditional random field. Each feature has a weight for some labels, each pair of labels one for
following each other. ``training/segmentation`` fits the weights, ``labelling`` finds the best labels by them.
"""

from __future__ import annotations

import functools
import json
import math
import zlib
from dataclasses import dataclass, field, replace
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from worker.parsing.segmentation.beginnings import read_second_look
from worker.parsing.segmentation.gaps import read_gap_look
from worker.parsing.segmentation.heads import read_head_look
from worker.parsing.segmentation.judge import read_judge
from worker.parsing.segmentation.worth import Worth

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from worker.parsing.segmentation.beginnings import Beginning
    from worker.parsing.segmentation.features import Found
    from worker.parsing.segmentation.gaps import Gaps
    from worker.parsing.segmentation.heads import Heading
    from worker.parsing.segmentation.judge import Judging


ALWAYS: Final = "1"  # the feature that every piece has
_LEAST: Final = 1e-6
_AT_ONCE: Final = 64  # pieces whose features are added up at once: their rows take some 700 kB
_WEIGHTS: Final = "data/segmentation.weights"
_CONFIDENCE: Final = "data/confidence.json"
_BEGINNINGS: Final = "data/beginnings.json"
_GAPS: Final = "data/gaps.json"
_HEADS: Final = "data/heads.json"


class Calibration(NamedTuple):
    """What a stated probability of right bounds turned out to be worth on layouts that were held out.

    Attributes:
        stated: Log odds, rising.
        right: The share of articles that were right, at each.
    """

    stated: list[float]
    right: list[float]

    def of(self, probability: float) -> float:
        """Return the share of articles, 0 to 1, that are right when the model holds their bounds so probable."""
        return round(float(np.interp(log_odds(probability), self.stated, self.right)), 2)


@dataclass(frozen=True, slots=True)
class Model:
    """The weights.

    Attributes:
        version: Of the weights.
        names: The labels.
        rows: By feature, the row of ``weights`` that holds its weight for each label.
        weights: One row a feature, one column a label.
        follows: What it is worth that a label (column) follows another (row).
        opens: What it is worth that a page opens with a label; ``closes``: that it closes with one.
        calibration: Of the probability of bounds; None while it is fitted.
        judge: Says how sure the bounds of a text's articles are, None while the weights are fitted.
        beginnings: The second look at where articles may begin, likewise; ``gaps``: at whether one begins between two
            texts; ``heads``: at which line is the headline.
    """

    version: str
    names: tuple[str, ...]
    rows: dict[str, int]
    weights: NDArray[np.float32]
    follows: NDArray[np.float32]
    opens: NDArray[np.float32]
    closes: NDArray[np.float32]
    calibration: Calibration | None = None
    judge: Judging | None = None
    beginnings: Beginning | None = None
    gaps: Gaps | None = None
    heads: Heading | None = None
    _worth: Worth = field(default_factory=Worth, repr=False, compare=False)

    def confidence(self, probability: float) -> float:
        """Return the share of articles, 0 to 1, that are right when the model holds their bounds so probable."""
        return self.calibration.of(probability) if self.calibration else probability

    def scores(
        self, found: Iterable[Found], count: int, *, above: int | None = None, last: bool = True
    ) -> NDArray[np.float32]:
        """Return what each label is worth for each piece by its own features, and by its place at the page's ends.

        Args:
            found: The features of the pieces.
            count: How many pieces there are.
            above: The label (column) of the piece above them; None where they open the page.
            last: They close the page.
        """
        result = np.empty((count, len(self.names)), np.float32)
        pieces = iter(found)
        for first in range(0, count, _AT_ONCE):
            own = result[first : first + _AT_ONCE]
            self._worth.add_up(islice(pieces, len(own)), self.rows, self.weights, own)
        if ALWAYS in self.rows:
            result += self.weights[self.rows[ALWAYS]]
        if count:
            result[0] += self.opens if above is None else self.follows[above]
            if last:
                result[-1] += self.closes
        return result


@functools.cache
def model() -> Model:
    """Return the model of the package."""
    data = files("worker.parsing")
    judge = read_judge(data.joinpath(_CONFIDENCE).read_bytes())
    beginnings = read_second_look(data.joinpath(_BEGINNINGS).read_bytes())
    gaps = read_gap_look(data.joinpath(_GAPS).read_bytes())
    heads = read_head_look(data.joinpath(_HEADS).read_bytes())
    alone = read_model(data.joinpath(_WEIGHTS).read_bytes())
    return replace(alone, judge=judge, beginnings=beginnings, gaps=gaps, heads=heads)


def read_model(data: bytes) -> Model:
    """Return the model in ``data``, as ``training/segmentation`` writes it."""
    stored = json.loads(zlib.decompress(data))
    names = tuple(stored["labels"])
    parts = np.zeros((len(stored["components"]), len(names)), np.float32)
    for column, own in enumerate(stored["parts"]):
        parts[own, column] = 1 / stored["scale"]
    features = stored["features"]
    shares = np.zeros((len(features), len(parts)), np.float32)
    for row, own in enumerate(features.values()):
        shares[row, own[::2]] = own[1::2]
    rows = {feature: row for row, feature in enumerate(features)}
    follows, opens, closes = (np.array(stored[name], np.float32) for name in ("follows", "opens", "closes"))
    calibration = Calibration(**stored["calibration"]) if "calibration" in stored else None
    return Model(stored["version"], names, rows, shares @ parts, follows, opens, closes, calibration)


def log_odds(probability: float) -> float:
    """Return the log odds of a probability, within what single precision tells apart."""
    probability = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(probability / (1 - probability))
