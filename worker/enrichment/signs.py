"""Which signs of rules a text holds, and where, asked of many texts at once.

Most rules for names begin with a sign: a pair of letters (公园, 路口), or how the words of a long list begin. A text
has few of them, and looking for each sign in each text, or trying a pattern at each letter, cost more than the rules
did. Here the letters of all texts are looked up in one table, a pair at a time, in arrays: what a text does not hold is
not looked for at all, and a pattern is tried where its sign stands.
"""

from __future__ import annotations

import functools
import itertools
import operator
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from worker.folding.arrays import points

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

_POINTS: Final = 0x10000  # code points told apart; all beyond are taken for one, which is in no sign
_AT_ONCE: Final = 32_768  # characters: enough to make array calls cheap, and a bound on memory
_MOST: Final = 63  # signs that one whole number tells of
_PAIR: Final = 2

_signs: list[frozenset[str]] = []


class Signs(NamedTuple):
    """The signs of a text: the bits of all, where there is any, and the bits of those that stand there."""

    held: int
    places: list[int]
    bits: list[int]


def sign(words: Iterable[str]) -> int:
    """Return the bit of a sign: that one of some words begins, as far as its first two letters tell.

    Call it when a module is loaded.

    Raises:
        ValueError: A word is empty or holds a line feed or a character beyond the first 65,535, or there are too many
            signs.
    """
    pairs = frozenset(word[:_PAIR] for word in words)
    known = all(letter != "\n" and ord(letter) < _POINTS - 1 for letter in "".join(pairs))
    if len(_signs) == _MOST or "" in pairs or not known:
        raise ValueError(f"no sign can be made of {sorted(pairs)}")
    _signs.append(pairs)
    return 1 << (len(_signs) - 1)


def signs_in(texts: Sequence[str]) -> list[Signs]:
    """Return the signs of each text."""
    return [signs for batch in _batches(texts) for signs in _of_batch(batch)]


def matches_at(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield what ``pattern.finditer(text)`` does, given at least all places, in order, where a match can begin."""
    end = 0
    for at in places:
        match = pattern.match(text, at) if at >= end else None
        if match:
            yield match
            end = match.end()


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= _AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _of_batch(texts: Sequence[str]) -> Iterator[Signs]:
    first, second, table = _tables(len(_signs))
    # A line feed behind each text, which no sign holds: so no pair is of two texts.
    letters = np.minimum(points("\n".join(texts) + "\n"), _POINTS - 1)
    rows = first.take(letters)
    rows[:-1] += second.take(letters[1:])
    told = table.take(rows)
    found = np.flatnonzero(told)
    ends = [*itertools.accumulate(len(text) + 1 for text in texts)]
    edges = [0, *found.searchsorted(ends).tolist()]
    places, bits = found.tolist(), told[found].tolist()
    for begin, (low, high) in zip([0, *ends], itertools.pairwise(edges), strict=False):
        own = bits[low:high]
        yield Signs(functools.reduce(operator.or_, own, 0), [at - begin for at in places[low:high]], own)


@functools.lru_cache(1)
def _tables(count: int) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    """Return the row of each code point as the first of a pair, its place in a row as the second, and the signs there.

    Args:
        count: Of the signs there are; with another one the tables are others.
    """
    pairs = _signs[:count]
    firsts = sorted({word[0] for each in pairs for word in each})
    seconds = sorted({word[1] for each in pairs for word in each if len(word) == _PAIR})
    width = len(seconds) + 1
    first, second = np.zeros(_POINTS, dtype=np.int32), np.zeros(_POINTS, dtype=np.int32)
    first[[ord(letter) for letter in firsts]] = np.arange(1, len(firsts) + 1) * width
    second[[ord(letter) for letter in seconds]] = np.arange(1, width)
    table = np.zeros((len(firsts) + 1) * width, dtype=np.int64)
    for bit, each in enumerate(pairs):
        for word in each:
            row = int(first[ord(word[0])])
            stands = row + int(second[ord(word[1])]) if len(word) == _PAIR else slice(row, row + width)
            table[stands] |= 1 << bit
    return first, second, table
