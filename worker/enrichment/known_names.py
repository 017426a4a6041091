"""Bodies and places known by their own names, which no structure tells (``lexicon/data/known_names.txt``), folded."""

from __future__ import annotations

import functools
from types import MappingProxyType
from typing import TYPE_CHECKING

from worker.folding import fold
from worker.lexicon.files import groups
from worker.lexicon.places import WORLD

if TYPE_CHECKING:
    from collections.abc import Mapping

# Groups of the lexicon whose names are certain; of the ministries only those called so (before a post).
_CERTAIN = (
    "alliances",
    "old armies",
    "hong kong bodies",
    "taiwan bodies",
    "malay bodies",
    "parties of borneo bodies",
    "singapore bodies",
)


@functools.cache
def known_bodies() -> frozenset[str]:
    """Return the bodies that are words of their own: none of them is a common word."""
    return frozenset(map(fold, _known(places=False) - _known(places=True) - WORLD))


@functools.cache
def known_places() -> frozenset[str]:
    """Return the places, as they are written in the lexicon."""
    return frozenset(_known(places=True))


@functools.cache
def certain_bodies() -> Mapping[str, str]:
    """Return the bodies that are certain wherever they are a word, by that word: 行政院 by 行政院长 too."""
    found = groups("known_names")
    ministries = (name for name in found["ministries"] if name[-1] == "部")
    # 欧盟委员会 is one word, in which 欧盟 is none.
    of_alliances = (name for name in found["bodies abroad"] if name.startswith(found["alliances"]))
    of_certain = (name for group in _CERTAIN for name in found[group])
    named = set(map(fold, [*of_certain, *of_alliances, *ministries])) & known_bodies()
    heads = {f"{name}长": name for name in named if name[-1] == "院"}
    return MappingProxyType({name: name for name in named} | heads)


def _known(*, places: bool) -> set[str]:
    known = groups("known_names")
    chosen = (names for group, names in known.items() if ("places" in group) is places)
    return {name for names in chosen for name in names} - set(known["common"])
