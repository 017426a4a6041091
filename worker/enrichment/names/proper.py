"""What is a name's own: bodies without a verb or a kind, roads of Macau whole, what follows a place of Taiwan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.enrichment.names.organizations import is_organization
from worker.enrichment.names.places import divisions_of
from worker.enrichment.names.spans import BY_RULE, ORGANIZATION, PLACE, Name
from worker.enrichment.remembered import remembered
from worker.lexicon.characters import HAN
from worker.lexicon.places import WORLD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.enrichment.vocabulary import Words

# 消防指挥中心|命令|高新大队, 县府|感谢|农会: what one body does to another is in the name of neither.
# Must NOT match what trades and fields are called: 联合会, 援助中心, 表演艺术学院, 通知书店.
_DOES = re.compile(
    rf"([{HAN}]{{2,16}}?[府局院会心司队委部署校所])"
    r"(?:感谢|命令|委托|指派|约谈|起诉|状告|函告|致函|慰问|走访|批评|举办|主办|承办|召集|邀请|宣布|会同|责成|敦促|指控)"
    rf"(?:了|)([{HAN}]*)"
)
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
_IS_HAN = re.compile(f"[{HAN}]")
_SHORTEST, _SHORT = 2, 4  # letters of a place; of a body that no other is in
# 林茂海边大马路: who names streets so needs no other mark. Must NOT match 在大马路, 这条大马路.
_AVENUE = "大马路"
_NO_STEM = frozenset("在的往至及和与、经由沿到从近于是条这那各该将被有为路街区座层号该")
_LONGEST_STEM = 7
# 台东|县府, 台南|市府. Must NOT match 市府路, 县府大楼.
_SEAT = re.compile(r"[县市]府(?![路大楼广街前里])")
_TAIWAN = "台湾省"
# 林边乡|果树产销班第46班.
_GROWERS = re.compile(rf"[{HAN}]{{2,6}}产销班第[0-9一二三四五六七八九十]{{1,3}}班")


def is_honour(name: Name, text: str) -> bool:
    """Tell whether a body in quotes is a title that somebody is given: 获评“全国示范小学”."""
    start, end = name.start - 1, name.end
    quoted = start > 0 and text[start] == "“" and text[end : end + 1] == "”"
    return quoted and _HONOURED.search(text, max(0, start - _NEAR), start) is not None


def own(name: Name, words: Words) -> Name:
    """Return a body without what it does to another and without the kind of what is meant: of 甲市中小学 the place."""
    if name.kind is not ORGANIZATION or len(name.text) != name.end - name.start:
        return name
    does = _DOES.fullmatch(name.text) if len(name.text) > _SHORT else None
    if does is not None and is_organization(does[1]) and words.index_at(name.start + does.end(1)) >= 0:
        return name._replace(end=name.start + does.end(1), text=does[1])
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


def roads_of_macau(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """Yield the roads called 大马路, whatever their stem was taken for.

    Args:
        text: Folded text.
        names: As found so far.
    """
    at = text.find(_AVENUE)
    ends = {name.end for name in names if name.kind is PLACE} if at >= 0 else set()
    while at >= 0:
        start = at
        while start and at - start <= _LONGEST_STEM and text[start - 1] not in _NO_STEM and _is_han(text[start - 1]):
            start -= 1
            if start in ends and divisions_of(_ending_at(names, start)):
                break
        if _SHORTEST <= at - start <= _LONGEST_STEM:
            yield Name(start, at + len(_AVENUE), PLACE, text[start : at + len(_AVENUE)], BY_RULE)
        at = text.find(_AVENUE, at + 1)


def _ending_at(names: Sequence[Name], end: int) -> str:
    return next((name.text for name in names if name.end == end), "")


def _is_han(char: str) -> bool:
    return _IS_HAN.match(char) is not None


def of_taiwan(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """Yield what follows a place of Taiwan: 台东|县府, 林边乡|果树产销班第46班.

    Args:
        text: Folded text.
        names: As found so far.
    """
    if "府" not in text and "产销班" not in text:
        return
    for name in names:
        if name.kind is not PLACE:
            continue
        growers = _GROWERS.match(text, name.end)
        if growers:
            yield Name(name.start, growers.end(), ORGANIZATION, text[name.start : growers.end()], BY_RULE)
        elif any(division[0] == _TAIWAN for division in divisions_of(name.text)):
            cut = name.end - 1 if name.text[-1] in "县市" else name.end  # 台东县|府
            seat = _SEAT.match(text, cut)
            if seat:
                yield Name(name.start, seat.end(), ORGANIZATION, text[name.start : seat.end()], BY_RULE)
