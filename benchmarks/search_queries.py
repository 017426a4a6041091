"""Queries with known answers, made from annotated articles; the same seed makes the same queries."""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.search_corpus import Gold
    from worker.enrichment import Segmenter

_SEED = 5
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAN_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
# Latin words and numbers as a whole. Must NOT match within 1,997 or 3.5, which are one number each.
_LATIN = re.compile(r"(?<![A-Za-z0-9.,'])(?:[A-Za-z]{2,}[0-9]*|[0-9]{2,4})(?![A-Za-z0-9]|[.,'][A-Za-z0-9])")
_BEST_WORDS = 8  # of an article, from which the words of a query are drawn


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the articles that answer it.

    Attributes:
        holders: Ids of the articles whose text holds the query literally, or of the one that is sought.
        meant: Ids of the articles that are meant by annotation; empty where there is none.
    """

    query: str
    holders: frozenset[str]
    meant: frozenset[str] = frozenset()


def names(golds: Sequence[Gold], count: int = 150) -> list[Asked]:
    """Return names of people: held literally, and meant according to the annotation."""
    known = sorted({name for gold in golds for name in gold.sure if len(name) > 1})
    chosen = random.Random(_SEED).sample(known, min(count, len(known)))
    return [
        Asked(name, _holding(golds, name), frozenset(gold.id for gold in golds if name in gold.names))
        for name in chosen
    ]


def headlines(golds: Sequence[Gold]) -> list[Asked]:
    """Return every headline as it is printed; articles with the same one all count."""
    return [
        Asked(
            gold.article.headline, frozenset(one.id for one in golds if one.article.headline == gold.article.headline)
        )
        for gold in golds
        if gold.article.headline and gold.rest.strip()
    ]


def drawn_words(golds: Sequence[Gold], segmenter: Segmenter, *, joint: str, count: int = 300) -> list[Asked]:
    """Return two or three of an article's telling words, joined by ``joint``; the article is sought.

    The words are drawn from its eight best by frequency and rarity.
    """
    words = {
        gold.id: [word for word in segmenter.query_words(gold.rest) if _HAN_WORD.fullmatch(word)] for gold in golds
    }
    spread = Counter(word for cut in words.values() for word in set(cut))
    draw = random.Random(_SEED)
    asked = []
    for gold in draw.sample(list(golds), min(count, len(golds))):
        weights = Counter(words[gold.id])
        best = sorted(weights, key=lambda word: (-weights[word] * math.log(len(golds) / spread[word]), word))
        if len(best) >= _BEST_WORDS:
            asked.append(Asked(joint.join(draw.sample(best[:_BEST_WORDS], draw.choice((2, 3)))), frozenset({gold.id})))
    return asked


def characters(golds: Sequence[Gold], count: int = 100) -> list[Asked]:
    """Return single Chinese characters, frequent and rare."""
    every = sorted({character for gold in golds for character in _HAN.findall(gold.text)})
    return [Asked(one, _holding(golds, one)) for one in random.Random(_SEED).sample(every, min(count, len(every)))]


def latin_and_digits(golds: Sequence[Gold], count: int = 100) -> list[Asked]:
    """Return Latin words and numbers, which are held where they stand as a whole."""
    spread: dict[str, set[str]] = {}
    for gold in golds:
        for token in _LATIN.findall(gold.text):
            spread.setdefault(token, set()).add(gold.id)
    chosen = random.Random(_SEED).sample(sorted(spread), min(count, len(spread)))
    return [Asked(token, frozenset(spread[token])) for token in chosen]


def _holding(golds: Iterable[Gold], text: str) -> frozenset[str]:
    return frozenset(gold.id for gold in golds if text in gold.text)
