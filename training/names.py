"""Names to draw from for training text: people, places and bodies as lists and dictionaries have them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from worker.enrichment.dictionary import package_file
from worker.lexicon import surnames
from worker.lexicon.files import groups
from worker.lexicon.places import divisions

if TYPE_CHECKING:
    import random

_SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|新区|[省市县区旗州盟])$")


def _vocabulary() -> dict[str, list[str]]:
    """Return the lists of ``vocabulary.txt`` by name."""
    lists: dict[str, list[str]] = {}
    name = ""
    for line in (Path(__file__).parent / "vocabulary.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            head, colon, rest = line.partition(":")
            name = head if colon else name
            lists.setdefault(name, []).extend((rest if colon else line).split())
    return lists


_WORDS = _vocabulary()
_PLACE_CHARACTERS = (
    "金龙石水天清白青长大南北东西江河湖山溪泉林松柳桥塘湾坪坝沟岩崖岭坡田井观寺塔桂兰梅竹杨槐柏双三九新古平安永兴和太福寿云月星明光"
    "静澄童柳施东阳复转蔡歇马偏胜鱼鸡凤凰虎狮牛羊马龟麒麟土黄红紫蓝玉银铜铁沙高陈王李张刘家"
)


class Names:
    """Draws names: surnames by rank, given and foreign names as jieba's dictionary has them."""

    def __init__(self, source: random.Random) -> None:
        self._random = source
        singles, self._compound = _surnames()
        self._surnames = singles
        self._weights = [1 / (rank + 6) for rank in range(len(singles))]
        self._given, self._foreign, self._wordlike = _dictionary_names(set(singles))
        self._divisions = [next(part for part in reversed(row) if part) for row in divisions()]

    def person(self) -> str:
        """Return a Chinese name of two, three or (compound surname) four characters."""
        draw = self._random
        if draw.random() < 0.05:
            return draw.choice(self._wordlike)
        given = draw.choice(self._given)
        if draw.random() < 0.3:
            given = draw.choice(given)
        if draw.random() < 0.03:
            return draw.choice(self._compound) + given
        if draw.random() < 0.25:
            return draw.choice(self._surnames) + given
        return draw.choices(self._surnames, self._weights)[0] + given

    def foreign(self) -> str:
        """Return a transliterated name, one in three with its middle point."""
        parts = [self._random.choice(self._foreign) for _ in range(self._random.choice((1, 1, 2)))]
        return "·".join(parts)

    def neighbour(self) -> str:
        """Return a Japanese, Tibetan, Uyghur, Yi or Dai name."""
        draw = self._random
        form = draw.random()
        if form < 0.5:
            return draw.choice(_WORDS["japanese"]) + (
                draw.choice(_WORDS["japanese given"]) if draw.random() < 0.8 else ""
            )
        if form < 0.8:
            return draw.choice(_WORDS["tibetan"]) + (draw.choice(_WORDS["tibetan"]) if draw.random() < 0.75 else "")
        if form < 0.87:
            return draw.choice(_WORDS["yi"]) + draw.choice(_WORDS["yi"])
        if form < 0.9:
            return draw.choice("岩玉") + draw.choice(_WORDS["dai"])
        return draw.choice(_WORDS["uyghur"]) + ("·" + draw.choice(_WORDS["uyghur"]) if draw.random() < 0.6 else "")

    def place(self) -> str:
        """Return an administrative division, at times without its suffix."""
        name = self._random.choice(self._divisions)
        bare = _SUFFIX.sub("", name)
        return bare if len(bare) > 1 and self._random.random() < 0.4 else name

    def bare_division(self) -> str:
        """Return an administrative division without its suffix where two characters are left."""
        name = self._random.choice(self._divisions)
        bare = _SUFFIX.sub("", name)
        return bare if len(bare) > 1 else name

    def township(self) -> str:
        """Return a made-up township, village or street."""
        length = self._random.choice((1, 2, 2, 2))
        stem = "".join(self._random.choice(_PLACE_CHARACTERS) for _ in range(length))
        return stem + self._random.choice(_WORDS["villages"])

    def office(self) -> str:
        """Return a local office as a local paper writes it: 区生态环境局."""
        return self._random.choice("区区区市县省") + self._random.choice(_WORDS["offices"])

    def organization(self) -> str:
        """Return an office with its place, a firm, a school or a national body."""
        draw = self._random
        form = draw.random()
        if form < 0.25:
            return draw.choice(_WORDS["national"])
        if form < 0.5:
            return draw.choice(self._divisions) + draw.choice(
                [office for office in _WORDS["offices"] if office[0] != "委"]
            )
        if form < 0.6:
            return self.office()
        if form < 0.75:
            return self.place() + draw.choice(_WORDS["schools"])
        brand = draw.choice(self._given)
        return (
            (self.place() if draw.random() < 0.6 else "")
            + brand
            + draw.choice(_WORDS["trades"])
            + draw.choice(_WORDS["firms"])
        )

    def position(self) -> str:
        """Return a position as it stands before a name."""
        return self._random.choice(_WORDS["positions"])


def _surnames() -> tuple[list[str], list[str]]:
    ranked = groups("surnames")
    return [*ranked["common"], *ranked["usual"]], sorted(surnames.COMPOUND)


def _dictionary_names(surnames: set[str]) -> tuple[list[str], list[str], list[str]]:
    """Return given names, foreign names, and the ordinary words that look like names."""
    given, foreign, wordlike = [], [], []
    for line in package_file("jieba", "dict.txt").read_text(encoding="utf-8").splitlines():
        word, _, tag = line.split(" ")
        if tag == "nr" and len(word) == 3 and word[0] in surnames:
            given.append(word[1:])
        elif tag == "nrt" and 2 <= len(word) <= 6:
            foreign.append(word)
        elif tag in {"n", "a", "v", "d", "t", "vn", "ad"} and len(word) == 2 and word[0] in surnames:
            wordlike.append(word)
    return given, foreign, wordlike
