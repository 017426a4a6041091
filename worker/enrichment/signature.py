"""The bands of a text: MinHash over five-character shingles of its body; what two of them say: ``same_story``.

Headings and punctuation take no part, because reprints change them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from worker.enrichment.same_story import BANDS, ROWS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_SHINGLE = 5
_MINIMA = BANDS * ROWS
_BIN_SHIFT = 32 - 6  # log2(_MINIMA)
_EMPTY = 1 << _BIN_SHIFT
_SHORTEST = 40  # characters; shorter texts share formulas (责任编辑, weather) rather than stories
_BYTES = 5  # of a band with its number
_WORDLIKE = 0x3400  # code points below are letters and digits or else dropped


def signature(body: str) -> tuple[str, ...]:
    """Return the bands of a folded body as hex strings, none for a text too short to tell.

    Args:
        body: Folded text.
    """
    return signatures([body])[0]


def signatures(bodies: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the signature of each of several folded bodies; taken together they cost a fraction."""
    codes = np.frombuffer("".join(bodies).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    small = (codes - ord("a") < 26) | (codes - ord("0") < 10)  # noqa: PLR2004 - unsigned: below wraps to huge
    kept = np.flatnonzero(small | ((codes >= _WORDLIKE) & (codes < 0xA000)))  # noqa: PLR2004 - Han
    lengths = np.array([len(body) for body in bodies])
    owner = np.repeat(np.arange(len(bodies)), lengths)[kept]
    told = np.bincount(owner, minlength=len(bodies)) >= _SHORTEST
    codes = codes[kept]
    count = max(len(codes) - _SHINGLE + 1, 0)
    shingles = np.zeros(count, dtype=np.uint32)
    for offset in range(_SHINGLE):
        shingles = (shingles * np.uint32(0x01000193)) ^ codes[offset : offset + count]
    inside = owner[:count] == owner[_SHINGLE - 1 :]  # a shingle lies in one body
    owner, hashed = owner[:count][inside], _mixed(shingles[inside])
    # One permutation: the high bits choose which of the minima a shingle competes for, the rest is its value.
    minima = np.full(len(bodies) * _MINIMA, _EMPTY, dtype=np.uint32)
    np.minimum.at(minima, owner * _MINIMA + (hashed >> np.uint32(_BIN_SHIFT)), hashed & np.uint32(_EMPTY - 1))
    minima[np.repeat(~told, _MINIMA)] = 0  # nothing to fill there
    pairs = _filled(minima).reshape(len(bodies), BANDS, ROWS)
    bands = _mixed(pairs[:, :, 0] * np.uint32(0x9E3779B1) ^ pairs[:, :, 1])
    # The band's number in one byte, its value in four.
    numbered = np.empty((*bands.shape, _BYTES), dtype=np.uint8)
    numbered[:, :, 0] = np.arange(BANDS)
    numbered[:, :, 1:] = bands.astype(">u4").view(np.uint8).reshape(*bands.shape, _BYTES - 1)
    return [_written(row.tobytes().hex()) if tell else () for row, tell in zip(numbered, told.tolist(), strict=True)]


def _written(digits: str) -> tuple[str, ...]:
    """Return the bands of a text, whose digits follow one another."""
    return tuple([digits[at : at + 2 * _BYTES] for at in range(0, len(digits), 2 * _BYTES)])


def _filled(minima: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Give each minimum no shingle reached that of a bin chosen for it, the same in every text (densification)."""
    empty = np.flatnonzero(minima == _EMPTY)
    if not len(empty):
        return minima
    filled = minima.copy()
    for attempt in range(1, 64):
        own = empty % _MINIMA
        mixed = _mixed(own.astype(np.uint32) * np.uint32(0x9E3779B1) + np.uint32(attempt))
        chosen = empty - own + (mixed >> np.uint32(_BIN_SHIFT))
        filled[empty] = minima[chosen]
        empty = empty[minima[chosen] == _EMPTY]
        if not len(empty):
            break
    return filled


def _mixed(values: NDArray[np.uint32]) -> NDArray[np.uint32]:
    values = (values ^ (values >> np.uint32(16))) * np.uint32(0x7FEB352D)
    values = (values ^ (values >> np.uint32(15))) * np.uint32(0x846CA68B)
    mixed: NDArray[np.uint32] = values ^ (values >> np.uint32(16))
    return mixed
