"""Which signs texts hold, and where, asked of many texts at once.

A sign is a pair of letters (公园, 路口), or how the words of a long list begin. A text has few of them, and looking for
each sign in each text, or trying a pattern at each letter, costs more than what is then done with what was found. Here
the letters of all texts are looked up in one table, a pair at a time, in arrays: what a text does not hold is not
looked for at all, and a pattern is tried where its sign stands.
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


class Signs(NamedTuple):
    """The signs of a text: the bits of all, where there is any, and the bits of those that stand there."""

    held: int
    places: list[int]
    bits: list[int]


class SignTable:
    """Signs that are sought together."""

    def __init__(self) -> None:
        self._signs: list[frozenset[str]] = []
        self._made: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]] | None = None

    def sign(self, words: Iterable[str]) -> int:
        """Return the bit of a sign: that one of some words begins, as far as its first two letters tell.

        Call it when a module is loaded.

        Raises:
            ValueError: A word is empty or holds a line feed or a character beyond the first 65,535, or there are too
                many signs.
        """
        pairs = frozenset(word[:_PAIR] for word in words)
        known = all(letter != "\n" and ord(letter) < _POINTS - 1 for letter in "".join(pairs))
        if len(self._signs) == _MOST or "" in pairs or not known:
            raise ValueError(f"no sign can be made of {sorted(pairs)}")
        self._signs.append(pairs)
        self._made = None
        return 1 << (len(self._signs) - 1)

    def signs_in(self, texts: Sequence[str]) -> list[Signs]:
        """Return the signs of each text."""
        return [signs for batch in _batches(texts) for signs in self._of_batch(batch)]

    def held_by(self, texts: Sequence[str]) -> list[int]:
        """Return the bits of the signs of each text, which costs less than to tell where they stand."""
        held: list[int] = []
        for batch in _batches(texts):
            begins = [0, *itertools.accumulate(len(text) + 1 for text in batch[:-1])]
            held += np.bitwise_or.reduceat(self._told(batch), begins).tolist()
        return held

    def _of_batch(self, texts: Sequence[str]) -> Iterator[Signs]:
        told = self._told(texts)
        found = np.flatnonzero(told)
        ends = [*itertools.accumulate(len(text) + 1 for text in texts)]
        edges = [0, *found.searchsorted(ends).tolist()]
        places, bits = found.tolist(), told[found].tolist()
        for begin, (low, high) in zip([0, *ends], itertools.pairwise(edges), strict=False):
            own = bits[low:high]
            yield Signs(functools.reduce(operator.or_, own, 0), [at - begin for at in places[low:high]], own)

    def _told(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """Return the bits of the signs that begin at each character of texts, a line feed behind each."""
        first, second, table = self._tables()
        # No sign holds a line feed: so no pair is of two texts.
        letters = np.minimum(points("\n".join(texts) + "\n"), _POINTS - 1)
        rows = first.take(letters)
        rows[:-1] += second.take(letters[1:])
        told: NDArray[np.int64] = table.take(rows)
        return told

    def _tables(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
        """Return the row of each code point as the first of a pair, its place in one as the second, and the signs."""
        if self._made is None:
            self._made = _tables(self._signs)
        return self._made


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


def _tables(signs: Sequence[frozenset[str]]) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    firsts = sorted({word[0] for each in signs for word in each})
    seconds = sorted({word[1] for each in signs for word in each if len(word) == _PAIR})
    width = len(seconds) + 1
    first, second = np.zeros(_POINTS, dtype=np.int32), np.zeros(_POINTS, dtype=np.int32)
    first[[ord(letter) for letter in firsts]] = np.arange(1, len(firsts) + 1) * width
    second[[ord(letter) for letter in seconds]] = np.arange(1, width)
    table = np.zeros((len(firsts) + 1) * width, dtype=np.int64)
    for bit, each in enumerate(signs):
        for word in each:
            row = int(first[ord(word[0])])
            stands = row + int(second[ord(word[1])]) if len(word) == _PAIR else slice(row, row + width)
            table[stands] |= 1 << bit
    return first, second, table
