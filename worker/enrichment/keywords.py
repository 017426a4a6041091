"""Keywords: words that are frequent here and rare elsewhere (TF-IDF with jieba's table), names and title first."""

from __future__ import annotations

import bisect
import itertools
from collections import Counter
from typing import TYPE_CHECKING

from worker.document.enrichment import MentionKind
from worker.enrichment.lexicons import lexicon
from worker.enrichment.vocabulary import entries_at
from worker.enrichment.weights import rarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.enrichment.names.spans import Name
    from worker.enrichment.passages import Passages
    from worker.enrichment.vocabulary import Words

DEFAULT_COUNT = 10
_TITLE_WEIGHT = 4.0
_NAME_WEIGHT = {MentionKind.PERSON: 1.1, MentionKind.PLACE: 0.8, MentionKind.ORGANIZATION: 1.2}
_NOTHING = "\n"  # a word that weighs nothing


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
    table = words.vocabulary
    known, weighs = table.words, table.weights
    for number, times in Counter(outside[:title_end]).items():
        weight = abs(weighs[number])  # verbs too
        if weight:
            weights[known[number]] = weights.get(known[number], 0.0) + times * _TITLE_WEIGHT * weight
    body = outside[title_end:]
    for number, times in Counter(itertools.compress(body, entries_at(body, table.are_nouns))).items():
        word = known[number]
        weights[word] = weights.get(word, 0.0) + times * weighs[number]
    chosen = _heaviest(weights, count)
    for word in chosen:
        if word not in shown:
            start = words.starts[outside.index(words.vocabulary[word])]
            shown[word] = start, start + len(word)
    return tuple("".join(passages.source[slice(*shown[word])].split()) for word in chosen)


def _heaviest(weights: dict[str, float], count: int) -> list[str]:
    chosen: list[str] = []
    for word in sorted(weights, key=weights.__getitem__, reverse=True):  # of two alike the first stays before
        # A word inside a chosen one (重庆 in 重庆大学) or around it would say the same twice.
        for other in chosen:
            if word in other or other in word:
                break
        else:
            chosen.append(word)
            if len(chosen) == count:
                break
    return chosen


def _weighed_names(passages: Passages, names: Sequence[Name]) -> tuple[dict[str, float], dict[str, tuple[int, int]]]:
    """Return what the names outside the source line weigh in all, and where each stands first."""
    stop = lexicon("stop_words")
    start, end = passages.span_of("source_line")
    weights: dict[str, float] = {}
    shown: dict[str, tuple[int, int]] = {}
    for name in names:
        text = name.text
        if text not in stop and not start <= name.start < end:
            weight = _NAME_WEIGHT[name.kind] * rarity(text)
            titled = name.start < passages.body_start
            weights[text] = weights.get(text, 0.0) + (_TITLE_WEIGHT * weight if titled else weight)
            shown.setdefault(text, (name.start, name.end))
    return weights, shown


def _outside_names(passages: Passages, words: Words, names: Sequence[Name]) -> list[int]:
    """Return the words of a text by number, ``_NOTHING`` in place of those inside a name or the source line."""
    outside = words.numbers.copy()
    nothing = words.vocabulary[_NOTHING]
    starts = words.starts
    for name in names:
        # The word that reaches into the name from the left, and those that begin inside it, are parts of the name.
        first = max(bisect.bisect_right(starts, name.start) - 1, 0)
        last = bisect.bisect_left(starts, name.end)
        outside[first:last] = [nothing] * (last - first)
    first, last = (bisect.bisect_left(starts, at) for at in passages.span_of("source_line"))
    outside[first:last] = [nothing] * (last - first)
    return outside
