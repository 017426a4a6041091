"""Where a name cannot run on: the text is decoded clause by clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from worker.lexicon import surnames

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from worker.enrichment.names.compact import Compact

# Must NOT hold · and - (inside transliterated names), brackets and quotation marks (inside organisations).
_BREAKS = "\n。,、;:!?；：，！？…—《》〈〉|"
LONGEST = 64  # characters; a longer run without punctuation is cut


def _flags(characters: str) -> NDArray[np.bool_]:
    flags = np.zeros(0x10000, dtype=np.bool_)
    flags[[ord(char) for char in characters]] = True
    return flags


_IS_BREAK = _flags(_BREAKS)
_IS_SURNAME = _flags("".join(surnames.SINGLE))


def clause_starts(view: Compact) -> NDArray[np.int64]:
    """Return the offsets in the compact text at which a clause begins; 0 is one.

    A space parts clauses too, except after a character that is a surname and a word of its own: 唐 敏 may be one name.
    """
    count = len(view.codes)
    codes = np.minimum(view.codes, np.uint32(0xFFFF))
    breaks = _IS_BREAK[codes]
    starts = np.zeros(count, dtype=np.bool_)
    starts[0] = True
    starts[1:] = breaks[:-1] | breaks[1:]
    if view.parted.any():
        alone = np.repeat(view.lengths == 1, view.lengths)  # the character is a word of its own
        spaced_name = np.zeros(count, dtype=np.bool_)
        spaced_name[1:] = alone[:-1] & _IS_SURNAME[codes[:-1]] & (codes[1:] >= 0x3400)  # noqa: PLR2004 - Han
        starts |= view.parted & ~spaced_name
    offsets = np.flatnonzero(starts)
    gaps = np.diff(np.append(offsets, count))
    if gaps.max() > LONGEST:
        pieces = [np.arange(start, start + gap, LONGEST) for start, gap in zip(offsets, gaps, strict=True)]
        offsets = np.concatenate(pieces)
    return offsets
