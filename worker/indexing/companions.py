"""Whether a text needs a folded companion: asked of all characters at once, for nearly every article needs none."""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING

import numpy as np

from worker.folding import fold, folded_points
from worker.folding.arrays import points
from worker.folding.spelling import YEAR_FIGURES, has_figures, special_points
from worker.indexing.letters import folded_letters

if TYPE_CHECKING:
    from numpy.typing import NDArray

# What of a character matters: a letter that folding changes; one that spelling drops or spells out once it is folded,
# and as it is printed; one that folding changes; and what a number or a year that is spelled otherwise has in it.
_LETTER, _SPECIAL, _SPECIAL_RAW, _FOLDED, _DIGIT, _COMMA, _FIGURE, _YEAR = (1 << place for place in range(8))
# The second of two characters that stand together in such a number (1,234) and year (一九九八年): the bit of the first
# is the one below.
_SECOND = _COMMA | _YEAR
_DECIMALS = range(0x20000)  # beyond, none that folding leaves


def needs_folding(text: str) -> bool:
    """Return whether search compares ``text`` in another spelling than analysis gives it.

    Analysis lowers the case and drops punctuation by itself, full-width punctuation as well; it neither folds letters
    and digits nor spells numbers and ligatures in one way (``worker.folding.spelling``). Of texts joined by line feeds
    it is true where it is true of one of them.
    """
    seen = _seen_in(text)
    has_comma = "," in text
    if seen & (_LETTER | _SPECIAL) or (has_comma and seen & _SPECIAL_RAW):
        return True
    # No character of it is dropped or spelled out: only figures are left.
    return bool(seen & _SECOND) and (has_figures(fold(text)) or (has_comma and has_figures(text)))


def may_change(text: str) -> bool:
    """Return whether ``worker.folding.spelling.spelled`` may change ``text``, its case and punctuation included."""
    return bool(_seen_in(text) & (_FOLDED | _SPECIAL | _SECOND))


def _seen_in(text: str) -> int:
    """Return the bits of all characters of a text; those of ``_SECOND`` only where they follow their first."""
    bits = _bits()[points(text)]
    pairs = bits[1:] & (bits[:-1] << 1)
    alone, together = int(np.bitwise_or.reduce(bits)), int(np.bitwise_or.reduce(pairs))
    return (alone & ~_SECOND) | (together & _SECOND)


@functools.cache
def _bits() -> NDArray[np.uint8]:
    """Return the bits of every code point."""
    folded = folded_points()
    every = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    bits = np.where(folded != every, _FOLDED, 0).astype(np.uint8)
    bits[[ord(letter) for letter in folded_letters()]] |= _LETTER
    special = np.zeros(len(every), dtype=np.bool_)
    special[list(special_points())] = True
    bits[special] |= _SPECIAL_RAW
    bits[special[folded]] |= _SPECIAL
    decimals = [point for point in _DECIMALS if chr(point).isdecimal()]
    for bit, of in ((_DIGIT, decimals), (_COMMA, [ord(",")]), (_FIGURE, map(ord, YEAR_FIGURES)), (_YEAR, [ord("年")])):
        bits[np.isin(folded, list(of))] |= bit
    return bits
