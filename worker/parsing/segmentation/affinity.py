"""Which text does a headline belong to? It repeats words of its own body, so count them above and below it."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

import numpy as np

from worker.folding.arrays import letters_and_digits, points

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from worker.parsing.layout.lines import Line

_WINDOW: Final = 420  # characters
_BITS, _PLACE_BITS = 21, 22  # of a code point, and of a place in the characters that are looked at together
_PLACES: Final = (1 << _PLACE_BITS) - 1
_TOGETHER: Final = 1 << 20  # characters
_SPREAD: Final = 31421


def affinities(lines: Sequence[Line], asked: Sequence[int]) -> dict[int, tuple[float, float]]:
    """Return the share of a line's character pairs found in the text above and below it, 0 to 1 each.

    Args:
        lines: Of a page.
        asked: The indices of the lines that are asked for, in order.
    """
    text = "\n".join(line.folded for line in lines)
    ends = [*accumulate(len(line.folded) + 1 for line in lines)]  # behind the line feed
    spans = [(ends[index - 1] if index else 0, ends[index]) for index in asked]
    found: list[tuple[float, float]] = []
    for together in _stretches(spans):
        first = max(0, together[0][0] - _WINDOW)
        last = together[-1][1] + _WINDOW
        found += _shares(text[first:last], np.array(together, np.int64) - first)
    return dict(zip(asked, found, strict=True))


def _stretches(spans: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    together: list[tuple[int, int]] = []
    for span in spans:
        if together and span[1] - together[0][0] > _TOGETHER:
            yield together
            together = []
        together.append(span)
    if together:
        yield together


def _shares(text: str, spans: NDArray[np.int64]) -> list[tuple[float, float]]:
    """Return the shares of the lines that stand at ``spans``.

    The pairs are sorted by their characters, then by place: what stands before a line's first pair of some characters
    is the nearest such pair above the line, what stands behind its last one the nearest below.
    """
    starts, ends = spans.T
    sizes = np.maximum(ends - starts - 2, 0)  # pairs: a line is ended by a line feed
    numbers = np.repeat(np.arange(len(spans)), sizes)
    own = np.arange(len(numbers)) + np.repeat(starts - sizes.cumsum() + sizes, sizes)
    codes = points(text)
    places = _that_may_be_again(codes, own)
    first, second = codes[places].astype(np.uint64), codes[places + 1].astype(np.uint64)
    keys = first << np.uint64(_BITS + _PLACE_BITS) | second << np.uint64(_PLACE_BITS) | places.astype(np.uint64)
    keys = keys[letters_and_digits(first) & letters_and_digits(second)]
    keys.sort()
    places = (keys & np.uint64(_PLACES)).astype(np.int64)
    signs = keys >> np.uint64(_PLACE_BITS)
    line_of = np.full(len(text), -1, np.int64)  # the line, of those asked for, that a pair stands in
    line_of[own] = numbers
    line = line_of[places]
    again = np.zeros(len(keys) + 1, np.bool_)  # the same characters as those before
    np.equal(signs[1:], signs[:-1], out=again[1:-1])
    within = again.copy()  # in the same line as well
    within[1:-1] &= line[1:] == line[:-1]
    asked = line >= 0
    opening, closing = asked & ~within[:-1], asked & ~within[1:]
    above = opening & again[:-1]
    above[1:] &= places[:-1] >= (starts - _WINDOW)[line[1:]]
    below = closing & again[1:]
    below[:-1] &= places[1:] + 1 < (ends + _WINDOW)[line[:-1]]
    pairs = np.bincount(line[opening], minlength=len(spans))
    shares = [np.bincount(line[side], minlength=len(spans)) / np.maximum(pairs, 1) for side in (above, below)]
    return list(zip(*(share.tolist() for share in shares), strict=True))


def _that_may_be_again(codes: NDArray[np.uint32], own: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the places of all pairs that are those at ``own`` or look like them: to sort all takes too long."""
    low = codes.astype(np.uint16)
    looks = low[:-1] * np.uint16(_SPREAD) + low[1:]
    wanted = np.zeros(1 << 16, np.bool_)
    wanted[looks[own]] = True
    return np.flatnonzero(wanted[looks])


def pairs_of(folded: str) -> set[str]:
    """Return the pairs of neighbouring characters, punctuation and white space apart."""
    return {pair for at in range(len(folded) - 1) if (pair := folded[at : at + 2]).isalnum()}
