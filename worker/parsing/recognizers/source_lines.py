"""The source line that opens a report: 本报讯(记者 N), 新华社北京1月8日电, 【…社重庆十四日电】, 〔记者N／高雄报导〕.

A source line is an outlet, a place and a day, each of which may be missing, and a word for the kind of report (讯, 电,
消息), bare or in brackets; then whom it names. Any paper and any place will do: what stands before 讯 and what follows
decide. Patterns run on folded text.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import re
from dataclasses import dataclass

from worker.document.issue import Contributor
from worker.lexicon import outlets
from worker.lexicon.characters import CHINESE_DIGITS, HAN, N
from worker.lexicon.places import place_names
from worker.parsing.patterns.numerals import number_of
from worker.parsing.patterns.person_names import sure_name
from worker.parsing.recognizers.named import People
from worker.parsing.recognizers.once import once
from worker.parsing.recognizers.people import is_unit, read_people
from worker.parsing.recognizers.reporters import BRACKET_PEOPLE, WINDOW, named_behind

_NUMBER = rf"{N}{{1,3}}"
_DAY = (
    rf"(?:(?:[12][0-9]{{3}}年|[〇○{CHINESE_DIGITS}]{{4}}年)?{_NUMBER}月\s?{_NUMBER}日|(?:{_NUMBER}|[01][0-9][0-3][0-9])日)(?:上午|下午|中午|凌晨|深夜|晚间?|夜)?"
    r"(?:[0-9]{1,2}[时点](?:[0-9]{1,2}分)?)?"
)
_KNOWN = rf"(?:{outlets.KNOWN})"
# Any other outlet, named in full: 海曙新闻网, 香港文汇报, 中评社.
_OTHER = rf"(?:[{HAN}a-z·-]{{2,12}}?(?:{outlets.ENDINGS}|网|社|报))"
_KIND = r"(?:专电|专讯|电讯|快讯|急电|电|讯|消息)"
# What is said of a report in brackets only, where no sentence can hold it.
_BRACKETED_KIND = (
    r"(?:专电|专讯|电讯|综合(?:外电|外媒|本报|新华社)?(?:消息|报[道导]|讯|电)"
    r"|联合报[道导]|外电报[道导]|电|讯|消息|专稿|特稿|特讯|特电|急电|电话|特约通讯|社评|社论)"
)
_PLACE = rf"(?P<place>[{HAN}·]{{2,14}}?)"
# Characters of a sentence, none of a place: 本报记者从今天…, 本报今日刊发的通讯.
_NOT_A_PLACE = re.compile(r"[的了是在将从近今昨刊者据第个这那为和与]|获悉|据悉|简$|通$|快$|喜$|本报|发出|收到|刊登")
_NOT_A_DATED_PLACE = re.compile(r"[的了是者报这个]|获悉")
# Words that end in 讯 and are none: 通讯, 资讯. A place may end so (昭通讯): then the place is a known one.
_WORD = re.compile(r"(?:通|简|快|资|短|喜|音|速|时|捷|审|问|零|闪|传|信|电|查|专|特|联|视|汛|综|快|微)$")
# 新华社据塔斯社莫斯科1日讯: an agency passes on what another reports.
_PASSED_ON = rf"(?:据(?:{_KNOWN}|{_OTHER}))?"
_DATED = re.compile(
    rf"(?P<agency>(?:{_KNOWN}|{_OTHER}){_PASSED_ON})\s{{0,2}}/?\s{{0,2}}(?:{_PLACE})??\s{{0,2}}(?P<date>{_DAY})\s{{0,2}}{_KIND}"
)
# Without a date the place must be short and a bracket, a space or a reporter must follow.
_FOLLOWS = r"(?=$|[\s(【\[】\]〔:]|(?:本报|新华社|见习|实习|首席)?记者|通讯员)"
_PLACED = re.compile(rf"(?P<agency>{_KNOWN}|{_OTHER})(?P<place>[{HAN}·]{{2,8}}?){_KIND}{_FOLLOWS}")
_BARE = re.compile(
    rf"(?P<agency>{outlets.OWN})(?:(?:[0-9]{{4,8}})?(?:新闻)?热线)?(?:讯(?!员)|专讯|综合消息|综合报[道导]|综合讯|消息(?=$|[\s(:,])|电(?=[\s(]))"
)
_OTHER_BARE = re.compile(
    rf"(?P<agency>{_KNOWN}|{_OTHER})(?:讯|消息)(?=[\s(:])|(?P<long>[{HAN}·]{{2,8}}?(?:{outlets.ENDINGS}))讯(?![问息号])"
)
# 松溪讯(通讯员 N), 晚报讯 昨日…, 青石讯(N)3月2日, 昭通讯 记者N: a paper or a place by one name. What follows decides.
_LOCAL = re.compile(rf"(?P<agency>[{HAN}a-z·]{{2,9}}?)(?:讯(?!员)|电(?=\s?\())")
_OPENS_STORY = re.compile(
    rf"\s{{0,3}}(?:(?:见习|实习|首席|本报)?(?:记者|通讯员)|{N}{{1,3}}月{N}{{1,3}}日"
    r"|(?:昨|今|前|近|日前|目前|本月|上周|本周|去年|今年|据|为了?|随着))"
)
# 【美国《纽约时报》3月28日文章】, as a digest of the foreign press has it. Only in brackets.
_ABROAD = re.compile(
    rf"(?P<agency>[{HAN}]{{0,8}}《[^《》]{{2,16}}》(?:网站)?)(?P<date>{_DAY})(?:报道|文章|消息|社论|专稿|述评|电)"
)
_DISPATCH = re.compile(
    rf"(?:据|综合)?(?P<agency>{_KNOWN}|{_OTHER}|[{HAN}]{{1,2}}报)?\s{{0,2}}(?P<place>[{HAN}·、/]{{2,14}}?)??\s{{0,2}}"
    rf"(?P<date>{_DAY})?\s{{0,2}}{_BRACKETED_KIND}"
)
# 【聯合晚報╱某】, 【某报/记者某】.
_OUTLET_AND_NAME = re.compile(rf"(?P<agency>{_KNOWN}|{_OTHER})\s{{0,2}}/\s{{0,2}}(?P<who>[^/]{{2,20}})")
# 突发中心/台东报导, 国际中心/综合报导: a desk and no name.
_DESK = re.compile(rf"(?P<agency>[{HAN}]{{2,8}}(?:中心|组|小组))\s?/\s?(?:[{HAN}]{{2,6}})?报[道导]")
# 某日报报道, 东网专讯 by Latin letters, 特讯, 综合外电: nobody and no place.
_UNSIGNED = re.compile(
    rf"(?P<agency>[{HAN}]{{2,6}}(?:[日晚晨早时]报|商报)|[a-z.]{{2,10}}[{HAN}]{{0,6}})(?:报[道导]|专讯|快讯|讯|消息)"
    r"|(?:特讯|专讯|快讯|急讯|要讯|综合外电|综合外媒|综合报[道导]|综合消息|综合讯|外电报[道导])"
)
# 【文/N】, 【撰文:N】
_LABELLED_WRITER = re.compile(r"(?:撰?文|采访|采写|撰稿|编译|整理|报[道导]|作者)\s?[:/]")
_REPORTING = re.compile(r"(?:报[道导]|电|特写|专访|特稿|撰稿|讯|采访)$")
_REPORTED = re.compile(
    rf"据(?P<agency>(?:《[^《》]{{2,12}}》|{_KNOWN}|[{HAN}]{{2,10}}?(?:社|报|网|台)))"
    rf"(?:(?:报道|消息),|(?P<date>{_DAY})?(?:报道|消息|讯|电)[:\s])\s{{0,2}}"
)
# 综合新华社、中新社消息.
_SUMMED = re.compile(
    rf"综合(?P<agency>{_KNOWN}(?:[、和]{_KNOWN}|[、和][{HAN}]{{2,8}}?[社报网]){{0,3}})(?:消息|报道|电)(?=[\s:,(])"
)
_AGENCY_BARE = re.compile(
    r"(?P<agency>综合新华社|新华社|中新社|中央社)(?:供本报|供)?(?:专电|专稿|特稿|电|讯)(?=[\s(:])"
    r"|综合(?P<abroad>外电|外媒|媒体|本报)?(?:报[道导]|消息)(?=\s)"
)
# 【记者N某某校园报导】: the reporter by name, and a place that no list of places holds, before what was done.
_FROM_ANYWHERE = re.compile(
    rf"(?P<role>(?:本报|[{HAN}]{{2,6}}[报社网台])?(?:特约|特派|实习|见习|地方|驻地)?记者\s?)"
    rf"(?P<told>[{HAN}]{{4,11}}?)(?:(?:综合|采访|专题)?报[道导]|专?电)"
)
_OF_A_PLACE = frozenset("县市乡镇区村")  # 竹县横山: so a place's name goes on, and does not begin
_SENT = re.compile(rf"(?:{_DAY})?专?[电讯]$")
# 记者N/某地报导 and then the text: as papers in traditional script open a report. Alone it is a byline.
_BARE_REPORTER = re.compile(
    rf"(?P<who>[{HAN}]{{0,6}}(?:记者|通讯员)[{HAN}·、, \u3000]{{2,40}}?/\s?[{HAN}、]{{2,8}}?(?:报[道导]|专电|电))"
    r"(?:\s{1,4}|\s?:\s?|[〕】\]])(?=\S)"  # 〕: the bracket's other half was lost
)
# 中国时报【N/台北报导】, 某报讯【记者N台北报导】: the outlet before its bracket.
# 本报记者N报道:, 本报驻伦敦记者N 3月11日电, 某社记者N台东12日电, 生活中心/N报导: whoever sends it, and then the text.
_REPORTER_SENDS = re.compile(
    rf"(?P<who>(?:(?:本报|[{HAN}]{{2,8}}?[社报网台])?(?:驻[{HAN}]{{1,6}})?(?:特派|特约|见习|实习)?(?:记者|通讯员)|[{HAN}]{{2,6}}中心/)"
    rf"[{HAN}·、/ \u3000]{{2,40}}?)\s?(?P<date>{_DAY})?\s?(?:(?:综合|联合|专题|采访|摄影)?报[道导]|专电|电|讯)"
    r"(?:\s{0,2}:\s{0,2}|\s{1,4})(?=\S)"
)
_LONGEST_PLACE = 4
_OUTLET_BEFORE = re.compile(rf"(?P<agency>{_KNOWN}|{_OTHER})\s?(?=[【〔\[])")
# 某网(某晚报)(记者 N): as a paper's web site names itself, its paper and the reporter, and no word for what it is.
_SITE = re.compile(
    rf"(?P<agency>[{HAN}]{{2,8}}?(?:新闻网|网(?=\s?\([{HAN}]{{1,10}}(?:{outlets.ENDINGS})\))))\s?"
    rf"(?:\([{HAN}]{{1,10}}(?:{outlets.ENDINGS})\)\s?)?(?=\((?:见习|实习|首席|本网|本报)?(?:记者|通讯员))"
)
_MONTH_DAY = re.compile(rf"(?:(?P<month>{_NUMBER})月)?\s?(?P<day>{_NUMBER})日")
_BAR = re.compile(r"\|\s{0,3}")  # of a table, before the report in its cell
_CLOSING = {"【": "】", "『": "』", "〔": "〕", "[": "]", "(": ")", "「": "」", "［": "］"}
_LONGEST_BRACKET = 42
_WINDOW = 60
_REACH = _WINDOW + WINDOW  # characters of a paragraph that its source line and whom it names lie in
_HINT = re.compile(r"[讯电息导】〕]|报道|/|网.{0,16}\((?:见习|实习|首席|本网|本报)?(?:记者|通讯员)")
_SHORTEST_PLACE, _LONGEST_LOCAL_NAMES = 2, 20
_HERE = frozenset({"本市", "本省", "本县", "本埠", "本区", "本港", "本澳"})
# 南京二十日电 中央…: place and day alone, as papers before 1949 printed what the wire brought. A known place only.
_WIRED = re.compile(rf"(?P<place>[{HAN}]{{2,5}}?)(?P<date>{_DAY})\s{{0,2}}(?:专电|急电|电)(?=[\s,:(])")
_PLAIN = (_DATED, _BARE, _PLACED, _AGENCY_BARE, _OTHER_BARE, _SUMMED)


@dataclass(frozen=True, slots=True)
class SourceOpening:
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
    if day is None or not 1 <= day <= 31 or (match["month"] and (month is None or not 1 <= month <= 12)):  # noqa: PLR2004 - days and months of a year
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


def opens_with_source_line(folded: str) -> bool:
    """Return whether a line opens with a source line; the names may stand on the next line."""
    return _match(folded[:_WINDOW]) is not None


@dataclass(frozen=True, slots=True)
class _Found:
    """The part up to 电 or 讯: spans in the line, where the printed form begins and ends, where the story may begin."""

    start: int
    stop: int
    end: int
    agency: tuple[int, int] = (0, 0)
    place: tuple[int, int] = (0, 0)
    date: tuple[int, int] = (0, 0)
    people: People | None = None


def _match(text: str) -> _Found | None:
    """Match the part up to 电 or 讯 at the head of a line."""
    if not text or not _HINT.search(text):
        return None
    if text[0] in _CLOSING:
        return _bracketed(text)
    start = text.startswith("据") and not text.startswith("据悉")
    for pattern in _PLAIN:
        match = pattern.match(text, start)
        if match and _fits(match, dated=pattern is _DATED):
            return _found(match)
    return (
        _wired(text)
        or _of_site(text)
        or _before_bracket(text)
        or _by_reporter(text)
        or _sent_by(text)
        or _local(text)
        or _reported(text)
    )


def _wired(text: str) -> _Found | None:
    match = _WIRED.match(text)
    return _found(match) if match and match["place"] in place_names() else None


def _of_site(text: str) -> _Found | None:
    """Match an outlet before its reporter's bracket. Must not match (记者 N 摄) behind an outlet: a credit."""
    match = _SITE.match(text) if "(" in text else None
    bracket = BRACKET_PEOPLE.match(text, match.end()) if match else None
    if match is None or bracket is None or "摄" in bracket["who"]:
        return None
    people = read_people(bracket["who"])
    if not people.named or not people.marked or people.rest:
        return None
    return _Found(0, match.end("agency"), match.end(), match.span("agency"))


def _before_bracket(text: str) -> _Found | None:
    """Match an outlet and its reporter's bracket: 中国时报【N/台北报导】."""
    outlet = _OUTLET_BEFORE.match(text) if "【" in text or "〔" in text or "[" in text else None
    found = _bracketed(text[outlet.end() :]) if outlet else None
    if outlet is None:
        return None
    if found is None or found.people is None:
        return _outlet_and_reporter(text, outlet)
    shift = outlet.end()
    return _Found(
        found.start + shift, found.stop + shift, found.end + shift, outlet.span("agency"), people=found.people
    )


def _outlet_and_reporter(text: str, outlet: re.Match[str]) -> _Found | None:
    """Match 某时报【记者N】: the bracket names a reporter and nothing else."""
    bracket = BRACKET_PEOPLE.match(text, outlet.end())
    people = read_people(bracket["who"]) if bracket else None
    if bracket is None or people is None or "摄" in bracket["who"]:
        return None
    if not people.sure or not people.marked or people.rest:
        return None
    return _Found(0, bracket.end(), bracket.end(), outlet.span("agency"), people=people)


def _by_reporter(text: str) -> _Found | None:
    """Match a reporter and a place without any bracket, with the text on the same line: 记者N/某地报导 …."""
    match = _BARE_REPORTER.match(text) if "/" in text else None
    people = read_people(_SENT.sub("", match["who"])) if match else None
    if match is None or people is None or not people.named or not people.marked or people.rest:
        return None
    return _Found(0, match.end("who"), match.end(), people=people)


def _sent_by(text: str) -> _Found | None:
    """Match who sends a report, from where and when, without any bracket, with the text on the same line."""
    match = _REPORTER_SENDS.match(text) if "记者" in text[:12] or "中心/" in text[:8] or "通讯员" in text[:8] else None
    if match is None:
        return None
    who = match["who"].rstrip(" /")
    people = read_people(who + "报道")
    for length in range(2, _LONGEST_PLACE + 1):
        if people.sure and not people.rest:
            break
        if who[-length:] in place_names():
            people = read_people(who[:-length].rstrip(" /") + "报道")
    if not people.sure or people.rest or not people.marked:
        return None
    return _Found(0, match.end(), match.end(), date=match.span("date") if match["date"] else (0, 0), people=people)


def _found(match: re.Match[str], shift: int = 0, end: int = 0) -> _Found:
    groups = match.groupdict()
    agency, place, date = (
        (match.start(name) + shift, match.end(name) + shift) if groups.get(name) else (0, 0)
        for name in ("long" if groups.get("long") else "agency", "place", "date")
    )
    start = 0 if not shift else match.start() + shift  # with 据
    return _Found(start, match.end() + shift, end or match.end() + shift, agency, place, date)


def _fits(match: re.Match[str], *, dated: bool) -> bool:
    place = match.groupdict().get("place") or ""
    agency = match.groupdict().get("agency") or ""
    if place and place not in place_names() and (_NOT_A_DATED_PLACE if dated else _NOT_A_PLACE).search(place):
        return False
    return not _NOT_A_DATED_PLACE.search(agency.removesuffix("报").removeprefix("本报"))


def _bracketed(text: str) -> _Found | None:
    """Match a source line in brackets: 【明报专讯】, (槟城14日讯), 〔记者N／高雄报导〕, 【联合晚报／N】."""
    close = text.find(_CLOSING[text[0]], 1, _LONGEST_BRACKET)
    if close < 0:
        return None
    inner = text[1:close]
    if text[0] == "(":
        return _round(text, inner, close)
    return _inner(inner, close + 1)


def _round(text: str, inner: str, close: int) -> _Found | None:
    """Match (槟城14日讯), (某社讯) and (记者N某地报导) before a story; (本报堪培拉1月25日电) alone closes one."""
    found = _inner(inner, close + 1)
    if found is None:
        return None
    placed = found.place != (0, 0) and text[slice(*found.place)] in place_names()
    if not (found.date != (0, 0) or found.people or found.agency != (0, 0) or placed or inner.startswith("综合")):
        return None
    alone = not text[close + 1 :].strip()
    if alone and (found.agency != (0, 0) or found.people or found.date == (0, 0)):
        return None
    return found


def _inner(inner: str, end: int) -> _Found | None:
    desk = _DESK.fullmatch(inner) or _UNSIGNED.fullmatch(inner)
    if desk:
        return _Found(1, end - 1, end, (1, 1 + desk.end("agency")) if desk["agency"] else (0, 0))
    match = _DISPATCH.fullmatch(inner) or _ABROAD.fullmatch(inner)
    if match and _is_dispatch(match):
        return _found(match, 1, end)
    joined = _OUTLET_AND_NAME.fullmatch(inner)
    if joined:
        people = read_people(joined["who"], loose=True)
        if people.named and not people.rest:
            return _Found(1, end - 1, end, (1 + joined.start("agency"), 1 + joined.end("agency")), people=people)
    return _named_in(inner, end)


def _named_in(inner: str, end: int) -> _Found | None:
    """Match 【文/N】 and 【记者N台北报导】: a bracket that names who wrote."""
    reporting = _REPORTING.search(inner) is not None
    if not reporting and not _LABELLED_WRITER.match(inner):
        return None
    people = read_people(_SENT.sub("", inner) if reporting else inner)
    if people.named and people.marked and not people.rest and (reporting or (people.sure and not people.pictured)):
        return _Found(1, end - 1, end, people=people)
    return _from_anywhere(inner, end) if reporting else None


def _from_anywhere(inner: str, end: int) -> _Found | None:
    match = _FROM_ANYWHERE.fullmatch(inner)
    if match is None:
        return None
    told = match["told"]
    length = 2 if told[2:4] in place_names() or told[3] in _OF_A_PLACE else 3
    if not sure_name(told[:length]) or _NOT_A_PLACE.search(told[length:]):
        return None
    begins = 1 + match.start("told") + length
    people = read_people(match["role"] + told[:length])
    return _Found(1, end - 1, end, place=(begins, 1 + match.end("told")), people=people) if people.named else None


def _is_dispatch(match: re.Match[str]) -> bool:
    """Return whether a bracket that ends in 讯, 电 or the like has an outlet, a day or a place before it."""
    agency, place, date = (match.groupdict().get(name) or "" for name in ("agency", "place", "date"))
    if not (agency or place or date):
        return False
    if place and place not in place_names() and _NOT_A_DATED_PLACE.search(place):
        return False
    if agency or date:
        return True
    if match.group().endswith(("电话", "通讯")):
        return False  # 【热线电话】
    return place in place_names() or _WORD.search(place) is None


def _local(text: str) -> _Found | None:
    """Match a paper or a place by one name before 讯: 晚报讯, 松溪讯(通讯员 N); what follows decides."""
    match = _LOCAL.match(text)
    if match is None:
        return None
    name, after = match["agency"], text[match.end() :]
    known = name in place_names() or is_unit(name) or name in _HERE
    if match.group().endswith("电") and not (known or after.lstrip()[:3] in {"(记者", "(通讯"}):
        return None  # 太阳能发电(
    if not known and (_WORD.search(name) or _NOT_A_PLACE.search(name)):
        return None
    follows = (after.lstrip()[:1] in _CLOSING and _names_people(after.lstrip())) or (
        known and (after[:1] in " \u3000:" or _OPENS_STORY.match(after) is not None)
    )
    if not follows and not (after[:1].isspace() and _OPENS_STORY.match(after)):
        return None
    if not name.endswith(("报", "网", "台", "社", "端", "体")) and name not in _HERE:
        return _Found(0, match.end(), match.end(), place=(0, len(name)))
    return _Found(0, match.end(), match.end(), agency=(0, len(name)))


def _names_people(after: str) -> bool:
    """Return whether a bracket opens that names people; it may be cut by the column's edge."""
    bracket = BRACKET_PEOPLE.match(after)
    if bracket is None:
        return "记者" in after[:8] or "通讯员" in after[:8]
    people = read_people(bracket["who"])
    return bool(people.named) and (people.marked or (people.sure and len(bracket["who"]) <= _LONGEST_LOCAL_NAMES))


def _reported(text: str) -> _Found | None:
    match = _REPORTED.match(text)
    return _found(match) if match else None


@once
def read_source_line(folded: str, source: str) -> SourceOpening | None:
    """Return the source line that opens a paragraph (folded and source characters), or None."""
    return _read(folded[:_REACH], source[:_REACH])


@functools.lru_cache(1 << 8)  # a line is asked when it is annotated, and again as the beginning of its paragraph
def _read(folded: str, source: str) -> SourceOpening | None:
    bar = _BAR.match(folded) if folded[:1] == "|" else None
    if bar:
        opening = _read(folded[bar.end() :], source[bar.end() :])
        return dataclasses.replace(opening, end=opening.end + bar.end()) if opening else None
    found = _match(folded[:_WINDOW])
    if found is None:
        return None
    end = found.end
    people: tuple[Contributor, ...] = ()
    if found.people is not None:
        # Positions of names: the reader looks them up in the bracket's text.
        inner = slice(found.start, found.stop)
        people = found.people.contributors(folded[inner], source[inner])
    else:
        people, end = named_behind(folded, source, end)
    return SourceOpening(
        source[found.start : found.stop].rstrip("：:，, "),
        source[slice(*found.place)],
        folded[slice(*found.date)],
        people,
        end,
        source[slice(*found.agency)],
    )
