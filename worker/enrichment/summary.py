"""Summary: the sentences that carry the story, verbatim and whole."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.enrichment.passages import Passages

LONGEST = 120  # characters
# A sentence with its end mark and the closing quotation marks after it. Must NOT end at ; or : or at a point in 3.5.
_SENTENCE = re.compile(r"[^。!?！？\n]+(?:[。!?！？]+[”’』」)）]*|$)", re.MULTILINE)
_SHORTEST = 8
_READ = 20  # sentences: news tells its story at the beginning
_TITLE, _KEYWORD = 2.0, 1.0
_EARLY = 3.0
# Openings that need the sentence before them. Must NOT match 他 of 他乡, so a pronoun is followed by what it does.
_DEPENDENT = re.compile(
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
    body = passages.text[start:end]
    matches = itertools.islice(_SENTENCE.finditer(passages.source, start, end), _READ)
    sentences = [(match.start(), match.end()) for match in matches if match[0].strip()]
    told = {word for word in title_words if len(word) > 1 and word in body}
    scored: list[tuple[float, int, str]] = []
    for position, (first, last) in enumerate(sentences):
        sentence = passages.source[first:last].strip()
        if not _SHORTEST <= len(sentence) <= LONGEST:
            continue
        folded = passages.text[first:last]
        score = _TITLE * sum(map(folded.__contains__, told)) + _KEYWORD * sum(map(sentence.__contains__, keywords))
        score = score / (1 + len(sentence) / LONGEST) + _EARLY / (1 + position)
        if _DEPENDENT.match(sentence):
            score *= 0.5
        scored.append((score, position, sentence))
    scored.sort(key=lambda item: (-item[0], item[1]))
    chosen: list[tuple[int, str]] = []
    left = LONGEST
    for score, position, sentence in scored:
        if len(sentence) <= left and score * 3 >= scored[0][0]:
            chosen.append((position, sentence))
            left -= len(sentence)
    return "".join(sentence for _, sentence in sorted(chosen))
