"""Bodies told by what follows a place or its level (柳林县人大常委会, 县公安局), and what stands in a row with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.enrichment.lexicons import lexicon
from worker.enrichment.names.places import divisions_of
from worker.enrichment.names.spans import BY_RULE, ORGANIZATION, PERSON, PLACE, Name
from worker.enrichment.signs import matches_at, sign
from worker.lexicon.bodies import TAILS
from worker.lexicon.characters import HAN
from worker.lexicon.files import grouped
from worker.lexicon.files import words as lexicon_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.enrichment.vocabulary import Words

_LEVELS: Final = "省市县区州旗镇乡盟"
_HAN: Final = f"[{HAN}]"
_NUMBERS: Final = "[一二三四五六七八九十]{1,3}"
# 二中, 第二中学, 第12中学, 一小, 第一人民医院. Must NOT match 一中心, 二小时, 三中全会.
_NUMBERED: Final = (
    rf"第(?:{_NUMBERS}|[1-9][0-9]?)(?:(?:人民)?医院|中学(?:校(?![长友园区舍内外方门医办]))?|小学|幼儿园|高级中学|初级中学|实验小学|实验中学)|"
    rf"{_NUMBERS}(?:中|小)(?![心学全时组型队型])"
)
# 政府, 人大 and 政协 say too little by themselves: only where somebody of theirs is named or they do something.
_BARE: Final = r"(?:人大|政协)(?=副?主[任席]|秘书长|党组|机关)|政府(?=副?秘书长|党组)"
_TOO_BARE: Final = frozenset({"政府", "人大", "政协", "人民政府", "人民代表大会", "政协委员会", "工会"})
_OF_A_PLACE: Final = "人民政府"  # says enough after a place's name, too little after a level
_POLICE: Final = "公安局|公安分局|分局"
# 全市教育系统, 县教育局长 name no body here; the tagger or other rules see to heads of offices.
_CONTINUES: Final = re.compile(r"系统|部门|分局|工作者|大楼|宿舍|家属|干警大会")
_NOT_BEFORE_LEVEL: Final = "全我本各该外城郊兄两每跨县市"
_SHORTEST: Final = 3  # letters of a division that the words alone tell
# An item of a row of bodies, and an office before its head's name.
_IN_ROW: Final = re.compile(r"[、和与及]")
_HEAD: Final = re.compile(r"(?:党组|党委)?(?:成员、)?(?:副?(?:局长|主任|主席|行长|总经理)|党组书记)")


_UNITS: Final = lexicon_words("offices", "unit")
_TAILS: Final = {
    *({*TAILS, *TAILS.values(), *lexicon("level_bodies"), *lexicon_words("offices", "after a place")} - _TOO_BARE),
    _OF_A_PLACE,
}
_OF_LEVEL: Final = re.compile(
    rf"[{_LEVELS}](?:(?:{_POLICE})(?:{grouped(_UNITS)}|{_HAN}{{2,4}}派出所)|{_NUMBERED}|{grouped(_TAILS)}|"
    rf"{grouped(_UNITS)}|{_HAN}{{2,4}}街道(?:办事处|党工委|办)|{_BARE})"
)
# A level and what any of these but a street begins with; a street says so itself.
_OF_LEVEL_BEGINS: Final = sign(
    level + first
    for level in _LEVELS
    for first in {word[0] for word in (*_TAILS, *_UNITS)} | set("公分人政第一二三四五六七八九十")
)
_STREETS: Final = sign(["街道"])
# What tells an office without its place, which is one only beside others or before its head.
_OFFICES: Final = {
    *(word for word in lexicon("level_bodies") if word[-1] in "局委会" or word.endswith("公司")),
    "工商联",
}
_BARE_OFFICE: Final = re.compile(rf"(?:公安局(?:{grouped(_UNITS)})|{grouped(_OFFICES)})")
_BARE_BEGINS: Final = sign({"公安局", *_OFFICES})


def offices(text: str, names: Sequence[Name], words: Words) -> Iterator[Name]:
    """Yield the bodies of places and of levels without one.

    Args:
        text: Folded text.
        names: As found so far, in order.
        words: Of the text.
    """
    on_streets = words.holds(_STREETS)
    matches = list(
        _OF_LEVEL.finditer(text) if on_streets else matches_at(_OF_LEVEL, text, words.places_of(_OF_LEVEL_BEGINS))
    )
    if not matches:
        return
    places = {name.end: name.start for name in names if name.kind is PLACE}
    ends = {name.end for name in names}
    for match in matches:
        start, end = match.span()
        if _CONTINUES.match(text, end):
            continue
        begins = places.get(start + 1, -1)
        if begins < 0:
            begins = _division_before(words, start + 1)
        if (
            begins < 0
            and words.index_at(start) >= 0
            and start not in ends
            and text[start + 1 : end] != _OF_A_PLACE
            and _is_of_level(text[start], text[start + 1 : end])
        ):
            begins = start if not start or text[start - 1] not in _NOT_BEFORE_LEVEL else -1
        if begins >= 0:
            yield Name(begins, end, ORGANIZATION, text[begins:end], BY_RULE)


def _is_of_level(level: str, rest: str) -> bool:
    """Tell whether a level alone is enough: every county has its 农办, of a province papers say it in passing."""
    return level != "省" or rest in lexicon("level_bodies") or rest.startswith("政府")


def in_rows(text: str, names: Sequence[Name], words: Words) -> Iterator[Name]:
    """Yield offices without their place: beside a body in a row (县应急管理局、司法局), or before their head."""
    matches = list(matches_at(_BARE_OFFICE, text, words.places_of(_BARE_BEGINS)))
    if not matches:  # as most texts have none
        return
    bodies = {name.end for name in names if name.kind is ORGANIZATION}
    people = {name.start for name in names if name.kind is PERSON}
    for match in matches:
        start, end = match.span()
        if words.index_at(start) < 0 or _CONTINUES.match(text, end):
            continue
        head = _HEAD.match(text, end)
        before_head = head is not None and head.end() in people
        if before_head or (start - 1 in bodies and _IN_ROW.match(text, start - 1)):
            bodies.add(end)
            yield Name(start, end, ORGANIZATION, text[start:end], BY_RULE)


def _division_before(words: Words, end: int) -> int:
    """Return where the division begins that is a word and ends at ``end``, -1 when none does.

    One of two letters is left to the tagger: 县教育局和县第二中学 is no school of 和县.
    """
    index = words.index_before(end)
    if index < 0 or words.lengths[index] < _SHORTEST or words.tag(index) != "ns" or not divisions_of(words.word(index)):
        return -1
    return words.starts[index]
