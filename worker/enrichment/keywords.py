"""Keywords: words that are frequent here and rare elsewhere (TF-IDF with jieba's table), names and title first."""

from __future__ import annotations

import bisect
from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

from worker.enrichment.lexicons import lexicon
from worker.enrichment.names.spans import ORGANIZATION, PERSON, PLACE
from worker.enrichment.weights import rarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from worker.enrichment.names.spans import Name
    from worker.enrichment.passages import Passages
    from worker.enrichment.vocabulary import Words

DEFAULT_COUNT: Final = 10
_TITLE_WEIGHT: Final = 4.0
_NAME_WEIGHT: Final = {PERSON: 1.1, PLACE: 0.8, ORGANIZATION: 1.2}


def keywords(
    articles: Sequence[tuple[Passages, Words, Sequence[Name]]], count: int = DEFAULT_COUNT
) -> list[tuple[str, ...]]:
    """Return the keywords of each article, the weightiest first, in source characters.

    Args:
        articles: Its passages, the words of their text, and its names; a name is one keyword, never its parts.
        count: How many at most.
    """
    # step by step, for the caches' sake (see NameFinder.drafts)
    named = [_weighed_names(passages, names) for passages, _, names in articles]
    outside = [_outside_names(*each) for each in articles]
    for (passages, words, _), free, (weights, _) in zip(articles, outside, named, strict=True):
        _weigh(weights, passages, words, free)
    chosen = [_heaviest(weights, count) for weights, _ in named]
    return [
        _as_printed(passages, words, free, heaviest, shown)
        for (passages, words, _), free, heaviest, (_, shown) in zip(articles, outside, chosen, named, strict=True)
    ]


def _weigh(weights: dict[str, float], passages: Passages, words: Words, outside: NDArray[np.bool_]) -> None:
    """Add what the words outside the names weigh in all."""
    title_end = bisect.bisect_left(words.starts, passages.body_start)
    table = words.vocabulary
    known, weighs = table.words, table.weights
    in_title = words.codes[:title_end][outside[:title_end]].tolist()
    for number, times in Counter(in_title).items():
        weight = abs(weighs[number])  # verbs too
        if weight:
            weights[known[number]] = weights.get(known[number], 0.0) + times * _TITLE_WEIGHT * weight
    in_body = words.codes[title_end:][(outside & words.nouns())[title_end:]].tolist()
    held = {known[number]: times * weighs[number] for number, times in Counter(in_body).items()}
    for word in [word for word in weights if word in held]:
        weights[word] += held.pop(word)
    weights |= held


def _as_printed(
    passages: Passages,
    words: Words,
    outside: NDArray[np.bool_],
    chosen: Sequence[str],
    shown: dict[str, tuple[int, int]],
) -> tuple[str, ...]:
    """Return keywords as the source has them where they stand first; ``shown`` has where names do."""
    for word in chosen:
        if word not in shown:
            at = words.numbers.index(number := words.vocabulary[word])
            while not outside[at]:
                at = words.numbers.index(number, at + 1)
            start = words.starts[at]
            shown[word] = start, start + len(word)
    return tuple(["".join(passages.source[slice(*shown[word])].split()) for word in chosen])


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


def _outside_names(passages: Passages, words: Words, names: Sequence[Name]) -> NDArray[np.bool_]:
    """Return of each word of a text whether it stands outside all names and the source line."""
    outside = bytearray(b"\x01") * len(words)
    starts = words.starts
    for name in names:
        # The word that reaches into the name from the left, and those that begin inside it, are parts of the name.
        first = max(bisect.bisect_right(starts, name.start) - 1, 0)
        last = bisect.bisect_left(starts, name.end, first)
        outside[first:last] = bytes(last - first)
    first, last = (bisect.bisect_left(starts, at) for at in passages.span_of("source_line"))
    outside[first:last] = bytes(last - first)
    return np.frombuffer(outside, dtype=np.bool_)
