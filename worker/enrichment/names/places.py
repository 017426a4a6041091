"""Rules for places, and the division (province, city, district) that a place belongs to."""

from __future__ import annotations

import functools
import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from worker.enrichment.lexicons import lexicon
from worker.lexicon.places import divisions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Division = tuple[str, str, str]

_SUFFIX = re.compile(
    r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|(?:[\u3400-\u9fff]{1,3}族){0,4}自治[州县旗]|地区|林区|[省市县区旗州盟])$"
)
_SHORTEST_BARE = 2
_NOTHING_KNOWN: Mapping[str, int] = MappingProxyType({})
_NAME = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff0-9·—-]{1,24}")


@functools.lru_cache(1 << 13)
def is_place(text: str) -> bool:
    """Tell whether ``text`` can name a place: two or more characters, and no common word of ``data/not_places.txt``."""
    return bool(_NAME.fullmatch(text)) and text not in lexicon("not_places")


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


def regions(places: Iterable[str], home: str = "") -> tuple[str, ...]:
    """Return the divisions that the text is about, as paths: ``重庆市/北碚区``.

    A name that several divisions share (朝阳区) counts only where the article, or the paper's own place, decides it.

    Args:
        places: Names as they stand in the text, in order; a repeated name weighs more.
        home: Text that tells where the paper is from: publication and dateline.
    """
    index = _index()
    candidates = {place: index[place] for place in places if place in index}
    support: dict[str, int] = {}
    for found in candidates.values():
        certain = _choose(found, _NOTHING_KNOWN)
        if certain is not None:
            for part in {certain[0], certain[1] or certain[0]}:
                support[part] = support.get(part, 0) + 1
    for province, city in _home(home):
        for part in {province, city or province}:
            support[part] = support.get(part, 0) + 2
    paths: dict[str, None] = {}
    for found in candidates.values():
        division = _choose(found, support)
        if division is not None:
            paths[_path(division)] = None
    return tuple(paths)


@functools.lru_cache(1 << 10)
def _home(text: str) -> tuple[tuple[str, str], ...]:
    """Return province and city of the divisions named in a text, such as a publication's name, and certain there."""
    found = []
    for start in range(len(text)):
        forms = (text[start : start + length] for length in (4, 3, 2) if start + length <= len(text))
        certain = next((division for form in forms if (division := _choose(divisions_of(form), _NOTHING_KNOWN))), None)
        if certain is not None:
            found.append(certain[:2])
    return tuple(found)


def _choose(candidates: tuple[Division, ...], support: Mapping[str, int]) -> Division | None:
    if len(candidates) <= 1:
        return candidates[0] if candidates else None
    # 北京 is a province and a city of the same name; the higher one says all.
    highest = min(candidates, key=lambda division: sum(bool(part) for part in division))
    if all(division[: _depth(highest)] == highest[: _depth(highest)] for division in candidates):
        return highest
    if not highest[1] and sum(not division[1] for division in candidates) == 1:
        return highest  # 吉林 is the province before it is the city
    ranked = sorted(
        (support.get(city or province, 0) + support.get(province, 0), number)
        for number, (province, city, _) in enumerate(candidates)
    )
    (second, _), (first, number) = ranked[-2:]
    return candidates[number] if first > second else None


def _depth(division: Division) -> int:
    return sum(bool(part) for part in division)


def _path(division: Division) -> str:
    # A municipality is its own city: 重庆市/北碚区, not 重庆市/重庆市/北碚区.
    return "/".join(dict.fromkeys(part for part in division if part))
