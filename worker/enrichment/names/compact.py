"""Texts as the name tagger reads them: laid end to end, without their spaces, with the words over them."""

from __future__ import annotations

import itertools
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MARGIN = 2  # characters of context on each side
_EDGE = "\n" * MARGIN
_EDGE_WORDS = [("\n", "x")] * MARGIN
_CACHED_WORDS = 1 << 16
_WORDS_AT_ONCE = _CACHED_WORDS // 2
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Compact:
    """Texts without their spaces, line feeds around each; so a name set wide (唐 敏) and one set close are the same.

    Attributes:
        text: The characters that are not spaces; line feeds stay.
        codes: Their code points.
        parted: True where a space stood before the character.
        keys: What the words over ``text`` are to the features: word, tag with length, and last two characters of each.
        lengths: Characters of each word.
        offsets: Offset of each character in the texts laid end to end with line feeds between them.
        spans: Start and end of each text among the characters.
        starts: Where each text begins as ``offsets`` count.
    """

    text: str
    codes: NDArray[np.uint32]
    parted: NDArray[np.bool_]
    keys: NDArray[np.uint32]
    lengths: NDArray[np.int32]
    offsets: NDArray[np.int32]
    spans: list[tuple[int, int]]
    starts: list[int]


def compact(texts: Sequence[str], tagged: Sequence[Sequence[tuple[str, str]]]) -> Compact:
    """Return texts laid end to end without their spaces.

    Args:
        texts: Folded.
        tagged: (word, tag) pairs that concatenate to each text.
    """
    whole = _EDGE + "".join(text + _EDGE for text in texts)
    words = _EDGE_WORDS.copy()
    for each in tagged:
        words += each
        words += _EDGE_WORDS
    starts = list(itertools.accumulate((len(text) + MARGIN for text in texts), initial=MARGIN))
    ends = [start - MARGIN for start in starts[1:]]
    del starts[-1]
    codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    keys, lengths = _KEYS.look_up(words)
    kept = (codes != ord(" ")) & (codes != ord("\t")) & (codes != 0x3000)  # noqa: PLR2004 - ideographic space
    offsets = np.flatnonzero(kept).astype(np.int32)
    if len(offsets) == len(codes):
        spans = list(zip(starts, ends, strict=True))
        return Compact(whole, codes, np.zeros(len(codes), dtype=np.bool_), keys, lengths, offsets, spans, starts)
    # Spaces are words of their own, so a word that begins with none holds none.
    filled = kept[np.cumsum(lengths) - lengths]
    spans = list(zip(offsets.searchsorted(starts).tolist(), offsets.searchsorted(ends).tolist(), strict=True))
    codes = codes[kept]
    text = codes.tobytes().decode("utf-32-le", "surrogatepass")
    parted = np.diff(offsets, prepend=np.int32(-1)) > 1
    return Compact(text, codes, parted, keys[filled], lengths[filled], offsets, spans, starts)


class _WordKeys(dict[tuple[str, str], int]):
    """Row of the keys of each (word, tag) met so far; starts afresh when full. A cache, nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.table = np.zeros((_CACHED_WORDS, 3), dtype=np.uint32)
        self.lengths = np.zeros(_CACHED_WORDS, dtype=np.int32)

    def look_up(self, words: Sequence[tuple[str, str]]) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
        """Return the keys and the length of each word."""
        if len(words) > _WORDS_AT_ONCE:  # an article as long as a book
            parts = [self.look_up(words[at : at + _WORDS_AT_ONCE]) for at in range(0, len(words), _WORDS_AT_ONCE)]
            return np.concatenate([keys for keys, _ in parts]), np.concatenate([lengths for _, lengths in parts])
        if len(self) + len(words) > _CACHED_WORDS:
            self.clear()
        rows = np.fromiter(map(self.__getitem__, words), dtype=np.int32, count=len(words))
        return self.table[rows], self.lengths[rows]

    def __missing__(self, pair: tuple[str, str]) -> int:
        row = len(self)
        self.table[row] = _word_keys(*pair)
        self.lengths[row] = len(pair[0])
        self[pair] = row
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
