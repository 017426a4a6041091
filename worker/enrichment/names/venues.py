"""Sites told by what takes place there, by where they lie and by what they are called, whatever their own stem is.

Where something is held stands between 在 and the verb (在青娜公园举行); a street that no list has stands behind the
town it lies in and before a mark (青岭镇盐街,); a hamlet is told by who says its name (一个叫青岭坪的村子).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.enrichment.names.continued import no_verb
from worker.enrichment.names.places import divisions_of, is_place
from worker.enrichment.names.spans import BY_RULE, PLACE, Name
from worker.enrichment.signs import sign
from worker.lexicon.characters import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from worker.enrichment.vocabulary import Words

# Letters of a site's own name.
_OWN = rf"(?:(?![的在和与及、各该这那某每一两几多有是了到从向对为把将被由等全大小其])[{HAN}a-z])"
_HELD = (
    "公园", "广场", "宾馆", "酒店", "饭店", "大厦", "会堂", "礼堂", "体育馆", "体育场", "球场", "码头", "教堂",
    "展览馆", "会展中心", "体育中心", "文化中心",
)  # fmt: skip
# 在|青娜公园|举行. Must NOT match 在城市公园举行, 在附近酒店召开, 在各大广场上演.
_AT = re.compile(
    rf"(?<=[在于])({_OWN}{{2,6}}?(?:{'|'.join(_HELD)}))(?:隆重|盛大|正式|顺利|成功|如期|的[{HAN}a-z ]{{1,24}}?)?"
    r"(?=举行|召开|举办|开幕|开展|揭幕|上演|开赛|开讲|亮相|启动)"
)
_ANY = re.compile(
    r"(?:附近|当地|本地|室内|露天|大型|市中心|城区|城市|主题|体育|文化|森林|湿地|中心|国际|国家|人民|市民|市政|五星级?|四星级?|"
    r"连锁|知名|高档|豪华|新建|校内|学校|校园|小区|社区|政府|机关|村里|社区|镇上|县里|市里|街心|口袋){1,4}[\u3400-\u9fff]?$"
)
# 青岭镇|盐街|,. Must NOT match 商业街, 大街, 公路, 省道, and what is no street: 一条街, 出路, 知道.
_STREET = re.compile(
    rf"((?![省市县区州镇乡村]){_OWN}{{1,3}}(?:街|路|道|巷|邨|苑|庭))(?=[0-9]{{1,4}}号|[,。;:)及至往近])"
)
_STREETS = frozenset("街路道巷邨苑庭")
_NO_STREET = re.compile(
    r"(?:商业街|步行街|一条街|[大老古小花食长整全半满沿上逛]街|[大小街]巷|[法家开到出休门天]庭|[外文艺]苑|"
    r"[铁公马道线网思出回后退活生丝末正半门套财筑修开引领让带迷问赶走上]路|"
    r"[知报街赛渠频管味轨隧通车航国省县乡步便过铁河水地厨人大王公]道)$"
)
_SHORTEST = 2  # letters of a site's own name
_LEVELS = frozenset("省市县区州旗盟镇乡村")
_BASES = ("边区", "苏区", "根据地", "解放区")
# 陕甘宁|边区. Must NOT match 深山边区, 边境边区.
_BASE = re.compile(
    r"[京津冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽粤川宁琼察绥热]{2,4}(?:边区|苏区|根据地|解放区)|"
    r"[陕闽鄂豫皖湘赣苏浙琼川鲁冀晋][东西南北中](?:边区|苏区|根据地|解放区)"
)
# 柳林又称|“盐城”. Must NOT match what else is called so: 山药又称“淮山”.
_ALSO = re.compile(
    rf"(?:市|县|区)?,?(?:又称|又名|别称|别名|古称|旧称|旧名|古名|史称|简称)(?:为)?[“\"「『]?([{HAN}]{{2,4}})(?=[”\"」』,。;])"
)
_CALLS = sign(["又称", "又名", "别称", "别名", "古称", "旧称", "旧名", "古名", "史称", "简称"])
_ARE_HELD, _HAS_BASES = sign(_HELD), sign(_BASES)


def venues(text: str, names: Sequence[Name], words: Words) -> Iterator[Name]:
    """Yield what is told so, in no order.

    Args:
        text: Folded text.
        names: As found so far.
        words: Of the text.
    """
    if words.holds(_ARE_HELD):
        yield from _held(text, names, words)
    if words.holds(_HAS_BASES):
        for match in _BASE.finditer(text):
            yield _place(text, *match.span())
    called = words.holds(_CALLS)
    for name in names:
        if name.kind is PLACE and (called or not _STREETS.isdisjoint(text[name.end + 1 : name.end + 5])):
            yield from _behind(text, name, words)


def _behind(text: str, place: Name, words: Words) -> Iterator[Name]:
    """Yield the street that lies in a place, and what the place is called as well."""
    street = _STREET.match(text, place.end)
    if street and not _NO_STREET.search(street[1]) and no_verb(words, *street.span(1)) and is_place(street[1]):
        yield _place(text, *street.span(1))
    also = _ALSO.match(text, place.end)
    if also and is_place(also[1]):
        yield _place(text, *also.span(1))


def _end_of_place(start: int, ends: Mapping[int, int], words: Words) -> int:
    """Return where the place ends that begins at ``start``: one that was found, or a division that is a word."""
    index = words.index_at(start)
    known = index >= 0 and words.tag(index) == "ns" and divisions_of(words.word(index))
    return ends.get(start, start + words.lengths[index] if known else 0)


def _held(text: str, names: Sequence[Name], words: Words) -> Iterator[Name]:
    ends = {name.start: name.end for name in names if name.kind is PLACE}
    for match in _AT.finditer(text):
        start, end = match.span(1)
        last = next(held for held in _HELD if match[1].endswith(held))
        while (within := _end_of_place(start, ends, words)) and within + len(last) <= end:
            if within + len(last) == end and text[within - 1] not in _LEVELS:
                break  # 青湖|宾馆 is called after the lake
            start = within  # 武汉|青湖宾馆 lies there
        site = text[start:end]
        own = site[: -len(last)]
        if len(own) < _SHORTEST or _ANY.fullmatch(own) or not is_place(site):
            continue
        # 在岚青|教堂: what no dictionary has may be cut with what goes before
        if words.index_at(start) < 0 or no_verb(words, start, end - len(last)):
            yield _place(text, start, end)


def _place(text: str, start: int, end: int) -> Name:
    return Name(start, end, PLACE, text[start:end], BY_RULE)
