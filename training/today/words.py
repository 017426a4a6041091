"""Words that name nobody: verse, goods, figures; and how the lists of words are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping
    from pathlib import Path

Lists = dict[str, list[str]]


def lists(*paths: Path) -> Lists:
    """Return the lists of words by name: a line begins with a list's name and a colon, or goes on with its words."""
    found: Lists = {}
    name = ""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            head, colon, rest = line.partition(":")
            name = head if colon else name
            found.setdefault(name, []).extend((rest if colon else line).split())
    return found


class Words:
    """Draws what is no name."""

    def __init__(self, vocabulary: Lists, source: random.Random) -> None:
        self._lists = vocabulary
        self._random = source

    def slots(self) -> Mapping[str, Callable[[], str]]:
        """Return what draws each slot."""
        return {
            "-数": self._number,
            "-英": lambda: self._random.choice(("Smith", "Noor Deros", "Adrian Ang", "Punggol Field", "Biden")),
            "-诗": self._verse,
            "-词": lambda: self._random.choice(self._lists["verse nouns"]),
            "-动": lambda: self._random.choice(self._lists["verse verbs"]),
            "-位": lambda: self._random.choice(self._lists["verse links"][8:]),
            "-货": lambda: self._random.choice(self._lists["goods"]),
            "-家具": lambda: self._random.choice(self._lists["furniture"]),
            "-树": lambda: self._random.choice(self._lists["trees"]),
            "-宠": lambda: self._random.choice(self._lists["pets"]),
            "-族": lambda: self._random.choice(
                ("藏族", "彝族", "蒙古族", "纳西族", "傣族", "苗族", "哈尼族", "维吾尔族")
            ),
            "日期": self._date,
            "昵": lambda: self._random.choice(self._lists["nicknames"]),
        }

    def _number(self) -> str:
        draw = self._random
        return str(draw.randrange(1, 100)) if draw.random() < 0.7 else f"{draw.randrange(1, 90)}.{draw.randrange(1, 9)}"

    def _date(self) -> str:
        return f"{self._random.randrange(1, 13)}月{self._random.randrange(1, 29)}日"

    def _verse(self) -> str:
        """Return a line of verse: nouns and a verb, in one of several orders."""
        draw, nouns, verbs = self._random, self._lists["verse nouns"], self._lists["verse verbs"]
        links = self._lists["verse links"]
        form = draw.choice(("NV", "NVN", "LNV", "NNV", "VN的N", "N的N", "LNV了N", "NL,NVN", "N N", "N是N的N"))
        parts = {"N": nouns, "V": verbs, "L": links}
        return "".join(draw.choice(parts[char]) if char in parts else char for char in form)
