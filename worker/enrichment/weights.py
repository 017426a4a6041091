"""What a word weighs as a keyword: rare ones much, by jieba's table of inverse document frequencies."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from worker.enrichment.dictionary import package_file
from worker.enrichment.lexicons import lexicon
from worker.enrichment.remembered import remembered
from worker.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

# Nouns, names, idioms, verbal nouns and foreign words. Must NOT hold plain verbs, adjectives, numbers, particles.
_TAGS: Final = frozenset(
    {"n", "nz", "nt", "ns", "nr", "nrt", "nrfg", "nw", "ng", "vn", "an", "j", "l", "i", "eng", "b", "s"}
)
# A word that may be a keyword, on a line of its own: all new words are looked through at once.
_WORD: Final = re.compile(r"^(?:[\u3400-\u9fff]{2,10}|[a-z][a-z0-9+.-]{1,20})$", re.MULTILINE)
_VERB_WEIGHT: Final = 0.4  # of verbs, which count in a title only


@functools.cache
def _table() -> tuple[dict[str, float], float]:
    """Return jieba's inverse document frequencies and their median, which stands for unknown words."""
    table: dict[str, float] = {}
    # 3,000 values for 270,000 words: as one object each they lie on a few pages, and only those are copied when a
    # worker's child looks words up (the reference counts change).
    distinct: dict[float, float] = {}
    for line in package_file("jieba", "analyse", "idf.txt").read_text(encoding="utf-8").splitlines():
        word, _, value = line.rpartition(" ")
        number = float(value)
        table[fold(word)] = distinct.setdefault(number, number)
    return table, sorted(table.values())[len(table) // 2]


# Names come again and again in a paper; the whole table does not stay in the processor's caches, this one does.
@remembered(1 << 13)
def rarity(word: str) -> float:
    """Return a word's inverse document frequency."""
    table, median = _table()
    return table.get(word, median)


def weights_of(words: Sequence[str], tags: Sequence[str]) -> list[float]:
    """Return what one occurrence of each word weighs: 0 when it is no keyword, negative for a verb.

    Args:
        words: Folded.
        tags: Their parts of speech.
    """
    table, median = _table()
    possible = set(_WORD.findall("\n".join(words))) - lexicon("stop_words")
    weights = []
    for word, tag, rarity_of in zip(words, tags, map(table.get, words), strict=True):
        if tag in _TAGS:
            weighs = 1.0
        elif tag == "v":
            weighs = -_VERB_WEIGHT
        else:
            weighs = 0.0
        weights.append((median if rarity_of is None else rarity_of) * weighs if weighs and word in possible else 0.0)
    return weights
