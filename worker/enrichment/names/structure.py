"""Names told by how they are built: level, stem and ending; a place and what carries its name; a newspaper's title.

The tagger knows the texts it was trained on; a road, a school or a county's office of today is built as one of then.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.document.enrichment import MentionKind
from worker.enrichment.known_names import certain_bodies
from worker.enrichment.names.offices import offices
from worker.enrichment.names.spans import BY_RULE, ORGANIZATION, PLACE, Name
from worker.enrichment.signs import matches_at, sign
from worker.lexicon.characters import HAN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.enrichment.vocabulary import Words

_HAN: Final = f"[{HAN}]"
# 《山城日报》, 《泰晤士报》, 《柳林青年报》. Must NOT match what is no newspaper: 《情况通报》, 《天气预报》, 《年报》,
# 《红楼梦》.
_NEWSPAPER: Final = re.compile(
    rf"《([{HAN}]{{1,9}}(?<![通简海喜捷季月公预汇墙情电申呈举填警播谍上禀])(?<!(?<![青少])年)报|[{HAN}]{{0,6}}文汇报|"
    rf"[{HAN}]{{2,8}}(?:周末|周刊|通讯社))》"
)
# 据日媒《共同通讯》报道: what is cited reports, whatever it is called. Must NOT match what is written: 据《县志》记载.
_CITED: Final = re.compile(
    rf"(?:据|援引|引述)[{HAN}]{{0,6}}《([{HAN}]{{2,10}}(?<![报法规例书志史记]))》(?:网站)?(?:报道|报导|消息|刊文|援引|引述)"
)
# 欧盟委员会 is another body than 欧盟. 商务部长 names no body.
_BODY_CONTINUES: Final = re.compile(r"峰会|(?<=北约)[0-9]|(?<![院署处局])长")
_BODY_OF_BODY: Final = re.compile(r"(?:委员会|理事会|议会)(?!议)")
# 反塔利班|联盟 fights the body that it is called after.
_AGAINST: Final = re.compile(r"(?:联盟|同盟|阵线|武装|联军)(?![力部])")
# 中共|当局 and 中共|对 are said of the party itself. Must NOT match 中共十五大, 中共柳林县委, 中共党员.
_PARTY: Final = "中共"
_OF_PARTY: Final = sign([_PARTY])
_PARTY_ACTS: Final = re.compile(
    r"[对在的将已也又是不会从向把被与和及让令使要、,。:;!?」』”)]|当局|政权|官[员方媒]|政府|统治|宣[布称传]|打压|迫害|高层|建政|驻|专制|独裁|$"
)
_POST: Final = re.compile(r"副?部长|原?部长|新闻发言人|发言人|消息")
# A place and what carries its name: 松溪小学 is a body, 中山六路 a place.
_BODY_AFTER: Final = re.compile(
    r"(?:实验|中心|第[一二三四五六七八九十]+)?(?:小学|中学|幼儿园|幼兒園|小學|中學|职业学校|医院|醫院|派出所|供电所|车管所|房管所|看守所|拘留所|卫生院|"
    r"敬老院|福利院|[市县区州省]委(?=书记|副书记|常委|宣传部|组织部|统战部)|供电公司|军分区|军区|公安分局|公安局|党委|党支部|党总支|党工委|村委会|居委会|公所|"
    r"(?:人民)?公社|委(?=书记|副书记|常委|宣传部|组织部|统战部))"
)
_PLACE_AFTER: Final = re.compile(
    r"(?:[一二三四五六七八九十东南西北中]?(?:路|大道)|[集单]?选区|山脉|清真寺|立交桥|"
    r"(?:国家)?(?:湿地|森林|地质|矿山)?公园|马场|广场|街道|社区|新村|花园|(?:火车|高铁|地铁)[东南西北]?站|专区|"
    r"(?:(?:长江|黄河|湘江|汉江|嘉陵江)(?:公路|铁路)?|特)大桥(?![镇村乡街路])|(?:水力)?(?:发电)?水坝)"
)
_DASHES: Final = frozenset("—-–·")
_RIVERS = ("长江", "黄河", "湘江", "汉江", "嘉陵江")
# How both begin; none at the text's end.
_CARRIES: Final = frozenset(
    "农林社医市县区州省实中第小幼车房看拘職职医醫派供敬福军公党村居委一二三四五六七八九东南西北路大集单选山清立国湿森地矿马广街社新花火高专水特"
)
# 318国道, 301县道. Must NOT match 国道 alone or the end of a longer figure.
_NUMBERED_ROAD: Final = re.compile(r"[1-9](?<![0-9.].)[0-9]{2}[国省县]道")
_NOT_AFTER: Final = re.compile(r"[线口段过程办工党居派]")
# 解放西路, 五一广场, 人民公园: stems that towns everywhere give their streets.
_STEMS: Final = (
    "解放|建设|人民|中山|五一|八一|和平|胜利|新华|青年|滨江|滨河|朝阳|东风|红旗|光明|幸福|团结|友谊|劳动|迎宾|环城|"
    "文昌|世纪|市民|东门|西门|南门|北门|长江|黄河|珠江|湖滨|建国|民生|民权|复兴|振兴|工农|延安|育才|学府|科技|创新"
)
_STREET: Final = re.compile(
    rf"(?:{_STEMS})(?:[东南西北中一二三四五六七八九]?(?:路|大道|大街|街)|公园|广场|隧道|农贸市场)"
)
# What makes a stem a road only where one can be: 走创新路, 是幸福路 say nothing of a street.
_NOT_BEFORE_STREET: Final = "走是条致的"
# 农行柳林支行, 中国银行北碚支行. Must NOT match across what is said between: 银行在全市设分行, nor
# where they are counted: 30个工商银行城市分行.
_BRANCH: Final = re.compile(
    rf"(?<![个家])(?![个家])(?:[工农建中交]行|邮储银行|{_HAN}{{2,4}}银行)(?:(?![在和与向对为的设各是及给从到]){_HAN}){{2,8}}?[支分]行"
)
# Each with what it cannot do without, most texts have none, and with what it begins with, where that is a few pairs.
_BUILT = (
    (_STREET, PLACE, sign(["路", "道", "街", "公园", "广场", "农贸市场"]), sign(_STEMS.split("|"))),
    (_BRANCH, ORGANIZATION, sign(["支行", "分行"]), 0),
)
_NUMBERED: Final = sign(["国道", "省道", "县道"])
_TITLED: Final = sign("《")


def structures(text: str, names: Sequence[Name], words: Words) -> Iterator[Name]:
    """Yield the names that their structure tells, in no order.

    Args:
        text: Folded.
        names: As found so far, in order, without overlaps.
        words: Of the text.
    """
    if words.holds(_TITLED):
        for pattern in (_NEWSPAPER, _CITED):
            for match in pattern.finditer(text):
                yield _name(text, *match.span(1), ORGANIZATION)
    ends = {name.end for name in names}
    yield from offices(text, names, words)
    for pattern, kind, ends_in, begins in _BUILT:
        if not words.holds(ends_in):
            continue
        for match in matches_at(pattern, text, words.places_of(begins)) if begins else pattern.finditer(text):
            start, end = match.span()
            free = text[start - 1 : start] not in _NOT_BEFORE_STREET if start else True
            if free and start not in ends and words.index_at(start) >= 0 and not _NOT_AFTER.match(text, end):
                yield _name(text, start, end, kind)
    for match in _NUMBERED_ROAD.finditer(text) if words.holds(_NUMBERED) else ():
        yield _name(text, *match.span(), PLACE)
    yield from _bodies(text, words)
    if words.holds(_OF_PARTY):
        yield from _party(text, words)
    yield from _carried(text, names)


def _bodies(text: str, words: Words) -> Iterator[Name]:
    known = certain_bodies()
    for word in sorted(words.bodies()):
        body = known[word]
        start = text.find(word)
        while start >= 0:
            further = _BODY_OF_BODY.match(text, start + len(body))
            end = further.end() if further else start + len(body)
            against = text[start - 1 : start] == "反" and _AGAINST.match(text, end)
            if against:
                yield _name(text, start - 1, against.end(), ORGANIZATION)
                start = text.find(word, against.end())
                continue
            # 商务部 in 商务部部长某; a ministry elsewhere is the tagger's to judge.
            placed = body[-1] != "部" or _POST.match(text, end) is not None
            if placed and words.index_at(start) >= 0 and not _BODY_CONTINUES.match(text, end):
                yield _name(text, start, end, ORGANIZATION)
            start = text.find(word, end)


def _party(text: str, words: Words) -> Iterator[Name]:
    """Yield where the party itself acts; 其中|共有 is cut otherwise."""
    start = text.find(_PARTY)
    while start >= 0:
        end = start + len(_PARTY)
        index = words.index_at(start)
        if index >= 0 and words.word(index) == _PARTY and _PARTY_ACTS.match(text, end):
            yield _name(text, start, end, ORGANIZATION)
        start = text.find(_PARTY, end)


def _carried(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """Yield what carries the name of a place before it, and villages found in two parts (石港塘村)."""
    for number, name in enumerate(names):
        if name.kind is not PLACE:
            continue
        carries = text[name.end : name.end + 1] in _CARRIES or text.startswith(_RIVERS, name.end)
        body = _BODY_AFTER.match(text, name.end) if carries else None
        place = _PLACE_AFTER.match(text, name.end) if carries else None
        after = names[number + 1] if number + 1 < len(names) else None
        if body:
            yield _name(text, name.start, body.end(), ORGANIZATION)
        elif place and name.text[-1] not in "省市县区州国镇乡村路街道" and not _NOT_AFTER.match(text, place.end()):
            yield _name(text, _linked_from(text, names, number, place[0]), place.end(), PLACE)
        elif name.text[-1] in "园苑庭邸" and text.startswith("小区", name.end):
            yield _name(text, name.start, name.end + 2, PLACE)
        elif (
            after is not None
            and after.start == name.end
            and after.kind is PLACE
            and len(after.text) == 2  # noqa: PLR2004 - a full village name has a stem of two
            and after.text[1] == "村"
            and name.text[-1] not in "省市县区州国镇乡村"
        ):
            yield _name(text, name.start, after.end, PLACE)


def _linked_from(text: str, names: Sequence[Name], number: int, kind: str) -> int:
    """Return where a constituency begins that is called after two places: 青廊东—武吉石选区."""
    name = names[number]
    before = names[number - 1] if number and kind.endswith("选区") and text[name.start - 1] in _DASHES else None
    linked = before is not None and before.kind is PLACE and before.end == name.start - 1
    return before.start if linked and before is not None else name.start


def _name(text: str, start: int, end: int, kind: MentionKind) -> Name:
    return Name(start, end, kind, text[start:end], BY_RULE)
