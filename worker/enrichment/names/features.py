"""What the name tagger sees of each character, as rows of one table of weights.

A character, two neighbours, and the words around speak for the characters near them. What is seen is a key;
keys of a family are folded into so many rows, and a row holds a slot of weights for each place from which it is seen:
the row of 书记 in the family of pairs says what it means to be the first of the two, the second, the one before and the
one after. So a pair is looked up once and not four times. Training and tagging share this module, so a change here asks
for a new model (``VERSION``).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from worker.lexicon import surnames, transliteration

if TYPE_CHECKING:
    from worker.enrichment.names.compact import Compact

Keys = NDArray[np.uint32]
Rows = NDArray[np.int32]

VERSION = 4

_ROW = np.uint32(0x9E3779B1)  # Fibonacci hashing: the high bits of the product are well mixed
_MIX = np.uint32(0x85EBCA6B)
_HAN_FIRST, _HAN_COUNT = 0x4E00, 0x5200
_PLACES = 9  # of a character in its word: first, second or later; last, last but one or before


class Family(NamedTuple):
    """Rows of the table that hold one kind of key.

    ``shifts``: slot ``s`` of the row seen at character ``i`` speaks for character ``i + shifts[s]``.
    """

    rows: int
    shifts: tuple[int, ...]

    @property
    def slots(self) -> int:
        """Of the whole family."""
        return self.rows * len(self.shifts)


CHARACTER = Family(_HAN_COUNT + 0xE00, (2, 1, 0, -1, -2))
PAIR = Family(1 << 17, (2, 1, 0, -1))
WIDE = (CHARACTER, PAIR)
# One slot each; those of words have a row for each place of the character in its word.
_AROUND, _KINDS, _KINDS_HERE = 1 << 17, 256, 1 << 16
_WORD, _TAG, _TAG_PAIR, _TAGS_TAIL = (rows * _PLACES for rows in (1 << 15, 1 << 9, 1 << 13, 1 << 15))
_SINGLE = (_AROUND, _KINDS, _KINDS_HERE, _WORD, _TAG, _TAG_PAIR, _TAG_PAIR, _TAGS_TAIL)
SLOTS = sum(family.slots for family in WIDE) + sum(_SINGLE)
TEMPLATES = sum(len(family.shifts) for family in WIDE) + len(_SINGLE)
_FIRST_SINGLE = np.cumsum([sum(family.slots for family in WIDE), *_SINGLE])[:-1].astype(np.int32)


@dataclass(frozen=True, slots=True)
class Features:
    """The rows of ``WIDE``, a line a family, and the slots of the other families, a line each; a column a character."""

    wide: tuple[Rows, ...]
    single: Rows

    def slots(self) -> Rows:
        """Return the slots of the table that speak for each character, ``TEMPLATES`` lines of them (for training).

        At the two characters at either end, which are line feeds, some are those of the other end.
        """
        lines = []
        first = 0
        for family, rows in zip(WIDE, self.wide, strict=True):
            slots = first + rows * len(family.shifts)
            lines += [np.roll(slots + slot, shift) for slot, shift in enumerate(family.shifts)]
            first += family.slots
        return np.concatenate([np.array(lines, dtype=np.int32), self.single])


@functools.cache
def _kinds() -> Keys:
    """Return for each code point whether it is a surname (1), used in transliterations (2), both or neither."""
    flags = np.zeros(0x10000, dtype=np.uint32)
    for name in surnames.SINGLE:
        flags[ord(name)] = 1
    for char in transliteration.CHARACTERS:
        flags[ord(char)] += 2
    return flags


@functools.cache
def _classes() -> Keys:
    """Return the code point that stands for each: all digits are one, all letters, and the edge of a line is 0."""
    classes = np.arange(0x10000, dtype=np.uint32)
    for first, last in ("09", "az"):
        classes[ord(first) : ord(last) + 1] = ord(first)
    classes[ord("\n")] = 0
    return classes


def features(view: Compact) -> Features:
    """Return what is seen of each character."""
    count = len(view.text)
    points = np.minimum(view.codes, np.uint32(0xFFFF))
    codes = _classes()[points]
    kinds = np.zeros(count + 3, dtype=np.uint32)
    kinds[1:-2] = _kinds()[points]
    kinds = kinds[:-3] + kinds[1:-2] * np.uint32(4) + kinds[2:-1] * np.uint32(16) + kinds[3:] * np.uint32(64)
    han = codes - np.uint32(_HAN_FIRST)
    characters = np.where(han < _HAN_COUNT, han, _HAN_COUNT + codes % np.uint32(0xE00))
    after = np.append(codes[1:], np.uint32(0))
    before = np.concatenate([after[-1:], codes[:-1]])
    single = np.empty((len(_SINGLE), count), dtype=np.int32)
    single[0] = _rows(before * _MIX + after + np.uint32(1), _AROUND)
    single[1] = kinds
    single[2] = _rows(kinds * _MIX + codes, _KINDS_HERE)
    _of_words(view, single[3:])
    single += _FIRST_SINGLE[:, None]
    wide = (characters, _rows(codes * _MIX + after, PAIR.rows))
    return Features(tuple(rows.view(np.int32) for rows in wide), single)


def _of_words(view: Compact, out: Rows) -> None:
    """Write the rows of the families of words."""
    word, tag, tail = (np.ascontiguousarray(column) for column in view.keys.T)
    lengths = view.lengths
    word_of = np.repeat(np.arange(len(lengths)), lengths)  # once for all: repeating takes thrice as long as looking up
    ends = np.cumsum(lengths, dtype=np.int32)
    at = np.arange(len(view.text), dtype=np.int32)
    position = at - (ends - lengths).take(word_of)
    to_end = (ends - 1).take(word_of) - at
    place = np.minimum(position, 2) + 3 * np.minimum(to_end, 2)
    tag_before, tag_after = _shifted(tag, 1), _shifted(tag, -1)
    families = np.stack(
        [
            _rows(word, _WORD // _PLACES),
            _rows(tag, _TAG // _PLACES),
            _rows(tag_before * _MIX + tag, _TAG_PAIR // _PLACES),
            _rows(tag_after * _MIX + tag, _TAG_PAIR // _PLACES),
            _rows((tag_before * _MIX + tag_after) * _MIX + tail, _TAGS_TAIL // _PLACES),
        ]
    ).view(np.int32)
    families *= _PLACES
    np.add(families.take(word_of, axis=1), place, out=out)


def _shifted(values: Keys, by: int) -> Keys:
    """Return for each word the value of the one before (1) or after (-1); beyond the edge stands an edge as well."""
    shifted = np.roll(values, by)
    shifted[0 if by > 0 else -1] = values[0]
    return shifted


def _rows(keys: Keys, count: int) -> Keys:
    """Return the row of each key among ``count``, a power of two."""
    mixed = keys ^ (keys >> np.uint32(16))
    mixed *= _ROW
    mixed >>= np.uint32(33 - count.bit_length())
    return mixed
