"""The parts of a story that goes on elsewhere, joined when they stand in one file.

A story jumps (下转第2版 ... 上接第1版), or runs on over pages that it has for itself, as in an issue that was exported
article by article.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, NamedTuple

from worker.parsing.patterns.cues import ends_sentence
from worker.parsing.patterns.spacing import squeezed

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
    """Return the articles with what goes on elsewhere joined, numbered anew, and the new number of each old one.

    Which halves belong together: see :func:`second_half`.
    """
    rest_of = _run_on(articles)
    taken = {part.ordinal for parts in rest_of.values() for part in parts}
    halves = [article for article in articles if article.jump_from and article.ordinal not in taken]
    for first in articles:
        if not (first.jump_to and halves):
            continue
        found = second_half(_half(first), [_half(half) for half in halves])
        if found is not None:
            rest_of.setdefault(first.ordinal, []).append(halves.pop(found))
    gone = {part.ordinal: first for first, parts in rest_of.items() for part in parts}
    kept = [article for article in articles if article.ordinal not in gone]
    number = {article.ordinal: position for position, article in enumerate(kept, 1)}
    joined = [_joined(article, rest_of.get(article.ordinal, ()), number[article.ordinal]) for article in kept]
    number |= {old: number[first] for old, first in gone.items() if first in number}
    return joined, number


def _run_on(articles: Sequence[Article]) -> dict[int, list[Article]]:
    """Return what runs on over whole pages, by the ordinal of its article.

    A page that holds one text without a headline goes on from the page before, if one article has that for itself.
    """
    on_page: dict[int, list[Article]] = {}
    for article in articles:
        for page in {region.page for region in article.regions}:
            on_page.setdefault(page, []).append(article)
    found: dict[int, list[Article]] = {}
    first_of: dict[int, Article] = {}
    for page, alone in sorted(on_page.items()):
        before = on_page.get(page - 1, [])
        if len(alone) != 1 or len(before) != 1 or not alone[0].headline_derived or alone[0].source_line:
            continue
        first = first_of.get(page - 1, before[0])
        first_of[page] = first
        found.setdefault(first.ordinal, []).append(alone[0])
    return found


def _half(article: Article) -> Half:
    return Half(article.page, article.jump_to, article.jump_from, article.kicker + article.headline)


def _alike(first: str, second: str) -> float:
    """Return the share of the shorter headline's character pairs that the other one has."""
    texts = squeezed(first), squeezed(second)
    pairs = [{text[at : at + 2] for at in range(len(text) - 1)} for text in texts]
    fewest = min(len(pairs[0]), len(pairs[1]))
    return len(pairs[0] & pairs[1]) / fewest if fewest else 0.0


def _joined(first: Article, rest: Sequence[Article], ordinal: int) -> Article:
    if first.ordinal != ordinal:
        first = dataclasses.replace(first, ordinal=ordinal)
    for part in rest:
        first = _with_part(first, part)
    return first


def joined_paragraphs(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Return the paragraphs of both halves of a story; one that is cut within a sentence is one again."""
    paragraphs, rest = list(first), list(second)
    if paragraphs and rest and not ends_sentence(paragraphs[-1][-6:]):
        paragraphs[-1] += rest.pop(0)
    return paragraphs + rest


def _with_part(first: Article, second: Article) -> Article:
    return dataclasses.replace(
        first,
        byline=tuple(dict.fromkeys((*first.byline, *second.byline))),
        paragraphs=tuple(joined_paragraphs(first.paragraphs, second.paragraphs)),
        subheads=(*first.subheads, *second.subheads),
        captions=(*first.captions, *second.captions),
        credits=tuple(dict.fromkeys((*first.credits, *second.credits))),
        tail="\n".join(filter(None, (first.tail, second.tail))),
        lines=(*first.lines, *second.lines),
        regions=(*first.regions, *second.regions),
        confidence=min(first.confidence, second.confidence),
        warnings=tuple(dict.fromkeys((*first.warnings, *second.warnings))),
    )
