"""A linear-chain conditional random field in arrays: batches of clauses, AdaGrad, hashed features."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from worker.enrichment.names.labels import COUNT, allowed

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FORBIDDEN = np.float32(-30.0)


@dataclass
class Weights:
    """What is learned: a row of label weights for each feature, and the weight of each label after each other."""

    rows: NDArray[np.float32]
    steps: NDArray[np.float32]

    @classmethod
    def zeros(cls, size: int) -> Weights:
        """Return untrained weights."""
        return cls(np.zeros((size, COUNT), np.float32), np.where(allowed(), 0, _FORBIDDEN).astype(np.float32))


@dataclass
class Learner:
    """AdaGrad over batches.

    Attributes:
        rate: Learning rate.
        dropout: Share of feature occurrences hidden in a batch, so that no feature is relied on alone.
        shrink: L1 penalty per update of a row.
    """

    weights: Weights
    rate: float = 0.25
    dropout: float = 0.4
    shrink: float = 2e-4

    def __post_init__(self) -> None:
        self._row_squares = np.full_like(self.weights.rows, 1e-3)
        self._step_squares = np.full_like(self.weights.steps, 1e-3)

    def update(
        self,
        features: NDArray[np.int32],
        gold: NDArray[np.int8],
        lengths: NDArray[np.int64],
        known: NDArray[np.bool_],
        random: np.random.Generator,
    ) -> float:
        """Learn from one batch and return its negative log-likelihood.

        Args:
            features: (templates, characters) rows of the table, the clauses laid end to end.
            gold: The label of each character.
            lengths: Characters of each clause.
            known: Which rows may be learned (seen often enough).
            random: Source of the dropout.
        """
        weights = self.weights
        kept = (random.random(features.shape, dtype=np.float32) >= self.dropout) & known[features]
        slots, inverse = np.unique(features[kept], return_inverse=True)
        character = np.broadcast_to(np.arange(features.shape[1]), features.shape)[kept]
        local = weights.rows[slots]
        scores = np.empty((features.shape[1], COUNT), np.float32)
        for label in range(COUNT):
            scores[:, label] = np.bincount(character, weights=local[inverse, label], minlength=len(scores))
        scores /= 1 - self.dropout
        loss, node_error, step_error = gradients(scores, weights.steps, gold, lengths)
        gradient = np.empty_like(local)
        for label in range(COUNT):
            gradient[:, label] = np.bincount(inverse, weights=node_error[character, label], minlength=len(slots))
        squares = self._row_squares[slots] + gradient**2
        self._row_squares[slots] = squares
        pace = self.rate / np.sqrt(squares)
        local += pace * gradient
        local = np.sign(local) * np.maximum(np.abs(local) - self.shrink * pace, 0)
        weights.rows[slots] = local
        self._step_squares += step_error**2
        weights.steps += np.where(allowed(), self.rate / np.sqrt(self._step_squares) * step_error, 0)
        return loss


def gradients(
    scores: NDArray[np.float32], steps: NDArray[np.float32], gold: NDArray[np.int8], lengths: NDArray[np.int64]
) -> tuple[float, NDArray[np.float32], NDArray[np.float32]]:
    """Return loss and the gradient of the log-likelihood for node scores and transitions."""
    clauses, longest = len(lengths), int(lengths.max())
    order = np.repeat(np.arange(clauses), lengths)
    at = np.arange(len(scores)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    top = scores.max(axis=1, keepdims=True)
    nodes = np.ones((longest, clauses, COUNT), np.float32)
    nodes[at, order] = np.exp(scores - top)
    inside = np.zeros((longest, clauses), np.float32)
    inside[at, order] = 1
    moves = np.exp(steps)
    first, last = _ends()
    forward = np.empty_like(nodes)
    scale = np.ones((longest, clauses), np.float32)
    current = nodes[0] * first
    for step in range(longest):
        if step:
            moved = (current @ moves) * nodes[step]
            current = np.where(inside[step][:, None] > 0, moved, current)
        total = current.sum(axis=1)
        scale[step] = np.where(inside[step] > 0, total, 1)
        current = current / scale[step][:, None]
        forward[step] = current
    backward = np.empty_like(nodes)
    current = np.broadcast_to(last, (clauses, COUNT)).astype(np.float32)
    backward[-1] = current
    for step in range(longest - 2, -1, -1):
        # a clause that ended keeps its closing vector until its own last character is reached
        carried = ((nodes[step + 1] * current) @ moves.T) / scale[step + 1][:, None]
        current = np.where(inside[step + 1][:, None] > 0, carried, current)
        backward[step] = current
    ending = (forward[-1] * last).sum(axis=1)
    marginal = forward * backward / ending[None, :, None]
    node_error = -marginal[at, order]
    node_error[np.arange(len(scores)), gold] += 1
    weighted = np.zeros_like(steps)
    for step in range(1, longest):
        ahead = nodes[step] * backward[step] * (inside[step] / scale[step] / ending)[:, None]
        weighted += moves * (forward[step - 1].T @ ahead)
    step_error = -weighted
    starts = at == 0
    follow = np.flatnonzero(~starts)
    np.add.at(step_error, (gold[follow - 1], gold[follow]), 1)
    gold_score = scores[np.arange(len(scores)), gold].sum() + steps[gold[follow - 1], gold[follow]].sum()
    log_total = np.log(scale).sum() + top.sum() + np.log(ending).sum()
    return float(log_total - gold_score), node_error, step_error


def _ends() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return which labels may begin and which may end a clause, as 0 and 1."""
    table = allowed()
    return table[0].astype(np.float32), table[:, 0].astype(np.float32)
