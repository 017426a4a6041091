"""Bodies and places known by their own names, which no structure tells (``lexicon/data/known_names.txt``), folded."""

from __future__ import annotations

import functools
import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from worker.folding import fold
from worker.lexicon.files import groups, words
from worker.lexicon.places import ABROAD, WORDLIKE, WORLD, divisions

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
    "teams",
    "brands",
    "agencies",
    "world bodies",
    "world teams",
)
_IN_ROWS = "in rows"  # ordinary words, which name a body only beside others
_AT_PLAY = "at play"  # likewise, where two of them play
_WORDS = frozenset({_IN_ROWS, _AT_PLAY})
# Divisions whose names are also ordinary words: 市中区 the centre of any town, 万山区 of 十万山区群众.
UNSAFE_DIVISIONS = frozenset({"市中区", "万山区", "新市区", "城中区", "市辖区", "国外"})
_DIVISION = re.compile(r"(?:特别行政区|自治[区州县旗]|地区|林区|[省市县区旗州盟])$")
_LANDS = ("海峡", "走廊", "群岛", "沙漠", "平原", "盆地", "山", "湖", "江", "河", "草原")
_WORDS_TOO = frozenset({"来宾", "朝阳", "安康", "白银", "长治", "吉安", "东方", "中山", "文昌", "双河"})
_SHORTEST_FULL = 3  # letters; 和县 and 蓝田 of two may be anything


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
    heads |= {f"{name}国家": name for name in map(fold, found["alliances"]) if name in named}  # 东盟国家 is one word
    return MappingProxyType({name: name for name in named} | heads)


@functools.cache
def certain_places() -> frozenset[str]:
    """Return the places that are certain wherever they are a word: divisions in full, states, cities abroad, 大屿山."""
    # 黔东南苗族侗族自治州 is often called by its first part alone, which the tagger judges.
    full = {name for row in divisions() for name in row if len(name) >= _SHORTEST_FULL and "族" not in name}
    here = {name for name in known_places() if len(name) >= _SHORTEST_FULL}
    abroad = words("world", "home", "quarters", "states", "cities") | ABROAD
    sights = {name for name in words("world", "within") if name.endswith(_LANDS) and len(name) >= _SHORTEST_FULL}
    # Provinces and their cities go without their suffix as often; a county's bare name may be anything.
    high = (city or province for province, city, district in divisions() if not district)
    bare = {name.removesuffix("省").removesuffix("市") for name in high} - _WORDS_TOO
    return frozenset(map(fold, (full | here | abroad | sights | bare) - WORDLIKE - UNSAFE_DIVISIONS))


@functools.cache
def listed_places() -> frozenset[str]:
    """Return the places that a list has, with their suffix and without: each is one where the text speaks for it."""
    full = {next(part for part in reversed(row) if part) for row in divisions()}
    bare = {_DIVISION.sub("", name) for name in full}
    lands = words("world", "home", "quarters", "states", "cities") | ABROAD | known_places()
    known = full | {name for name in bare if len(name) > 1} | lands
    return frozenset(map(fold, known - WORDLIKE - UNSAFE_DIVISIONS))


@functools.cache
def brands() -> tuple[frozenset[str], frozenset[str]]:
    """Return companies and teams that are certain, and the ordinary words that name one beside them (苹果、小米)."""
    found = groups("known_names")
    return frozenset(map(fold, (*found["teams"], *found["brands"]))), frozenset(found[_IN_ROWS])


@functools.cache
def teams_at_play() -> frozenset[str]:
    """Return what teams are called where they play, words that are no team's elsewhere (火箭, 太阳), and with 队."""
    return frozenset(word + team for word in groups("known_names")[_AT_PLAY] for team in ("", "队"))


def _known(*, places: bool) -> set[str]:
    known = groups("known_names")
    chosen = (names for group, names in known.items() if ("places" in group) is places and group not in _WORDS)
    return {name for names in chosen for name in names} - set(known["common"])
