"""Sentences of today with their names marked: templates filled with names that are built as such names are.

``templates.txt`` and ``sentences.txt`` have the sentences, ``vocabulary.txt`` the parts of names, ``../stems.txt`` the
stems of townships and villages. Nothing is copied from a paper; which names a sentence holds is known because it was
put together.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from training.corpus import ORGANIZATION, PERSON, PLACE, Entity, Line
from training.today.bodies import Bodies
from training.today.institutions import Institutions
from training.today.people import People
from training.today.places import Places
from training.today.societies import Societies
from training.today.words import Words, lists
from worker.folding import fold
from worker.lexicon import files as lexicon

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from training.names import Names

_HERE = Path(__file__).parent
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{([^{}]+)\}")

# The slots that draw what ends like a name whose slot tells its kind alone; the first that fits.
_LIKE = {
    "l": (
        ("镇 乡", "镇"),
        ("村 社区 寨", "村"),
        ("路 街 大道 巷", "路"),
        ("省 市 县 区 州 旗", "地"),
        ("小区 花园 家园 苑", "区"),
        ("河 江 湖 溪 山 岭 峡 岛 沟 湾", "水"),
        ("公园 广场 大桥 纪念馆 体育馆 中心 机场 站 寺 塔", "景"),
    ),
    "o": (
        ("附中 附小 一中 二中 三中", "附"),
        ("小学 中学 学校", "校"),
        ("大学 学院", "大"),
        ("派出所 法院 检察院 公安局 分局", "警"),
        ("医院", "医"),
        ("支行 分行 银行", "银"),
        ("公司 集团", "企"),
        ("协会 商会 学会", "会"),
        ("电视台 融媒体中心", "平"),
        ("出版社", "刊"),
        ("基金会 救援队", "基"),
        ("宣传部 组织部 统战部 政法委", "党"),
        ("大使馆 总领馆", "使"),
        ("集团军 战区", "战"),
        ("剧院 剧团", "剧"),
        ("局 办", "局"),
        ("队", "队"),
    ),
}
_KINDS = {"p": PERSON, "l": PLACE, "o": ORGANIZATION}
_AS_PRINTED = 0.4  # of the names of a sentence
_LONGEST_CHINESE_NAME = 3

Draw = tuple[int, "Callable[[], str]"]


def templates() -> list[str]:
    """Return the templates and sentences; a line that begins with ``#`` is a comment."""
    lines = [line for name in ("templates", "sentences") for line in _lines(name)]
    return [line for line in lines if line and not line.startswith("#")]


def _lines(name: str) -> list[str]:
    return (_HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def _slot_like(kind: str, name: str) -> str:
    """Return the slot that draws what can stand for a name of a kind, "" when that one has to stay."""
    if kind == "p":
        return "人" if len(name) <= _LONGEST_CHINESE_NAME else "外" if "·" in name else ""
    return next((slot for ends, slot in _LIKE[kind] if name.endswith(tuple(ends.split()))), "")


class Sentences:
    """Draws sentences.

    Args:
        names: Draws people and divisions.
        source: Of the draws.
    """

    def __init__(self, names: Names, source: random.Random) -> None:
        self._random = source
        self._templates = templates()
        vocabulary = lists(_HERE / "vocabulary.txt", _HERE.parent / "stems.txt", lexicon.DATA / "known_names.txt")
        people = People(vocabulary, names, source)
        places = Places(vocabulary, names, source)
        institutions = Institutions(vocabulary, names, places, source)
        self.bodies = Bodies(vocabulary, names, places, institutions, source)
        societies = Societies(vocabulary, names, places, source)
        self.places = places
        self.people = people
        words = Words(vocabulary, source)
        self._slots: dict[str, Draw] = {
            **{slot: (PERSON, draw) for slot, draw in people.slots().items()},
            **{slot: (PLACE, draw) for slot, draw in places.slots().items()},
            **{slot: (ORGANIZATION, draw) for slot, draw in self.bodies.slots().items()},
            **{slot: (ORGANIZATION, draw) for slot, draw in societies.slots().items()},
            **{slot: (ORGANIZATION, draw) for slot, draw in institutions.slots().items()},
            **{slot: (0, draw) for slot, draw in words.slots().items()},
            "职": (0, names.position),
        }

    def draw(self, count: int) -> list[Line]:
        """Return so many sentences."""
        return [self._filled(self._random.choice(self._templates)) for _ in range(count)]

    def _filled(self, template: str) -> Line:
        while _CHOICE.search(template):
            template = _CHOICE.sub(lambda match: self._random.choice(match[1].split("|")), template)
        text = ""
        entities: list[Entity] = []
        for number, part in enumerate(_SLOT.split(template)):
            if not number % 2:
                text += part
                continue
            before = ""
            if part.startswith("衔"):  # a title stands before the name and is none of it
                before, part = self.people.title(), part[1:]  # noqa: PLW2901
            text += before
            kind, name = self._named(*part.split(" ", 1))
            if kind:
                entities.append((len(text), len(text) + len(name), kind))
            text += name
        return Line(fold(text), tuple(entities))

    def _named(self, slot: str, printed: str = "") -> tuple[int, str]:
        """Return the kind and the name for a slot: as printed, or drawn."""
        only_kind = _KINDS.get(slot, 0)
        if only_kind:
            slot = _slot_like(slot, printed)
        if printed and (not slot or self._random.random() < _AS_PRINTED):
            return only_kind or self._slots[slot][0], printed
        kind, draw = self._slots[slot]
        return only_kind or kind, draw()
