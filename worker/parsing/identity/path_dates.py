"""Dates in the names of folders and files: three parts, each delimited or of fixed width, in one name or over several.

A year and month alone (``2023/12``, ``202312``, ``2023年12月``) are no date: they say within which a day counts.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from worker.parsing.identity.spellings import short_date, usual
from worker.parsing.patterns.dates import REPUBLIC_OFFSET, calendar_date, last_day, read_dates
from worker.parsing.patterns.numerals import number_of

MARK: Final = "\ue000"  # stands in a name for the date that was taken out of it
_YEAR: Final = r"(?P<year>(?:1[89]|20)\d\d)"
_COMPACT = (
    # rmrb2023102704, 20231027, 20231027a02, 20231027t01, t20231027; not 20231027153000, not 7c92202310270133.
    re.compile(
        rf"(?<![a-z0-9])(?P<name>[a-z]{{1,20}})?{_YEAR}(?P<month>\d\d)(?P<day>\d\d)"
        r"(?:(?P<page>\d\d|[a-uw-z]\d{1,2})|t\d{4,6}z?)?(?![a-z0-9])"
    ),
    # 2023_10_27, 2023 10 27
    re.compile(rf"(?<![a-z0-9])(?P<name>){_YEAR}[_ ](?P<month>\d\d?)[_ ](?P<day>\d\d?)(?P<page>)(?![a-z0-9]|\s?版)"),
    # 2023-1027, 2023.1027, 2023年1027; 民国37-5-2
    re.compile(rf"(?<![a-z0-9])(?P<name>){_YEAR}年?[-_. ]?(?P<month>\d\d)(?P<day>\d\d)(?P<page>)(?![a-z0-9])"),
    re.compile(
        r"(?P<name>)(?:中华)?民国\s?(?P<republic>\d{2,3})[-_./ ](?P<month>\d\d?)[-_./ ](?P<day>\d\d?)(?P<page>)"
        r"(?![a-z0-9])"
    ),
)
_N: Final = r"[0-9〇○零一二三四五六七八九十廿卅元]{1,3}"
_YEAR_MONTH_WORDS: Final = re.compile(
    rf"(?:{_YEAR}|(?:中华)?民国(?P<republic>[0-9〇○零一二三四五六七八九十廿卅百元]{{1,5}}))\s?年\s?(?P<month>{_N})\s?月(?:份)?"
)
_YEAR_MONTH: Final = re.compile(rf"(?<![a-z0-9]){_YEAR}[-._ ](?P<month>1[0-2]|0?[1-9])(?![a-z0-9])")
_SIX: Final = re.compile(r"(?<![a-z0-9])(?P<six>\d{6})(?![a-z0-9])")
_YEAR_WORD: Final = re.compile(rf"(?<![a-z0-9])(?:{_YEAR}|民国(?P<republic>{_N}))\s?年(?:度|份)?")
# Set apart from what stands beside them: 老村一日 and 记5月9日那场雪 are titles.
_FROM: Final = rf"(?:^|(?<=[\s_\-.,:()\[\]报刊{MARK}]))"
_UNTIL: Final = rf"(?=$|[\s_\-.,:()\[\]第版星周a-z0-9{MARK}])"
_TO_DAY: Final = r"\s?[-—~〜至到、]{1,2}\s?"  # 12月5日至6日, 5-6日
_MONTH_DAY_WORDS: Final = re.compile(
    rf"{_FROM}(?P<month>{_N})\s?月\s?(?P<day>{_N})(?:\s?日?{_TO_DAY}(?:(?P<lastmonth>{_N})\s?月\s?)?(?P<last>{_N}))?\s?日{_UNTIL}"
)
_MONTH_WORD: Final = re.compile(rf"{_FROM}(?P<month>{_N})\s?月(?:份)?{_UNTIL}")
_DAY_WORD: Final = re.compile(
    rf"{_FROM}(?P<day>{_N})(?:\s?日?{_TO_DAY}(?:(?P<lastmonth>{_N})\s?月\s?)?(?P<last>{_N}))?\s?日{_UNTIL}"
)
_BARE_YEAR: Final = re.compile(rf"(?<![a-z0-9]){_YEAR}(?![a-z0-9])(?!\s?版)")
_MONTH_DAY: Final = re.compile(r"(?P<month>1[0-2]|0?[1-9])[-._](?P<day>3[01]|[12]\d|0?[1-9])(?![0-9])")
_FOUR: Final = re.compile(r"(?P<month>\d\d)(?P<day>\d\d)(?![0-9])")
_DAYS: Final = re.compile(r"(?P<day>\d{1,2})\s?[~〜至到、]\s?(?P<last>\d{1,2})")  # a folder 05~06 within a month's
_LEADING: Final = re.compile(r"(?P<number>\d{1,2})(?![0-9])(?!\s?[版页期号篇条])")
_TWO_DIGIT_YEARS_FROM: Final = 31  # 30 is 2030, 31 is 1931
_JOINED: Final = re.compile(rf"{MARK}\s?[-_~—至到]{{1,2}}\s?{MARK}")
# 20231205~06, 20231230至0102: figures after a wave or a word; after a hyphen they are a page
_UNTIL_DAY: Final = re.compile(rf"{MARK}\s?[~〜至到、]\s?(?P<month>\d\d(?=\d\d))?(?P<day>\d\d)日?(?![a-z0-9]|\s?版)")
_SAVED_AT: Final = re.compile(
    rf"{MARK}(?:[\s_-]{{0,3}}(?:[01]\d|2[0-3])[0-5]\d[0-5]\d(?!\d))?"
)  # 第4版_20231101_101112
_KEPT: Final = 256  # names whose dates are kept: the folders of an archive come again and again
_LONGEST_SPAN: Final = 62
_MONTHS, _LAST_DAY = 12, 31  # most of a year, of a month
_YEARS: Final = range(1800, 2100)  # of newspapers


@dataclass(frozen=True, slots=True)
class Known:
    """What the folders passed so far say of the date."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    doubtful: bool = False  # 200101 may be a month, or the first of January 2020

    @property
    def date(self) -> dt.date | None:
        """The whole date."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return calendar_date(self.year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class DatedName:
    """A folder's or file's name after its date was taken out.

    Attributes:
        known: What is known with it.
        date: The whole date, when this name gives or completes it; ``last`` ends a span.
        rest: The name with ``MARK`` where the date stood.
        name: Letters written before a compact date (rmrb20231027).
        page: Digits written after it (2023102704).
        bare: True when the day is a number without any sign: ``2023/12/05.txt`` may be page 5 as well.
        guess: A date with a year of two digits, believed only where nothing contradicts it.
    """

    known: Known
    rest: str
    date: dt.date | None = None
    last: dt.date | None = None
    name: str = ""
    page: str = ""
    bare: bool = False
    guess: dt.date | None = None


@lru_cache(_KEPT)
def take_date(folded: str, known: Known, *, is_file: bool, bare_days: bool = True) -> DatedName:
    """Take the date, or the part of one, out of a name.

    Args:
        folded: The name, folded, without suffix and copy marks.
        known: What the folders above say.
        is_file: A file's name goes on after its date, a folder's is mostly nothing else.
        bare_days: Whether a number without any sign may be a day.
    """
    folded = usual(folded)
    whole = _whole(folded)
    if whole is not None:
        return whole
    for read in (_in_words, _in_figures):
        found = read(folded, known)
        if found is not None:
            return found
    if bare_days or not is_file:
        found = _bare(folded, known, is_file=is_file)
        if found is not None:
            return found
    return DatedName(known, folded)


def _whole(folded: str) -> DatedName | None:
    """Read a name that has the whole date; further dates in it are of no issue: when it was fetched, by whom sent."""
    dates: list[tuple[dt.date, dt.date | None]] = []
    name = page = ""
    printed = list(read_dates(folded))
    rest = folded
    for found in reversed(printed):
        rest = f"{rest[: found.start]} {MARK} {rest[found.end :]}"
    dates = [(found.date, found.last) for found in printed]
    for pattern in _COMPACT:
        while match := next((match for match in pattern.finditer(rest) if _date(match)), None):
            date = _date(match)
            before = rest[: match.start()].count(MARK)
            rest = f"{rest[: match.start()]} {MARK} {rest[match.end() :]}"
            if date is not None:
                dates.insert(before, (date, None))
            if before == 0:
                name, page = match["name"] or "", match["page"] or ""
    if not dates:
        return None
    (date, last), *others = dates
    if last is None and others and _JOINED.search(rest) and 0 < (others[0][0] - date).days <= _LONGEST_SPAN:
        last = others[0][0]
    until = _UNTIL_DAY.search(rest) if last is None and not page else None
    if until is not None:
        month = int(until["month"]) if until["month"] else None
        last = last_day(date, None, month, int(until["day"]))
        rest = _without(rest, until) if last else rest
    first, _, after = rest.partition(MARK)
    return DatedName(
        Known(date.year, date.month, date.day),
        f"{first}{MARK}{_SAVED_AT.sub(' ', after)}",
        date,
        last,
        name,
        page,
    )


def _date(match: re.Match[str]) -> dt.date | None:
    groups = match.groupdict()
    year = REPUBLIC_OFFSET + int(groups["republic"]) if groups.get("republic") else int(groups["year"])
    return calendar_date(year, int(match["month"]), int(match["day"]))


def _in_words(folded: str, known: Known) -> DatedName | None:
    """Read parts that are named: 2023年12月, 2023年, 12月27日, 12月, 27日."""
    rest = folded
    taken = False
    last: tuple[int | None, int | None] = None, None
    for pattern in (_YEAR_MONTH_WORDS, _YEAR_WORD, _MONTH_DAY_WORDS, _MONTH_WORD, _DAY_WORD):
        match = pattern.search(rest)
        parts = _parts(match) if match else None
        if match is None or parts is None or not _continues(parts, known):
            continue
        known = _joined(known, parts)
        groups = match.groupdict()
        last = number_of(groups.get("lastmonth") or ""), number_of(groups.get("last") or "")
        rest = _without(rest, match)
        taken = True
    if not taken:
        return None
    month, day = last
    return DatedName(known, rest, known.date, last_day(known.date, None, month, day) if known.date and day else None)


def _continues(parts: Known, known: Known) -> bool:
    """Tell whether named parts go on from what is known: a day needs its month, a month its year."""
    if parts.year is None and known.year is None:
        return False
    return parts.month is not None or parts.year is not None or (known.month is not None and parts.day is not None)


def _in_figures(folded: str, known: Known) -> DatedName | None:
    """Read 2023-12, 202312 and 231227."""
    match = _YEAR_MONTH.search(folded)
    if match:
        return _with(folded, match, Known(int(match["year"]), int(match["month"])), known)
    match = _SIX.search(folded)
    if match:
        return _six(folded, match, known)
    short = short_date(folded) if known.year is None else None
    return DatedName(known, _without(folded, short[0]), guess=short[1]) if short else None


def _six(folded: str, match: re.Match[str], known: Known) -> DatedName | None:
    """Read six figures as a year and a month, or as a date with a year of two digits; as neither where both fit."""
    figures = match["six"]
    year, month = int(figures[:4]), int(figures[4:])
    monthly = year in _YEARS and 1 <= month <= _MONTHS
    short = int(figures[:2])
    century = 2000 if short < _TWO_DIGIT_YEARS_FROM else 1900
    daily = calendar_date(century + short, int(figures[2:4]), int(figures[4:]))
    if daily and known.year == daily.year and known.month in (None, daily.month):
        return DatedName(Known(daily.year, daily.month, daily.day), _without(folded, match), daily)
    if monthly and (known.year in (None, year)):
        return DatedName(Known(year, month, doubtful=bool(daily) and known.year is None), _without(folded, match))
    if daily and known.year is None and not figures.startswith("000"):
        return DatedName(known, _without(folded, match), guess=daily)
    return None


def _bare(folded: str, known: Known, *, is_file: bool) -> DatedName | None:
    """Read numbers without any sign, by what is still missing: 2023 / 12 / 27, 2023 / 1227, 2023 / 12-27."""
    stripped = folded.strip()
    if not is_file:
        match = _BARE_YEAR.search(folded)
        if match and (match.group() == stripped or known.year is None):
            return DatedName(Known(int(match["year"])), _without(folded, match))
    if known.year is None or known.day is not None:
        return None
    if known.month is None:
        return _bare_month(stripped, known, is_file=is_file)
    return _bare_day(stripped, known, is_file=is_file)


def _bare_month(stripped: str, known: Known, *, is_file: bool) -> DatedName | None:
    for pattern in (_MONTH_DAY, _FOUR):
        match = pattern.match(stripped)
        if match and (is_file or match.group() == stripped):
            found = _with(stripped, match, _parts_of(match), known)
            if found.date is not None:
                return replace(found, bare=is_file)
    if not is_file and stripped.isascii() and stripped.isdigit() and 1 <= int(stripped[:3]) <= _MONTHS:
        return DatedName(Known(known.year, int(stripped)), "")
    return None


def _bare_day(stripped: str, known: Known, *, is_file: bool) -> DatedName | None:
    match = _MONTH_DAY.fullmatch(stripped) or _FOUR.fullmatch(stripped)
    if match and int(match["month"]) == known.month:
        # 12-05 below 2023/12: the fifth, or day 12, page 5
        return None if is_file and not match.group().isdigit() else _with(stripped, match, _parts_of(match), known)
    joint = None if is_file else _DAYS.fullmatch(stripped)
    if joint:
        found = _with(stripped, joint, Known(None, None, int(joint["day"])), known)
        return replace(found, last=last_day(found.date, None, None, int(joint["last"]))) if found.date else None
    match = _LEADING.match(stripped)
    if match and not (is_file and known.doubtful) and (is_file or match.group() == stripped):
        found = _with(stripped, match, Known(None, None, int(match["number"])), known)
        return replace(found, bare=is_file) if found.date is not None else None
    return None


def _parts_of(match: re.Match[str]) -> Known:
    return Known(None, int(match["month"]), int(match["day"]))


def _parts(match: re.Match[str]) -> Known | None:
    """Return the named parts of a match; None when one of them is no number of that kind."""
    groups = match.groupdict()
    year = int(groups["year"]) if groups.get("year") else None
    if groups.get("republic"):
        republic = number_of(groups["republic"])
        year = REPUBLIC_OFFSET + republic if republic else None
        if year is None:
            return None
    month, day = (number_of(groups[name]) if groups.get(name) else None for name in ("month", "day"))
    if groups.get("month") and not (month and month <= _MONTHS):
        return None
    if groups.get("day") and not (day and day <= _LAST_DAY):
        return None
    return Known(year, month, day)


def _joined(known: Known, parts: Known) -> Known:
    """Return what is known with further parts: a new year or month forgets what was within the old one."""
    if parts.year is not None:
        return parts
    if parts.month is not None:
        return Known(known.year, parts.month, parts.day)
    return Known(known.year, known.month, parts.day)


def _with(folded: str, match: re.Match[str], parts: Known, known: Known) -> DatedName:
    together = _joined(known, parts)
    return DatedName(together, _without(folded, match), together.date)


def _without(folded: str, match: re.Match[str]) -> str:
    return f"{folded[: match.start()]} {MARK} {folded[match.end() :]}"
