"""Rules for places, and the divisions (province, city, district) that a name can mean."""

from __future__ import annotations

import functools
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from worker.enrichment.known_names import listed_places
from worker.enrichment.lexicons import lexicon
from worker.enrichment.remembered import remembered
from worker.lexicon.places import WORDLIKE, WORLD, divisions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Division = tuple[str, str, str]

_SUFFIX: Final = re.compile(
    r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|(?:[\u3400-\u9fff]{1,3}族){0,4}自治[州县旗]|地区|林区|[省市县区旗州盟])$"
)
_SHORTEST_BARE: Final = 2
NOTHING_KNOWN: Mapping[str, int] = MappingProxyType({})
# A name, or a numbered road: 318国道. Must NOT match other figures: 3号楼, 90后.
_NAME: Final = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff0-9·—-]{1,24}|[1-9][0-9]{2}[国省县]道")

# 美韩, 中美俄 are sides of what goes on between them; 六国 have no name.
_SIDES: Final = re.compile("[中美英法德俄苏日韩朝印越欧]{2,3}|[二三五六七八九十两多几]国")


@remembered(1 << 13)
def is_place(text: str) -> bool:
    """Tell whether ``text`` can name a place: two or more characters, and no common word of ``data/not_places.txt``."""
    if not _NAME.fullmatch(text) or text in lexicon("not_places"):
        return False
    return _SIDES.fullmatch(text) is None or text in listed_places() or text in WORLD


@functools.cache
def _index() -> dict[str, tuple[Division, ...]]:
    """Return the divisions by full name and, from two characters on, by the name without its suffix."""
    index: dict[str, dict[Division, None]] = {}
    for division in divisions():
        name = next(part for part in reversed(division) if part)
        bare = _SUFFIX.sub("", name)
        for form in {name, bare}:
            if len(form) >= _SHORTEST_BARE:
                index.setdefault(form, {})[division] = None
    return {form: tuple(found) for form, found in index.items()}


def divisions_of(place: str) -> tuple[Division, ...]:
    """Return the divisions that a name, with or without its suffix, may mean."""
    return _index().get(place, ())


def certain_division(place: str) -> Division | None:
    """Return the one division that a name means wherever it stands, None when there is no such division."""
    return None if place in WORDLIKE else choose(divisions_of(place), NOTHING_KNOWN)


def choose(candidates: Sequence[Division], support: Mapping[str, int]) -> Division | None:
    """Return the division that is meant, None when that is open.

    Args:
        candidates: Those of one name.
        support: How often an article speaks of a province or city.
    """
    if len(candidates) <= 1:
        return candidates[0] if candidates else None
    # 北京 is a province and a city of the same name; the higher one says all.
    highest = min(candidates, key=lambda division: sum(bool(part) for part in division))
    if all(division[: depth(highest)] == highest[: depth(highest)] for division in candidates):
        return highest
    if not highest[1] and sum(not division[1] for division in candidates) == 1:
        return highest  # 吉林 is the province before it is the city
    ranked = sorted(
        (support.get(city or province, 0) + support.get(province, 0), number)
        for number, (province, city, _) in enumerate(candidates)
    )
    (second, _), (first, number) = ranked[-2:]
    return candidates[number] if first > second else None


def depth(division: Division) -> int:
    """Return how many levels a division states."""
    return sum(bool(part) for part in division)


def path_of(division: Division) -> str:
    """Return the path of a division: 重庆市/北碚区."""
    # A municipality is its own city: 重庆市/北碚区, not 重庆市/重庆市/北碚区.
    return "/".join(dict.fromkeys(part for part in division if part))
