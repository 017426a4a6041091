"""The rules that come after the tagger, in their order: what it marked is mended, then what it missed is added.

Each rule has a module of its own; a name that one adds takes the place of fragments within it, and gives way to a
longer one that holds it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from worker.enrichment.names.acting import acting
from worker.enrichment.names.brands import branded
from worker.enrichment.names.continued import at_venues, continued
from worker.enrichment.names.headed import headed
from worker.enrichment.names.mending import mended
from worker.enrichment.names.offices import in_rows
from worker.enrichment.names.sites import again, beside, sites
from worker.enrichment.names.spans import Name, Spans
from worker.enrichment.names.structure import structures
from worker.enrichment.names.told import told
from worker.enrichment.names.venues import venues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.enrichment.vocabulary import Words

_start = operator.attrgetter("start")

_Rule = Callable[[str, list[Name], "Words"], Iterable[Name]]


def by_rules(texts: Sequence[str], names: Sequence[list[Name]], words: Sequence[Words]) -> list[list[Name]]:
    """Return the names of each article mended, with those that rules tell; these replace fragments within them.

    Step by step, all articles in each, as ``NameFinder.drafts`` has it and why.

    Args:
        texts: Folded.
        names: Of each text, as the tagger found them, in order.
        words: Of each text.
    """
    found = [mended(*each) for each in zip(texts, names, words, strict=True)]
    for rule in _ADDING:
        found = [
            _with(each, rule(text, each, of_text)) for text, each, of_text in zip(texts, found, words, strict=True)
        ]
    found = [at_venues(*each) for each in zip(texts, found, strict=True)]
    return [_with(each, headed(text, each, of_text)) for text, each, of_text in zip(texts, found, words, strict=True)]


def _again(text: str, names: list[Name], _words: Words) -> Iterable[Name]:
    return again(text, names)


# Each sees the names that those before it left, in order and without overlaps.
_ADDING: tuple[_Rule, ...] = (_again, structures, sites, in_rows, branded, told, beside, venues, acting, continued)


def _with(names: list[Name], candidates: Iterable[Name]) -> list[Name]:
    """Return the names in order with those candidates that no longer one holds; what reaches into them gives way."""
    candidates = list(candidates)
    if not candidates:
        return names
    there = Spans(names)
    added = [name for name in candidates if not _inside_longer(name, there.over(name))]
    if not added:
        return names
    taken = Spans(added)
    return sorted([*(name for name in names if not taken.over(name)), *added], key=_start)


def _inside_longer(new: Name, names: Sequence[Name]) -> bool:
    """Tell whether a longer name holds, or a name that begins before, reaches into the new one."""
    return any(
        (name.start <= new.start and new.end <= name.end and name.text != new.text)
        or name.start < new.start < name.end
        or name.start < new.end < name.end
        for name in names
    )
