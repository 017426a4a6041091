"""The source line that opens a report: 本报讯(记者 N), 新华社北京1月8日电, 【…社重庆十四日电】, 〔记者N／高雄报导〕.

A source line is an outlet, a place and a day, each of which may be missing, and a word for the kind of report (讯, 电,
消息), bare or in brackets; then whom it names. Any paper and any place will do: what stands before 讯 and what follows
decide. Patterns run on folded text.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import Final

from worker.document.issue import Contributor
from worker.lexicon import outlets
from worker.lexicon.characters import BULLETS, HAN, N
from worker.lexicon.places import place_names
from worker.parsing.patterns.person_names import begins_with_word, sure_name
from worker.parsing.recognizers.once import once
from worker.parsing.recognizers.people.beside import is_unit
from worker.parsing.recognizers.people.grammar import read_people
from worker.parsing.recognizers.sites.metadata import is_timestamp
from worker.parsing.recognizers.sources.bracketed import CLOSING, before_bracket, bracketed
from worker.parsing.recognizers.sources.parts import (
    DAY,
    KNOWN,
    NO_PLACE_BEFORE,
    NOT_A_DATED_PLACE,
    NOT_A_PLACE,
    OTHER,
    PLACE,
    SENT,
    Opening,
    opening_of,
)
from worker.parsing.recognizers.sources.reporters import BRACKET_PEOPLE, WINDOW, named_behind

_KIND: Final = r"(?:专电|专讯|电讯|快讯|急电|电|讯|消息)"

# 新华社据塔斯社莫斯科1日讯: an agency passes on what another reports.
_PASSED_ON: Final = rf"(?:据(?:{KNOWN}|{OTHER}))?"

_DATED: Final = re.compile(
    rf"(?P<agency>(?:{KNOWN}|{OTHER}){_PASSED_ON})\s{{0,2}}/?\s{{0,2}}(?:{PLACE})??\s{{0,2}}(?P<date>{DAY})\s{{0,2}}{_KIND}"
)

# Without a date the place must be short and a bracket, a space or a reporter must follow.
_FOLLOWS: Final = r"(?=$|[\s(【\[】\]〔:]|(?:本报|新华社|见习|实习|首席)?记者|通讯员)"

_PLACED: Final = re.compile(rf"(?P<agency>{KNOWN}|{OTHER})(?P<place>[{HAN}·]{{2,8}}?){_KIND}{_FOLLOWS}")

_BARE: Final = re.compile(
    rf"(?P<agency>{outlets.OWN})(?:(?:[0-9]{{4,8}})?(?:新闻)?热线)?(?:讯(?!员)|专讯|综合消息|综合报[道导]|综合讯|消息(?=$|[\s(:,])|电(?=[\s(]))"
)

_OTHER_BARE: Final = re.compile(
    rf"(?P<agency>{KNOWN}|{OTHER})(?:(?:快|专|电)?讯(?=[\s(:0-9])|消息(?=[\s(:]))|(?P<long>[{HAN}·]{{2,8}}?(?:{outlets.ENDINGS}))讯(?![问息号])"
)

# 松溪讯(通讯员 N), 晚报讯 昨日…, 青石讯(N)3月2日, 昭通讯 记者N: a paper or a place by one name. What follows decides.
_LOCAL: Final = re.compile(rf"(?P<agency>[{HAN}a-z·]{{2,9}}?)(?:讯(?!员)|电(?=\s?\())")

_OPENS_STORY: Final = re.compile(
    rf"\s{{0,3}}(?:(?:见习|实习|首席|本报)?(?:记者|通讯员)|{N}{{1,3}}月{N}{{1,3}}日"
    r"|(?:昨|今|前|近|日前|目前|本月|上周|本周|去年|今年|据|为了?|随着))"
)

_REPORTED: Final = re.compile(
    rf"据(?P<agency>(?:《[^《》]{{2,12}}》|{KNOWN}|[{HAN}]{{2,10}}?(?:社|报|网|台)))"
    rf"(?:(?:报道|消息),|(?P<date>{DAY})?(?:报道|消息|讯|电)[:\s])\s{{0,2}}"
)

# 综合新华社、中新社消息.
_SUMMED: Final = re.compile(
    rf"综合(?P<agency>{KNOWN}(?:[、和]{KNOWN}|[、和][{HAN}]{{2,8}}?[社报网]){{0,3}})(?:消息|报道|电)(?=[\s:,(])"
)

_AGENCY_BARE: Final = re.compile(
    r"(?P<agency>综合新华社|新华社|中新社|中央社)(?:供本报|供)?(?:专电|专稿|特稿|电|讯)(?=[\s(:])"
    r"|综合(?P<abroad>外电|外媒|媒体|本报)?(?:报[道导]|消息)(?=\s)"
)

# 记者N/某地报导 and then the text: as papers in traditional script open a report. Alone it is a byline.
_BARE_REPORTER: Final = re.compile(
    rf"(?P<who>[{HAN}a-z]{{0,10}}(?:记者|通讯员|编译|特派员)[{HAN}·、, \u3000]{{2,40}}?"
    rf"[/\\]\s?[{HAN}、]{{2,8}}?(?:报[道导]|专电|电))"
    r"(?:\s{1,4}|\s?:\s?|[〕】\]])(?=\S)"  # 〕: the bracket's other half was lost
)

# 本报记者N报道:, 本报驻伦敦记者N 3月11日电, 某社记者N台东12日电, 生活中心/N报导: whoever sends it, and then the text.
_REPORTER_SENDS: Final = re.compile(
    rf"(?P<who>(?:(?:本报|[{HAN}]{{2,8}}?[社报网台])?(?:驻[{HAN}]{{1,6}})?(?:特派|特约|见习|实习)?(?:记者|通讯员)|[{HAN}]{{2,6}}中心/)"
    rf"[{HAN}·、/ \u3000]{{2,40}}?)\s?(?P<date>{DAY})?\s?(?:(?:综合|联合|专题|采访|摄影)?报[道导]|专电|电|讯)"
    r"(?:\s{0,2}:\s{0,2}|\s{1,4})(?=\S)"
)

# N\\松溪报导 …, N/综合报导 …: the same without any word for what he is. The name must be a sure one, the place known.
_NAME_REPORTS: Final = re.compile(
    rf"(?P<who>[{HAN}]{{2,4}}(?:、[{HAN}]{{2,4}}){{0,2}})[/\\]\s?(?P<place>[{HAN}]{{2,3}})报[道导](?:\s{{1,4}}|\s?:\s?)(?=\S)"
)

# N报道:…: the name alone.
_NAME_TELLS: Final = re.compile(rf"(?P<who>[{HAN}]{{2,4}}(?:[、 ][{HAN}]{{2,4}}){{0,3}})\s?报[道导]:\s{{0,2}}(?=\S)")

_WAYS: Final = frozenset({"综合", "专题", "采访", "即时"})

_PICTURED: Final = re.compile(rf"[{HAN}·]{{2,5}}\s?/\s?(?:摄影?|图|绘)")

# 记者N/松溪报导响应…: the space before the text is lost. Then the place must be a known one, the name a sure one.
_GLUED_REPORTER: Final = re.compile(
    rf"(?P<who>[{HAN}]{{0,6}}(?:记者|通讯员)(?P<name>[{HAN}]{{2,4}})/\s?(?P<place>[{HAN}]{{2,3}})报[道导])(?=[{HAN}“「《])"
)

# 【青石网2021年3月8日】, 【青石网】: an outlet with or without its day in a bracket of its own, and then the text.
_OUTLET_ALONE: Final = re.compile(
    rf"【(?P<agency>[{HAN}a-z]{{2,8}}(?:网|社|台|[日晚晨时早]报))\s?(?P<date>{DAY})?】(?=\s?[^\s【】])"
)

# (青石中文网)昨日…: the same in round brackets; an agency's or a station's site, no word that ends so by chance.
_OUTLET_ROUND: Final = re.compile(
    rf"\((?P<agency>[{HAN}a-z]{{2,8}}(?:中文网|新闻网|通讯社|电视台|[日晚晨时早]报))\s?(?P<date>{DAY})?\)(?=[{HAN}0-9“])"
)

_PAPER: Final = re.compile(r"[日晚晨早时商快周]报(?=网|社|客户端|新闻|$)|报$")  # 报 of an agency's name: 松溪晚报网

_LONGEST_PLACE: Final = 4

# 某网(某晚报)(记者 N): as a paper's web site names itself, its paper and the reporter, and no word for what it is.
_SITE: Final = re.compile(
    rf"(?P<agency>[{HAN}]{{2,8}}?(?:新闻网|网(?=\s?\([{HAN}]{{1,10}}(?:{outlets.ENDINGS})\))))\s?"
    rf"(?:\([{HAN}]{{1,10}}(?:{outlets.ENDINGS})\)\s?)?(?=\((?:见习|实习|首席|本网|本报)?(?:记者|通讯员))"
)

# Of a table, before the report in its cell; or the sign that a paper sets before each report: □本报讯(记者 N).
_BEFORE: Final = re.compile(rf"[|{BULLETS}]\s{{0,3}}")

_WINDOW: Final = 60

_REACH: Final = _WINDOW + WINDOW  # characters of a paragraph that its source line and whom it names lie in

_HINT: Final = re.compile(r"[网报]\)|网.{0,16}\((?:见习|实习|首席|本网|本报)?(?:记者|通讯员)")

_LONGEST_LOCAL_NAMES: Final = 20  # characters

_HERE: Final = frozenset({"本市", "本省", "本县", "本埠", "本区", "本港", "本澳"})

# 南京二十日电 中央…: place and day alone, as papers before 1949 printed what the wire brought. A known place only.
_WIRED: Final = re.compile(rf"(?P<place>[{HAN}]{{2,5}}?)(?P<date>{DAY})\s{{0,2}}(?:专电|急电|电)(?=[\s,:(])")

# 1月2日电 (记者 N)…: the agency is cut off. The reporter must follow.
_DAY_ALONE: Final = re.compile(
    rf"(?P<date>{DAY})\s{{0,2}}(?:专电|电|讯)(?=\s?\((?:见习|实习|首席|本报)?(?:记者|通讯员))"
)

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


def opens_with_source_line(folded: str) -> bool:
    """Return whether a line opens with a source line; the names may stand on the next line."""
    return _match(folded[:_WINDOW]) is not None


def _may_open(text: str) -> bool:
    """Tell whether the head of a line holds what every source line does."""
    if "讯" in text or "电" in text or "报道" in text or "/" in text or "】" in text or "息" in text or "导" in text:
        return True
    return "〕" in text or "\\" in text or (("网" in text or "报" in text) and _HINT.search(text) is not None)


def _match(text: str) -> Opening | None:
    """Match the part up to 电 or 讯 at the head of a line."""
    if not text or not _may_open(text):
        return None
    if text[0] in CLOSING:
        return bracketed(text) or _outlet_alone(text)
    start = text.startswith("据") and not text.startswith("据悉")
    for pattern in _PLAIN:
        match = pattern.match(text, start)
        if match and _fits(match, dated=pattern is _DATED):
            return opening_of(match)
    return (
        _wired(text)
        or _of_site(text)
        or before_bracket(text)
        or _by_reporter(text)
        or _glued(text)
        or _sent_by(text)
        or _by_name(text)
        or _local(text)
        or _reported(text)
    )


def _wired(text: str) -> Opening | None:
    match = _WIRED.match(text)
    if match and match["place"] in place_names():
        return opening_of(match)
    alone = _DAY_ALONE.match(text) if "(" in text else None
    return opening_of(alone) if alone else None


def _of_site(text: str) -> Opening | None:
    """Match an outlet before its reporter's bracket. Must not match (记者 N 摄) behind an outlet: a credit."""
    match = _SITE.match(text) if "(" in text else None
    bracket = BRACKET_PEOPLE.match(text, match.end()) if match else None
    if match is None or bracket is None or "摄" in bracket["who"]:
        return None
    people = read_people(bracket["who"])
    if not people.named or not people.marked or people.rest:
        return None
    return Opening(0, match.end("agency"), match.end(), match.span("agency"))


def _by_reporter(text: str) -> Opening | None:
    """Match a reporter and a place without any bracket, with the text on the same line: 记者N/某地报导 …."""
    match = _BARE_REPORTER.match(text) if "/" in text or "\\" in text else None
    people = read_people(SENT.sub("", match["who"])) if match else None
    if match is None or people is None or not people.named or not people.marked or people.rest:
        return None
    if _is_stamp(text[match.end() :]):
        return None
    return Opening(0, match.end("who"), match.end(), people=people)


def _is_stamp(behind: str) -> bool:
    """Return whether only the time follows a reporter: a byline and when a site printed the text."""
    return behind[:1].isdigit() and is_timestamp(behind)


def _by_name(text: str) -> Opening | None:
    """Match who reports by his name alone, before a stroke and a known place, or a colon: N/松溪报导 …, N报道:…."""
    stroke = "/" in text[:16] or "\\" in text[:16]
    match = _NAME_REPORTS.match(text) if stroke else _NAME_TELLS.match(text) if "报" in text[:20] else None
    if match is None:
        return None
    place = match["place"] if stroke else ""
    people = read_people(match["who"])
    if not people.sure or people.rest or people.units or begins_with_word(match["who"]):
        return None
    if place and place not in _WAYS and place not in place_names():
        return None
    return Opening(0, match.end("who"), match.end(), people=people)


def _glued(text: str) -> Opening | None:
    """Match a reporter and a known place with the text glued to them: 记者N/松溪报导响应…."""
    match = _GLUED_REPORTER.match(text) if "/" in text else None
    if match is None or match["place"] not in place_names() or not sure_name(match["name"]):
        return None
    people = read_people(match["who"])
    if not people.named or not people.marked or people.rest:
        return None
    return Opening(0, match.end("who"), match.end(), people=people)


def _outlet_alone(text: str) -> Opening | None:
    """Match 【青石网2021年3月8日】 before the text: an outlet, and no word for the kind of report."""
    pattern = _OUTLET_ALONE if text[0] == "【" else _OUTLET_ROUND if text[0] == "(" else None
    match = pattern.match(text) if pattern else None
    if match is None:
        return None
    return Opening(
        1, match.end() - 1, match.end(), match.span("agency"), date=match.span("date") if match["date"] else (0, 0)
    )


def _sent_by(text: str) -> Opening | None:
    """Match who sends a report, from where and when, without any bracket, with the text on the same line."""
    match = _REPORTER_SENDS.match(text) if "记者" in text[:12] or "中心/" in text[:8] or "通讯员" in text[:8] else None
    if match is None:
        return None
    if ("/" in match["who"] and _PICTURED.match(text, match.end())) or _is_stamp(text[match.end() :]):
        return None  # 记者 N/报道 N/摄 signs
    who = match["who"].rstrip(" /")
    people = read_people(who + "报道")
    for length in range(2, _LONGEST_PLACE + 1):
        if people.sure and not people.rest:
            break
        if who[-length:] in place_names():
            people = read_people(who[:-length].rstrip(" /") + "报道")
    if not people.sure or people.rest or not people.marked:
        return None
    return Opening(0, match.end(), match.end(), date=match.span("date") if match["date"] else (0, 0), people=people)


def _fits(match: re.Match[str], *, dated: bool) -> bool:
    place = match.groupdict().get("place") or ""
    agency = match.groupdict().get("agency") or ""
    if place and place not in place_names() and (NOT_A_DATED_PLACE if dated else NOT_A_PLACE).search(place):
        return False
    return not NOT_A_DATED_PLACE.search(_PAPER.sub("", agency).removeprefix("本报"))


def _local(text: str) -> Opening | None:
    """Match a paper or a place by one name before 讯: 晚报讯, 松溪讯(通讯员 N); what follows decides."""
    match = _LOCAL.match(text)
    if match is None:
        return None
    name, after = match["agency"], text[match.end() :]
    known = name in place_names() or is_unit(name) or name in _HERE
    if match.group().endswith("电") and not (known or after.lstrip()[:3] in {"(记者", "(通讯"}):
        return None  # 太阳能发电(
    if not known and (NO_PLACE_BEFORE.search(name) or NOT_A_PLACE.search(name)):
        return None
    follows = (after.lstrip()[:1] in CLOSING and _names_people(after.lstrip())) or (
        known and (after[:1] in " \u3000:" or _OPENS_STORY.match(after) is not None)
    )
    if not follows and not (after[:1].isspace() and _OPENS_STORY.match(after)):
        return None
    if not name.endswith(("报", "网", "台", "社", "端", "体")) and name not in _HERE:
        return Opening(0, match.end(), match.end(), place=(0, len(name)))
    return Opening(0, match.end(), match.end(), agency=(0, len(name)))


def _names_people(after: str) -> bool:
    """Return whether a bracket opens that names people; it may be cut by the column's edge."""
    bracket = BRACKET_PEOPLE.match(after)
    if bracket is None:
        return "记者" in after[:8] or "通讯员" in after[:8]
    people = read_people(bracket["who"])
    return bool(people.named) and (people.marked or (people.sure and len(bracket["who"]) <= _LONGEST_LOCAL_NAMES))


def _reported(text: str) -> Opening | None:
    match = _REPORTED.match(text)
    return opening_of(match) if match else None


@once
def read_source_line(folded: str, source: str) -> SourceOpening | None:
    """Return the source line that opens a paragraph (folded and source characters), or None."""
    return _read(folded[:_REACH], source[:_REACH])


@once  # a paragraph that begins with the line has the same opening
def _read(folded: str, source: str) -> SourceOpening | None:
    sign = _BEFORE.match(folded)
    if sign:
        opening = _read(folded[sign.end() :], source[sign.end() :])
        # Behind a sign whoever reports alone is a byline: □记者 N 昨日….
        sourced = opening is not None and (folded[0] == "|" or opening.agency or opening.place or opening.date)
        return dataclasses.replace(opening, end=opening.end + sign.end()) if opening and sourced else None
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
