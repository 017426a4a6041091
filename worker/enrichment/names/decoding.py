"""The best names of each clause: exact decoding of the linear chain over the few spans that can be names at all.

Scores are relative to "outside", so a path through a clause is worth the sum of its names and of the steps into and out
of them. A name that lowers the worth of every path that holds it is in none of the best ones; what is left are a few
spans a clause, and the best set of them that do not overlap is found by going through their ends in order. That is the
Viterbi path without walking the characters, most of which are in no name.
"""

from __future__ import annotations

import bisect
import itertools
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from worker.enrichment.names.labels import BEGIN, END, INSIDE, OUTSIDE

_HOPELESS: Final = (
    -250
)  # weights (some 2.6 nats): a character that dislikes beginning or ending a name so much does neither
_BEYOND: Final = 1 << 24  # weights: more than any span is worth
_LONGEST: Final = 40  # characters of a name
# Pairs of a begin and an end: a batch of text has some thousand, a text of nothing but names has millions.
_PAIRS_AT_ONCE: Final = 1 << 17
_MOST_SPANS: Final = 256  # a clause; more are possible only in text made for it, and the best of them are taken


class Span(NamedTuple):
    """A name ``start`` to ``end`` of a kind (index of ``labels.KINDS``); ``score`` is the sum over its characters."""

    start: int
    end: int
    kind: int
    score: int


@dataclass(frozen=True, slots=True)
class Steps:
    """What a step from one label to the next is worth, less than what staying outside is: by kind.

    ``between[j][k]`` is from the end of kind j to the beginning of kind k, directly.
    """

    into: list[int]
    out: list[int]
    between: list[list[int]]
    begin_end: NDArray[np.int64]
    begin_inside: NDArray[np.int64]
    inside_inside: NDArray[np.int64]
    inside_end: NDArray[np.int64]

    @classmethod
    def of(cls, table: NDArray[np.int32]) -> Steps:
        """Return them out of the (COUNT, COUNT) weights of a label (column) after another (row)."""
        relative = table.astype(np.int64) - int(table[OUTSIDE, OUTSIDE])
        return cls(
            relative[OUTSIDE, BEGIN].tolist(),
            relative[END, OUTSIDE].tolist(),
            relative[np.ix_(END, BEGIN)].tolist(),
            relative[BEGIN, END],
            relative[BEGIN, INSIDE],
            relative[INSIDE, INSIDE],
            relative[INSIDE, END],
        )

    def around(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return for each kind the least and the most that the steps around a name can change a path by."""
        none = np.zeros((1, len(self.into)), dtype=np.int64)
        between, into, out = np.array(self.between), np.array([self.into]), np.array([self.out])
        before = np.concatenate([none, into, between - out.T])
        after = np.concatenate([none, out, (between - into).T])
        return before.min(axis=0) + after.min(axis=0), before.max(axis=0) + after.max(axis=0)

    def within(self) -> NDArray[np.int64]:
        """Return for each kind the most that the steps inside a name are worth beyond ``last - start`` steps on."""
        longer = self.begin_inside + self.inside_end - 2 * self.inside_inside
        within: NDArray[np.int64] = np.maximum(longer, self.begin_end - self.inside_inside)
        return within


def best_spans(scores: NDArray[np.int32], clauses: NDArray[np.int64], steps: Steps) -> list[Span]:
    """Return the names of the best path through each clause, in order.

    Args:
        scores: (COUNT, characters) relative to outside.
        clauses: Where each clause begins; the first at 0.
        steps: Of the model.
    """
    ends = np.append(clauses[1:], scores.shape[1])
    rows = _candidates(scores, clauses, steps)
    if not len(rows.T):
        return []
    clause, start, end, kind, _, worth = rows
    # What a candidate is worth as the only name of its clause.
    alone = worth + np.where(start > clauses[clause], np.array(steps.into)[kind], 0)
    alone += np.where(end < ends[clause], np.array(steps.out)[kind], 0)
    groups = np.flatnonzero(np.diff(clause, prepend=-1))
    best = np.maximum.reduceat(alone, groups)
    # Where all overlap, as in most clauses, the path holds one at most: the first of the best.
    overlap = np.maximum.reduceat(start, groups) < np.minimum.reduceat(end, groups)
    sizes = np.diff(groups, append=len(clause))
    is_best = np.flatnonzero(alone == np.repeat(best, sizes))
    chosen = is_best[is_best.searchsorted(groups)][overlap & (best > 0)]
    found = [Span(*row) for row in rows[1:5, chosen].T.tolist()]
    for group in np.flatnonzero(~overlap).tolist():
        first = int(groups[group])
        candidates = rows[:, first : first + int(sizes[group])].T.tolist()
        number = candidates[0][0]
        found += _best_path(candidates, int(clauses[number]), int(ends[number]), steps)
    found.sort()
    return found


def _candidates(scores: NDArray[np.int32], clauses: NDArray[np.int64], steps: Steps) -> NDArray[np.int64]:
    """Return each span that may be in a best path, a column each, by end: clause, start, end, kind, score, worth.

    The worth is the score and the steps inside.
    """
    count = scores.shape[1]
    begin, inside, end = (scores[labels].ravel() for labels in (BEGIN, INSIDE, END))  # the kinds laid end to end
    before = np.zeros(len(inside) + 1, dtype=np.int64)
    np.cumsum(inside, out=before[1:])
    lengths = np.diff(clauses, append=count)
    clause_of = np.repeat(np.arange(len(clauses)), lengths)
    least, most = steps.around()
    starts = np.flatnonzero(begin > _HOPELESS)
    can_end = end > _HOPELESS
    lasts = np.flatnonzero(can_end)
    ended = np.cumsum(can_end)
    kinds = _kinds(starts, count)
    # A begin is paired with each end after it in its clause.
    low = ended[starts]
    limit = np.minimum((clauses + lengths)[clause_of[starts - kinds * count]] + kinds * count, starts + _LONGEST)
    many = ended[limit - 1] - low
    # But most begins make a name of worth with none of them: what an end can bring at most is seen without pairing.
    opening = begin[starts] - before[starts + 1] - starts * steps.inside_inside[kinds] + (steps.within() + most)[kinds]
    closing = before[lasts] + end[lasts] + lasts * steps.inside_inside[_kinds(lasts, count)]
    edges = np.array((low, low + many)).T.ravel()
    best = np.maximum.reduceat(np.append(closing, 0), edges)[::2] if len(edges) else closing[:0]
    hopeful = np.flatnonzero((many > 0) & (opening + best > 0))
    starts, kinds, low, many = starts[hopeful], kinds[hopeful], low[hopeful], many[hopeful]
    parts = []
    for part in _parts(many):
        chosen = np.repeat(np.arange(part.start, part.stop), many[part])
        before_each = np.repeat(low[part] - (np.cumsum(many[part]) - many[part]), many[part])
        last = lasts[np.arange(len(chosen)) + before_each]
        first, kind = starts[chosen], kinds[chosen]
        score = begin[first] + before[last] - before[first + 1] + end[last]
        between = last - first - 1
        longer = steps.begin_inside[kind] + steps.inside_end[kind] + (between - 1) * steps.inside_inside[kind]
        worth = score + np.where(between == 0, steps.begin_end[kind], longer)
        kept = np.flatnonzero(worth + most[kind] > 0)
        kind = kind[kept]
        parts.append(np.array((first[kept] - kind * count, last[kept] - kind * count, kind, score[kept], worth[kept])))
    first, last, kind, score, worth = np.concatenate(parts, axis=1)
    low, high = worth + least[kind], worth + most[kind]
    order = np.lexsort((last, first))
    order = order[_not_beaten(first[order], low[order], high[order])]
    order = order[np.lexsort((-first[order], last[order]))]
    order = order[_not_beaten(last[order], low[order], high[order])]
    clause = clause_of[first]
    order = _capped(order, clause, worth)
    return np.array((clause, first, last + 1, kind, score, worth))[:, order]


def _kinds(places: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Return the kind of each place where the kinds are laid end to end, ``count`` characters each."""
    return (places >= count).astype(np.int64) + (places >= 2 * count)


def _parts(many: NDArray[np.int64]) -> list[slice]:
    """Return the begins, which have so many ends each, in parts of ``_PAIRS_AT_ONCE`` pairs or little more."""
    pairs = np.cumsum(many)
    total = int(pairs[-1]) if len(pairs) else 0
    edges = [0, *pairs.searchsorted(range(_PAIRS_AT_ONCE, total, _PAIRS_AT_ONCE)).tolist(), len(many)]
    return [slice(*edge) for edge in itertools.pairwise(edges)]


def _not_beaten(group: NDArray[np.int64], low: NDArray[np.int64], high: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which spans may stand in a best path, in rows where each group goes from short spans to long ones.

    A long span that can never be worth what a short one inside it always is would be exchanged for the short one.
    """
    lift = (group - group[:1]).astype(np.int64) * _BEYOND  # so that a running maximum begins anew with each group
    beaten: NDArray[np.bool_] = np.maximum.accumulate(low + lift) - lift <= high
    return beaten


def _capped(order: NDArray[np.int64], clause: NDArray[np.int64], worth: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return ``order`` without what is beyond ``_MOST_SPANS`` in a clause, the worthiest kept."""
    counts = np.bincount(clause[order], minlength=1)
    if counts.max() <= _MOST_SPANS:
        return order
    ranked = order[np.lexsort((-worth[order], clause[order]))]
    rank = np.arange(len(ranked)) - np.repeat(np.cumsum(counts) - counts, counts)
    kept = np.zeros(len(clause), dtype=np.bool_)
    kept[ranked[rank < _MOST_SPANS]] = True
    capped: NDArray[np.int64] = order[kept[order]]
    return capped


def _best_path(candidates: list[list[int]], first: int, clause_end: int, steps: Steps) -> list[Span]:
    """Return the names of the best path through the clause ``first`` to ``clause_end``; rows of ``_candidates``."""
    into, out, between = steps.into, steps.out, steps.between
    # Worth of the best path to the end of each candidate, and the candidate before it in that path.
    totals: list[int] = []
    back: list[int] = []
    ending: dict[int, list[int]] = {}
    # Worth of the best path that is outside from a character on, and its last name.
    closed_at, closed = [first], [(0, -1)]
    for number, (_, start, end, kind, _, worth) in enumerate(candidates):
        best, came = 0, -1
        if start > first:
            best, came = closed[bisect.bisect_left(closed_at, start) - 1]
            best += into[kind]
            for other in ending.get(start, ()):
                adjacent = totals[other] + between[candidates[other][3]][kind]
                if adjacent > best:
                    best, came = adjacent, other
        total = best + worth
        totals.append(total)
        back.append(came)
        ending.setdefault(end, []).append(number)
        if end < clause_end:
            total += out[kind]
        if total > closed[-1][0]:
            closed_at.append(end)
            closed.append((total, number))
    path: list[Span] = []
    at = closed[-1][1]
    while at >= 0:
        path.append(Span(*candidates[at][1:5]))
        at = back[at]
    return path[::-1]
