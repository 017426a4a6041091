"""Names told by how they are built: level, stem and ending; a place and what carries its name; a newspaper's title.

The tagger knows the texts it was trained on; a road, a school or a county's office of today is built as one of then.
"""

from __future__ import annotations

import functools
import operator
import re
from typing import TYPE_CHECKING

from worker.document.enrichment import MentionKind
from worker.enrichment.known_names import certain_bodies
from worker.enrichment.names.brands import branded, is_grocery
from worker.enrichment.names.continued import at_venues, continued, is_known_place, parted
from worker.enrichment.names.headed import headed
from worker.enrichment.names.offices import in_rows, offices
from worker.enrichment.names.people import KIN, is_chinese_name
from worker.enrichment.names.places import certain_division, divisions_of
from worker.enrichment.names.proper import is_honour, of_taiwan, own, roads_of_macau
from worker.enrichment.names.sites import again, army_in, beside, sites
from worker.enrichment.names.spans import BY_RULE, ORGANIZATION, PERSON, PLACE, Name, Spans
from worker.enrichment.names.told import told
from worker.enrichment.names.venues import venues
from worker.lexicon import surnames, transliteration
from worker.lexicon.characters import HAN
from worker.lexicon.files import words as lexicon_words
from worker.lexicon.places import WORLD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from worker.enrichment.vocabulary import Words

_HAN = f"[{HAN}]"
# 《山城日报》, 《泰晤士报》, 《柳林青年报》. Must NOT match what is no newspaper: 《情况通报》, 《天气预报》, 《年报》,
# 《红楼梦》.
_NEWSPAPER = re.compile(
    rf"《([{HAN}]{{1,9}}(?<![通简海喜捷季月公预汇墙情电申呈举填警播谍上禀])(?<!(?<![青少])年)报|[{HAN}]{{0,6}}文汇报|"
    rf"[{HAN}]{{2,8}}(?:周末|周刊|通讯社))》"
)
# 据日媒《共同通讯》报道: what is cited reports, whatever it is called. Must NOT match what is written: 据《县志》记载.
_CITED = re.compile(
    rf"(?:据|援引|引述)[{HAN}]{{0,6}}《([{HAN}]{{2,10}}(?<![报法规例书志史记]))》(?:网站)?(?:报道|报导|消息|刊文|援引|引述)"
)
# 欧盟委员会 is another body than 欧盟. 商务部长 names no body.
_BODY_CONTINUES = re.compile(r"峰会|(?<![院署处局])长")
_BODY_OF_BODY = re.compile(r"(?:委员会|理事会|议会)(?!议)")
# 反塔利班|联盟 fights the body that it is called after.
_AGAINST = re.compile(r"(?:联盟|同盟|阵线|武装|联军)(?![力部])")
_POST = re.compile(r"副?部长|原?部长|新闻发言人|发言人|消息")
_TWO_BODIES = re.compile(rf"({_HAN}{{2,20}}[局委院会馆司团])[和与]([省市县区州镇乡]{_HAN}{{3,20}})")
# A place and what carries its name: 松溪小学 is a body, 中山六路 a place.
_BODY_AFTER = re.compile(
    r"(?:实验|中心|第[一二三四五六七八九十]+)?(?:小学|中学|幼儿园|幼兒園|小學|中學|职业学校|医院|醫院|派出所|供电所|卫生院|"
    r"敬老院|福利院|供电公司|军分区|军区|公安分局|公安局|党委|党支部|党总支|党工委|村委会|居委会|公所|"
    r"(?:人民)?公社|委(?=书记|副书记|常委|宣传部|组织部|统战部))"
)
_PLACE_AFTER = re.compile(
    r"(?:[一二三四五六七八九十东南西北中]?(?:路|大道)|[集单]?选区|山脉|清真寺|立交桥|"
    r"(?:国家)?(?:湿地|森林|地质|矿山)?公园|马场|广场|街道|社区|新村|花园|(?:火车|高铁|地铁)[东南西北]?站|专区|"
    r"(?:(?:长江|黄河|湘江|汉江|嘉陵江)(?:公路|铁路)?|特)大桥(?![镇村乡街路])|(?:水力)?(?:发电)?水坝)"
)
_DASHES = frozenset("—-–·")
_ENDS_OF_STATES = frozenset("省州郡区")
_RIVERS = ("长江", "黄河", "湘江", "汉江", "嘉陵江")
# How both begin; none at the text's end.
_CARRIES = frozenset(
    "实中第小幼職职医醫派供敬福军公党村居委一二三四五六七八九东南西北路大集单选山清立国湿森地矿马广街社新花火高专水特"
)
# 五爱北路站. Must NOT match 路站着, 桥站满.
_STOP_AFTER = re.compile(r"(?:地铁|公交|高铁)?站(?![着满在立起出岗位点台长])")
# 318国道, 301县道. Must NOT match 国道 alone or the end of a longer figure.
_NUMBERED_ROAD = re.compile(r"[1-9](?<![0-9.].)[0-9]{2}[国省县]道")
# A road whose last character belongs to the next word: 新华三路|路面.
# So does what says where at it: 西子湖|畔, 正龙沟|里. Must NOT match 平安里 or 海政里, which are named so.
# 山东路山西路. Must NOT match 解放路街道, 新街口北路.
_TWO_ROADS = re.compile(rf"({_HAN}{{2}}路)({_HAN}{{2}}路)")
_ONE_TOO_MANY = re.compile(rf"{_HAN}+(?:路路|街街|桥桥|村村|[沟河湖山江溪塘湾海峡][里畔边上下旁])")
# 嘎查及|锡尼河东苏木: what links two places begins neither.
_LINKED = re.compile(rf"[及与至]{_HAN}{{3,}}")
_NOT_AFTER = re.compile(r"[线口段过程办工党居派]")
# 解放西路, 五一广场, 人民公园: stems that towns everywhere give their streets.
_STREET = re.compile(
    r"(?:解放|建设|人民|中山|五一|八一|和平|胜利|新华|青年|滨江|滨河|朝阳|东风|红旗|光明|幸福|团结|友谊|劳动|迎宾|环城|"
    r"文昌|世纪|市民|东门|西门|南门|北门|长江|黄河|珠江|湖滨|建国|民生|民权|复兴|振兴|工农|延安|育才|学府|科技|创新)"
    r"(?:[东南西北中一二三四五六七八九]?(?:路|大道|大街|街)|公园|广场|隧道|农贸市场)"
)
# 第88师262旅524团. Must NOT match 88师 alone, which says too little.
_ARMY = re.compile(r"(?<![0-9])[0-9]{1,3}[军师旅](?:[0-9]{1,4}[师旅团])+(?![长部员])")
_ARMED = re.compile(r"[0-9][军师旅]")  # found far sooner, and in few texts
# What makes a stem a road only where one can be: 走创新路, 是幸福路 say nothing of a street.
_NOT_BEFORE_STREET = "走是条致的"
# 农行柳林支行, 中国银行北碚支行. Must NOT match across what is said between: 银行在全市设分行, nor
# where they are counted: 30个工商银行城市分行.
_BRANCH = re.compile(
    rf"(?<![个家])(?![个家])(?:[工农建中交]行|邮储银行|{_HAN}{{2,4}}银行)(?:(?![在和与向对为的设各是及给从到]){_HAN}){{2,8}}?[支分]行"
)
_SCHOOL = re.compile(r"(?:育才|第(?:[一二三四五六七八九十]+|[1-9][0-9]?)|育英|树人|求精|南开|巴蜀|明德)(?:中学|小学)")
# Each with what it cannot do without: looking for that first is many times faster, and most texts have none.
_BUILT = (
    (_STREET, PLACE, ("路", "道", "街", "公园", "广场", "农贸市场")),
    (_SCHOOL, ORGANIZATION, ("中学", "小学")),
    (_BRANCH, ORGANIZATION, ("支行", "分行")),
)
_HEADS = lexicon_words("titles", "heads of bodies")
_VERBS = frozenset({"v", "vn"})
_FORMER = "原前"
# 褚家塘, 吴家坪 are where a family lives. Must NOT match 陈家河, 王家祥.
_FAMILY_VILLAGE = re.compile(rf"[{HAN}]家[塘湾坝沟庄坪岭嘴店寨屯堡岗峪垭坳冲铺村]")
# 一处街道, 三个工业园, 那座桥 have no name. Must NOT match 三亚, 一面坡, 百步亭.
_SOME_PLACE = re.compile(
    r"[一二三四五六七八九十两几数多那这某各每该](?:个|处|条|座|所|家|瓶|名|位|片|栋|幢|间|群|些|块|段|类|种|批)"
)
_SHORTEST_KIND = 2  # letters of each of these
_FACILITY = ("隧道", "道路", "公路", "街道", "大桥", "社区", "村庄", "小镇", "公园", "广场")
_LONG = 3  # letters: a division of two may be anybody's name
_start = operator.attrgetter("start")
# 合浦|那一带, 这 likewise: a pronoun ends no place.
_PRONOUNS = "那这"
_COMMUNE = "公社"
_IN_TOWN = ("城里", "城内", "城外", "城中")
# A road with what follows it: 友爱大马路|内街, 和源路|先入.
_ROAD_AND_MORE = re.compile(rf"({_HAN}{{2,8}}(?:大马路|路|道|街))(?:[先往近入].*|(?<=大马路){_HAN}{{1,3}})")
# Where at a mountain or a road: 青纳峰|顶峰, 下岭道|斜坡.
_TOP = re.compile(
    rf"({_HAN}{{1,8}}(?:[峰山岭](?=顶峰|峰顶|之巅|山顶|山巅|山脚|脚下)|[路道街](?=斜坡|沿线|两旁|两侧|附近|对面)))"
    r"(?:顶峰|峰顶|之巅|山顶|山巅|山脚|脚下|斜坡|沿线|两旁|两侧|附近|对面)"
)
_ROAD_GOES_ON = frozenset("先往近入马")
# 沿|康成道, 通|汉江: a preposition by itself begins no place.
_PREPOSITIONS = frozenset("沿经近由往通至")
# 沿江大道 is called so. Must NOT match 沿江北路口, 沿河走.
_BY_WATER = re.compile(r"沿[江河湖海溪湾][东南西北中一二三四五]?(?:大道|大街|路|街)$")
# 沈阳|东北二百里, 江西|西北边境 are no lands.
_DIRECTIONS = frozenset({"东北", "西北", "东南", "西南"})
_OF_DIRECTION = re.compile(r"[部角侧方面隅边麓向郊约]|[一二三四五六七八九十百数0-9]")
_OFFICES = frozenset("村镇乡县区市省州")
# 由负债村变为|富民村 is a kind of village. Must NOT match 改名为富民村.
_BECOMES = re.compile(r"(?:变为|变成|蜕变为|蜕变成|建成|建设成|打造成|创建成|建设为|变身|成为|争当)(?:了|一个)?[“]?$")
_BECOME_ENDS = frozenset("村镇城")
_ENDS_OF_BECOMING = frozenset("为成身当了个“")
_NEAR = 8
# Who heads a state: 总理|内坦亚 is no town.
_HEADS_OF_STATE = ("总统", "总理", "首相", "外长", "国王", "外相", "防长", "国务卿", "国防部长", "外交部长")
_ENDS_OF_HEADS = frozenset(title[-1] for title in _HEADS_OF_STATE)
# What streets, villages, hills and rivers are called in Malay, before their own name: 罗弄|阿都.
_MALAY = frozenset({"罗弄", "惹兰", "甘榜", "武吉", "丹绒", "丹戎", "双溪", "瓜拉", "峇都", "新邦"})
_TAILS_OF_PLACES = ("道", "路", "街", "区", "砦", "邦")
# What makes a place of a transliterated name before it: 瓦尼姆村, 古丽巴赫清真寺. Must NOT match 村民, 镇长, 县委.
_PLACE_AFTER_SOUNDS = re.compile(r"(?:清真寺|苏木|嘎查|山脉|草原|[村镇乡寨屯](?![民长里委支]))")


def built(texts: Sequence[str], names: Sequence[list[Name]], words: Sequence[Words]) -> list[list[Name]]:
    """Return the names of each article, with those that their structure tells; these replace fragments within them.

    Step by step, all articles in each, as ``NameFinder.drafts`` has it and why.

    Args:
        texts: Folded.
        names: Of each text, as found so far, in order.
        words: Of each text.
    """
    found = list(names)
    for step in _STEPS:
        found = [step(*each) for each in zip(texts, found, words, strict=True)]
    return found


def _all_mended(text: str, names: list[Name], words: Words) -> list[Name]:
    return [part for name in _sounded(text, names, words) for part in _mended(name, text, words)]


def _again(text: str, names: list[Name], _words: Words) -> list[Name]:
    return _with(names, again(text, names))


def _built_by_themselves(text: str, names: list[Name], words: Words) -> list[Name]:
    return sorted(_with(names, _candidates(text, names, words)), key=_start)


def _with_sites(text: str, names: list[Name], words: Words) -> list[Name]:
    return _with(names, sites(text, names, words))


def _with_rows(text: str, names: list[Name], words: Words) -> list[Name]:
    return _with(names, in_rows(text, names, words))


def _with_headed(text: str, names: list[Name], words: Words) -> list[Name]:
    return sorted(_with(names, headed(text, names, words)), key=_start)


def _with_brands(text: str, names: list[Name], words: Words) -> list[Name]:
    return sorted(_with(names, branded(text, names, words)), key=_start)


def _with_told(text: str, names: list[Name], words: Words) -> list[Name]:
    return sorted(_with(names, told(text, names, words)), key=_start)


def _with_places_beside(text: str, names: list[Name], words: Words) -> list[Name]:
    return _with(names, beside(text, names, words))


def _with_venues(text: str, names: list[Name], words: Words) -> list[Name]:
    return sorted(_with(names, venues(text, names, words)), key=_start)


def _gone_on(text: str, names: list[Name], words: Words) -> list[Name]:
    return at_venues(text, sorted(_with(names, continued(text, names, words)), key=_start))


_STEPS: tuple[Callable[[str, list[Name], Words], list[Name]], ...] = (
    _all_mended,
    _again,
    _built_by_themselves,
    _with_sites,
    _with_rows,
    _with_brands,
    _with_told,
    _with_places_beside,
    _with_venues,
    _gone_on,
    _with_headed,
)


def _mended(name: Name, text: str, words: Words) -> tuple[Name, ...]:
    """Return what the tagger found under its own kind and between its own ends: one name, none or two."""
    if name.kind is PERSON:
        name = _mended_person(name, text, words)
        if name.kind is PLACE or name.text[0] in surnames.SINGLE or "·" in name.text:  # most are
            return (name,)
        name = _of_its_kind(name)
    elif name.kind is PLACE:
        before = text[name.start - 1 : name.start]
        if _is_plain_place(name.text) and before not in _ENDS_OF_HEADS and before not in _ENDS_OF_BECOMING:  # most are
            return parted(name, words)
        place = _mended_place(name, text, words)
        if place is None or place.kind is PERSON:
            return () if place is None else (place,)
        name = place
    if name.kind is ORGANIZATION:
        if _is_post(name) or is_grocery(name, text) or is_honour(name, text):
            return ()
        name = own(_as_army(_without_verb(name, words)), words)
    name = _shortened(name)
    parts = _divided(name)
    return parted(name, words) if name.kind is PLACE and len(parts) == 1 else parts


def _mended_person(name: Name, text: str, words: Words) -> Name:
    """Return a person without who it is to a village, with both surnames; where a family lives is a place."""
    if name.text[1] == "家" and _FAMILY_VILLAGE.fullmatch(name.text):
        return name._replace(kind=PLACE)
    if len(name.text) > _LONG and name.text.endswith(KIN) and len(name.text) == name.end - name.start:
        return name._replace(end=name.end - 2, text=name.text[:-2])
    if len(name.text) == _LONG and text[name.start - 1 : name.start] in surnames.COMMON:
        return _with_husbands(name, text, words)
    return name


def _with_husbands(name: Name, text: str, words: Words) -> Name:
    """Return a name with the surname that goes before the own one: 林|郑月娥."""
    index = words.index_at(name.start - 1)
    if index < 0 or words.lengths[index] > 1 or words.tag(index) != "nr" or name.end - name.start != _LONG:
        return name
    return name._replace(start=name.start - 1, text=text[name.start - 1 : name.end])


def _mended_place(name: Name, text: str, words: Words) -> Name | None:
    """Return a place under its kind and between its ends, None for what has no name."""
    if name.text in _DIRECTIONS and _OF_DIRECTION.match(text, name.end):
        return None
    if len(name.text) == _SHORTEST_KIND and (_is_headed(name, text) or _is_without(name)):
        return None
    if name.text[-1] in _BECOME_ENDS and _is_become(name, text):
        return None
    if _SOME_PLACE.match(name.text) or (name.text.endswith(_FACILITY) and _is_plain(name, words)):
        return None
    head = text[name.start - 1 : name.start] in _ENDS_OF_HEADS and text.endswith(_HEADS_OF_STATE, 0, name.start)
    if head and _is_sounds(name, words):
        return name._replace(kind=PERSON)
    return _of_its_kind(_without_preposition(name, words))


@functools.lru_cache(1 << 12)
def _is_plain_place(text: str) -> bool:
    """Tell whether none of the questions that are asked of a place's letters alone can change it; places come again."""
    return not (
        text in _DIRECTIONS
        or text[0] in _PREPOSITIONS
        or text[-1] in _PRONOUNS
        or text.endswith(_FACILITY)
        or _SOME_PLACE.match(text)
        or not _ROAD_GOES_ON.isdisjoint(text)
        or text in certain_bodies()
        or text.endswith(_COMMUNE)
        or text.endswith(_IN_TOWN)
        or _LINKED.match(text)
        or _ONE_TOO_MANY.fullmatch(text)
        or _TWO_ROADS.fullmatch(text)
        or (len(text) == _SHORTEST_KIND and (text[0] == "无" or text[1] in _OFFICES))
        or _TOP.fullmatch(text)
    )


def _is_headed(name: Name, text: str) -> bool:
    """Tell whether a place is a surname before an office: 李村|长."""
    return text[name.end : name.end + 1] == "长" and name.text[1] in _OFFICES and name.text[0] in surnames.SINGLE


def _is_become(name: Name, text: str) -> bool:
    """Tell whether what was taken for a place is a kind of village that one has become, and no name."""
    becomes = _BECOMES.search(text, max(0, name.start - _NEAR), name.start)
    return becomes is not None and not is_known_place(name.text) and text.count(name.text) == 1


def _is_without(name: Name) -> bool:
    """Tell whether what was taken for a place is said not to be there: 无山无水. Must NOT match 无锡, 无为."""
    return name.text[0] == "无" and not divisions_of(name.text)


def _is_plain(name: Name, words: Words) -> bool:
    """Tell whether nothing but an adjective and what it is makes a place: 昂贵隧道."""
    index = words.index_at(name.start)
    return index >= 0 and words.tag(index) == "a" and words.lengths[index] == len(name.text) - _SHORTEST_KIND


def _with(names: list[Name], candidates: Iterable[Name]) -> list[Name]:
    """Return the names with those candidates that no longer one holds; what reaches into them gives way."""
    candidates = list(candidates)
    if not candidates:
        return names
    there = Spans(names)
    added = [name for name in candidates if not _inside_longer(name, there.over(name))]
    if not added:
        return names
    taken = Spans(added)
    return [*(name for name in names if not taken.over(name)), *added]


def _as_army(name: Name) -> Name:
    """Return a body as the army that it is, without whose it is and what is left of it."""
    army = army_in(name.text) if name.end - name.start == len(name.text) and "军" in name.text else ""
    if not army or army == name.text:
        return name
    start = name.start + name.text.index(army)
    return name._replace(start=start, end=start + len(army), text=army)


def _of_its_kind(name: Name) -> Name:
    """Return a person without a surname as a place where it is one or ends so (阿瓦提, 彌敦道), 东盟 as a body."""
    if name.kind is PLACE and (name.text in certain_bodies() or name.text.endswith(_COMMUNE)):
        return name._replace(kind=ORGANIZATION)
    if name.kind is not PERSON:
        return name
    known = len(name.text) >= _LONG and certain_division(name.text) is not None
    return name._replace(kind=PLACE) if known or name.text.endswith(_TAILS_OF_PLACES) else name


def _is_post(name: Name) -> bool:
    """Tell whether what was taken for a body is the post of its head alone (老人、政委等)."""
    return name.kind is ORGANIZATION and name.text in _HEADS


def _shortened(name: Name) -> Name:
    """Return a place without a character after it that is none of its name, a body without the post of its head."""
    if name.kind is ORGANIZATION and len(name.text) == name.end - name.start:
        post = next((length for length in (4, 3, 2) if length < len(name.text) and name.text[-length:] in _HEADS), 0)
        return name._replace(end=name.end - post, text=name.text[:-post]) if post else name
    if name.kind is not PLACE:
        return name
    if _LINKED.match(name.text) and not divisions_of(name.text):
        return name._replace(start=name.start + 1, text=name.text[1:])
    top = _TOP.fullmatch(name.text)
    cut = 0 if top is None or is_known_place(name.text) else len(name.text) - top.end(1)
    if name.text.endswith(_IN_TOWN) and is_known_place(name.text[:-2]):
        cut = 2
    if cut:
        return name._replace(end=name.end - cut, text=name.text[:-cut])
    if _ONE_TOO_MANY.fullmatch(name.text) or (name.text[-1] in _PRONOUNS and is_known_place(name.text[:-1])):
        return name._replace(end=name.end - 1, text=name.text[:-1])
    return name


def _without_preposition(name: Name, words: Words) -> Name:
    """Return a place without the preposition before it, and a road without what follows it."""
    begins = name.text[0] in _PREPOSITIONS and not _BY_WATER.match(name.text)
    if not begins and _ROAD_GOES_ON.isdisjoint(name.text):
        return name
    road = _ROAD_AND_MORE.fullmatch(name.text) if len(name.text) == name.end - name.start else None
    if road and not is_known_place(name.text):
        name = name._replace(end=name.start + road.end(1), text=road[1])
    index = words.index_at(name.start) if name.text[0] in _PREPOSITIONS else -1
    if index < 0 or words.lengths[index] > 1 or len(name.text) <= 2 or divisions_of(name.text):  # noqa: PLR2004 - 沿江
        return name
    return name._replace(start=name.start + 1, text=name.text[1:])


def _without_verb(name: Name, words: Words) -> Name:
    """Return a body without the verb before its place or a word for what was: [走访]乙市融媒体中心, [原]红旗机械厂."""
    if name.kind is not ORGANIZATION or len(name.text) != name.end - name.start:
        return name
    index = words.index_at(name.start)
    if index >= 0 and words.word(index) in _FORMER and len(name.text) > _LONG:
        return name._replace(start=name.start + 1, text=name.text[1:])
    begins = index + 1 < len(words) and index >= 0 and words.tag(index) in _VERBS and words.lengths[index] > 1
    if not begins or words.tag(index + 1) != "ns" or not divisions_of(words.word(index + 1)):
        return name
    cut = words.lengths[index]
    return name._replace(start=name.start + cut, text=name.text[cut:])


def _sounded(text: str, names: Sequence[Name], words: Words) -> list[Name]:
    """Return the names, those of a place abroad joined that were found as two: [古利][波列], [古利]—[波列省]."""
    joined: list[Name] = []
    for name in names:
        last = joined[-1] if joined else None
        if last is None or name.kind is not PLACE or last.kind is not PLACE:
            joined.append(name)
            continue
        if last.end == name.start:
            whole = last.text in _MALAY or (_is_sounds(last, words) and _is_sounds(name, words))
        else:
            dashed = last.end == name.start - 1 and text[last.end] in _DASHES
            sounds = transliteration.CHARACTERS.issuperset(last.text + name.text[:-1])
            whole = dashed and sounds and name.text[-1] in _ENDS_OF_STATES
        if whole:
            joined[-1] = name._replace(start=last.start, text=text[last.start : name.end])
        else:
            joined.append(name)
    return joined


def _is_sounds(name: Name, words: Words) -> bool:
    """Tell whether a place is written with nothing but the characters of transliterations, and known from nowhere."""
    index = words.index_at(name.start)
    known = index >= 0 and words.lengths[index] == name.end - name.start and words.tag(index) == "ns"
    return (
        not known
        and name.kind is PLACE
        and name.text not in WORLD
        and not divisions_of(name.text)
        and transliteration.CHARACTERS.issuperset(name.text)
    )


def _divided(name: Name) -> tuple[Name, ...]:
    """Return two bodies that were found as one, or two roads: 县教育局和县第二中学, 山东路山西路."""
    roads = _TWO_ROADS.fullmatch(name.text) if name.kind is PLACE else None
    if roads is not None and len(name.text) == name.end - name.start:
        middle = name.start + roads.end(1)
        return (name._replace(end=middle, text=roads[1]), name._replace(start=middle, text=roads[2]))
    match = _TWO_BODIES.fullmatch(name.text) if name.kind is ORGANIZATION else None
    if match is None or len(name.text) != name.end - name.start:
        return (name,)
    middle = name.start + match.end(1)
    return (name._replace(end=middle, text=match[1]), name._replace(start=middle + 1, text=match[2]))


def _inside_longer(new: Name, names: Sequence[Name]) -> bool:
    """Tell whether a longer name holds, or a name that begins before, reaches into the new one."""
    return any(
        (name.start <= new.start and new.end <= name.end and name.text != new.text)
        or name.start < new.start < name.end
        or name.start < new.end < name.end
        for name in names
    )


def _candidates(text: str, names: Sequence[Name], words: Words) -> Iterator[Name]:
    if "《" in text:
        for pattern in (_NEWSPAPER, _CITED):
            for match in pattern.finditer(text):
                yield _name(text, *match.span(1), ORGANIZATION)
    ends = {name.end for name in names}
    yield from offices(text, names, words)
    for pattern, kind, ends_in in _BUILT:
        for match in pattern.finditer(text) if any(map(text.__contains__, ends_in)) else ():
            start, end = match.span()
            free = text[start - 1 : start] not in _NOT_BEFORE_STREET if start else True
            if free and start not in ends and words.index_at(start) >= 0 and not _NOT_AFTER.match(text, end):
                yield _name(text, start, end, kind)
    armed = ("旅" in text or "团" in text) and _ARMED.search(text)
    for match in _ARMY.finditer(text) if armed else ():
        begin = match.start() - text.startswith("第", max(match.start() - 1, 0))
        yield _name(text, begin, match.end(), ORGANIZATION)
    for match in _NUMBERED_ROAD.finditer(text) if any(map(text.__contains__, ("国道", "省道", "县道"))) else ():
        yield _name(text, *match.span(), PLACE)
    yield from _bodies(text, words)
    yield from _carried(text, names)
    yield from roads_of_macau(text, names)
    yield from of_taiwan(text, names)


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


def _carried(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """Yield what carries the name of a place before it, and villages found in two parts (石港塘村)."""
    for number, name in enumerate(names):
        if name.kind is PERSON and not is_chinese_name(name.text):
            sounds = _PLACE_AFTER_SOUNDS.match(text, name.end)
            if sounds:
                yield _name(text, name.start, sounds.end(), PLACE)
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
        elif name.text[-1] in "路街道桥场" and (stop := _STOP_AFTER.match(text, name.end)):
            yield _name(text, name.start, stop.end(), PLACE)
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
