"""What a word is to the name tagger: three numbers for the hashing of its features."""

from __future__ import annotations

import functools
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

KEYS = 3
_LONGEST = 4
_TAIL = 2


def word_keys(words: Sequence[str], tags: Sequence[str]) -> list[int]:
    """Return KEYS of each word in a row: of itself, of its tag with its length, of its last two characters."""
    keys: list[int] = []
    for word, tag in zip(words, tags, strict=True):
        length = len(word)
        if word == "\n":
            keys += (0, 0, 0)  # the edge of a line is the edge of the text
        elif word[0].isdigit():
            keys += (1, _key("#", min(length, _LONGEST)), 1)
        else:
            whole = zlib.crc32(word.encode("utf-8", "surrogatepass"))
            tail = whole if length <= _TAIL else zlib.crc32(word[-_TAIL:].encode("utf-8", "surrogatepass"))
            keys += (whole, _key(tag, min(length, _LONGEST)), tail)
    return keys


@functools.lru_cache(1 << 10)
def _key(tag: str, length: int) -> int:
    return zlib.crc32(f"{tag}{length}".encode())
