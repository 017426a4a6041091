"""The two halves of a story that jumps (下转第2版 ... 上接第1版), joined when both stand in one issue."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

from worker.parsing.assembly.decks import squeezed
from worker.parsing.patterns.cues import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.document.issue import Article

_LEAST_ALIKE = 0.5


class Half(NamedTuple):
    """What tells which two articles are one story: page labels, and the headline with its kicker."""

    page: str
    jump_to: str
    jump_from: str
    title: str


def second_half(first: Half, others: Sequence[Half]) -> int | None:
    """Return the position of the article that a story goes on in; None where none is sure.

    It must stand on the page that the first jumps to, come from the page the first stands on, and, where several could
    be meant, have a like headline.
    """
    candidates = [
        position
        for position, half in enumerate(others)
        if first.jump_to and half.jump_from == first.page and half.page == first.jump_to
    ]
    alike = max(candidates, key=lambda position: _alike(first.title, others[position].title), default=None)
    if alike is None or (len(candidates) > 1 and _alike(first.title, others[alike].title) < _LEAST_ALIKE):
        return None
    return alike


def join_halves(articles: Sequence[Article]) -> tuple[list[Article], dict[int, int]]:
    """Return the articles with second halves joined to their first, numbered anew, and the new number of each old one.

    Which belong together: see :func:`second_half`.
    """
    halves = [article for article in articles if article.jump_from]
    if not halves:
        return list(articles), {article.ordinal: article.ordinal for article in articles}
    second_of: dict[int, Article] = {}
    for first in articles:
        left = [half for half in halves if half not in second_of.values()]
        found = second_half(_half(first), [_half(half) for half in left]) if first.jump_to else None
        if found is not None:
            second_of[first.ordinal] = left[found]
    gone = {half.ordinal: first for first, half in second_of.items()}
    kept = [article for article in articles if article.ordinal not in gone]
    number = {article.ordinal: position for position, article in enumerate(kept, 1)}
    joined = [_joined(article, second_of.get(article.ordinal), number[article.ordinal]) for article in kept]
    number |= {old: number[first] for old, first in gone.items() if first in number}
    return joined, number


def _half(article: Article) -> Half:
    return Half(article.page, article.jump_to, article.jump_from, article.kicker + article.headline)


def _alike(first: str, second: str) -> float:
    """Return the share of the shorter headline's character pairs that the other one has."""
    texts = squeezed(first), squeezed(second)
    pairs = [{text[at : at + 2] for at in range(len(text) - 1)} for text in texts]
    fewest = min(len(pairs[0]), len(pairs[1]))
    return len(pairs[0] & pairs[1]) / fewest if fewest else 0.0


def _joined(first: Article, second: Article | None, ordinal: int) -> Article:
    if second is None:
        return dataclasses.replace(first, ordinal=ordinal)
    paragraphs = list(first.paragraphs)
    rest = list(second.paragraphs)
    if paragraphs and rest and not ends_sentence(paragraphs[-1][-6:]):
        paragraphs[-1] += rest.pop(0)
    return dataclasses.replace(
        first,
        ordinal=ordinal,
        byline=tuple(dict.fromkeys((*first.byline, *second.byline))),
        paragraphs=(*paragraphs, *rest),
        subheads=(*first.subheads, *second.subheads),
        captions=(*first.captions, *second.captions),
        credits=tuple(dict.fromkeys((*first.credits, *second.credits))),
        tail="\n".join(filter(None, (first.tail, second.tail))),
        lines=(*first.lines, *second.lines),
        regions=(*first.regions, *second.regions),
        confidence=min(first.confidence, second.confidence),
        warnings=tuple(dict.fromkeys((*first.warnings, *second.warnings))),
    )
