"""A linear-chain conditional random field whose labels share weights by their parts: AdaGrad, dropout of features.

Own code, not a library: the libraries there are (CRFsuite and its kin) learn every label for itself, and of some ninety
labels many are seen a few dozen times; here "a headline", "an article begins" and "a headline in an article without
text" are learnt once for all labels that say so.
"""

from __future__ import annotations

import json
import math
import zlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from training.segmentation.pages import Example
    from training.segmentation.prior import Prior
    from worker.parsing.segmentation.model import Calibration

    Floats = NDArray[np.float32]

_FEWEST = 3  # times a feature is seen
_STAYS = 1e12  # a sum of squared slopes with which nothing moves
_SCALE = 64  # weights are stored as whole numbers of it
_NEVER = -6.0  # what a step is worth that no annotated page has
# Where the prior stays, so are the steps that it knows, but those to a source line that begins an article.
_RARE, _SOURCED = -1.5, "L*"
_PIECES = 2000  # of one batch
_DECAY = 0.9  # of the learning rate, from epoch to epoch
_DRAWN = 1e-3  # how much what labels follow each other is drawn to where it began
_UNSETTLED = 1e-2  # the sum of squared slopes that AdaGrad begins with: what is learnt first moves far
ALWAYS = "1"  # the feature that every piece has


def components(label: str) -> list[str]:
    """Return the parts of a label that have weights: role, role in its context, and the beginning of an article."""
    role, star, context = label[0], label[1:-1], label[-1]
    return [role, role + context, *(["*", role + "*"] if star else [])]


def _kind(word: str) -> str:
    """Return what a feature looks at: ``w`` of ``w:12``."""
    return word.partition(":")[0]


@dataclass
class Learner:
    """The weights while they are learnt.

    Attributes:
        rate: Learning rate of the first epoch.
        dropout: Share of feature occurrences hidden, so that no feature is relied on alone.
        shrink: L1 penalty on how far a weight is from where it began.
        prior: Weights to begin with and to be drawn to; without them all begin at 0 and are drawn there.
        fewest: How many pieces have a feature whose weights may leave the prior. What few pages have is learnt by
            heart, and helps no other page (docs/parsing-measured.md).
        settled: How often the prior has seen as many pages as there are examples: the more, the less its weights move.
            Infinite: they stay, and only features of other kinds than the prior's are learnt.
    """

    examples: Sequence[Example]
    rate: float = 0.12
    dropout: float = 0.5
    shrink: float = 6e-3
    prior: Prior | None = None
    fewest: int = 0
    settled: float = 16.0
    names: list[str] = field(init=False)

    def __post_init__(self) -> None:
        seen = Counter(word for example in self.examples for words in example.words for word in set(words))
        old = self.prior.features if self.prior else ()
        known = [word for word, count in seen.items() if count >= _FEWEST]
        if math.isinf(self.settled):  # nothing of a kind that the prior knows
            kinds = {_kind(word) for word in old}
            known = [word for word in known if _kind(word) not in kinds]
        self.rows = {word: row for row, word in enumerate(dict.fromkeys((ALWAYS, *old, *known)))}
        labels = {label for example in self.examples for label in example.labels}
        self.names = sorted(labels | set(self.prior.labels if self.prior else ()))
        self.parts = sorted({part for name in self.names for part in components(name)})
        self.shares = np.array([[part in components(name) for name in self.names] for part in self.parts], np.float32)
        column = {name: index for index, name in enumerate(self.names)}
        self._gold = [np.array([column[label] for label in example.labels]) for example in self.examples]
        self._ids = [[self._known(words) for words in example.words] for example in self.examples]
        self._begin()
        rare = [row for word, row in self.rows.items() if word != ALWAYS and seen[word] < self.fewest]
        self._squares[0][rare] = _STAYS
        self._kept: list[tuple[Floats, ...]] = []

    def _begin(self) -> None:
        """Set all weights to where they begin, and note it: they are drawn there."""
        size = len(self.names)
        self._seen = np.zeros((size, size), bool)
        for gold in self._gold:
            self._seen[gold[:-1], gold[1:]] = True
        self.weights = np.zeros((len(self.rows), len(self.parts)), np.float32)
        self.follows, self.opens, self.closes = (np.zeros(shape, np.float32) for shape in ((size, size), size, size))
        if self.prior:
            self.weights = self.prior.spread(self.rows, self.parts)
            self.follows, self.opens, self.closes = self.prior.chain(self.names, _NEVER)
            new = self._seen & (self.follows <= _NEVER)  # no page had these steps, now one has
            if math.isinf(self.settled):
                new[:, [not name.startswith(_SOURCED) for name in self.names]] = False
            self.follows[new] = _RARE if math.isinf(self.settled) else 0
            self._seen |= self.follows > _NEVER
        self._anchors = tuple(own.copy() for own in (self.weights, self.follows, self.opens, self.closes))
        self._squares = [np.full_like(own, _UNSETTLED) for own in self._anchors]

    def _known(self, words: Iterable[str]) -> NDArray[np.int32]:
        return np.array([0, *(self.rows[word] for word in set(words) if word in self.rows)], np.int32)

    def epoch(self, number: int, random: np.random.Generator) -> float:
        """Learn from every example once; return the loss."""
        order = sorted(range(len(self.examples)), key=lambda index: (len(self._gold[index]) // 4, random.random()))
        batches: list[list[int]] = [[]]
        for index in order:
            if batches[-1] and len(self._gold[index]) * (len(batches[-1]) + 1) > _PIECES:
                batches.append([])
            batches[-1].append(index)
        random.shuffle(batches)
        return sum(self._learn(batch, self.rate * _DECAY**number, random) for batch in batches if batch)

    def settle(self, random: np.random.Generator) -> None:
        """See how steep the loss is at the prior, moving nothing: a weight that many pages speak for then moves little.

        What the prior does not know begins at 0 and moves as in a fit without one.
        """
        rate, self.rate = self.rate, 0.0
        self.epoch(0, random)
        self.rate = rate
        old = np.any(self._anchors[0], axis=1)
        self._squares[0][old] *= self.settled
        for place in range(1, len(self._squares)):
            self._squares[place] *= self.settled

    def remember(self) -> None:
        """Keep the weights as they are now, to be averaged."""
        self._kept.append(tuple(own.copy() for own in (self.weights, self.follows, self.opens, self.closes)))

    def average(self) -> None:
        """Take the mean of the weights that were kept: it swings less from page to page than the last ones do."""
        means = [np.mean(own, axis=0, dtype=np.float32) for own in zip(*self._kept, strict=True)]
        self.weights, self.follows, self.opens, self.closes = map(np.asarray, means)

    def take(self, share: float) -> None:
        """Take only a share of what was learnt, and stay with the prior for the rest: 1 takes all."""
        self.weights, self.follows, self.opens, self.closes = (
            anchor + np.float32(share) * (own - anchor)
            for own, anchor in zip((self.weights, self.follows, self.opens, self.closes), self._anchors, strict=True)
        )

    def _learn(self, batch: Sequence[int], rate: float, random: np.random.Generator) -> float:
        lengths = np.array([len(self._gold[index]) for index in batch])
        ids = [own for index in batch for own in self._ids[index]]
        flat = np.concatenate(ids)
        piece = np.repeat(np.arange(len(ids)), [len(own) for own in ids])
        kept = (random.random(len(flat)) >= self.dropout) | (flat == 0)
        flat, piece = flat[kept], piece[kept]
        slots, inverse = np.unique(flat, return_inverse=True)
        own = self.weights[slots]
        of_piece = np.searchsorted(piece, np.arange(len(ids)))
        sums = np.add.reduceat(own[inverse], of_piece, axis=0) / (1 - self.dropout)
        page = np.repeat(np.arange(len(batch)), lengths)
        time = np.concatenate([np.arange(length) for length in lengths])
        scores = np.zeros((len(batch), int(lengths.max()), len(self.names)), np.float32)
        scores[page, time] = sums @ self.shares
        weights = np.array([self.examples[index].weight for index in batch], np.float32)
        node, edge = _expected(scores, (self.follows, self.opens, self.closes), lengths, weights)
        gold = np.concatenate([self._gold[index] for index in batch])
        error = node[page, time]
        loss = -float(np.log(error[np.arange(len(gold)), gold] + 1e-9).sum())
        error[np.arange(len(gold)), gold] -= 1
        error *= weights[page][:, None]
        for index in batch:
            own_gold = self._gold[index]
            np.add.at(edge, (own_gold[:-1], own_gold[1:]), -self.examples[index].weight)
        starts = np.cumsum(lengths) - lengths
        order = np.argsort(inverse, kind="stable")
        of_slot = np.searchsorted(inverse[order], np.arange(len(slots)))
        by_part = (error @ self.shares.T)[piece[order]]
        gradient = np.add.reduceat(by_part, of_slot, axis=0) / (1 - self.dropout)
        self._squares[0][slots] += gradient**2
        step = rate / np.sqrt(self._squares[0][slots])
        anchor = self._anchors[0][slots]
        moved = own - step * gradient - anchor
        self.weights[slots] = anchor + np.sign(moved) * np.maximum(np.abs(moved) - step * self.shrink, 0)
        for place, (values, slope) in enumerate(
            (
                (self.follows, edge),
                (self.opens, error[starts].sum(axis=0)),
                (self.closes, error[starts + lengths - 1].sum(axis=0)),
            ),
            1,
        ):
            self._squares[place] += slope**2
            drawn = slope + _DRAWN * (values - self._anchors[place])
            np.subtract(values, rate / np.sqrt(self._squares[place]) * drawn, out=values)
        return loss

    def write(self, path: Path, version: str, calibration: Calibration | None = None) -> None:
        """Write the weights as the worker reads them, with what its confidence means where that is known."""
        whole = np.round(self.weights * _SCALE).astype(int)
        stored = {
            word: [int(value) for part in np.nonzero(whole[row])[0] for value in (part, whole[row, part])]
            for word, row in self.rows.items()
            if whole[row].any()
        }
        follows = np.where(self._seen, self.follows, np.minimum(self.follows, _NEVER))
        data = {
            "version": version,
            "labels": self.names,
            "components": self.parts,
            "parts": [[int(part) for part in np.nonzero(column)[0]] for column in self.shares.T],
            "scale": _SCALE,
            "follows": np.round(follows.astype(float), 3).tolist(),
            "opens": np.round(self.opens.astype(float), 3).tolist(),
            "closes": np.round(self.closes.astype(float), 3).tolist(),
            "features": stored,
            **({"calibration": calibration._asdict()} if calibration else {}),
        }
        path.write_bytes(zlib.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 9))


def _expected(
    scores: Floats, chain: tuple[Floats, Floats, Floats], lengths: NDArray[np.int64], weights: Floats
) -> tuple[Floats, Floats]:
    """Return how probable each label of each piece is, and how often each pair is expected, by forward-backward."""
    follows, opens, closes = chain
    pages, steps, size = scores.shape
    own = np.exp(scores - scores.max(axis=2, keepdims=True))
    step = np.exp(follows)
    forward = np.zeros((steps, pages, size), np.float32)
    scale = np.ones((steps, pages), np.float32)
    here = np.exp(opens) * own[:, 0]
    for at in range(steps):
        if at:
            here = (forward[at - 1] @ step) * own[:, at]
        scale[at] = here.sum(axis=1) + 1e-30
        forward[at] = here / scale[at][:, None]
    node = np.zeros_like(scores)
    edge = np.zeros((size, size), np.float32)
    behind = np.zeros((pages, size), np.float32)
    last = lengths - 1
    for at in range(steps - 1, -1, -1):
        here = np.where((last == at)[:, None], np.exp(closes), 0).astype(np.float32)
        ahead = np.zeros_like(behind)
        if at + 1 < steps:
            ahead = own[:, at + 1] * behind / scale[at + 1][:, None] * (last > at)[:, None]
            here += ahead @ step.T
        behind = here
        both = forward[at] * here
        total = both.sum(axis=1) + 1e-30
        node[:, at] = np.where((last >= at)[:, None], both / total[:, None], 0)
        edge += (forward[at] * ((last > at) * weights / total)[:, None]).T.astype(np.float32) @ ahead * step
    return node, edge
