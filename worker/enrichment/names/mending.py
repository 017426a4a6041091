"""Mends what the tagger marked: each name under its own kind and between its own ends, one name, none or two.

The tagger judges a clause by the texts that it learnt from. The letters of what it marked tell where it erred: a
preposition begins no place, the post of a head ends no body, two bodies joined by 和 are two.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.enrichment.known_names import certain_bodies
from worker.enrichment.lexicons import lexicon
from worker.enrichment.names.brands import is_grocery
from worker.enrichment.names.continued import is_known_place, parted
from worker.enrichment.names.people import KIN
from worker.enrichment.names.places import certain_division, divisions_of
from worker.enrichment.names.proper import is_honour, own
from worker.enrichment.names.sites import army_in
from worker.enrichment.names.spans import ORGANIZATION, PERSON, PLACE, Name
from worker.enrichment.remembered import remembered
from worker.lexicon import surnames, transliteration
from worker.lexicon.characters import HAN
from worker.lexicon.files import words as lexicon_words
from worker.lexicon.places import WORLD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.enrichment.vocabulary import Words

_SHORTEST: Final = 2  # characters of a name: what is cut off the front leaves as many
_HAN: Final = f"[{HAN}]"
_DASHES: Final = frozenset("—-–·")
_ENDS_OF_STATES: Final = frozenset("省州郡区")
# A road whose last character belongs to the next word: 新华三路|路面. So does what says where at a water it is:
# 西子湖|畔, 正龙沟|里. Must NOT match 平安里 or 海政里, which are named so.
_ONE_TOO_MANY: Final = re.compile(rf"{_HAN}+(?:路路|街街|桥桥|村村|[沟河湖山江溪塘湾海峡][里畔边上下旁])")
_HEADS: Final = lexicon_words("titles", "heads of bodies")
_VERBS: Final = frozenset({"v", "vn"})
# [原]红旗机械厂, [由]柳林基金会主办, [包括]柳林商会.
_BEFORE_BODIES: Final = frozenset(
    {"原", "前", "由", "经", "受", "被", "据", "包括", "包含", "加入", "成立", "欢迎", "参观"}
)
# 褚家塘, 吴家坪 are where a family lives. Must NOT match 陈家河, 王家祥.
_FAMILY_VILLAGE: Final = re.compile(rf"[{HAN}]家[塘湾坝沟庄坪岭嘴店寨屯堡岗峪垭坳冲铺村]")
# 一处街道, 三个工业园, 那座桥 have no name. Must NOT match 三亚, 一面坡, 百步亭.
_SOME_PLACE: Final = re.compile(
    r"[一二三四五六七八九十两几数多那这某各每该](?:个|处|条|座|所|家|瓶|名|位|片|栋|幢|间|群|些|块|段|类|种|批)"
)
# 五家公司, 三个单位 likewise. Must NOT match 八家子林业局, 百家号.
_SOME_BODY: Final = re.compile(r"[一二三四五六七八九十两几数多某各](?:家|所|个|名|位|支|间)(?![子村店集坪岭山镇桥])")
_COUNTS: Final = frozenset("一二三四五六七八九十两几数多某各")
_MEETINGS = (
    "集会", "聚会", "晚会", "座谈会", "研讨会", "发布会", "听证会", "演唱会", "招聘会", "推介会", "博览会", "展销会",
)  # fmt: skip
_POINTED: Final = "此"  # 此峰 is said of one that has its name elsewhere
_SHORTEST_KIND: Final = 2  # letters of each of these
_FACILITY = ("隧道", "道路", "公路", "街道", "大桥", "社区", "村庄", "小镇", "公园", "广场")
_LONG: Final = 3  # letters: a division of two may be anybody's name
# 合浦|那一带, 这 likewise: a pronoun ends no place.
_PRONOUNS: Final = "那这"
_COMMUNE: Final = "公社"
_IN_TOWN = ("城里", "城内", "城外", "城中")
# 沿|康成道, 通|汉江: a preposition by itself begins no place.
_PREPOSITIONS: Final = frozenset("沿经近由往通至")
# 沈阳|东北二百里, 江西|西北边境 are no lands.
_DIRECTIONS: Final = frozenset({"东北", "西北", "东南", "西南"})
_OF_DIRECTION: Final = re.compile(r"[部角侧方面隅边麓向郊约]|[一二三四五六七八九十百数0-9]")
_OFFICES: Final = frozenset("村镇乡县区市省州")
# Who heads a state: 总理|内坦亚 is no town.
_HEADS_OF_STATE = ("总统", "总理", "首相", "外长", "国王", "外相", "防长", "国务卿", "国防部长", "外交部长")
_ENDS_OF_HEADS: Final = frozenset(title[-1] for title in _HEADS_OF_STATE)
# What streets, villages, hills and rivers are called in Malay, before their own name: 罗弄|阿都.
_MALAY: Final = frozenset({"罗弄", "惹兰", "甘榜", "武吉", "丹绒", "丹戎", "双溪", "瓜拉", "峇都", "新邦"})
_TAILS_OF_PLACES = ("道", "路", "街", "区", "砦", "邦", "礁")


def mended(text: str, names: Sequence[Name], words: Words) -> list[Name]:
    """Return what the tagger found in a text, each under its own kind and between its own ends.

    Args:
        text: Folded.
        names: Of the text, in order.
        words: Of the text.
    """
    return [part for name in _sounded(text, names, words) for part in _mended(name, text, words)]


def _mended(name: Name, text: str, words: Words) -> tuple[Name, ...]:
    """Return one name, none or two for what the tagger found as one."""
    if name.kind is PERSON:
        name = _mended_person(name, text, words)
        if name.kind is PLACE or name.text[0] in surnames.SINGLE or "·" in name.text:  # most are
            return (name,)
        name = _of_its_kind(name)
    elif name.kind is PLACE:
        before = text[name.start - 1 : name.start]
        if _is_plain_place(name.text) and before not in _ENDS_OF_HEADS:  # most are
            return parted(name, words)
        place = _mended_place(name, text, words)
        if place is None or place.kind is PERSON:
            return () if place is None else (place,)
        name = place
    if name.kind is ORGANIZATION:
        if _is_post(name) or _is_no_body(name.text) or is_grocery(name, text) or is_honour(name, text):
            return ()
        name = own(_as_army(_without_verb(name, words)))
    name = _shortened(name)
    if name.kind is ORGANIZATION and name.text in lexicon("not_organizations"):  # 自治区党委|常委
        return ()
    return parted(name, words) if name.kind is PLACE else (name,)


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
    if (
        name.text[0] == _POINTED
        or _SOME_PLACE.match(name.text)
        or (name.text.endswith(_FACILITY) and _is_plain(name, words))
    ):
        return None
    head = text[name.start - 1 : name.start] in _ENDS_OF_HEADS and text.endswith(_HEADS_OF_STATE, 0, name.start)
    if head and _is_sounds(name, words):
        return name._replace(kind=PERSON)
    return _of_its_kind(_without_preposition(name, words))


@remembered(1 << 12)
def _is_plain_place(text: str) -> bool:
    """Tell whether none of the questions that are asked of a place's letters alone can change it; places come again."""
    return not (
        text in _DIRECTIONS
        or text[0] in _PREPOSITIONS
        or text[0] == _POINTED
        or text[-1] in _PRONOUNS
        or text.endswith(_FACILITY)
        or _SOME_PLACE.match(text)
        or text in certain_bodies()
        or text.endswith(_COMMUNE)
        or text.endswith(_IN_TOWN)
        or _ONE_TOO_MANY.fullmatch(text)
        or (len(text) == _SHORTEST_KIND and (text[0] == "无" or text[1] in _OFFICES))
    )


def _is_headed(name: Name, text: str) -> bool:
    """Tell whether a place is a surname before an office: 李村|长."""
    return text[name.end : name.end + 1] == "长" and name.text[1] in _OFFICES and name.text[0] in surnames.SINGLE


def _is_without(name: Name) -> bool:
    """Tell whether what was taken for a place is said not to be there: 无山无水. Must NOT match 无锡, 无为."""
    return name.text[0] == "无" and not divisions_of(name.text)


def _is_plain(name: Name, words: Words) -> bool:
    """Tell whether nothing but an adjective and what it is makes a place: 昂贵隧道."""
    index = words.index_at(name.start)
    return index >= 0 and words.tag(index) == "a" and words.lengths[index] == len(name.text) - _SHORTEST_KIND


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


def _is_no_body(text: str) -> bool:
    """Tell whether what was taken for a body is some of a kind (五家公司) or where people meet (街头集会)."""
    return text.endswith(_MEETINGS) or (text[0] in _COUNTS and _SOME_BODY.match(text) is not None)


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
    if name.text.endswith(_IN_TOWN) and is_known_place(name.text[:-2]):
        return name._replace(end=name.end - 2, text=name.text[:-2])
    if _ONE_TOO_MANY.fullmatch(name.text) or (name.text[-1] in _PRONOUNS and is_known_place(name.text[:-1])):
        return name._replace(end=name.end - 1, text=name.text[:-1])
    return name


def _without_preposition(name: Name, words: Words) -> Name:
    """Return a place without the preposition before it."""
    index = words.index_at(name.start) if name.text[0] in _PREPOSITIONS else -1
    if index < 0 or words.lengths[index] > 1 or len(name.text) <= _SHORTEST or divisions_of(name.text):  # 沿江
        return name
    return name._replace(start=name.start + 1, text=name.text[1:])


def _without_verb(name: Name, words: Words) -> Name:
    """Return a body without the verb before its place or a word for what was: [走访]乙市融媒体中心, [原]红旗机械厂."""
    if name.kind is not ORGANIZATION or len(name.text) != name.end - name.start:
        return name
    index = words.index_at(name.start)
    if name.text[0] == "由" and len(name.text) > _LONG + 1:
        return name._replace(start=name.start + 1, text=name.text[1:])
    if index >= 0 and words.word(index) in _BEFORE_BODIES and len(name.text) >= _LONG + words.lengths[index]:
        before = words.lengths[index]
        return name._replace(start=name.start + before, text=name.text[before:])
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
