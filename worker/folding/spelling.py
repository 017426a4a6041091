"""One spelling of what is printed in several: what search compares where folding character by character is not enough.

On top of :func:`worker.folding.fold`:

- what shows nothing is dropped: format characters, variation selectors, joiners, and characters of the private use
  areas (which a PDF font gave a meaning that no other file shares);
- what stands for several characters is spelled out: ``ﬁ``, ``㎡``, ``㈱`` (Unicode NFKC);
- ``1,234,567`` is ``1234567``;
- a year in Chinese digits is one in figures: ``二〇一九年`` is ``2019年``.

Lengths change, so every character keeps the place in the source that it comes from.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from worker.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

# Cf, variation selectors, the combining grapheme joiner, private use. Must NOT hold what is printed, spaces included.
_DROPPED_RANGES = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x600, 0x605), (0x61C, 0x61C), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x206F), (0xE000, 0xF8FF), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xE0001, 0xE01EF),
    (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD),
)  # fmt: skip
# Thousands set apart by commas. Must NOT match a list of numbers (1,22,333), nor a decimal comma (3,5).
# What may not stand before it is asked behind its first character: so only places that have that are looked at.
_THOUSANDS = re.compile(r"\d(?<![\d.,]\d)\d{0,2}(?:,\d{3})+(?![\d,])")
_FIGURE = {**{digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")}, "零": "0", "○": "0", "o": "0"}
# A year written digit by digit. Must NOT match a number: 一千九百年, 二十一年.
_YEAR = re.compile(r"[一二](?<![〇一二三四五六七八九零○百千十][一二])[〇一二三四五六七八九零○o]{3}(?=年)")


YEAR_FIGURES = frozenset("〇一二三四五六七八九零○o")
"""The last character of such a year is one of these."""


class Spelling(NamedTuple):
    """Text as search compares it.

    Attributes:
        text: Folded and spelled.
        offsets: For each character the offset in the source it comes from, and at last the source's length; None where
            the offsets are the source's own.
    """

    text: str
    offsets: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source that ``text[start:end]`` comes from."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[start]


@functools.cache
def _special() -> re.Pattern[str]:
    """Return a pattern of the single characters that are dropped or spelled out."""
    ranges = "".join(f"{chr(first)}-{chr(last)}" for first, last in _DROPPED_RANGES)
    return re.compile(f"[{ranges}{re.escape(''.join(sorted(_expansions())))}]")


def special_points() -> Iterator[int]:
    """Yield the code points of the characters that are dropped or spelled out."""
    for first, last in _DROPPED_RANGES:
        yield from range(first, last + 1)
    yield from map(ord, _expansions())


@functools.cache
def _expansions() -> dict[str, str]:
    """Return the characters that stand for several, each with these, folded.

    Must NOT hold accents: ´ is a space and an accent.
    """
    found = {}
    for point in (*range(0xA0, 0x2E80), *range(0x3100, 0x3400), *range(0xFB00, 0xFE00), *range(0x1F100, 0x1F270)):
        character = chr(point)
        spelled = unicodedata.normalize("NFKC", character)
        if len(spelled) > 1 and all(each.isalnum() or each in "()/⁄.:" for each in spelled):
            found[character] = fold(spelled)
    return found


def spell(text: str) -> Spelling:
    """Return ``text`` folded and spelled in one way; spelling twice is spelling once."""
    folded = fold(text)
    if (folded.isascii() and "," not in folded) or not needs_spelling(folded):
        return Spelling(folded)
    characters: list[str] = []
    offsets: list[int] = []
    special, expansions = _special(), _expansions()
    for at, character in enumerate(folded):
        if special.match(character):
            spelled = expansions.get(character, "")
            characters.extend(spelled)
            offsets.extend([at] * len(spelled))
        else:
            characters.append(character)
            offsets.append(at)
    joined = "".join(characters)
    for match in _YEAR.finditer(joined):
        characters[match.start() : match.end()] = [_FIGURE[digit] for digit in match.group()]
    commas = {at for match in _THOUSANDS.finditer(joined) for at in range(*match.span()) if joined[at] == ","}
    kept = [at for at in range(len(characters)) if at not in commas]
    return Spelling("".join(characters[at] for at in kept), (*(offsets[at] for at in kept), len(folded)))


def spelled(text: str) -> str:
    """Return the text of :func:`spell`, which costs less where nobody asks for the places of its characters."""
    folded = fold(text)
    if (folded.isascii() and "," not in folded) or not needs_spelling(folded):
        return folded
    expansions = _expansions()
    whole = _special().sub(lambda match: expansions.get(match.group(), ""), folded)
    # The figures of a year would else be part of a number before it.
    whole = _THOUSANDS.sub(lambda match: match.group().replace(",", ""), whole)
    return _YEAR.sub(lambda match: "".join(map(_FIGURE.__getitem__, match.group())), whole)


def needs_spelling(folded: str) -> bool:
    """Return whether ``folded`` holds anything that spelling changes."""
    return has_figures(folded) or _special().search(folded) is not None


def has_figures(folded: str) -> bool:
    """Return whether ``folded`` holds a number or a year that spelling changes."""
    return ("," in folded and _THOUSANDS.search(folded) is not None) or (
        "年" in folded and _YEAR.search(folded) is not None
    )
