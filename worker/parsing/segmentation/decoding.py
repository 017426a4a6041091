"""The best labels of a sequence by the Viterbi algorithm, and how probable each is by forward-backward."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROUNDED = 0.1  # nats: more than what sums of single precision are off by


def best_path(scores: NDArray[np.float32], follows: NDArray[np.float32]) -> list[int]:
    """Return the labels (as columns) whose scores and transitions are worth most together.

    A label that is behind the best one by more than any two transitions differ cannot be on the best path: whatever
    comes next, the best one would do better there. Mostly two to five of the labels are left to go on from.
    """
    if not len(scores):
        return []
    behind = float(follows.max() - follows.min()) + _ROUNDED
    highest = np.maximum.reduce
    best = scores[0]
    left: list[NDArray[np.intp]] = []  # labels that may be gone on from, piece by piece
    worth: list[NDArray[np.float32]] = []  # what each of them is worth at best, up to that piece
    for own in scores[1:]:
        (going,) = (best >= highest(best) - behind).nonzero()
        here = best[going]
        left.append(going)
        worth.append(here)
        if len(going) == 1:
            best = follows[going[0]] + here
        else:
            ways = follows.take(going, axis=0)
            ways += here[:, None]
            best = highest(ways, axis=0)
        best += own
    state = int(best.argmax())
    path = [state]
    for going, here in zip(reversed(left), reversed(worth), strict=True):
        way = 0 if len(going) == 1 else (follows[going, state] + here).argmax()
        state = int(going[way])
        path.append(state)
    return path[::-1]


def marginals(scores: NDArray[np.float32], follows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how probable each label (column) is for each piece (row)."""
    size = len(scores)
    if not size:
        return scores
    total, times = np.add.reduce, np.dot
    own = np.exp(scores - scores.max(axis=1, keepdims=True))
    step = np.exp(follows)
    shares = np.empty_like(own)
    here = own[0] / total(own[0])
    shares[0] = here
    for index in range(1, size):
        ahead = shares[index]
        times(here, step, out=ahead)
        ahead *= own[index]
        ahead /= total(ahead)
        here = ahead
    backward = np.ones(own.shape[1], np.float32)
    below = np.empty_like(backward)
    for index in range(size - 2, -1, -1):
        np.multiply(own[index + 1], backward, out=below)
        times(step, below, out=backward)
        backward /= total(backward)
        shares[index] *= backward
    shares /= shares.sum(axis=1, keepdims=True)
    return np.asarray(shares, np.float32)
