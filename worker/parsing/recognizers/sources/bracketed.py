"""Source lines in brackets: 【明报专讯】, (槟城14日讯), 〔记者N／高雄报导〕; also an outlet before its reporter's."""

from __future__ import annotations

import re
from typing import Final

from worker.lexicon.characters import HAN
from worker.lexicon.places import place_names
from worker.parsing.recognizers.people.grammar import read_people
from worker.parsing.recognizers.sources.parts import (
    DAY,
    KNOWN,
    NO_PLACE_BEFORE,
    NOT_A_DATED_PLACE,
    OTHER,
    SENT,
    Opening,
    opening_of,
)
from worker.parsing.recognizers.sources.reporters import BRACKET_PEOPLE, from_anywhere

# What is said of a report in brackets only, where no sentence can hold it.
_BRACKETED_KIND: Final = (
    r"(?:专电|专讯|电讯|综合(?:外电|外媒|本报|新华社)?(?:消息|报[道导]|讯|电)"
    r"|联合报[道导]|外电报[道导]|电|讯|消息|专稿|特稿|特讯|特电|急电|电话|特约通讯|社评|社论)"
)

# 【美国《纽约时报》3月28日文章】, as a digest of the foreign press has it. Only in brackets.
_ABROAD: Final = re.compile(
    rf"(?P<agency>[{HAN}]{{0,8}}《[^《》]{{2,16}}》(?:网站)?)(?P<date>{DAY})(?:报道|文章|消息|社论|专稿|述评|电)"
)

_DISPATCH: Final = re.compile(
    rf"(?:据|综合)?(?P<agency>{KNOWN}|{OTHER}|[{HAN}]{{1,2}}报)?\s{{0,2}}(?P<place>[{HAN}·、/]{{2,14}}?)??\s{{0,2}}"
    rf"(?P<date>{DAY})?\s{{0,2}}{_BRACKETED_KIND}"
)

# 【聯合晚報╱某】, 【某报/记者某】.
_OUTLET_AND_NAME: Final = re.compile(rf"(?P<agency>{KNOWN}|{OTHER})\s{{0,2}}/\s{{0,2}}(?P<who>[^/]{{2,20}})")

# 突发中心/台东报导, 国际中心/综合报导: a desk and no name.
_DESK: Final = re.compile(rf"(?P<agency>[{HAN}]{{2,8}}(?:中心|组|小组))\s?/\s?(?:[{HAN}]{{2,6}})?报[道导]")

# 某日报报道, 东网专讯 by Latin letters, 特讯, 综合外电: nobody and no place.
_UNSIGNED: Final = re.compile(
    rf"(?P<agency>[{HAN}]{{2,6}}(?:[日晚晨早时]报|商报)|[a-z.]{{2,10}}[{HAN}]{{0,6}})(?:报[道导]|专讯|快讯|讯|消息)"
    r"|(?:特讯|专讯|快讯|急讯|要讯|综合外电|综合外媒|综合报[道导]|综合消息|综合讯|外电报[道导])"
)

# 【文/N】, 【撰文:N】
_LABELLED_WRITER: Final = re.compile(r"(?:撰?文|采访|采写|撰稿|编译|整理|报[道导]|作者)\s?[:/.·]")

_REPORTING: Final = re.compile(r"(?:报[道导]|电|特写|专访|特稿|撰稿|讯|采访)$")

# 【N 松溪下坝】, 【N N 松溪】: who reports and from where, and no word for what they did.
_NAMES_AND_PLACE: Final = re.compile(
    rf"(?P<who>[{HAN}]{{2,4}}(?:[ 、][{HAN}]{{2,4}}){{0,3}})\s(?P<place>[{HAN}]{{2,6}})"
)

# 中国时报【N/台北报导】, 某报讯【记者N台北报导】: the outlet before its bracket.
_OUTLET_BEFORE: Final = re.compile(rf"(?P<agency>{KNOWN}|{OTHER})\s?(?=[【〔\[])")

CLOSING: Final = {"【": "】", "『": "』", "〔": "〕", "[": "]", "(": ")", "「": "」", "［": "］"}

_LONGEST_BRACKET: Final = 42


def before_bracket(text: str) -> Opening | None:
    """Match an outlet and its reporter's bracket: 中国时报【N/台北报导】."""
    outlet = _OUTLET_BEFORE.match(text) if "【" in text or "〔" in text or "[" in text else None
    found = bracketed(text[outlet.end() :]) if outlet else None
    if outlet is None:
        return None
    if found is None or found.people is None:
        return _outlet_and_reporter(text, outlet)
    shift = outlet.end()
    return Opening(
        found.start + shift, found.stop + shift, found.end + shift, outlet.span("agency"), people=found.people
    )


def _outlet_and_reporter(text: str, outlet: re.Match[str]) -> Opening | None:
    """Match 某时报【记者N】: the bracket names a reporter and nothing else."""
    bracket = BRACKET_PEOPLE.match(text, outlet.end())
    people = read_people(bracket["who"]) if bracket else None
    if bracket is None or people is None or "摄" in bracket["who"]:
        return None
    if not people.sure or not people.marked or people.rest:
        return None
    return Opening(0, bracket.end(), bracket.end(), outlet.span("agency"), people=people)


def bracketed(text: str) -> Opening | None:
    """Match a source line in brackets: 【明报专讯】, (槟城14日讯), 〔记者N／高雄报导〕, 【联合晚报／N】."""
    close = text.find(CLOSING[text[0]], 1, _LONGEST_BRACKET)
    if close < 0:
        return None
    inner = text[1:close]
    if text[0] == "(":
        return _round(text, inner, close)
    return _inner(inner, close + 1) or (_names_and_place(inner, close + 1) if text[close + 1 :].strip() else None)


def _names_and_place(inner: str, end: int) -> Opening | None:
    """Match 【N N 松溪】 before a text: sure names, then a known place or what begins with one."""
    match = _NAMES_AND_PLACE.fullmatch(inner)
    if match is None or not (match["place"][:2] in place_names() or match["place"][:3] in place_names()):
        return None
    people = read_people(match["who"])
    if not people.sure or people.rest or people.units:
        return None
    place = (1 + match.start("place"), 1 + match.end("place"))
    return Opening(1, end - 1, end, place=place, people=people)


def _round(text: str, inner: str, close: int) -> Opening | None:
    """Match (槟城14日讯), (某社讯) and (记者N某地报导) before a story; (本报堪培拉1月25日电) alone closes one."""
    found = _inner(inner, close + 1)
    if found is None:
        return None
    goes_on = inner[-1] == "讯" and text[close + 1 : close + 2] > "\u3400"  # (青石讯)昨日: any place
    placed = found.place != (0, 0) and (goes_on or text[slice(*found.place)] in place_names())
    if not (found.date != (0, 0) or found.people or found.agency != (0, 0) or placed or inner.startswith("综合")):
        return None
    alone = not text[close + 1 :].strip()
    if alone and (found.agency != (0, 0) or found.people or found.date == (0, 0)):
        return None
    return found


def _inner(inner: str, end: int) -> Opening | None:
    desk = _DESK.fullmatch(inner) or _UNSIGNED.fullmatch(inner)
    if desk:
        return Opening(1, end - 1, end, (1, 1 + desk.end("agency")) if desk["agency"] else (0, 0))
    match = _DISPATCH.fullmatch(inner) or _ABROAD.fullmatch(inner)
    if match and _is_dispatch(match):
        return opening_of(match, 1, end)
    joined = _OUTLET_AND_NAME.fullmatch(inner)
    if joined:
        people = read_people(joined["who"], loose=True)
        if people.named and not people.rest:
            return Opening(1, end - 1, end, (1 + joined.start("agency"), 1 + joined.end("agency")), people=people)
    return _named_in(inner, end)


def _named_in(inner: str, end: int) -> Opening | None:
    """Match 【文/N】 and 【记者N台北报导】: a bracket that names who wrote."""
    reporting = _REPORTING.search(inner) is not None
    if not reporting and not _LABELLED_WRITER.match(inner):
        return None
    people = read_people(SENT.sub("", inner) if reporting else inner)
    wired = people.sure and people.units > 1 and SENT.search(inner) is not None  # 某社 某 台北8日电
    told = wired or (people.marked and (reporting or (people.sure and not people.pictured)))
    if told and people.named and not people.rest:
        return Opening(1, end - 1, end, people=people)
    return _from_anywhere(inner, end) if reporting else None


def _from_anywhere(inner: str, end: int) -> Opening | None:
    found = from_anywhere(inner)
    if found is None:
        return None
    people, (begins, ends) = found
    return Opening(1, end - 1, end, place=(1 + begins, 1 + ends), people=people)


def _is_dispatch(match: re.Match[str]) -> bool:
    """Return whether a bracket that ends in 讯, 电 or the like has an outlet, a day or a place before it."""
    agency, place, date = (match.groupdict().get(name) or "" for name in ("agency", "place", "date"))
    if not (agency or place or date):
        return False
    if place and place not in place_names() and NOT_A_DATED_PLACE.search(place):
        return False
    if place.endswith("/") and read_people(place[:-1].strip()).sure:
        return False  # 【N/综合报导】
    if agency or date:
        return True
    if match.group().endswith(("电话", "通讯")):
        return False  # 【热线电话】
    return place in place_names() or NO_PLACE_BEFORE.search(place) is None
