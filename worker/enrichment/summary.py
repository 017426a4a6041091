"""Summary: the sentences that carry the story, verbatim and whole."""

from __future__ import annotations

import bisect
import itertools
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from worker.enrichment.passages import Passages

LONGEST: Final = 120  # characters
# A sentence with its end mark and the closing quotation marks after it. Must NOT end at ; or : or at a point in 3.5.
_SENTENCE: Final = re.compile(r"[^。!?！？\n]+(?:[。!?！？]+[”’』」)）]*|$)", re.MULTILINE)
_SHORTEST: Final = 8
_READ: Final = 20  # sentences: news tells its story at the beginning
_TITLE, _KEYWORD = 2.0, 1.0
_EARLY: Final = 3.0
# Openings that need the sentence before them. Must NOT match 他 of 他乡, so a pronoun is followed by what it does.
_DEPENDENT: Final = re.compile(
    r"[“‘]|(?:他|她|它|这|那|其|此|对此|同时|此外|另外|但|但是|然而|而且|因此|所以|为此|于是)(?![乡国日人])"
)


def summary(passages: Passages, keywords: Sequence[str], title_words: Sequence[str]) -> str:
    """Return one or more whole sentences of the body, at most ``LONGEST`` characters, or nothing.

    Args:
        passages: The article.
        keywords: Its keywords, in source characters.
        title_words: Search words of its title.
    """
    start, end = passages.span_of("body")
    matches = itertools.islice(_SENTENCE.finditer(passages.source, start, end), _READ)
    sentences = [match.span() for match in matches if match[0].strip()]
    told = [0.0] * len(sentences)
    _add_told(told, sentences, passages.text, {word for word in title_words if len(word) > 1}, _TITLE)
    _add_told(told, sentences, passages.source, keywords, _KEYWORD)
    scored: list[tuple[float, int, str]] = []  # the score below zero, so that they sort
    for position, (first, last) in enumerate(sentences):
        sentence = passages.source[first:last].strip()
        if not _SHORTEST <= len(sentence) <= LONGEST:
            continue
        score = told[position] / (1 + len(sentence) / LONGEST) + _EARLY / (1 + position)
        if _DEPENDENT.match(sentence):
            score *= 0.5
        scored.append((-score, position, sentence))
    scored.sort()
    chosen: list[tuple[int, str]] = []
    left = LONGEST
    for score, position, sentence in scored:
        if len(sentence) <= left and score * 3 <= scored[0][0]:
            chosen.append((position, sentence))
            left -= len(sentence)
    return "".join(sentence for _, sentence in sorted(chosen))


def _add_told(
    told: list[float], sentences: Sequence[tuple[int, int]], text: str, words: Iterable[str], weight: float
) -> None:
    """Add the weight of each word, none of which holds a blank, to the sentences that it stands in."""
    if not sentences:
        return
    ends = [end for _, end in sentences]
    first, last = sentences[0][0], ends[-1]
    for word in words:
        at = text.find(word, first, last)
        while at >= 0:
            number = bisect.bisect_right(ends, at)
            start, end = sentences[number]
            if start <= at and at + len(word) <= end:
                told[number] += weight
                at = text.find(word, end, last)
            else:  # between two sentences
                at = text.find(word, at + 1, last)
