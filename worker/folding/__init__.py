"""One folding for search, used on both sides: what is indexed for search and what is asked.

Folding maps characters one to one, so that an offset in folded text is the same offset in the source: highlights mark
the right characters whatever was folded. It joins traditional with simplified characters (OpenCC's tables), full-width
with half-width forms (Unicode NFKC, where it gives a single character), the radicals of PDF fonts and old printed forms
with the characters they stand for (``data/variants.txt``), and capital with small letters. It is for search only:
nothing folded is ever shown.
"""

from __future__ import annotations

import functools
import itertools
import unicodedata
from typing import TYPE_CHECKING

import opencc

from worker.folding.variants import variants

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HAN_FIRST, _HAN_LAST = 0x3400, 0x9FFF
_COMPATIBILITY = range(0x2F800, 0x2FA20)
_WORTH_AN_ARRAY = 40  # characters; a longer text is folded many times faster as an array than character by character


@functools.cache
def _table() -> dict[int, str]:
    """Return the translation table: only characters that change are in it."""
    han = [chr(point) for point in range(_HAN_FIRST, _HAN_LAST + 1)]
    simplified = opencc.OpenCC("t2s").convert("\n".join(han)).split("\n")
    table = {ord(old): new for old, new in zip(han, simplified, strict=True) if new != old and len(new) == 1}
    forms = variants()
    table |= {ord(old): new for old, new in forms.items() if ord(old) not in table}
    for point in itertools.chain(
        range(_HAN_FIRST), range(_HAN_LAST + 1, 0xAC00), range(0xE000, 0x20000), _COMPATIBILITY
    ):
        source = chr(point)
        folded = unicodedata.normalize("NFKC", source)
        if len(folded) != 1:
            folded = source
        lowered = folded.lower()
        if len(lowered) == 1:
            folded = lowered
        folded = table.get(ord(folded), folded)
        if source in forms:
            folded = forms[source]
        if folded != source:
            table[point] = folded
    # A few pairs chain (\u85b4 -> \u82e7 -> \u82ce): follow them, so that folding twice is folding once.
    return {point: table.get(ord(folded), folded) for point, folded in table.items()}


def folded_points() -> NDArray[np.uint32]:
    """Return for every code point the one that it is folded to."""
    from worker.folding.arrays import codes  # noqa: PLC0415 - as below

    return codes(_table)


def fold(text: str) -> str:
    """Return ``text`` folded for search; the length is unchanged, and folding twice is folding once."""
    if len(text) < _WORTH_AN_ARRAY:
        return text.translate(_table())
    from worker.folding.arrays import translated  # noqa: PLC0415 - NumPy takes 0.1 s to load; commands fold a name or two

    return translated(text, _table)
