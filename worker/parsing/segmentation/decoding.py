"""How probable each label of a sequence is, by forward-backward, and the best labels, by the Viterbi algorithm."""

from __future__ import annotations

import math
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ROUNDED: Final = 0.1  # nats: more than what sums of single precision are off by
_MOST_OFF: Final = 40.0  # nats that what is handed from piece to piece may grow or shrink by before it is scaled
_FEW: Final = 8  # labels a piece, on the average, that are gone through one by one


class Shares(NamedTuple):
    """How probable the labels of a sequence are.

    Attributes:
        each: How probable each label (column) is for each piece (row).
        whole: The logarithm of what all paths are worth together.
    """

    each: NDArray[np.float32]
    whole: float


def marginals(scores: NDArray[np.float32], follows: NDArray[np.float32]) -> Shares:
    """Return how probable each label is for each piece.

    What goes from piece to piece is scaled only every few pieces: a piece adds no more to it than the highest
    transition and the number of labels allow, and takes no more than the lowest transition does.
    """
    size, count = scores.shape
    if not size:
        return Shares(scores, 0.0)
    highest = scores.max(axis=1, keepdims=True)
    own = np.exp(scores - highest)
    step = np.exp(follows)
    each_step = max(-float(follows.min()), float(follows.max()) + math.log(count), 1.0)
    stretch = max(1, int(_MOST_OFF / each_step))
    times, multiply, add_up = np.dot, np.multiply, np.add.reduce
    ahead = np.empty_like(own)  # what the pieces from the first to here are worth, by the label here
    behind = np.empty_like(own)  # and those below here
    whole = float(highest.sum())
    rows, aheads, behinds = list(own), list(ahead), list(behind)  # a row is asked for many times
    here = aheads[0]
    here[:] = rows[0]
    for index in range(1, size):
        below = aheads[index]
        times(here, step, below)
        multiply(below, rows[index], below)
        here = below
        if not index % stretch:
            total = float(add_up(here))
            here /= total
            whole += math.log(total)
    whole += math.log(float(add_up(here)))
    here = behinds[-1]
    here[:] = 1
    passed = np.empty_like(here)
    for index in range(size - 2, -1, -1):
        multiply(rows[index + 1], here, passed)
        here = behinds[index]
        times(step, passed, here)
        if not index % stretch:
            here /= float(add_up(here))
    each = ahead.astype(np.float64)
    each *= behind
    each /= each.sum(axis=1, keepdims=True)
    return Shares(each.astype(np.float32), whole)


def best_path(scores: NDArray[np.float32], follows: NDArray[np.float32], shares: Shares | None = None) -> list[int]:
    """Return the labels (as columns) whose scores and transitions are worth most together.

    No path is more probable than each of its labels, and the best one is no less probable than that of the labels
    that are most probable each: a label that is less probable than that path is not on the best one. Where ``shares``
    leave few labels a piece, those are all that is looked at: mostly one or two.
    """
    if shares is None or not len(scores):
        return _searched(scores, follows)
    likely = shares.each.argmax(axis=1)
    worth = float(scores[np.arange(len(likely)), likely].sum(dtype=np.float64))
    worth += float(follows[likely[:-1], likely[1:]].sum(dtype=np.float64))
    left = shares.each >= math.exp(min(0.0, worth - shares.whole) - _ROUNDED)
    rows, columns = left.nonzero()
    if len(rows) > _FEW * len(scores):
        return _searched(scores, follows)
    return _gone_through(rows.tolist(), columns.tolist(), scores[left].tolist(), follows)


def _gone_through(rows: list[int], columns: list[int], own: list[float], follows: NDArray[np.float32]) -> list[int]:
    """Return the best path through the labels that are left: the piece of each, its column and its score."""
    going: list[tuple[int, float]] = []  # the labels of the piece above, and what each is worth at best up to there
    path: list[dict[int, int]] = []  # for the labels of a piece the best label above it
    step = follows.item
    at, count = 0, len(rows)
    while at < count:
        piece = rows[at]
        here: list[tuple[int, float]] = []
        ways: dict[int, int] = {}
        while at < count and rows[at] == piece:
            column = columns[at]
            above, best = -1, 0.0
            for label, before in going:
                worth = before + float(step(label, column))
                if above < 0 or worth > best or (worth == best and label > above):
                    above, best = label, worth
            here.append((column, best + own[at]))
            ways[column] = above
            at += 1
        going = here
        path.append(ways)
    state = max(going, key=itemgetter(1))[0]
    found = [state]
    for ways in path[:0:-1]:
        state = ways[state]
        found.append(state)
    return found[::-1]


def _searched(scores: NDArray[np.float32], follows: NDArray[np.float32]) -> list[int]:
    """Return the best path, all labels gone through.

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
