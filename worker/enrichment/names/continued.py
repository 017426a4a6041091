"""Names that go on behind what was found: parts of a body, what makes a site of a place, two places found as one."""

from __future__ import annotations

import bisect
import operator
import re
from typing import TYPE_CHECKING

from worker.enrichment.known_names import known_places
from worker.enrichment.lexicons import lexicon
from worker.enrichment.names.places import divisions_of
from worker.enrichment.names.spans import BY_RULE, ORGANIZATION, PLACE, Name
from worker.enrichment.remembered import remembered
from worker.enrichment.signs import matches_at, sign
from worker.lexicon.characters import HAN
from worker.lexicon.files import grouped
from worker.lexicon.places import WORLD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.enrichment.vocabulary import Words

# No letter of a name of a part: 大学[在], 局[的], 院[和].
_LETTER = rf"(?:(?![的在和与及等有从向对为把将被每某由全了是到给让称说获])[{HAN}])"
# Which part of which body. Must NOT match 大学教授, 公安局民警, 大学和甲学院.
_OF_COLLEGE = re.compile(
    rf"{_LETTER}{{2,7}}?(?:学院|研究院|研究所|研究室|实验室|数学中心|研究中心|科学中心|天文台|植物园)(?![长士])"
)
# 中国地质大学(武汉). Must NOT match 大学(以下简称…), 大学(图).
_CAMPUS = re.compile(rf"\(([{HAN}]{{2,4}})\)")
# 公安局|石桥派出所, 消防支队|朝阳大队|南湖路中队, 交警支队|三大队. Must NOT match 支队|副大队长, 大队|新建中队部.
_OF_POLICE = re.compile(
    rf"(?:{_LETTER}{{1,4}}(?:分局|派出所)|{_LETTER}{{2,6}}?(?:[大中]队|救援站)(?![长部员])|"
    rf"第?[一二三四五六七八九十]{{1,3}}(?:[支大中]队|分局)(?![长部员])){{1,2}}"
)
# 检察院|派驻石桥检察室, 第二小学|河西校区, 公交集团|第一营运公司, 八路军|一二九师. Must NOT match 集团|收购甲公司,
# 小学|各校区.
_OF_COURT = re.compile(rf"派驻{_LETTER}{{2,4}}检察室|{_LETTER}{{2,4}}(?:人民法庭|法庭)")
# 联合国|贸发会议, 联合国|开发计划署. Must NOT match 联合国|要求总署.
_OF_NATIONS = re.compile(rf"贸发会议|贸易和发展会议|{_LETTER}{{2,6}}?(?:规划署|计划署|总署|儿童基金会)")
_POSTED = "派驻"
_OF_SCHOOL = re.compile(rf"{_LETTER}{{2,4}}校区(?![内里门])")
_OF_GROUP = re.compile(rf"(?:第[一二三四五六七八九十]{{1,2}})?{_LETTER}{{2,5}}?(?:分公司|运营公司|营运公司)")
_OF_ARMY = re.compile(r"第?[一二三四五六七八九十○〇零百]{2,4}[师旅]")
_OF_COMMUNE = re.compile(
    rf"{_LETTER}{{2,3}}?(?:生产)?大队(?![长部])(?:第?[一二三四五六七八九十]{{1,2}}(?:生产)?队(?![长]))?|"
    r"第?[一二三四五六七八九十]{1,2}(?:生产)?队(?![长])"
)
# 国家金融监督管理总局|上海监管局. Must NOT match 总局|副局长, 总局|和甲市税务局.
_OF_REGULATOR = re.compile(rf"{_LETTER}{{2,8}}?(?:监管局|监管分局|税务局|监察局|管理局|调查总队)(?!长)")
_OF_OFFICE = re.compile(rf"{_LETTER}{{1,3}}区?分署|[1-9][0-9]{{2}}(?:地质队|大队|队)")
_OF_PARTY = re.compile(rf"(?:{_LETTER}{{0,4}})(?:青年总?团|妇女组|支部|区会)(?!书记)")
# 铁路局|石桥工务段, 铁路集团|石桥火车站. Must NOT match 铁路局|各工务段.
_OF_RAILWAY = re.compile(
    rf"(?:公司)?(?:{_LETTER}{{2,4}}?(?:工务|车务|机务|电务|供电|客运|车辆|货运|房建|工电|动车|通信)段|"
    rf"{_LETTER}{{2,3}}(?:火?车)站)(?!长)"
)
# 人大常委会|法制工作委员会, 议会|外交与国防委员会. Must NOT match 常委会|主任委员会.
_OF_ASSEMBLY = re.compile(
    rf"(?![一两几多各某这那首])(?:{_LETTER}{{2,4}}[与和及暨])?"
    rf"{_LETTER}{{1,8}}?(?:工作委员会|专门委员会|委员会|工作室|研究室|办公厅|办公室)(?![长主会])"
)
# What a society of Hong Kong runs is called after it: 赛马会|石桥安老院, 保良局|石桥小学.
_OF_CHARITY = re.compile(
    rf"{_LETTER}{{2,9}}?(?:安老院|护老院|护养院|护理院|幼稚园|幼儿园|中学|小学|书院|学校|医院|诊所|"
    r"长者中心|老人中心|日间中心|服务中心)(?![生长])"
)
_CHARITIES = (
    "赛马会", "东华三院", "保良局", "仁济医院", "博爱医院", "圣公会", "明爱", "救世军", "仁爱堂", "乐善堂",
)  # fmt: skip
_ASSEMBLIES = ("人大常委会", "全国人大", "人民代表大会", "国民议会", "众议院", "参议院", "联邦议院", "立法会", "国会")
_PARTS = (
    (("大学", "科学院", "学院", "清华", "北大", "复旦"), _OF_COLLEGE),
    (("公安局", "分局", "警分局", "支队", "总队", "警察局", "交警大队"), _OF_POLICE),
    (("检察院", "法院"), _OF_COURT),
    (("铁路局", "铁路集团"), _OF_RAILWAY),
    (_ASSEMBLIES, _OF_ASSEMBLY),
    (_CHARITIES, _OF_CHARITY),
    (("联合国",), _OF_NATIONS),
    (("小学", "中学"), _OF_SCHOOL),
    (("集团",), _OF_GROUP),
    (("八路军", "新四军", "志愿军"), _OF_ARMY),
    (("公社", "大队"), _OF_COMMUNE),
    (("总局",), _OF_REGULATOR),
    (("坊会", "工会", "董事会"), re.compile(r"联合总会(?!长)")),
    (("局", "署"), _OF_OFFICE),
    (("党", "马华"), _OF_PARTY),
    (("解放军",), re.compile(r"总(?:政治|参谋|后勤|装备)部(?!长)|第[0-9]{1,4}医院")),
)
_PARTS_BY_LAST: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
for _body_ends, _pattern in _PARTS:
    for _body_end in _body_ends:
        _PARTS_BY_LAST.setdefault(_body_end[-1], []).append((_body_end, _pattern))
# How names end that begin with a place: bodies (淄博康源制造有限公司), buildings that are named so (西安奥体中心), and
# sites with a name of their own behind a division (海南省|东寨港自然保护区). Must NOT match what goes on: 体育场馆.
_ENDS = {
    "body": (
        "股份有限公司", "有限责任公司", "有限公司", "专业合作社", "劳动合作社", "股份经济合作社", "旅游学校",
        "人民法院", "人民检察院", "知识产权法院", "海事法院", "职业学校", "职业技术学院", "师范学院", "工程学院",
        "资料馆", "博物馆", "基金会", "协会", "学会", "联合会", "研究会", "促进会", "商会", "联合总会", "总商会",
        "联谊会", "编纂委员会", "编辑委员会", "专业委员会", "仲裁委员会", "筹备委员会", "研究所", "研究院",
    ),
    "whole": (
        "届人大常委会", "监狱",
        "地方法院", "高等法院", "地方检察署", "地检署", "归侨总会", "童军总会", "街坊总会", "妇女联合总会", "青年总会",
        "工会联合总会", "街坊会联合总会",
    ),
    "office": (
        "局", "厅", "发展中心", "管理中心", "服务中心", "指挥中心", "监测中心", "管理处", "管理委员会",
    ),
    "state": (
        "外交部", "国防部", "财政部", "司法部", "内政部", "商务部", "央行", "最高法院", "总统府", "移民局",
        "海岸警卫队",
    ),
    "works": (
        "通讯社", "国家电视台", "国防军", "机械厂", "化工厂", "钢铁厂", "水泥厂", "纺织厂", "棉纺厂", "炼油厂",
        "制药厂", "造纸厂", "机床厂", "拖拉机厂", "电机厂", "化肥厂", "纤维厂", "制造厂", "冶炼厂", "发电厂",
    ),
    "building": (
        "体育中心", "奥体中心", "博览中心", "会展中心", "游泳馆", "音乐厅", "戏曲中心", "客运站", "汽车站",
        "训练基地", "体育场", "体育馆", "展览馆", "西部影城", "影视城", "影视基地",
    ),
    "site": (
        "国家级自然保护区", "自然保护区", "国家湿地公园", "国家森林公园", "商务区", "科学城", "产业园", "工业园",
        "草原", "经济技术开发区", "经济开发区", "生态园", "垃圾焚化厂", "焚化厂", "垃圾掩埋场",
    ),
}  # fmt: skip
_GROUP_OF = {end: group for group, ends in _ENDS.items() for end in ends}
_ENDING = re.compile(f"(?:{grouped(_GROUP_OF)})(?![馆长队议管区局])")
_ENDS_HERE = sign(_GROUP_OF)
_STEM = re.compile(rf"{_LETTER}+")
# Letters between the place and the ending.
_LONGEST = {"body": 20, "office": 10, "state": 0, "works": 6, "whole": 4, "building": 4, "site": 5}
_BODIES = frozenset({"body", "office", "state", "works", "whole"})
_SEATS = frozenset("省市县区州旗")  # whose offices are called after them: 柳林市|运输事业发展中心
_NO_OFFICES = frozenset(
    {"结局", "格局", "布局", "大局", "僵局", "开局", "平局", "残局", "战局", "败局", "困局", "时局"}
)
_SOME = frozenset("一某两各")  # 柳林|一室内体育馆 has no name
# 柳林|第一个博物馆, 多家博物馆. Must NOT match 柳林|作家协会.
_COUNTED = re.compile(r"(?:第[一二三四五六七八九十]|[首多几数两一])[个家座所]$")
_SHORTEST_STEM = 2  # of a body, and of a site that has a name of its own
# What a firm does is a verb within its name as well.
_TRADES = lexicon("trades")
_BELOW = re.compile(rf"[{HAN}]{{2,3}}(?:[村镇乡路街]|街道|社区)")
_VERBS = frozenset({"v", "d", "p"})
_VERBS_TOO = frozenset({"参观", "前往"})  # which the dictionary has as something else
_VENUES = re.compile(r"(?:(?<![京昆越歌话舞评豫])剧院|剧场|音乐厅|戏院|礼堂|(?:体育|会展|戏曲)中心|大会堂)$")
_AT = frozenset("在于假")
_LINKS = frozenset("、和及与")
_SHORTEST, _SHORTEST_TWO = 2, 3  # letters of a place, and of less than two
_end = operator.attrgetter("end")


def continued(text: str, names: Sequence[Name], words: Words) -> Iterator[Name]:
    """Yield the names that begin with one that was found and go on behind it.

    Args:
        text: Folded text.
        names: As found so far.
        words: Of the text.
    """
    places: list[Name] = []
    for name in names:
        if name.kind is PLACE:
            places.append(name)
        elif name.kind is ORGANIZATION and name.end - name.start == len(name.text):
            parts = _PARTS_BY_LAST.get(name.text[-1], ())
            part = next((pattern for end, pattern in parts if name.text.endswith(end)), None)
            match = part.match(text, name.end) if part else None
            campus = _CAMPUS.match(text, name.end) if name.text.endswith("大学") else None
            if campus and is_known_place(campus[1]):
                yield Name(name.start, campus.end(), name.kind, text[name.start : campus.end()], BY_RULE)
                continue
            told = match and (match[0] in _GROUP_OF or match[0].startswith(_POSTED))
            if match and (told or no_verb(words, *match.span())):
                yield Name(name.start, match.end(), name.kind, text[name.start : match.end()], BY_RULE)
    places.sort(key=_end)
    for ending in matches_at(_ENDING, text, words.places_of(_ENDS_HERE)) if places else ():
        yield from _from_place(text, ending, places, words)


def _from_place(text: str, ending: re.Match[str], places: Sequence[Name], words: Words) -> Iterator[Name]:
    """Yield the name that begins with the first of the places before an ending between which nothing else is said."""
    group = _GROUP_OF[ending[0]]
    start, end = ending.span()
    for place in reversed(places[: bisect.bisect_right(places, start, key=_end)]):
        stem = text[place.end : start]
        if not _may_be_office(text, place, ending, words):
            return
        if _COUNTED.search(stem) or len(stem) > _LONGEST[group] or (stem and not _STEM.fullmatch(stem)):
            return
        if not _says_nothing(words, place.end, ending.span(), group):
            return
        own = len(stem) >= _SHORTEST_STEM
        if group not in _BODIES:
            if stem[:1] in _SOME:
                return
            begin = place.end if group == "site" and own and divisions_of(place.text) else place.start
            yield Name(begin, end, PLACE, text[begin:end], BY_RULE)
            return
        if own or group != "body":
            yield Name(place.start, end, ORGANIZATION, text[place.start : end], BY_RULE)


def _may_be_office(text: str, place: Name, ending: re.Match[str], words: Words) -> bool:
    """Tell whether a place can be the seat of an office or the state of a ministry; of other endings any can."""
    group = _GROUP_OF[ending[0]]
    if group == "state":
        return place.text in WORLD
    if group != "office":
        return True
    end = ending.end()
    whole = words.index_at(end) >= 0 or end == len(text)
    return whole and place.text[-1] in _SEATS and text[end - 2 : end] not in _NO_OFFICES


def _says_nothing(words: Words, first: int, ending: tuple[int, int], group: str) -> bool:
    """Tell whether no verb stands between a place that ends at ``first`` and an ending, nor in one without a stem."""
    start, end = ending
    return group == "whole" or no_verb(words, first, start if first < start else end)


def at_venues(text: str, names: Sequence[Name]) -> list[Name]:
    """Return the names in order; houses that something takes place in are places: 在甲剧院、乙剧院上演."""
    ends: set[int] = set()
    told: list[Name] = []
    for name in names:
        if name.kind is ORGANIZATION and _VENUES.search(name.text):
            before = text[name.start - 1 : name.start]
            if before in _AT or (name.start - 1 in ends and before in _LINKS):
                name = name._replace(kind=PLACE)  # noqa: PLW2901 - the same name under its kind
        if name.kind is PLACE:
            ends.add(name.end)
        told.append(name)
    return told


def parted(name: Name, words: Words) -> tuple[Name, ...]:
    """Return two places that were found as one, a known one and what lies in it: 元朗八乡, 大角咀棕树街."""
    index = words.index_at(name.start) if len(name.text) == name.end - name.start > _SHORTEST_TWO else -1
    if index < 0 or not _SHORTEST <= words.lengths[index] < len(name.text):
        return (name,)
    if words.tag(index) != "ns" and not _is_below(words, index):
        return (name,)
    middle = name.start + words.lengths[index]
    head, rest = name.text[: middle - name.start], name.text[middle - name.start :]
    after = words.index_at(middle)
    known = after >= 0 and words.lengths[after] == len(rest) and is_known_place(rest)
    if not is_known_place(head) or (not known and not _BELOW.fullmatch(rest)):
        return (name,)
    return (name._replace(end=middle, text=head), name._replace(start=middle, text=rest))


def _is_below(words: Words, index: int) -> bool:
    """Tell whether a county that the dictionary takes for a person stands behind its province: 河南|兰考."""
    before = words.word(index - 1) if index else ""
    return any(before and any(part.startswith(before) for part in row) for row in divisions_of(words.word(index)))


@remembered(1 << 12)
def is_known_place(text: str) -> bool:
    """Tell whether a list has a place of this name."""
    return bool(divisions_of(text)) or text in WORLD or text in known_places()


def no_verb(words: Words, start: int, end: int) -> bool:
    """Tell whether no verb stands among the words from one offset to another, but for what firms do: 制造."""
    index = words.index_at(start)
    if index < 0:
        return False
    while index < len(words) and words.starts[index] < end:
        word = words.word(index)
        if word in _VERBS_TOO or (len(word) > 1 and words.tag(index) in _VERBS and word not in _TRADES):
            return False
        index += 1
    return True
