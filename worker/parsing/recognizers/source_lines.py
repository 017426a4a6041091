"""Source line and dateline: 本报讯(记者 N), 新华社北京1月8日电, 【…社重庆十四日电】, 本报成都11月3日电记者N报道:.

Patterns run on folded text.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from worker.document.issue import Contributor
from worker.lexicon.characters import HAN
from worker.parsing.patterns.numerals import number_of
from worker.parsing.recognizers.people import parse_people

_NUMBER = r"[0-9〇○零一二三四五六七八九十]{1,3}"
_DAY = rf"(?:{_NUMBER}月{_NUMBER}日|{_NUMBER}日)(?:[0-9]{{1,2}}时(?:[0-9]{{1,2}}分)?)?"
_KNOWN = (
    r"(?:本报|本刊|本台|本网|新华社|新华网|新华通讯社|中新社|中新网|中国新闻社|中央社|人民网|中通社"
    r"|法新社|路透社|美联社|合众国际社|共同社|时事社|塔斯社|俄通社-塔斯社|国际文传电讯社|俄新社|德新社|安莎社|埃菲社|韩联社|朝中社|彭博社)"
)
# Any other outlet, named in full: 海曙新闻网, 香港文汇报. It must end in a word for an outlet.
_OTHER = (
    rf"(?:[{HAN}·-]{{2,12}}?"
    r"(?:日报|晚报|晨报|时报|商报|快报|早报|都市报|文汇报|新闻网|网|通讯社|电视台|客户端))"
)
# A place never holds these: they belong to a sentence (本报记者从今天…, 本报今日刊发的通讯).
_PLACE = rf"(?P<place>[{HAN}·]{{2,14}}?)"
_NOT_A_PLACE = re.compile(r"[的了是在将从近今昨刊发通简喜快者获悉据向第个这那]")
_NOT_A_DATED_PLACE = re.compile(r"[的了是者获悉报这个]")
_KIND = r"(?:专电|电|讯|消息)"
# With a date anything may follow; without one the place must be short and a bracket, a space or 记者 must follow.
_DATED = re.compile(rf"(?P<agency>{_KNOWN}|{_OTHER})\s{{0,2}}(?:{_PLACE})??\s{{0,2}}(?P<date>{_DAY})\s{{0,2}}{_KIND}")
_PLACED = re.compile(
    rf"(?P<agency>{_KNOWN}|{_OTHER})(?P<place>[{HAN}·]{{2,8}}?){_KIND}(?=$|[\s(【\[】\]]|记者|新华社记者|本报记者|通讯员)"
)
_BARE = re.compile(r"(?P<agency>本报|本刊|本台|本网)(?:讯|综合消息|综合报道|综合讯|消息)")
_OTHER_BARE = re.compile(rf"(?P<agency>{_OTHER})讯(?=[\s(])")
# A paper that names itself: 【大江报讯】, 晚报讯(记者 N), 商报讯 记者N. A bracket or a reporter must follow.
_SELF = re.compile(
    rf"(?P<agency>[{HAN}]{{1,8}}?(?:报|网|新闻|台|社))(?:讯|消息)"
    r"(?=[】\]]|\s{0,2}[(【\[][^()]{0,12}(?:记者|通讯员)|\s{0,2}(?:见习|实习)?记者)"
)
# 【美国《纽约时报》3月28日文章】, as a digest of the foreign press has it. Only in brackets.
_ABROAD = re.compile(
    rf"(?P<agency>[{HAN}]{{0,8}}《[^《》]{{2,16}}》(?:网站)?)(?P<date>{_DAY})(?:报道|文章|消息|社论|专稿|述评)(?=[】\]])"
)
_REPORTED = re.compile(rf"据(?P<agency>(?:《[^《》]{{2,12}}》|[{HAN}]{{2,10}}?(?:社|报|网)))(?:报道|消息)[:,]")
# 综合新华社、中新社消息.
_SUMMED = re.compile(
    rf"综合(?P<agency>{_KNOWN}(?:[、和]{_KNOWN}|[、和][{HAN}]{{2,8}}?[社报网]){{0,3}})(?:消息|报道|电)(?=[\s:,(])"
)
_AGENCY_BARE = re.compile(r"(?P<agency>综合新华社|新华社)[电讯](?=[\s(:])")
_BRACKET_PEOPLE = re.compile(r"\s{0,4}[(【\[](?P<who>[^()【】\[\]]{2,70})[)】\]]\s{0,4}")
_REPORTS = re.compile(
    rf"\s{{0,4}}(?P<who>[{HAN}·、, \u3000]{{0,40}}?(?:记者|通讯员)[{HAN}·、, \u3000]{{2,50}}?)"
    r"(?:报道|摄影报道)\s{0,2}:\s{0,2}"
)
_TITLED = re.compile(r"\s{0,4}题:")
_MONTH_DAY = re.compile(rf"(?:(?P<month>{_NUMBER})月)?(?P<day>{_NUMBER})日")


@dataclass(frozen=True, slots=True)
class Lead:
    """The opening of a report.

    Attributes:
        source: Agency, place, date and 电/讯, in source characters.
        place: As printed, empty when none is.
        date: The printed date, folded; empty when none is.
        people: Named in the bracket or before 报道:.
        end: Offset of the first character of the story itself.
    """

    source: str
    place: str
    date: str
    people: tuple[Contributor, ...]
    end: int
    agency: str = ""


def iso_date(text: str, issue_date: dt.date | None) -> str:
    """Return ``text`` (12月31日, 十四日) as ISO.

    The year comes from the issue's date: a month later than the issue's is last year's. A day alone needs the issue's
    month; a day after the issue's is last month's.
    """
    match = _MONTH_DAY.search(text)
    if not match:
        return ""
    day = number_of(match["day"])
    month = number_of(match["month"]) if match["month"] else None
    if day is None or not 1 <= day <= 31 or (match["month"] and (month is None or not 1 <= month <= 12)):  # noqa: PLR2004
        return ""
    if issue_date is None:
        return f"{month:02d}-{day:02d}" if month else ""
    year = issue_date.year
    if month is None:
        month = issue_date.month
        if day > issue_date.day:
            year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    elif (month, day) > (issue_date.month, issue_date.day):
        # A report is never from after its issue, but an evening paper may be dated the day before its own dateline.
        year -= month - issue_date.month > 1 or (month > issue_date.month)
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""


def opens_with_lead(folded: str) -> bool:
    """Tell whether a line opens with a source line; the names may stand on the next line."""
    return _match_source(folded[:60]) is not None


def _match_source(text: str) -> tuple[re.Match[str], int, int] | None:
    """Match the part up to 电 or 讯; return the match, its start and the offset after it."""
    start = 0
    bracketed = text[:1] in "【[(" and text[:1] != ""
    if bracketed:
        start = 1
    elif not text:
        return None
    quoted = text.startswith("据", start) and not text.startswith("据悉", start)
    start_agency = start + 1 if quoted else start
    for pattern in (_DATED, _PLACED, _BARE, _AGENCY_BARE, _OTHER_BARE, _SELF, _SUMMED, *([_ABROAD] * bracketed)):
        match = pattern.match(text, start_agency)
        if match is None:
            continue
        place = match.groupdict().get("place") or ""
        if place and (_NOT_A_DATED_PLACE if pattern is _DATED else _NOT_A_PLACE).search(place):
            continue
        end = match.end()
        if bracketed:
            if text[end : end + 1] not in "】])" or not text[end : end + 1]:
                continue
            if text[0] == "(":
                return None  # (本报堪培拉1月25日电) closes an article, it does not open one
            end += 1
        return match, start, end
    match = _REPORTED.match(text)
    return (match, 0, match.end()) if match else None


def parse_lead(folded: str, source: str) -> Lead | None:
    """Return the source line that opens a paragraph (folded and source characters), or None."""
    found = _match_source(folded[:60])
    if found is None:
        return None
    match, start, end = found
    groups = match.groupdict()
    place_span = match.span("place") if groups.get("place") else (0, 0)
    printed = source[start : match.end()].rstrip("：:，,")
    people: tuple[Contributor, ...] = ()
    window = folded[: end + 140]
    bracket = _BRACKET_PEOPLE.match(window, end)
    reports = None if bracket else _REPORTS.match(window, end)
    detail = bracket or reports
    if detail:
        who_start, who_end = detail.span("who")
        named = parse_people(folded[who_start:who_end], source[who_start:who_end])
        if named is not None:
            people, end = named, detail.end()
    else:
        titled = _TITLED.match(window, end)
        if titled:
            end = titled.end()
    return Lead(
        printed,
        source[place_span[0] : place_span[1]],
        groups.get("date") or "",
        people,
        end,
        source[slice(*match.span("agency"))] if groups.get("agency") else "",
    )
