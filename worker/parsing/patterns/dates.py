"""Full dates as they are printed and as files are named; all are checked against the calendar.

Patterns run on folded text. A lunar date (农历癸卯年九月十二) has no year of its own and is never one of these.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

from worker.parsing.patterns.numerals import ZEROS, digits_of, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_GAP = r"\s{0,2}"  # letter-spaced: 2 0 2 3 年 1 0 月 2 7 日
_DIGIT = f"[{ZEROS}一二三四五六七八九]"
_FIGURE = "[0-9oο]"
_CHINESE = rf"[{ZEROS}一二三四五六七八九十廿卄卅]"
_NUMERAL = rf"{_CHINESE}(?:{_GAP}{_CHINESE}){{0,3}}"
REPUBLIC_OFFSET = 1911
# 民国37年, 中华民国一一二年, 民国元年, 中 华 民 国 三 十 七 年
_REPUBLIC = (
    rf"(?:中{_GAP}华{_GAP})?民{_GAP}国{_GAP}"
    rf"(?P<republic>元|[0-9]{{1,3}}|[{ZEROS}一二三四五六七八九十百廿卄卅](?:{_GAP}[{ZEROS}一二三四五六七八九十百廿卄卅]){{0,4}})"
)
# 2023, 2O23, 二〇二三; not 12023, not the 2023 of a number.
_WESTERN = (
    rf"(?:[公西]元{_GAP})?(?<![\d{ZEROS}一二三四五六七八九])"
    rf"(?P<western>(?:1{_GAP}[89]|2{_GAP}[0oο]){_GAP}{_FIGURE}{_GAP}{_FIGURE}"
    rf"|(?:一{_GAP}[八九]|二{_GAP}[{ZEROS}]){_GAP}{_DIGIT}{_GAP}{_DIGIT})"
)
# The other calendar's year in brackets: 2023年(民国112年)10月27日
_ASIDE = r"(?:\s?[(\[][^()\[\]]{1,12}[)\]]\s?)?"
_MONTH = rf"1{_GAP}[0-2oο]|[0oο]?{_GAP}[1-9]|元|{_NUMERAL}"
_DAY = rf"3{_GAP}[01oο]|[12]{_GAP}[0-9oο]|[0oο]?{_GAP}[1-9]|{_NUMERAL}"
# What goes on to a joint issue's last day: 12月30日—31日, 12月30日至1月5日, 2月3、4日.
_TO = r"\s{0,2}(?:[-—–―~～至到、及和]|--|——)\s{0,2}"
_SPAN = (
    rf"(?:{_TO}(?:(?P<endyear>(?:1[89]|20)\d\d)\s?年\s?)?(?:(?P<endmonth>{_MONTH}){_GAP}月{_GAP})?"
    rf"(?P<endday>{_DAY}){_GAP}日)?"
)
# Three parts alike delimited: 2023-10-26, 2023.1.2, 2023/10/27; not 2023-10-265, not 2023-10-05版 (a month and a page).
# A wave or a word goes on to a joint issue's last day (2023-12-05~06, 2023-12-30至2024-01-02); a hyphen joins a page.
_DELIMITED = (
    r"(?<!\d)(?P<y>(?:1[89]|20)\d\d)\s?(?P<mark>[-./])\s?(?P<m>1[0-2]|0?[1-9])\s?(?P=mark)\s?"
    r"(?P<d>3[01]|[12]\d|0?[1-9])(?!\d|\s?版)"
    r"(?:\s?[~～〜至到、]\s?(?:(?:(?P<ly>(?:1[89]|20)\d\d)(?P=mark))?(?P<lm>1[0-2]|0?[1-9])(?P=mark))?"
    r"(?P<ld>3[01]|[12]\d|0?[1-9])日?(?!\d|\s?版))?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
# October 27, 2023; 27 October 2023; Oct. 27th 2023
_BREAK = r"[\s.,-]{1,3}"  # a hash has no gaps: 00dec12000a
_ENGLISH = (
    rf"(?<![a-z0-9])(?P<ename>{_MONTH_NAME}){_BREAK}(?P<eday>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?{_BREAK}"
    r"(?P<eyear>(?:1[89]|20)\d\d)(?![a-z0-9])"
    rf"|(?<![a-z0-9])(?P<fday>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?{_BREAK}(?:of\s)?(?P<fname>{_MONTH_NAME}){_BREAK}"
    r"(?P<fyear>(?:1[89]|20)\d\d)(?![a-z0-9])"
)
PRINTED_DATE = re.compile(
    rf"(?:{_REPUBLIC}|{_WESTERN}){_GAP}年{_ASIDE}{_GAP}(?P<month>{_MONTH}){_GAP}月{_GAP}(?P<day>{_DAY})(?:{_GAP}日{_SPAN}|{_TO}(?P<listed>{_DAY}){_GAP}日)"
    rf"|{_DELIMITED}|{_ENGLISH}"
)
"""A full date, alone or the first of a span; ``date_of`` and ``end_of`` give its days."""
# What stands beside a masthead's date; a lunar date has no year of its own and is never one of ours.
ENGLISH_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?"
LUNAR_DATE = (
    r"(?:农历|夏历|阴历|旧历)[\u3400-\u9fff]{2,14}"
    r"|(?:岁次)?[\u3400-\u9fff]{2}年[闰正一二三四五六七八九十冬腊]{1,3}月[大小]?(?:初|十|廿|卅|二|三)[\u3400-\u9fff]{0,2}"
)
# 第1234期, 总第345期, 第1、2期(总第812、813期), 第5—6期, 第三百期
_COUNT = r"[0-9〇○零一二三四五六七八九十百千]{1,7}"
ISSUE_NUMBER = rf"(?:总\s?)?第\s?{_COUNT}(?:\s?[、,/—~至-]{{1,2}}\s?(?:第\s?)?{_COUNT}){{0,3}}\s?[期号](?:合刊)?"
# A date without 年 has its year in figures.
_YEAR_IN_FIGURES = re.compile(r"1[89]\d\d|20\d\d")
_LONGEST_SPAN = 62  # days of a joint issue


class PrintedDate(NamedTuple):
    """A date, and where it stands; ``last`` is the last day of a joint issue's span."""

    start: int
    end: int
    date: dt.date
    last: dt.date | None = None


def calendar_date(year: int, month: int, day: int) -> dt.date | None:
    """Return the date, None when the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        return None


def date_of(match: re.Match[str]) -> dt.date | None:
    """Return the date of a match of ``PRINTED_DATE``, None for a 30th of February."""
    if match["y"]:
        return calendar_date(int(match["y"]), int(match["m"]), int(match["d"]))
    for name, day, year in (("ename", "eday", "eyear"), ("fname", "fday", "fyear")):
        if match[name]:
            return calendar_date(int(match[year]), _MONTHS.index(match[name][:3]) + 1, int(match[day]))
    return calendar_date(_year(match), _value(match["month"]), _value(match["day"]))


def end_of(match: re.Match[str]) -> dt.date | None:
    """Return the last day of a match that names a span (12月30日—31日), None when it names a single day."""
    first = date_of(match)
    day = match["endday"] or match["listed"] or match["ld"]
    if first is None or not day:
        return None
    month = match["endmonth"] or match["lm"]
    year = match["endyear"] or match["ly"]
    return last_day(first, int(year) if year else None, _value(month) if month else None, _value(day))


def last_day(first: dt.date, year: int | None, month: int | None, day: int) -> dt.date | None:
    """Return the last day of a joint issue, completed by its first; None when it is none that may follow it."""
    month = month or first.month
    last = calendar_date(year or first.year + (month < first.month), month, day)
    return last if last is not None and 0 < (last - first).days <= _LONGEST_SPAN else None


def _year(match: re.Match[str]) -> int:
    if match["republic"]:
        return REPUBLIC_OFFSET + _value(match["republic"])
    return digits_of("".join(match["western"].split())) or 0


def _value(printed: str) -> int:
    squeezed = "".join(printed.split())
    return number_of(squeezed) or digits_of(squeezed) or 0


def read_dates(folded: str) -> Iterator[PrintedDate]:
    """Yield each full date in ``folded`` with its span."""
    if "年" not in folded and _YEAR_IN_FIGURES.search(folded) is None:
        return
    for match in PRINTED_DATE.finditer(folded):
        date = date_of(match)
        if date is not None:
            yield PrintedDate(match.start(), match.end(), date, end_of(match))


def printed_dates(folded: str) -> Iterator[tuple[int, int, dt.date]]:
    """Yield start, end and value of each full date in ``folded``."""
    for found in read_dates(folded):
        yield found.start, found.end, found.date


def with_iso_dates(folded: str) -> str:
    """Return ``folded`` with each full date as ``2023-10-27``, of a span the first day."""
    parts: list[str] = []
    at = 0
    for found in read_dates(folded):
        parts += (folded[at : found.start], found.date.isoformat())
        at = found.end
    return "".join((*parts, folded[at:])) if parts else folded


def printed_date(folded: str) -> dt.date | None:
    """Return the first full date in ``folded``, None when there is none."""
    return next((date for _, _, date in printed_dates(folded)), None)
