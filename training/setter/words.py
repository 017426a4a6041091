"""Draws names, numbers and the small fixed words of a newspaper; fills the slots of the project's own sentences."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from training.names import Names

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

T = TypeVar("T")
OWN: dict[str, Any] = json.loads((Path(__file__).parent / "own_words.json").read_text(encoding="utf-8"))
_SLOT = re.compile(r"\{(.)\}")
_HAN_DIGITS = "〇一二三四五六七八九"


def han_number(number: int) -> str:
    """Return a number under a hundred in Chinese digits: 十二."""
    tens, ones = divmod(number, 10)
    return ("" if not tens else ("" if tens == 1 else _HAN_DIGITS[tens]) + "十") + (
        _HAN_DIGITS[ones] if ones or not tens else ""
    )


def han_year(number: int) -> str:
    """Return a year digit by digit: 一九九七."""
    return "".join(_HAN_DIGITS[int(digit)] for digit in str(number))


class Words:
    """A source of random words; everything that the setter draws comes from here, so a seed repeats it."""

    def __init__(self, source: random.Random) -> None:
        self.random = source
        self.names = Names(source)

    def choice(self, among: Sequence[T]) -> T:
        """Return one of the given."""
        return self.random.choice(among)

    def weighted(self, among: dict[T, float]) -> T:
        """Return a key, as often as its weight says."""
        return self.random.choices(list(among), list(among.values()))[0]

    def chance(self, share: float) -> bool:
        """Return True in that share of the calls."""
        return self.random.random() < share

    def between(self, low: int, high: int) -> int:
        """Return a whole number, both ends included."""
        return self.random.randint(low, high)

    def own(self, name: str) -> str:
        """Return one of the project's own phrases of a kind, its slots filled."""
        return self.fill(self.choice(OWN[name]))

    def town(self) -> str:
        """Return a short place name as a source line has it."""
        name = self.names.place() if self.chance(0.6) else self.names.township()
        bare = re.sub(r"(?:特别行政区|自治[区州县]|新区|[省市县区旗州盟镇乡村])$", "", name)
        return bare if 2 <= len(bare) <= 4 else self.choice(("松溪", "青石", "临川", "柳河", "云岭"))

    def fill(self, text: str) -> str:
        """Return the text with its slots filled."""
        draws: dict[str, Callable[[], str]] = {
            "人": self.names.person,
            "外": self.names.foreign,
            "地": self.names.place,
            "镇": self.names.township,
            "局": self.names.office,
            "数": lambda: str(self.between(11, 9800)),
            "几": lambda: self.choice("两三四五六七八九"),
            "月": lambda: str(self.between(1, 12)),
            "时": self.moment,
        }
        return _SLOT.sub(lambda match: draws[match[1]](), text)

    def moment(self) -> str:
        """Return how a report opens: 昨日, 4月2日上午."""
        day = f"{self.between(1, 12)}月{self.between(1, 28)}日"
        return self.choice(("昨日", "昨天下午", "日前", "近日", "连日来", day, day, f"{day}上午", "今天", "前天"))
