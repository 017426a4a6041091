"""What is a name's own: bodies that are all of a kind of their place, and titles that are given."""

from __future__ import annotations

import re

from worker.enrichment.names.places import divisions_of
from worker.enrichment.names.spans import ORGANIZATION, PLACE, Name
from worker.enrichment.remembered import remembered
from worker.lexicon.characters import HAN
from worker.lexicon.places import WORLD

# 甲市|中小学, 乙市|健康促进学校 are all that are there. Must NOT match 甲县中学, 乙市实验小学, 丙市职业学校.
_ALL_OF_A_KIND = re.compile(
    r"(?:各|公立|公办|民办|城市|农村|乡村|健康促进|试点|定点|重点)*(?:中小学校?|国中小|国小|学校|医院|幼儿园|企业|高校)"
)
# Likewise behind a place without its suffix, a state: 湖北|高校, 欧洲|智库. Must NOT match 湖北大学, 日本银行.
_ALL_ANYWHERE = re.compile(
    r"(?:网店|电商|商户|商家|民宿|农家乐|网友|高校|中小学校?|智库|媒体|企业|警方|军方|当局|政府军)"
)
_BARE = frozenset({"学校", "医院", "企业", "幼儿园"})  # 柳林县医院 is one
_FULL_ENDS = "省市县区州旗"
# 被评为省级|“示范小学”. Must NOT match what is named so or got something: 更名为“柳林小学”, 获“柳林基金会”资助.
_HONOURED = re.compile(
    rf"(?:评为|评选为|评定为|认定为|确定为|定为|列为|誉为|授予|授牌|荣获|获评|获颁|被?授)(?:了|)[{HAN}0-9]{{0,8}}$"
)
_NEAR = 16
_SHORTEST = 2  # letters of a place


def is_honour(name: Name, text: str) -> bool:
    """Tell whether a body in quotes is a title that somebody is given: 获评“全国示范小学”."""
    start, end = name.start - 1, name.end
    quoted = start > 0 and text[start] == "“" and text[end : end + 1] == "”"
    return quoted and _HONOURED.search(text, max(0, start - _NEAR), start) is not None


def own(name: Name) -> Name:
    """Return a body without the kind of what is meant: of 甲市中小学 the place."""
    if name.kind is not ORGANIZATION or len(name.text) != name.end - name.start:
        return name
    start, end = _all_of_a_place(name.text)
    if end:
        return name._replace(start=name.start + start, end=name.start + end, text=name.text[start:end], kind=PLACE)
    return name


@remembered(1 << 12)  # bodies come again
def _all_of_a_place(text: str) -> tuple[int, int]:
    """Return where the place stands all of whose schools, or the like, are meant; nowhere for a body of its own."""
    at, place = 0, _place_before(text)
    while place and (below := _place_before(text[at + len(place) :])):
        at, place = at + len(place), below
    rest = text[at + len(place) :]
    if not place or not rest:
        return 0, 0
    full = place[-1] in _FULL_ENDS and rest not in _BARE and _ALL_OF_A_KIND.fullmatch(rest)
    return (at, at + len(place)) if full or _ALL_ANYWHERE.fullmatch(rest) else (0, 0)


def _place_before(text: str) -> str:
    """Return the longest division or state that a text begins with, "" when there is none."""
    sizes = range(min(8, len(text)), _SHORTEST - 1, -1)
    return next((text[:size] for size in sizes if divisions_of(text[:size]) or text[:size] in WORLD), "")
