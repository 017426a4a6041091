"""The same story told twice: what the bands that two texts have in common say, without the texts.

Each band joins two of 64 minima, so two bodies share a band with the square of their Jaccard similarity; the share of
bands in common therefore estimates the similarity, and a search engine can look bands up.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

BANDS = 32
ROWS = 2  # minima that a band joins
SAME_STORY = 0.35  # similarity from which two articles tell the same story
# Bands in common at SAME_STORY: what a look-up asks for at least.
LEAST_BANDS = math.ceil(BANDS * SAME_STORY**ROWS)


def similarity(one: Collection[str], other: Collection[str]) -> float:
    """Return the estimated Jaccard similarity, 0 to 1, of the texts behind two signatures."""
    return similarity_of(len(set(one) & set(other)))


def similarity_of(bands_in_common: int) -> float:
    """Return the similarity, 0 to 1, that ``bands_in_common`` of ``BANDS`` stand for."""
    return math.sqrt(bands_in_common / BANDS)
