"""What the name tagger sees of each character: hashed features, computed for a whole article in arrays.

A feature is a 32-bit key (which template, which characters or words) folded into ``TABLE_BITS`` bits: a row of the
model's weight table. Training and tagging share this module, so a change here asks for a new model (``VERSION``).
"""

from __future__ import annotations

import functools
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from worker.enrichment.lexicons import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Keys = NDArray[np.uint32]

VERSION = 2
TABLE_BITS = 20
MARGIN = 2  # characters of context on each side

_ROW = 0x9E3779B1  # Fibonacci hashing: the high bits of the product are well mixed
_MIX = 0x85EBCA6B
_CACHED_WORDS = 1 << 16
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Compact:
    """Text without its spaces, the words over it, and the way back.

    Attributes:
        text: The characters that are not spaces; line feeds stay.
        words: (word, tag) pairs that concatenate to ``text``.
        offsets: Offset of each character in the text it was made of.
        parted: True where a space stood before the character.
    """

    text: str
    words: Sequence[tuple[str, str]]
    offsets: NDArray[np.int32]
    parted: NDArray[np.bool_]


def compact(text: str, tagged: Sequence[tuple[str, str]]) -> Compact:
    """Drop the spaces, so that a name set wide (唐 敏) and a name set close are the same to the tagger."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kept = (codes != ord(" ")) & (codes != ord("\t")) & (codes != 0x3000)  # noqa: PLR2004 - ideographic space
    offsets = np.flatnonzero(kept).astype(np.int32)
    parted = np.diff(offsets, prepend=np.int32(-1)) > 1
    words = [pair for pair in tagged if not pair[0].isspace() or pair[0] == "\n"]
    if len(offsets) == len(text):
        return Compact(text, words, offsets, parted)
    return Compact("".join(word for word, _ in words), words, offsets, parted)


@functools.lru_cache(_CACHED_WORDS)
def _word_keys(word: str, tag: str) -> tuple[int, int, int]:
    """Return the keys of a word, of its tag with its length, and of its last two characters."""
    if word == "\n":
        return 0, 0, 0  # the edge of a line is the edge of the text
    length = min(len(word), _LONGEST)
    if word[0].isdigit():
        return 1, zlib.crc32(f"#{length}".encode()), 1
    return zlib.crc32(word.encode()), zlib.crc32(f"{tag}{length}".encode()), zlib.crc32(word[-2:].encode())


@functools.cache
def _surnames() -> NDArray[np.uint32]:
    flags = np.zeros(0x10000, dtype=np.uint32)
    for name in lexicon("surnames"):
        if len(name) == 1:
            flags[ord(name)] = 1
    for char in lexicon("transliteration"):
        flags[ord(char)] += 2
    return flags


def feature_rows(view: Compact) -> NDArray[np.int32]:
    """Return the rows of the weight table that speak for each character, one line a feature template."""
    count = len(view.text)
    codes = np.frombuffer(view.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    flags = _surnames()[np.minimum(codes, 0xFFFF)]
    codes = np.where((codes >= ord("0")) & (codes <= ord("9")), np.uint32(ord("0")), codes)
    codes = np.where((codes >= ord("a")) & (codes <= ord("z")), np.uint32(ord("a")), codes)
    codes = np.where(codes == ord("\n"), np.uint32(0), codes)
    padded = np.zeros(count + 2 * MARGIN, dtype=np.uint32)
    padded[MARGIN:-MARGIN] = codes
    before2, before, here, after, after2 = (padded[at : at + count] for at in range(5))
    kinds = np.zeros(count + 2 * MARGIN, dtype=np.uint32)
    kinds[MARGIN:-MARGIN] = flags
    kind_before, kind, kind_after, kind_after2 = (kinds[at : at + count] for at in range(1, 5))
    kind_window = kind_before + kind * 4 + kind_after * 16 + kind_after2 * 64

    lengths = np.fromiter((len(word) for word, _ in view.words), dtype=np.int64, count=len(view.words))
    keys = np.array([(0, 0, 0), *(_word_keys(*pair) for pair in view.words), (0, 0, 0)], dtype=np.uint32)
    index = np.repeat(np.arange(1, len(view.words) + 1), lengths)
    ends = np.cumsum(lengths)
    position = np.arange(count) - (ends - lengths)[index - 1]
    to_end = ends[index - 1] - 1 - np.arange(count)
    place = (np.minimum(position, 2) + 3 * np.minimum(to_end, 2)).astype(np.uint32)
    word, tag, tail = keys[index].T
    word_before, tag_before, tail_before = keys[index - 1].T
    word_after, tag_after, _ = keys[index + 1].T

    pair_before = before * _MIX + here
    pair_after = here * _MIX + after
    templates = (
        here,
        before,
        after,
        before2,
        after2,
        pair_before,
        pair_after,
        before2 * _MIX + before,
        after * _MIX + after2,
        before * _MIX + after,
        pair_before * _MIX + after,
        (before2 * _MIX + before) * _MIX + here,
        pair_after * _MIX + after2,
        kind_window,
        kind_window * _MIX + here,
        word * _MIX + place,
        tag * _MIX + place,
        word_before * _MIX + place,
        word_after * _MIX + place,
        (tag_before * _MIX + tag) * _MIX + place,
        (tag_after * _MIX + tag) * _MIX + place,
        (tail_before * _MIX + tag) * _MIX + place,
        (tail_before * _MIX + kind_window) * _MIX + place,
        (tag_before * _MIX + tag_after) * _MIX + (tail * _MIX + place),
    )
    rows = np.empty((len(templates), count), dtype=np.uint32)
    for number, template in enumerate(templates):
        np.multiply(template + np.uint32(number * 0x61C88647 & 0xFFFFFFFF), np.uint32(_ROW), out=rows[number])
    rows ^= rows >> np.uint32(15)
    rows *= np.uint32(_MIX)
    rows >>= np.uint32(32 - TABLE_BITS)
    return rows.view(np.int32)
