"""Which kind a name is, when its ending or the rest of the article knows better than the clause it stands in."""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final

from worker.document.enrichment import MentionKind
from worker.enrichment.names.people import is_person
from worker.enrichment.names.places import divisions_of, is_place
from worker.enrichment.names.spans import ORGANIZATION, PERSON, PLACE
from worker.enrichment.remembered import remembered
from worker.lexicon import transliteration
from worker.lexicon.files import alternatives
from worker.lexicon.places import WORLD

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from worker.enrichment.names.spans import Name
    from worker.enrichment.names.usage import Usage

# Endings that only places have. Must NOT match 李县 or 王村 (two characters), which are people as well.
_SHORTEST: Final = 2  # characters of a name
_PLACE_ENDING: Final = re.compile(
    r"[\u3400-\u9fff]{2,}(?:[省市县镇乡村寨屯庙祠]|[\u3400-\u9fff]郡|县城|街道|社区|新区|开发区|高新区|经济圈|经济带|城市群|大湾区|"
    r"遗址)$"
)
# Endings that no body has, however sure the tagger is: 汀溪国家湿地公园, 清江国际机场. Must NOT match what runs them.
_NEVER_BODIES = (
    "湿地公园", "森林公园", "地质公园", "国际机场", "自然保护区", "风景名胜区", "风景区", "高速公路", "大桥", "隧道",
    "水库", "草原", "收费站", "服务区", "高铁站", "火车站", "客运站", "游泳馆",
    "产业园", "工业园", "产业园区", "工业园区", "生态园",
    "奥林匹克体育中心", "奥体中心", "购物中心", "步行街", "商务区", "科学城",
)  # fmt: skip
_PLACE_TAGS: Final = frozenset({"ns", "nr", "nrt", "nrfg", "nz", "nt", "j", ""})
_ENDS_PLACES: Final = re.compile(r"[省市县区州旗盟镇乡村屯寨路街道桥港湾岛湖河江山岭园场站里]$")
# One item of an enumeration before, or after, a name. Must NOT match across other punctuation.
_ITEM_BEFORE: Final = re.compile(r"([^\s,。;:!?、()《》“”]{1,24})、$")
_ITEM_AFTER: Final = re.compile(r"、([^\s,。;:!?、()《》“”]+)")
_LONGEST_ITEM: Final = 24
_IN_ROWS: Final = frozenset("、和与")
_PERSON_AFTER: Final = re.compile(alternatives("titles", "after people"))
# What only a place has behind it, alone or as one of a row: 马林卡等方向, 巴赫穆特、马林卡等地, 希法难民营.
_WHERE_AFTER: Final = re.compile(
    r"(?:、[\u3400-\u9fff]{2,8}){0,6}(?:[和与及][\u3400-\u9fff]{2,8})?等(?:[多各]?地|方向|[多各]?个?(?:城市|地区|村镇))|"
    r"地区|方向|难民营|(?:市|郊|山)区|[州省市镇岛]|一带|口岸|机场"
)
# And before it: 首府格罗兹尼.
_WHERE_BEFORE = ("首都", "首府", "城市", "小镇", "位于", "定居点", "难民营", "港口", "重镇", "村庄")
_SHORTEST_SOUND: Final = 3
# Ends of places abroad, behind three characters that write a name by sound and more: 诺夫哥罗德州, 格什姆岛.
_ENDS_ABROAD: Final = "州省市镇村岛港湖山河海湾峡"
_SURE_PLACE: Final = 1.8  # nats a character; 宏村 is a common noun to the dictionary
_SURE_BODY: Final = 1.0  # nats a character


def settle_kinds(text: str, usage: Usage, names: Sequence[Name], word_tag: Callable[[str], str]) -> list[Name]:
    """Return the names under one kind each, without what no kind fits.

    Args:
        text: Folded text.
        usage: Of this text.
        names: In order.
        word_tag: The dictionary's tag of a word, "" when it has none.
    """
    kinds = _weighed_kinds(names)
    kinds.update(_abroad(text, names))
    slogans = _slogans(text, usage, names)
    settled: list[Name] = []
    abroad = [name for name in names if name.kind is PERSON and _sounds_foreign(name.text)]
    starts, ends = {name.start for name in abroad}, {name.end for name in abroad}
    for name in names:
        kind = kinds[name.text]
        if kind is PLACE and name.kind is not kind and not is_place(name.text):
            kind = name.kind
        if kind is PLACE and _PERSON_AFTER.match(text, name.end) and _can_be_somebody(name.text):
            kind = PERSON
        if kind is PLACE and _is_beside_somebody(name, ends, starts, text):
            kind = PERSON
        if kind is PLACE and name.sure < _SURE_PLACE and _is_common_word(name.text, word_tag):
            continue
        if kind is PERSON and (name.start, name.end) in slogans:
            continue
        settled.append(name if name.kind is kind else name._replace(kind=kind))
    return settled


def _abroad(text: str, names: Sequence[Name]) -> dict[str, MentionKind]:
    """Return as places who is written by sound and stands where only a place does: 首府[格罗兹尼], [马林卡]等地."""
    found: dict[str, MentionKind] = {}
    for name in names:
        if name.kind is not PERSON or len(name.text) < _SHORTEST_SOUND or "·" in name.text:
            continue
        ends = len(name.text) > _SHORTEST_SOUND and name.text[-1] in _ENDS_ABROAD and _sounds_foreign(name.text[:-1])
        if ends or (
            _sounds_foreign(name.text)
            and (_WHERE_AFTER.match(text, name.end) or text.endswith(_WHERE_BEFORE, 0, name.start))
        ):
            found[name.text] = PLACE
    return found


def _weighed_kinds(names: Sequence[Name]) -> dict[str, MentionKind]:
    """Return for each text the kind that its names weigh most as."""
    kinds: dict[str, MentionKind] = {}
    divided: set[str] = set()
    for name in names:
        kind = _by_ending(name)
        if kinds.setdefault(name.text, kind) is not kind:
            divided.add(name.text)
    weights: dict[str, dict[MentionKind, float]] = {text: {} for text in divided}
    for name in names if divided else ():
        if name.text in divided:
            kind, weighed = _by_ending(name), weights[name.text]
            weighed[kind] = weighed.get(kind, 0.0) + name.sure
    for text, weighed in weights.items():
        kinds[text] = max((kind for kind in MentionKind if kind in weighed), key=weighed.__getitem__)
    return kinds


def _by_ending(name: Name) -> MentionKind:
    kind = name.kind
    if kind is PLACE:
        return kind
    if kind is ORGANIZATION:
        if name.text.endswith(_NEVER_BODIES):
            return PLACE
        if name.sure > _SURE_BODY:  # 武汉三镇 is a team where it plays
            return kind
    return PLACE if _ends_as_place(name.text) else kind


def _is_beside_somebody(name: Name, ends: set[int], starts: set[int], text: str) -> bool:
    """Tell whether a place that no list has stands in a row with people abroad: [路威]、哈登连续进球."""
    if not starts:
        return False
    beside = name.start - 1 in ends and text[name.start - 1] in _IN_ROWS
    beside = beside or (name.end + 1 in starts and text[name.end] in _IN_ROWS)
    return beside and _sounds_foreign(name.text) and _can_be_somebody(name.text)


@remembered(1 << 13)
def _sounds_foreign(name: str) -> bool:
    """Tell whether a name is written with nothing but the characters of transliterations."""
    return transliteration.CHARACTERS.issuperset(name.replace("·", ""))


@remembered(1 << 13)
def _can_be_somebody(name: str) -> bool:
    """Tell whether a name found as a place can be a person's as well: it has no ending of places and is none known."""
    return is_person(name) and not _ENDS_PLACES.search(name) and not divisions_of(name) and name not in WORLD


@remembered(1 << 13)
def _ends_as_place(name: str) -> bool:
    return bool(_PLACE_ENDING.fullmatch(name))


def _is_common_word(place: str, word_tag: Callable[[str], str]) -> bool:
    """Tell whether a short place is a verb or another common word of the dictionary (临街, 守山)."""
    return len(place) == _SHORTEST and word_tag(place) not in _PLACE_TAGS and not divisions_of(place)


def _slogans(text: str, usage: Usage, names: Sequence[Name]) -> set[tuple[int, int]]:
    """Return the spans of people that are one of a row of slogans: 挖潜力、强合力、促落实.

    Such a one stands between items of its own length that name nobody, and nowhere else in the article.
    """
    people = [(name.start, name.end) for name in names if name.kind is PERSON]
    found: set[tuple[int, int]] = set()
    for start, end in people:
        listed = text[start - 1 : start] == "、" or text[end : end + 1] == "、"
        if not listed or usage.near(start).count(text[start:end]) > 1:
            continue
        before = _ITEM_BEFORE.search(text, max(0, start - _LONGEST_ITEM), start)
        after = _ITEM_AFTER.match(text, end)
        spans = [match.span(1) for match in (before, after) if match]
        named = any(_touches(people, *span) for span in spans)
        if spans and not named and any(last - first == end - start for first, last in spans):
            found.add((start, end))
    return found


def _touches(people: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Tell whether one of the spans, which are in order, lies in or across ``start`` to ``end``."""
    at = bisect.bisect_left(people, (end, 0)) - 1
    return at >= 0 and people[at][1] > start
