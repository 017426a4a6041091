"""Category: a short scheme, told by the section, the kind and the words; ``unknown`` rather than a guess.

The scheme and its words are ``data/categories.txt``: 时政 politics, 经济 economy, 社会 society, 文化 culture, 教育科技
education and science, 体育 sport, 国际 abroad, 生态 environment, 法治 law, 健康 health, 副刊 literary.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from worker.document.issue import Kind
from worker.enrichment.lexicons import DATA
from worker.enrichment.remembered import remembered
from worker.lexicon.sections import CATEGORY_OF

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

UNKNOWN: Final = "unknown"
_LITERARY: Final = "副刊"
_TITLE_WEIGHT: Final = 3.0
_MOST: Final = 4  # times a word counts: a long article is no surer because it repeats itself
_LEAST_EVIDENCE: Final = 5.0
_LEAST_SHARE: Final = 0.34
_CERTAIN: Final = 14.0  # evidence at which the share alone is the confidence
_SECTION_WEIGHT: Final = 6.0


@functools.cache
def _lists(name: str) -> dict[str, str]:
    """Return the category of each word of ``data/NAME.txt``."""
    words: dict[str, str] = {}
    category = ""
    for line in (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        head, colon, rest = line.partition(": ")
        category = head if colon else category
        for word in (rest if colon else line).split():
            # A word given to two categories tells nothing.
            words[word] = category if words.get(word, category) == category else ""
    return {word: category for word, category in words.items() if category}


def telling() -> Collection[str]:
    """Return the words that tell of a category."""
    return _lists("categories").keys()


@remembered(256)
def _named_by(section: str) -> tuple[str, ...]:
    """Return the categories that a section's label names; most articles are of few sections."""
    return tuple(name for label, name in CATEGORY_OF.items() if label in section)


def category(title: Iterable[str], body: Iterable[str], kind: Kind, section: str) -> tuple[str, float]:
    """Return the category and the confidence in it, 0 to 1.

    Args:
        title: Search words of the title.
        body: Search words of the body; those that are not :func:`telling` may be missing.
        kind: Essays and poems are literary.
        section: The page's section label, for example 副刊.
    """
    scheme = _lists("categories")
    evidence: defaultdict[str, float] = defaultdict(float)
    for words, weight in ((title, _TITLE_WEIGHT), (body, 1.0)):
        for word, times in Counter(filter(scheme.__contains__, words)).items():
            evidence[scheme[word]] += weight * min(times, _MOST)
    for name in _named_by(section):
        evidence[name] += _SECTION_WEIGHT
    if kind in {Kind.ESSAY, Kind.POEM}:
        evidence[_LITERARY] += 2 * _SECTION_WEIGHT
    total = sum(evidence.values())
    if not total:
        return UNKNOWN, 0.0
    name, most = max(evidence.items(), key=lambda item: (item[1], item[0]))
    share = most / total
    confidence = round(share * min(1.0, most / _CERTAIN), 2)
    if most < _LEAST_EVIDENCE or share < _LEAST_SHARE:
        return UNKNOWN, confidence
    return name, confidence
