"""Keywords: words that are frequent here and rare elsewhere (TF-IDF with jieba's table), names and title first."""

from __future__ import annotations

import bisect
import functools
import re
from collections import Counter
from typing import TYPE_CHECKING

from worker.enrichment.lexicons import lexicon
from worker.enrichment.words import package_file
from worker.folding import fold
from worker.models import MentionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

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
_NOTHING = ("", "x")
_CACHED_WORDS = 1 << 16


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
    weights, shown = _weighed_names(passages, names)
    outside = _outside_names(passages, words, names)
    title_end = bisect.bisect_left(words.starts, passages.body_start)
    for pair, times in Counter(outside[:title_end]).items():
        weight = abs(_WEIGHTS[pair])  # verbs too
        if weight:
            weights[pair[0]] = weights.get(pair[0], 0.0) + times * _TITLE_WEIGHT * weight
    for pair, times in Counter(outside[title_end:]).items():
        weight = _WEIGHTS[pair]
        if weight > 0:
            weights[pair[0]] = weights.get(pair[0], 0.0) + times * weight
    chosen = _heaviest(weights, count)
    plain = [word for word, _ in outside]
    for word in chosen:
        if word not in shown:
            start = words.starts[plain.index(word)]
            shown[word] = start, start + len(word)
    return tuple("".join(passages.source[slice(*shown[word])].split()) for word in chosen)


def _heaviest(weights: dict[str, float], count: int) -> list[str]:
    chosen: list[str] = []
    for word in sorted(weights, key=weights.__getitem__, reverse=True):  # of two alike the first stays before
        # A word inside a chosen one (重庆 in 重庆大学) or around it would say the same twice.
        if not any(word in other or other in word for other in chosen):
            chosen.append(word)
            if len(chosen) == count:
                break
    return chosen


class _Weights(dict[tuple[str, str], float]):
    """What one occurrence of a (word, tag) weighs; starts afresh when full. A cache, nothing else."""

    def __missing__(self, pair: tuple[str, str]) -> float:
        if len(self) >= _CACHED_WORDS:
            self.clear()
        weight = self[pair] = _weight(*pair)
        return weight


_WEIGHTS = _Weights()


def _weight(word: str, tag: str) -> float:
    """Return what one occurrence of a word weighs: 0 when it is no keyword, negative for a verb."""
    if (tag not in _TAGS and tag != "v") or not _WORD.fullmatch(word) or word in lexicon("stop_words"):
        return 0.0
    idf, median = _idf()
    return idf.get(word, median) * (1 if tag in _TAGS else -_VERB_WEIGHT)


def _weighed_names(passages: Passages, names: Sequence[Name]) -> tuple[dict[str, float], dict[str, tuple[int, int]]]:
    """Return what the names outside the source line weigh in all, and where each stands first."""
    idf, median = _idf()
    stop = lexicon("stop_words")
    start, end = passages.span_of("lead")
    weights: dict[str, float] = {}
    shown: dict[str, tuple[int, int]] = {}
    for name in names:
        text = name.text
        if text not in stop and not start <= name.start < end:
            weight = _NAME_WEIGHT[name.kind] * idf.get(text, median)
            titled = name.start < passages.body_start
            weights[text] = weights.get(text, 0.0) + (_TITLE_WEIGHT * weight if titled else weight)
            shown.setdefault(text, (name.start, name.end))
    return weights, shown


def _outside_names(passages: Passages, words: Words, names: Sequence[Name]) -> list[tuple[str, str]]:
    """Return the (word, tag) pairs of a text, ``_NOTHING`` in place of those inside a name or the source line."""
    outside = list(words.tagged)
    starts = words.starts
    for name in names:
        # The word that reaches into the name from the left, and those that begin inside it, are parts of the name.
        first = max(bisect.bisect_right(starts, name.start) - 1, 0)
        last = bisect.bisect_left(starts, name.end)
        outside[first:last] = [_NOTHING] * (last - first)
    first, last = (bisect.bisect_left(starts, at) for at in passages.span_of("lead"))
    outside[first:last] = [_NOTHING] * (last - first)
    return outside
