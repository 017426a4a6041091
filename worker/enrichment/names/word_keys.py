"""What a word is to the name tagger: three numbers for the hashing of its features."""

from __future__ import annotations

import functools
import zlib
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

KEYS: Final = 3
_LONGEST: Final = 4
_TAIL: Final = 2
_HAN_FIRST, _HAN_COUNT = np.uint32(0x3400), np.uint32(0x6C00)  # to U+9FFF


def word_keys(words: Sequence[str], tags: Sequence[str]) -> NDArray[np.uint32]:
    """Return KEYS of each word, a row each: of itself, of its tag with its length, of its last two characters.

    Args:
        words: None of them empty.
        tags: Their parts of speech.
    """
    lengths = np.fromiter(map(len, words), np.int32, len(words))
    keys = np.empty((len(words), KEYS), dtype=np.uint32)
    keys[:, 1] = list(map(_key, tags, np.minimum(lengths, _LONGEST).tolist()))
    codes = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    ends = np.cumsum(lengths)
    plain = (lengths <= _LONGEST) & np.logical_and.reduceat((codes - _HAN_FIRST) < _HAN_COUNT, ends - lengths)
    keys[:, 0] = _checksums(codes, ends - lengths, np.where(plain, lengths, 0))
    keys[:, 2] = keys[:, 0]
    longer = np.flatnonzero(plain & (lengths > _TAIL))
    keys[longer, 2] = _checksums(codes, ends[longer] - _TAIL, np.full(len(longer), _TAIL))
    for at in np.flatnonzero(~plain).tolist():  # few
        keys[at] = _keys_of(words[at], tags[at])
    return keys


def _keys_of(word: str, tag: str) -> tuple[int, int, int]:
    """Return the keys of a word of whatever characters."""
    if word == "\n":
        return 0, 0, 0  # the edge of a line is the edge of the text
    length = min(len(word), _LONGEST)
    if word[0].isdigit():
        return 1, _key("#", length), 1
    whole = zlib.crc32(word.encode("utf-8", "surrogatepass"))
    tail = whole if len(word) <= _TAIL else zlib.crc32(word[-_TAIL:].encode("utf-8", "surrogatepass"))
    return whole, _key(tag, length), tail


def _checksums(codes: NDArray[np.uint32], starts: NDArray[Any], lengths: NDArray[Any]) -> NDArray[np.uint32]:
    """Return the CRC-32 of the UTF-8 of words of at most ``_LONGEST`` Han characters, all at once."""
    sums = np.full(len(starts), 0xFFFFFFFF, dtype=np.uint32)
    table = _crc_table()
    for place in range(_LONGEST):
        rows = np.flatnonzero(lengths > place)
        if not len(rows):
            break
        code, held = codes[starts[rows] + place], sums[rows]
        # a Han character is three bytes: 1110xxxx 10xxxxxx 10xxxxxx
        for octet in (0xE0 | code >> 12, 0x80 | code >> 6 & 0x3F, 0x80 | code & 0x3F):
            held = table[(held ^ octet) & 0xFF] ^ (held >> np.uint32(8))
        sums[rows] = held
    checksums: NDArray[np.uint32] = sums ^ np.uint32(0xFFFFFFFF)
    return checksums


@functools.cache
def _crc_table() -> NDArray[np.uint32]:
    """Return what each value of a byte does to a CRC-32 (the polynomial of ``zlib.crc32``)."""
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, table >> 1 ^ np.uint32(0xEDB88320), table >> 1).astype(np.uint32)
    return table


@functools.lru_cache(1 << 10)
def _key(tag: str, length: int) -> int:
    return zlib.crc32(f"{tag}{length}".encode())
