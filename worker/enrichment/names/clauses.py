"""Where a name cannot run on: the text is decoded clause by clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from worker.enrichment.lexicons import lexicon

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from worker.enrichment.names.features import Compact

# Must NOT hold · and - (inside transliterated names), brackets and quotation marks (inside organisations).
_BREAKS = "\n。,、;:!?；：，！？…—《》〈〉|"
LONGEST = 64  # characters; a longer run without punctuation is cut


def _flags(characters: str) -> NDArray[np.bool_]:
    flags = np.zeros(0x10000, dtype=np.bool_)
    flags[[ord(char) for char in characters]] = True
    return flags


_IS_BREAK = _flags(_BREAKS)
_IS_SURNAME = _flags("".join(name for name in lexicon("surnames") if len(name) == 1))


def clause_starts(view: Compact) -> NDArray[np.int64]:
    """Return the offsets in the compact text at which a clause begins; 0 is one unless the text is empty.

    A space parts clauses too, except after a lone surname before a lone character (唐 敏), which may be one name.
    """
    count = len(view.text)
    if not count:
        return np.zeros(0, dtype=np.int64)
    codes = np.minimum(np.frombuffer(view.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32), 0xFFFF)
    breaks = _IS_BREAK[codes]
    starts = np.zeros(count, dtype=np.bool_)
    starts[0] = True
    starts[1:] = breaks[:-1] | breaks[1:]
    parted = view.parted
    if parted.any():
        alone = parted | starts  # a word boundary stands before the character
        next_alone = np.append(alone[1:], True)
        spaced_name = parted & next_alone
        spaced_name[1:] &= alone[:-1] & _IS_SURNAME[codes[:-1]] & (codes[1:] >= 0x3400)  # noqa: PLR2004 - Han
        # The surname must stand alone, or after a role that the space parted from nothing else: judged by the tagger.
        starts |= parted & ~spaced_name
    offsets = np.flatnonzero(starts)
    gaps = np.diff(np.append(offsets, count))
    if gaps.max() > LONGEST:
        pieces = [np.arange(start, start + gap, LONGEST) for start, gap in zip(offsets, gaps, strict=True)]
        offsets = np.concatenate(pieces)
    return offsets
