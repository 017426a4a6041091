"""Dates that a text speaks of, resolved against the date of its issue."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from worker.enrichment.signs import sign
from worker.lexicon.characters import CHINESE_DIGITS

if TYPE_CHECKING:
    from worker.enrichment.vocabulary import Words

_DIGITS: Final = {char: str(value) for value, char in enumerate(CHINESE_DIGITS)} | {"〇": "0", "○": "0"}
_YEAR: Final = rf"(?:[12][0-9]{{3}}|[一二][〇○{CHINESE_DIGITS}]{{3}})"
_SMALL: Final = r"(?:[0-9]{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_A_DAY: Final = sign(figure + day for figure in "0123456789一二三四五六七八九十" for day in "日号")
# 24日. Must NOT match 24日报, 3日内, 10日游 nor the 日 of 日本.
_NO_DAY_BEFORE: Final = frozenset("0123456789报内游元本子间期线楼馆")
# What stands before the day, to its last digit: 2023年10月24, 去年3月5, 10月24, 24. Must NOT match a part of a number.
_BEFORE: Final = re.compile(
    rf"(?:(?:(?P<year>{_YEAR})年|(?P<relative>去年|今年|明年|前年|同年|当年))?(?P<month>{_SMALL})月)?"
    rf"(?<![0-9一二三四五六七八九十])(?P<day>{_SMALL})$"
)
_LONGEST_BEFORE: Final = 16
_BETWEEN: Final = 4  # characters between two days of which one tells the other: 至, 和, -
_WORDS: Final = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1, "明日": 1, "后天": 2}
_SPOKEN: Final = sign(_WORDS)
# 今天 in quoted figures of speech cannot be told from the words, so such a date is kept.
_RELATIVE_YEAR: Final = {"去年": -1, "今年": 0, "明年": 1, "前年": -2}
_AHEAD: Final = 60  # days: an unnamed year is the unless that lies further ahead than papers announce
_BEHIND_DAY: Final = 7  # days: 24日 alone may lie so far ahead


def mentioned_dates(text: str, issued: dt.date | None, words: Words) -> tuple[str, ...]:
    """Return the days named in ``text`` as ISO dates, each once, in order of first mention.

    Args:
        text: Folded text.
        issued: Date of the issue; without it only dates with a year are resolved.
        words: Of the text.
    """
    if not words.holds(_A_DAY | _SPOKEN):
        return ()
    found: list[tuple[int, dt.date]] = []
    context: tuple[int, int] | None = None  # year and month of the last full date, for 24日至27日
    last_end = -1
    for at in _days(text, words):
        match = _BEFORE.search(text, max(0, at + 1 - _LONGEST_BEFORE), at)
        if match is None:
            continue
        near = context if match.start() - last_end <= _BETWEEN else None
        day = _resolve(match, issued, near)
        if day is not None:
            found.append((match.start(), day))
            context = (day.year, day.month)
            last_end = at + 1
    if issued is not None:
        found += ((at, issued + dt.timedelta(days=_WORDS[text[at : at + 2]])) for at in words.places_of(_SPOKEN))
    return tuple(dict.fromkeys(day.isoformat() for _, day in sorted(found)))


def _days(text: str, words: Words) -> list[int]:
    """Return where the 日 and 号 of days stand."""
    return [at + 1 for at in words.places_of(_A_DAY) if text[at + 2 : at + 3] not in _NO_DAY_BEFORE]


def _resolve(match: re.Match[str], issued: dt.date | None, near: tuple[int, int] | None) -> dt.date | None:
    day = _number(match["day"])
    month = _number(match["month"]) if match["month"] else 0
    if match["year"]:
        return _date(int("".join(_DIGITS.get(char, char) for char in match["year"])), month, day)
    if match["relative"] in _RELATIVE_YEAR:
        return _date(issued.year + _RELATIVE_YEAR[match["relative"]], month, day) if issued else None
    if not month and near is not None:
        return _date(*near, day)
    if issued is None:
        return None
    return _month_and_day(issued, month, day) if month else _day_alone(issued, day)


def _month_and_day(issued: dt.date, month: int, day: int) -> dt.date | None:
    date = _date(issued.year, month, day)
    ahead = date is not None and (date - issued).days > _AHEAD
    return _date(issued.year - 1, month, day) if ahead else date


def _day_alone(issued: dt.date, day: int) -> dt.date | None:
    date = _date(issued.year, issued.month, day)
    if date is not None and (date - issued).days <= _BEHIND_DAY:
        return date
    before = issued.replace(day=1) - dt.timedelta(days=1)
    return _date(before.year, before.month, day)


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    if "十" not in text:
        return int(_DIGITS[text])
    tens, _, units = text.partition("十")
    return 10 * int(_DIGITS.get(tens, "1")) + int(_DIGITS.get(units, "0"))


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:  # 31 June, month 13: the paper's slip, not a date
        return None
