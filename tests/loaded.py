"""Enrichment and its segmenter as they come with the program, read once a process.

They keep nothing of what they are given, so that tests may share them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from worker.enrichment import load_enricher, load_segmenter

if TYPE_CHECKING:
    from worker.enrichment import Enricher
    from worker.enrichment.words import JiebaSegmenter


@cache
def enricher() -> Enricher:
    return load_enricher()


@cache
def segmenter() -> JiebaSegmenter:
    return load_segmenter()
