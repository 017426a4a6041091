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

VERSION = 3
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


class _WordKeys:
    """Keys of the words met so far: row 0 of ``table`` is no word; starts afresh when full. A cache, nothing else."""

    def __init__(self) -> None:
        self.table = np.zeros((_CACHED_WORDS, 3), dtype=np.uint32)
        self._rows: dict[tuple[str, str], int] = {}

    def rows(self, words: Sequence[tuple[str, str]]) -> list[int]:
        """Return the row of each word."""
        if len(self._rows) + len(words) >= _CACHED_WORDS:
            self._rows.clear()
            if len(words) >= _CACHED_WORDS:
                raise ValueError("too many words at once")
        known = self._rows
        return [known.get(pair) or self._add(pair) for pair in words]

    def _add(self, pair: tuple[str, str]) -> int:
        row = len(self._rows) + 1
        self.table[row] = _word_keys(*pair)
        self._rows[pair] = row
        return row


_KEYS = _WordKeys()


def _word_keys(word: str, tag: str) -> tuple[int, int, int]:
    """Return the keys of a word, of its tag with its length, and of its last two characters."""
    if word == "\n":
        return 0, 0, 0  # the edge of a line is the edge of the text
    length = min(len(word), _LONGEST)
    if word[0].isdigit():
        return 1, zlib.crc32(f"#{length}".encode()), 1
    encoded = word.encode("utf-8", "surrogatepass")
    return (
        zlib.crc32(encoded),
        zlib.crc32(f"{tag}{length}".encode()),
        zlib.crc32(word[-2:].encode("utf-8", "surrogatepass")),
    )


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

    words = view.words
    lengths = np.array([len(word) for word, _ in words], dtype=np.int32)
    keys = _KEYS.table[[0, *_KEYS.rows(words), 0]]
    index = np.repeat(np.arange(1, len(words) + 1, dtype=np.int32), lengths)
    ends = np.cumsum(lengths, dtype=np.int32)
    at = np.arange(count, dtype=np.int32)
    position = at - (ends - lengths)[index - 1]
    to_end = ends[index - 1] - 1 - at
    place = (np.minimum(position, 2) + 3 * np.minimum(to_end, 2)).astype(np.uint32)
    words_here, tags_here, tails_here = (np.ascontiguousarray(column) for column in keys.T)
    word, tag, tail = words_here[index], tags_here[index], tails_here[index]
    word_before, tag_before, tail_before = words_here[index - 1], tags_here[index - 1], tails_here[index - 1]
    word_after, tag_after = words_here[index + 1], tags_here[index + 1]

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
        np.add(template, np.uint32(number * 0x61C88647 & 0xFFFFFFFF), out=rows[number])
    rows ^= rows >> np.uint32(16)
    rows *= np.uint32(_ROW)
    rows >>= np.uint32(32 - TABLE_BITS)
    return rows.view(np.int32)
