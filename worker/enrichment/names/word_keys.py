"""What a word is to the name tagger: three numbers for the hashing of its features."""

from __future__ import annotations

import zlib

KEYS = 3
_LONGEST = 4


def word_keys(word: str, tag: str) -> tuple[int, int, int]:
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
