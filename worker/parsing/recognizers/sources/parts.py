"""What source lines are spelled with, and the part up to 电 or 讯 as it is found. Patterns run on folded text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from worker.lexicon import outlets
from worker.lexicon.characters import CHINESE_DIGITS, HAN, N

if TYPE_CHECKING:
    from worker.parsing.recognizers.people.named import People

NUMBER: Final = rf"{N}{{1,3}}"

DAY: Final = (
    rf"(?:(?:[12][0-9]{{3}}年|[〇○{CHINESE_DIGITS}]{{4}}年)?{NUMBER}月\s?{NUMBER}日|(?:{NUMBER}|[01][0-9][0-3][0-9])日)(?:上午|下午|中午|凌晨|深夜|晚间?|夜)?"
    r"(?:[0-9]{1,2}[时点](?:[0-9]{1,2}分)?)?"
)

KNOWN: Final = rf"(?:{outlets.KNOWN})"

# Any other outlet, named in full: 海曙新闻网, 香港文汇报, 中评社.
OTHER: Final = rf"(?:[{HAN}a-z·-]{{2,12}}?(?:{outlets.ENDINGS}|网|社|报))"

PLACE: Final = rf"(?P<place>[{HAN}·]{{2,14}}?)"

# Characters of a sentence, none of a place: 本报记者从今天…, 本报今日刊发的通讯.
NOT_A_PLACE: Final = re.compile(
    r"[的了是在将从近今昨刊者据第个这那为和与]|获悉|据悉|简$|通$|快$|喜$|本报|发出|收到|刊登"
)

NOT_A_DATED_PLACE: Final = re.compile(r"[的了是者报这个]|获悉|派员|讯员")

# Words that end in 讯 and are none: 通讯, 资讯. A place may end so (昭通讯): then the place is a known one.
NO_PLACE_BEFORE: Final = re.compile(
    r"(?:通|简|快|资|短|喜|音|速|时|捷|审|问|零|闪|传|信|电|查|专|特|联|视|汛|综|快|微)$"
)

SENT: Final = re.compile(rf"(?:{DAY})?专?[电讯]$")


@dataclass(frozen=True, slots=True)
class Opening:
    """The part up to 电 or 讯: spans in the line, where the printed form begins and ends, where the story may begin."""

    start: int
    stop: int
    end: int
    agency: tuple[int, int] = (0, 0)
    place: tuple[int, int] = (0, 0)
    date: tuple[int, int] = (0, 0)
    people: People | None = None


def opening_of(match: re.Match[str], shift: int = 0, end: int = 0) -> Opening:
    """Return the part that a pattern found, ``shift`` characters into the line; ``end``: where the story may begin."""
    groups = match.groupdict()
    agency, place, date = (
        (match.start(name) + shift, match.end(name) + shift) if groups.get(name) else (0, 0)
        for name in ("long" if groups.get("long") else "agency", "place", "date")
    )
    start = 0 if not shift else match.start() + shift  # with 据
    return Opening(start, match.end() + shift, end or match.end() + shift, agency, place, date)
