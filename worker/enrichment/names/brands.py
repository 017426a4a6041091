"""Brands and teams in rows: 小米 and 苹果 are companies beside 华为, and nothing of the kind by themselves."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from worker.enrichment.known_names import brands
from worker.enrichment.names.spans import BY_RULE, ORGANIZATION, Name
from worker.lexicon.files import grouped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.enrichment.vocabulary import Words

_LINKS = "、,和与及"
# What is sold by weight, or ripens, is no company: 小米和苹果每斤五元.
_GROCERIES = frozenset({"小米", "苹果"})
_SOLD = re.compile(r"[^,。;!?]{0,8}?(?:每(?:公)?斤|每[箱袋亩]|元一斤|[斤吨袋]|丰收|挂果|采摘|熬粥|红了)")


@functools.cache
def _ordinary() -> re.Pattern[str]:
    return re.compile(grouped(brands()[1]))


def is_grocery(name: Name, text: str) -> bool:
    """Tell whether what was taken for a company is goods: sold by weight, or ripe."""
    return name.text in _GROCERIES and name.kind is ORGANIZATION and _SOLD.match(text, name.end) is not None


def branded(text: str, names: Sequence[Name], words: Words) -> Iterator[Name]:
    """Yield the ordinary words that stand in a row with a brand or a team.

    Args:
        text: Folded text.
        names: As found so far.
        words: Of the text.
    """
    certain = brands()[0]
    known = [name for name in names if name.text in certain]
    if not known:
        return
    ends, starts = {name.end for name in known}, {name.start for name in known}
    matches = [match.span() for match in _ordinary().finditer(text) if words.index_at(match.start()) >= 0]
    for start, end in matches:
        if start - 1 in ends and text[start - 1] in _LINKS:
            ends.add(end)
    for start, end in reversed(matches):
        if end + 1 in starts and end < len(text) and text[end] in _LINKS:
            starts.add(start)
    for start, end in matches:
        if end in ends or start in starts:
            yield Name(start, end, ORGANIZATION, text[start:end], BY_RULE)
