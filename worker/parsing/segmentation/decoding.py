"""The best labels of a sequence by the Viterbi algorithm, and how probable each is by forward-backward."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def best_path(scores: NDArray[np.float32], follows: NDArray[np.float32]) -> list[int]:
    """Return the labels (as columns) whose scores and transitions are worth most together."""
    if not len(scores):
        return []
    best = scores[0]
    backs: list[NDArray[np.uint8]] = []  # labels are some ninety
    leads = np.ascontiguousarray(follows.T)  # by row, the label that follows: rows are searched faster than columns
    columns = np.arange(len(best))
    for own in scores[1:]:
        ways = leads + best
        back = ways.argmax(axis=1)
        best = ways[columns, back] + own
        backs.append(back.astype(np.uint8))
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
    here = own[0] / own[0].sum()
    forward[0] = here
    for index in range(1, size):
        here = (here @ step) * own[index]
        here /= here.sum()
        forward[index] = here
    backward = np.ones(own.shape[1], np.float32)
    for index in range(size - 2, -1, -1):
        backward = step @ (own[index + 1] * backward)
        backward /= backward.sum()
        forward[index] *= backward
    shares = forward / forward.sum(axis=1, keepdims=True)
    return np.asarray(shares, np.float32)
