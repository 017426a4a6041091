"""The model: weights learnt from annotated pages, and the best labels for a page by them.

A linear-chain conditional random field. Each feature has a weight for some labels, each pair of labels one for
following each other; the best labels are found by the Viterbi algorithm, how sure each is by forward-backward.
``training/segmentation`` fits the weights.
"""

from __future__ import annotations

import functools
import json
import math
import zlib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from worker.parsing.segmentation.learned import labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from worker.parsing.segmentation.learned.observations import PageView

_LEAST = 1e-6
_NOT_AT_ALL = -1e3
_NEVER_DROPPED = "Jc"  # classes of ``Shape.kind``: text after a jump mark, a caption with its credit
_WEIGHTS = "data/segmentation.weights"
# Within a column's text nothing begins: such a piece goes on with what the piece above is.
_GOES_ON = {
    labels.PARAGRAPH: labels.PARAGRAPH_ON,
    labels.CAPTION: labels.CAPTION_ON,
    labels.NOTE: labels.NOTE_ON,
    labels.SIGNATURE: labels.PARAGRAPH_ON,
    labels.CREDIT: labels.PARAGRAPH_ON,
    labels.BYLINE: labels.PARAGRAPH_ON,
}


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
        calibration: Of the confidence; None while it is fitted.
    """

    version: str
    names: tuple[str, ...]
    rows: dict[str, int]
    weights: NDArray[np.float32]
    follows: NDArray[np.float32]
    opens: NDArray[np.float32]
    closes: NDArray[np.float32]
    calibration: Calibration | None = None

    def confidence(self, probability: float) -> float:
        """Return the share of articles, 0 to 1, that are right when the model holds their bounds so probable."""
        return self.calibration.of(probability) if self.calibration else probability

    def scores(self, found: Iterable[Sequence[str]], count: int) -> NDArray[np.float32]:
        """Return what each label is worth for each piece by its own features, and by its place at the page's ends."""
        rows, weights = self.rows, self.weights
        result = np.zeros((count, len(self.names)), np.float32)
        for index, words in enumerate(found):
            known = [rows[word] for word in words if word in rows]
            if known:
                weights.take(known, axis=0).sum(axis=0, out=result[index])
        if count:
            result[0] += self.opens
            result[-1] += self.closes
        return result


@dataclass(frozen=True, slots=True)
class Labelled:
    """The best labels of the pieces, how sure each is, and how sure it is that an article begins (or not) there."""

    labels: list[str]
    sure: list[float]
    bounds: list[float]


@functools.cache
def model() -> Model:
    """Return the model of the package."""
    return read_model(files("worker.parsing").joinpath(_WEIGHTS).read_bytes())


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


def _settle(scores: NDArray[np.float32], view: PageView, weights: Model) -> None:
    """Rule out, in place, the labels that what was recognised in a piece does not allow."""
    roles = np.array([labels.role_of(name) for name in weights.names])
    beginning = np.array([labels.begins(name) for name in weights.names])
    furniture = roles == labels.FURNITURE
    heading = beginning & (roles == labels.HEADLINE)
    spoken = ~beginning & (roles == labels.PARAGRAPH)
    for row, (index, seen) in enumerate((index, one) for index, one in enumerate(view.seen) if not one.amid):
        if seen.kind in _NEVER_DROPPED and (seen.stops or seen.commas):
            scores[row, furniture] = _NOT_AT_ALL
        elif index in view.outside:
            scores[row, ~furniture] = _NOT_AT_ALL
        elif index in view.titles:
            scores[row, ~heading] = _NOT_AT_ALL
        elif index in view.turns:
            scores[row, ~spoken] = _NOT_AT_ALL


def label_pieces(view: PageView, found: Iterable[Sequence[str]], weights: Model) -> Labelled:
    """Return the best labels for a page.

    Args:
        view: Of the page.
        found: The features of its pieces.
        weights: To judge by.
    """
    size = sum(1 for seen in view.seen if not seen.amid)
    scores = weights.scores((words for words, seen in zip(found, view.seen, strict=True) if not seen.amid), size)
    _settle(scores, view, weights)
    path = best_path(scores, weights.follows)
    shares = marginals(scores, weights.follows)
    beginning = np.array([labels.begins(name) for name in weights.names])
    begun = shares[:, beginning].sum(axis=1) if size else np.zeros(0)
    names: list[str] = []
    sure: list[float] = []
    bounds: list[float] = []
    position = 0
    for seen in view.seen:
        if seen.amid:
            role = labels.role_of(names[-1])
            names.append(_GOES_ON.get(role, role))
            sure.append(sure[-1])
            bounds.append(1.0)
            continue
        name = weights.names[path[position]]
        names.append(labels.without_context(name))
        sure.append(float(shares[position, path[position]]))
        bounds.append(float(begun[position] if labels.begins(name) else 1 - begun[position]))
        position += 1
    return Labelled(names, sure, bounds)


def best_path(scores: NDArray[np.float32], follows: NDArray[np.float32]) -> list[int]:
    """Return the labels (as columns) whose scores and transitions are worth most together."""
    if not len(scores):
        return []
    best = scores[0]
    backs: list[NDArray[np.intp]] = []
    for own in scores[1:]:
        ways = best[:, None] + follows
        back = ways.argmax(axis=0)
        best = ways[back, np.arange(len(back))] + own
        backs.append(back)
    state = int(best.argmax())
    path = [state]
    for back in reversed(backs):
        state = int(back[state])
        path.append(state)
    return path[::-1]


def marginals(scores: NDArray[np.float32], follows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how probable each label (column) is for each piece (row)."""
    size = len(scores)
    if not size:
        return scores
    own = np.exp(scores - scores.max(axis=1, keepdims=True))
    step = np.exp(follows)
    forward = np.empty_like(own)
    forward[0] = own[0] / own[0].sum()
    for index in range(1, size):
        here = (forward[index - 1] @ step) * own[index]
        forward[index] = here / here.sum()
    backward = np.ones(own.shape[1], np.float32)
    for index in range(size - 2, -1, -1):
        backward = step @ (own[index + 1] * backward)
        backward /= backward.sum()
        here = forward[index] * backward
        forward[index] = here / here.sum()
    return np.asarray(forward, np.float32)
