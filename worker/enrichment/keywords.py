"""Keywords: words that are frequent here and rare elsewhere (TF-IDF with jieba's table), names and title first."""

from __future__ import annotations

import bisect
import functools
import re
from typing import TYPE_CHECKING

from worker.enrichment.lexicons import lexicon
from worker.enrichment.words import package_file
from worker.folding import fold
from worker.models import MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from worker.enrichment.names.roles import Words
    from worker.enrichment.names.spans import Name
    from worker.enrichment.passages import Passages

DEFAULT_COUNT = 10
# Nouns, names, idioms, verbal nouns and foreign words. Must NOT hold plain verbs, adjectives, numbers, particles.
_TAGS = frozenset({"n", "nz", "nt", "ns", "nr", "nrt", "nrfg", "nw", "ng", "vn", "an", "j", "l", "i", "eng", "b", "s"})
_WORD = re.compile(r"[\u3400-\u9fff]{2,10}|[a-z][a-z0-9+.-]{1,20}")
_TITLE_WEIGHT = 4.0
_NAME_WEIGHT = {MentionKind.PERSON: 1.1, MentionKind.PLACE: 0.8, MentionKind.ORGANIZATION: 1.2}
_VERB_WEIGHT = 0.4  # of verbs, which count in a title only


@functools.cache
def _idf() -> tuple[dict[str, float], float]:
    """Return jieba's inverse document frequencies and their median, which stands for unknown words."""
    table: dict[str, float] = {}
    for line in package_file("jieba", "analyse", "idf.txt").read_text(encoding="utf-8").splitlines():
        word, _, value = line.rpartition(" ")
        table[fold(word)] = float(value)
    return table, sorted(table.values())[len(table) // 2]


def keywords(passages: Passages, words: Words, names: Sequence[Name], count: int = DEFAULT_COUNT) -> tuple[str, ...]:
    """Return the article's keywords, the weightiest first, in source characters.

    Args:
        passages: The article.
        words: The words of ``passages.text``.
        names: Its names; a name is one keyword, never its parts.
        count: How many at most.
    """
    weights: dict[str, float] = {}
    shown: dict[str, tuple[int, int]] = {}
    lead_start, lead_end = passages.span_of("lead")
    for start, end, word, weight in _terms(words, names):
        titled = start < passages.body_start
        if lead_start <= start < lead_end:
            continue
        if weight < 0:  # a verb
            if not titled:
                continue
            weight *= -_VERB_WEIGHT  # noqa: PLW2901
        weights[word] = weights.get(word, 0.0) + (_TITLE_WEIGHT * weight if titled else weight)
        shown.setdefault(word, (start, end))
    ranked = sorted(weights, key=lambda word: (-weights[word], word))
    chosen: list[str] = []
    for word in ranked:
        # A word inside a chosen one (重庆 in 重庆大学) or around it would say the same twice.
        if not any(word in other or other in word for other in chosen):
            chosen.append(word)
            if len(chosen) == count:
                break
    return tuple("".join(passages.source[slice(*shown[word])].split()) for word in chosen)


@functools.lru_cache(1 << 16)
def _weight(pair: tuple[str, str]) -> float:
    """Return what one occurrence of a word weighs: 0 when it is no keyword, negative for a verb."""
    word, tag = pair
    if (tag not in _TAGS and tag != "v") or not _WORD.fullmatch(word) or word in lexicon("stop_words"):
        return 0.0
    idf, median = _idf()
    return idf.get(word, median) * (1 if tag in _TAGS else -1)


def _terms(words: Words, names: Sequence[Name]) -> Iterable[tuple[int, int, str, float]]:
    """Yield start, end, word and weight of each name and of each word outside names; verbs weigh less than nothing."""
    idf, median = _idf()
    stop = lexicon("stop_words")
    for name in names:
        if name.text not in stop:
            yield name.start, name.end, name.text, _NAME_WEIGHT[name.kind] * idf.get(name.text, median)
    weights = list(map(_weight, words.tagged))
    for name in names:
        # The word that reaches into the name from the left, and those that begin inside it, are parts of the name.
        first = max(bisect.bisect_right(words.starts, name.start) - 1, 0)
        last = bisect.bisect_left(words.starts, name.end)
        weights[first:last] = [0.0] * (last - first)
    for start, (word, _), weight in zip(words.starts, words.tagged, weights, strict=True):
        if weight:
            yield start, start + len(word), word, weight
