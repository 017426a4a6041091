"""What a word is to the name tagger: three numbers for the hashing of its features."""

from __future__ import annotations

import functools
import zlib

KEYS = 3
_LONGEST = 4
_TAIL = 2


def word_keys(word: str, tag: str) -> tuple[int, int, int]:
    """Return the keys of a word, of its tag with its length, and of its last two characters."""
    if word == "\n":
        return 0, 0, 0  # the edge of a line is the edge of the text
    length = min(len(word), _LONGEST)
    if word[0].isdigit():
        return 1, _key(f"#{length}"), 1
    whole = zlib.crc32(word.encode("utf-8", "surrogatepass"))
    tail = whole if length <= _TAIL else zlib.crc32(word[-_TAIL:].encode("utf-8", "surrogatepass"))
    return whole, _key(f"{tag}{length}"), tail


@functools.lru_cache(1 << 10)
def _key(shape: str) -> int:
    return zlib.crc32(shape.encode())
