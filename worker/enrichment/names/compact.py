"""Texts as the name tagger reads them: laid end to end, without their spaces, with the words over them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from worker.enrichment.vocabulary import LINE_FEED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.enrichment.vocabulary import Words

MARGIN = 2  # characters of context on each side
_EDGE = "\n" * MARGIN
_LINE_FEEDS = np.full(MARGIN, LINE_FEED, dtype=np.int32)
_ONES = np.ones(MARGIN, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Compact:
    """Texts without their spaces, line feeds around each; so a name set wide (唐 敏) and one set close are the same.

    Attributes:
        text: The characters that are not spaces; line feeds stay.
        codes: Their code points.
        parted: True where a space stood before the character.
        keys: What the words over ``text`` are to the features: word, tag with length, and last two characters of each.
        lengths: Characters of each word.
        offsets: Offset of each character in the texts laid end to end with line feeds between them.
        spans: Start and end of each text among the characters.
        starts: Where each text begins as ``offsets`` count.
    """

    text: str
    codes: NDArray[np.uint32]
    parted: NDArray[np.bool_]
    keys: NDArray[np.uint32]
    lengths: NDArray[np.int32]
    offsets: NDArray[np.int32]
    spans: list[tuple[int, int]]
    starts: list[int]


def compact(texts: Sequence[str], words: Sequence[Words]) -> Compact:
    """Return texts laid end to end without their spaces.

    Args:
        texts: Folded.
        words: Of each text.
    """
    whole = _EDGE + "".join(text + _EDGE for text in texts)
    starts = list(itertools.accumulate((len(text) + MARGIN for text in texts), initial=MARGIN))
    ends = [start - MARGIN for start in starts[1:]]
    del starts[-1]
    codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    keys, lengths = _looked_up(words)
    kept = (codes != ord(" ")) & (codes != ord("\t")) & (codes != 0x3000)  # noqa: PLR2004 - ideographic space
    offsets = np.flatnonzero(kept).astype(np.int32)
    if len(offsets) == len(codes):
        spans = list(zip(starts, ends, strict=True))
        return Compact(whole, codes, np.zeros(len(codes), dtype=np.bool_), keys, lengths, offsets, spans, starts)
    # Spaces are words of their own, so a word that begins with none holds none.
    filled = kept[np.cumsum(lengths) - lengths]
    spans = list(zip(offsets.searchsorted(starts).tolist(), offsets.searchsorted(ends).tolist(), strict=True))
    codes = codes[kept]
    text = codes.tobytes().decode("utf-32-le", "surrogatepass")
    parted = np.diff(offsets, prepend=np.int32(-1)) > 1
    return Compact(text, codes, parted, keys[filled], lengths[filled], offsets, spans, starts)


def _looked_up(texts: Sequence[Words]) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """Return keys and length of each word of the texts, with the line feeds around them."""
    keys: list[NDArray[np.uint32]] = []
    lengths = [_ONES]
    numbers = [_LINE_FEEDS]  # before the first text
    for _, group in itertools.groupby(texts, key=lambda words: id(words.vocabulary)):
        for words in group:
            numbers += (words.codes, _LINE_FEEDS)
            lengths += (words.sizes, _ONES)
        keys.append(words.vocabulary.name_keys(np.concatenate(numbers)))
        numbers = []
    return np.concatenate(keys), np.concatenate(lengths)
