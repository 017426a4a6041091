"""Makes training text: today's sentences from templates, and corpus lines with their names exchanged.

A tagger that saw only January 1998 would know its names by heart; exchanged names teach it to look at the context, and
the templates bring the offices, positions and phrases of today.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

from training.corpus import ORGANIZATION, PERSON, PLACE, Entity, Line
from training.today import Sentences
from worker.enrichment.dictionary import package_file
from worker.folding import fold
from worker.lexicon import surnames
from worker.lexicon.files import groups
from worker.lexicon.places import divisions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from training.today.bodies import Bodies

_OTHER_BODY = 0.5  # of the organisations of a line are exchanged
_SLOT = re.compile(r"\{(.)\}")
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


def generate(count: int, names: Names, source: random.Random) -> list[Line]:
    """Return ``count`` lines made from the templates."""
    text = (Path(__file__).parent / "templates.txt").read_text(encoding="utf-8")
    templates = [line for line in text.splitlines() if line and not line.startswith("#")]
    slots: dict[str, tuple[int, Callable[[], str]]] = {
        "人": (PERSON, names.person),
        "外": (PERSON, names.foreign),
        "地": (PLACE, names.place),
        "镇": (PLACE, names.township),
        "机": (ORGANIZATION, names.organization),
        "局": (ORGANIZATION, names.office),
        "职": (0, names.position),
    }
    return [_fill(source.choice(templates), slots) for _ in range(count)]


def _fill(template: str, slots: dict[str, tuple[int, Callable[[], str]]]) -> Line:
    text = ""
    entities: list[Entity] = []
    for number, part in enumerate(_SLOT.split(template)):
        if number % 2:
            kind, draw = slots[part]
            name = draw()
            if kind:
                entities.append((len(text), len(text) + len(name), kind))
            text += name
        else:
            text += part
    return Line(fold(text), tuple(entities))


def exchange(lines: Iterable[Line], names: Names, bodies: Bodies, source: random.Random) -> list[Line]:
    """Return the lines that hold names, with those names exchanged, the same one for the same one."""
    return [_exchange(line, names, bodies, source) for line in lines if line.entities]


def _exchange(line: Line, names: Names, bodies: Bodies, source: random.Random) -> Line:
    chosen: dict[str, str] = {}
    text = ""
    at = 0
    entities: list[Entity] = []
    for start, end, kind in line.entities:
        name = line.text[start:end]
        if name not in chosen:
            chosen[name] = _other(name, kind, names, bodies, source)
        text += line.text[at:start]
        entities.append((len(text), len(text) + len(chosen[name]), kind))
        text += chosen[name]
        at = end
    return Line(text + line.text[at:], tuple(entities))


def _other(name: str, kind: int, names: Names, bodies: Bodies, source: random.Random) -> str:
    if kind == ORGANIZATION:
        return fold(bodies.body()) if source.random() < _OTHER_BODY else name
    if kind == PERSON:
        if len(name) <= 3:
            draw = source.random()
            return fold(names.person() if draw < 0.86 else names.neighbour() if draw < 0.94 else names.foreign())
        return fold(names.foreign() if source.random() < 0.8 else names.neighbour())
    if kind == PLACE and source.random() < 0.5:
        return fold(names.place() if name[-1] in "省市县区州" or source.random() < 0.5 else names.township())
    return name


def augmented(lines: Sequence[Line], *, generated: int, seed: int = 7) -> list[Line]:
    """Return the lines and copies with other names, each twice so that they weigh as much as the generated ones."""
    source = random.Random(seed)
    names = Names(source)
    today = Sentences(names, source)
    return [
        *lines,
        *lines,
        *exchange(lines, names, today.bodies, source),
        *exchange(lines, names, today.bodies, source),
        *generate(generated // 2, names, source),
        *today.draw(generated),
    ]
