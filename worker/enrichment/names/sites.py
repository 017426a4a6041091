"""Sites and bodies told by what stands around them: roads that one goes along, what has somebody's name, old armies.

Also the places that a list has and the tagger missed, where a row or a verb of moving says that a place stands there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.document.enrichment import MentionKind
from worker.enrichment.names.places import divisions_of, is_place
from worker.enrichment.names.spans import BY_RULE, ORGANIZATION, PERSON, PLACE, Name
from worker.enrichment.signs import sign
from worker.lexicon.characters import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from worker.enrichment.vocabulary import Words

# Where two roads meet: 中山路与|三多路|口. Must NOT match 路和路口, 街与各路口.
_CROSSING: Final = re.compile(
    rf"(?<=[路街道段巷])[与和及、]((?:(?![在的和与及、是有各这那该每两多])[{HAN}]){{1,6}}?(?:大马路|大道|[路街道段]))口"
)
_NO_ROAD: Final = re.compile(
    r"(?:[车马铁轨航跑步人隧铺匝弯国省]道|[铁马公水山大小道高]路|车行道|高速公路|快速路|商业街|步行街|主干[道路])$"
)
# What a road or a place goes on with: 文昌路|高架, 青岚湾|高速公路, 友谊|大马路. Must NOT match 甲市|高速发展.
_AFTER_ROAD: Final = re.compile(r"高架(?:桥|路)?(?![线施])|立交桥?|(?:人行)?天桥|隧道")
_AFTER_PLACE: Final = re.compile(
    r"(?:绕城|环城)高速(?:公路)?|高速公路(?!管|局|公司|有限|集团|建设|养护|交警|路政|企业)|"
    r"(?:古城|古墓群?|汉墓|陵园)?遗址(?:公园)?(?![区上内])|"
    r"高速(?=[、,。;:()与及和往至上入出收服路段市区堵]|$)|大马路|互通立交桥?"
)
_ROAD_ENDS = ("路", "道", "环", "街")
_NO_STEM: Final = "省市县区州国镇乡村路街道线段站场"
# What is named after somebody: 孙正明|公园, 罗博士|大马路. Must NOT match 王林|大道理, 李明|广场上跳舞.
_AFTER_PERSON: Final = re.compile(
    r"(?:国际)?机场|(?:网|足|棒)?球场|体育[场馆](?!馆)|遗址(?:公园)?(?![区上内])|(?:博士|将军|司令)?(?:大马路|(?:文化|体育)?广场(?![上前里])|公园|大道(?![理德]))"
)
_BODY_AFTER_PERSON: Final = re.compile(r"(?:实验|希望)?(?:中学|小学|大学|基金会|医院|图书馆)(?![生毕时里读没未就])")
# 新六军, 独立第五师二团, 一八二师, 七十一军. Must NOT match 三军, 海军, 千军, 一个军, 百万雄师, 二十军礼.
_NUMERALS: Final = "一二三四五六七八九十百〇○零"
_NUMERAL: Final = f"[{_NUMERALS}]"
_NEW: Final = r"(?:新编?|暂编?|独立?|整编)第?"
_OLD_ARMY: Final = re.compile(
    rf"(?:{_NEW}{_NUMERAL}{{1,4}}|第{_NUMERAL}{{1,4}}|{_NUMERAL}{{2,4}})军(?![长部官人礼团种工校事装医区])"
    rf"(?:[新暂独]?{_NUMERAL}{{1,4}}[师旅](?![长部]))?|"
    rf"(?:{_NEW}{_NUMERAL}{{1,4}}|第?{_NUMERAL}{{2,4}})[师旅](?![长部生傅范兄徒])(?:{_NUMERAL}{{1,4}}团(?![长部员]))?"
)
_THEIRS: Final = frozenset({"", "军", "蒋", "蒋军", "蒋匪", "敌", "匪", "伪", "敌军", "国民党", "国民党军"})
# Where somebody is taken: 送往|仁爱医院. Must NOT match 送往当地医院, 在各大医院, 到县级医院.
_TO_HOSPITAL: Final = re.compile(
    r"(?:送[往到至抵院]|转[往到至送]|前往|途径|途经|[在于到])"
    r"((?:(?![各大多家当附近一那本该的在到往医三甲乡镇县级社区专科综合公立私几所两有普发平这属不起进住去看])"
    rf"[{HAN}]){{2,4}}医院)"
)
# What says that a place follows or goes before. Must NOT hold what does for people too: 来自, 代表.
_TO = (
    "攻克", "收复", "攻占", "进驻", "途经", "抵达", "赶赴", "奔赴", "前往", "逃往", "开往", "飞往", "驶往", "运往",
    "迁往", "位于", "地处", "落户", "流经", "驻守", "解放了", "占领了", "回到", "来到",
)  # fmt: skip
_BEFORE = ("等地", "一带", "境内", "近郊", "以东", "以西", "以南", "以北", "市区", "城区", "县城", "之役", "战役", "籍")
_ROW: Final = re.compile(r"[、和与及至到—-]")
# What the patterns cannot do without, and most texts have none.
_CORNERS: Final = sign(["路口", "街口", "道口"])
_NUMBERED_ARM: Final = sign(numeral + arm for numeral in _NUMERALS for arm in "军师旅")
_HOUSES: Final = sign(["医院"])
_GOES_ON: Final = frozenset("国机网足棒球体遗古汉陵高立大互绕环博将司文体广公实希中小基医图天人隧")
_SHORTEST: Final = 2  # letters of a known place


def army_in(name: str) -> str:
    """Return the army in a body that the tagger found too long: 蒋军|七十一军|残部; "" when there is none."""
    match = _OLD_ARMY.search(name)
    return match[0] if match and name[: match.start()] in _THEIRS else ""


def sites(text: str, names: Sequence[Name], words: Words) -> Iterator[Name]:
    """Yield what the words around it tell, in no order.

    Args:
        text: Folded text.
        names: As found so far, in order, without overlaps.
        words: Of the text.
    """
    size = len(text)
    for name in names:
        if name.end < size and text[name.end] in _GOES_ON:
            yield from _going_on(text, name)
    if words.holds(_CORNERS):
        yield from _crossings(text)
    if words.holds(_NUMBERED_ARM):
        yield from _armies(text)
    if words.holds(_HOUSES):
        yield from _houses(text, words)


def _houses(text: str, words: Words) -> Iterator[Name]:
    for match in _TO_HOSPITAL.finditer(text):
        if words.index_at(match.start(1)) >= 0:
            yield _name(text, *match.span(1), ORGANIZATION)


def _crossings(text: str) -> Iterator[Name]:
    for match in _CROSSING.finditer(text):
        if len(match[1]) > _SHORTEST and not _NO_ROAD.search(match[1]):
            yield _name(text, *match.span(1), PLACE)


def _going_on(text: str, name: Name) -> Iterator[Name]:
    """Yield what begins with a name and goes on behind it."""
    if name.kind is PLACE:
        last = name.text[-1]
        pattern = _AFTER_ROAD if last in _ROAD_ENDS else None if last in _NO_STEM else _AFTER_PLACE
        match = pattern.match(text, name.end) if pattern else None
        if match and match[0] == "高速公路" and divisions_of(name.text):  # 海南高速公路 are all that are there
            return
    elif name.kind is PERSON and name.end - name.start == len(name.text) > _SHORTEST:
        match = _AFTER_PERSON.match(text, name.end)
        body = None if match else _BODY_AFTER_PERSON.match(text, name.end)
        if body:
            yield _name(text, name.start, body.end(), ORGANIZATION)
    else:
        return
    if match:
        yield _name(text, name.start, match.end(), PLACE)


def _armies(text: str) -> Iterator[Name]:
    for match in _OLD_ARMY.finditer(text):
        yield _name(text, *match.span(), ORGANIZATION)


def beside(text: str, names: Sequence[Name], words: Words) -> Iterator[Name]:
    """Yield known places that stand in a row with one that was found, or where something moves to: 攻克|昌图.

    Args:
        text: Folded text.
        names: As found so far, in order, without overlaps.
        words: Of the text.
    """
    listed = words.listed()
    if not listed:
        return
    places = {name.start: name.end for name in names if name.kind is PLACE}
    ends = set(places.values())
    taken = {name.start for name in names}
    for index in listed:
        start = words.starts[index]
        end = start + words.lengths[index]
        if start in taken or not is_place(text[start:end]):
            continue
        # 昌图 is somebody's name to the dictionary: a row is not enough for it
        sure = words.tag(index) == "ns"
        after, before = start - 1 in ends, end + 1 in places
        in_row = (after and _ROW.match(text, start - 1)) or (before and _ROW.match(text, end))
        if (in_row and sure) or text.startswith(_BEFORE, end) or text.endswith(_TO, 0, start):
            ends.add(end)
            places[start] = end
            yield _name(text, start, end, PLACE)


def again(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """Yield the further places where a township, a village or a road stands that was found once."""
    found: Mapping[str, None] = dict.fromkeys(
        name.text
        for name in names
        if name.kind is PLACE and len(name.text) > _SHORTEST and name.text[-1] in "镇乡村屯寨路街区县"
    )
    starts = {name.start for name in names} if found else ()
    for place in found:
        at = text.find(place)
        while at >= 0:
            if at not in starts:
                yield _name(text, at, at + len(place), PLACE)
            at = text.find(place, at + len(place))


def _name(text: str, start: int, end: int, kind: MentionKind) -> Name:
    return Name(start, end, kind, text[start:end], BY_RULE)
