"""The place in an organisation's name: 重庆市北碚区教育局 is 教育局 of 北碚区, 县教育局 of some county."""

from __future__ import annotations

import re
from typing import NamedTuple

from worker.enrichment.known_names import known_bodies
from worker.enrichment.lexicons import lexicon
from worker.enrichment.names.places import certain_division, depth, divisions_of
from worker.enrichment.remembered import remembered
from worker.lexicon.bodies import TAILS

LEVELS = "省市区县州盟旗镇乡"
_LONGEST_PLACE = 12
_LONGEST_BARE = 4
_NUMBER = "[一二三四五六七八九十]{1,3}"
# 一医院, 第二中学, 三小, 一中院: numbered bodies as they are called in short; each with its full form.
_NUMBERED = tuple(
    (re.compile(rf"第?({_NUMBER})(?:{short})"), full)
    for short, full in (
        ("医院|人民医院", "第{}人民医院"),
        ("中|中学|中学校", "第{}中学"),
        ("小|小学", "第{}小学"),
        ("中院|中级法院|中级人民法院", "第{}中级人民法院"),
    )
)
_NUMBERED_SCHOOL = re.compile(rf"第{_NUMBER}[中小]学")
_TOWN = 2  # levels: its province and itself
# 第一医院 is a name of its own in some towns: it is not made 第一人民医院.
_NUMBERED_AS_IT_IS = re.compile(rf"第{_NUMBER}医院")
# What follows 市委: 市委组织部, 区委办公室. Must NOT match 市委员会.
_PARTY = re.compile(
    r"委(?:员会)?((?:组织|宣传|统战|社会工作)部|统一战线工作部|政法委员会|政法委|办公厅|办公室|党校|老干部局|巡察办)?"
)


class Placed(NamedTuple):
    """A name in its parts.

    Attributes:
        places: Divisions that begin it, the wider first: 重庆市, 北碚区.
        level: Its first letter when that is a level without a place: 县 of 县教育局.
        rest: What follows, in its full form where that is known.
    """

    places: tuple[str, ...]
    level: str
    rest: str


@remembered(1 << 13)
def placed(name: str) -> Placed:
    """Return a name in its parts; both ``places`` and ``level`` are empty for a name that no place begins."""
    bare = name.removeprefix("中国共产党").removeprefix("中共")
    places = _chain(bare)
    at = sum(map(len, places))
    if places:
        rest = _full_rest(bare[at:])
        return Placed(places, "", rest or bare[at:]) if rest or bare == name else Placed((), "", name)
    if bare[:1] in tuple(LEVELS) and (bare[1:] in lexicon("level_bodies") or _full_rest(bare[1:])):
        return Placed((), bare[0], _full_rest(bare[1:]) or bare[1:])
    # A place that no table has (many are merged or renamed): only before what can follow nothing else.
    for end in range(1, min(_LONGEST_PLACE, len(bare) - 1)):
        if bare[end] in LEVELS and bare[: end + 1] not in known_bodies() and (rest := _full_rest(bare[end + 1 :])):
            return Placed((bare[: end + 1],), "", rest)
    return Placed((), "", name)


def _chain(name: str) -> tuple[str, ...]:
    """Return the divisions, each with its suffix, that stand at the beginning of a name one after the other."""
    found: list[str] = []
    at = 0
    while True:
        longest = min(_LONGEST_PLACE, len(name) - at - 1)
        part = next(
            (
                name[at : at + length]
                for length in range(longest, 1, -1)
                if name[at + length - 1] in LEVELS and divisions_of(name[at : at + length])
            ),
            "",
        )
        if not part:
            return tuple(found)
        found.append(part)
        at += len(part)


@remembered(1 << 13)
def without_suffix(name: str) -> Placed | None:
    """Return a name in its parts that begins with a division without its suffix: 柳林二中 is 第二中学 of 柳林县.

    None where the name can mean several divisions, or what follows is no body that every division has.
    """
    for length in range(min(_LONGEST_BARE, len(name) - 1), 1, -1):
        division = certain_division(name[:length])
        if (
            division is None or name[length - 1] in LEVELS or name[length] in LEVELS
        ):  # 南通市场监督管理局 may be 南通市's
            continue
        rest = name[length:]
        rest = _full_rest(rest) or (rest if rest in lexicon("level_bodies") else "")
        if _NUMBERED_SCHOOL.fullmatch(rest) and division[0].endswith(("省", "自治区")) and depth(division) == 1:
            # 吉林一中 is a school of the town: no province has numbered ones.
            towns = [each for each in divisions_of(name[:length]) if depth(each) == _TOWN]
            if len(towns) != 1:
                continue
            division = towns[0]
        full = next(part for part in reversed(division) if part)
        if rest and full[-1] in LEVELS and len(full) == length + 1:
            return Placed((full,), "", rest)
    return None


def _full_rest(rest: str) -> str:
    """Return the full form of what stands after a place, "" when none is known."""
    if rest in TAILS or rest in TAILS.values():
        return TAILS.get(rest, rest)
    party = _PARTY.fullmatch(rest)
    if party:
        return f"委{(party[1] or '').replace('统一战线工作部', '统战部').replace('政法委员会', '政法委')}"
    if _NUMBERED_AS_IT_IS.fullmatch(rest):
        return rest
    for pattern, full in _NUMBERED:
        match = pattern.fullmatch(rest)
        if match:
            return full.format(match[1])
    return ""
