"""The printed date of a source line as a day of the calendar."""

from __future__ import annotations

import datetime as dt
import re

from worker.parsing.patterns.numerals import number_of
from worker.parsing.recognizers.sources.parts import NUMBER

_MONTHS, _DAYS = 12, 31  # most of a year, of a month
_MONTH_DAY = re.compile(rf"(?:(?P<month>{NUMBER})月)?\s?(?P<day>{NUMBER})日")


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
    if day is None or not 1 <= day <= _DAYS or (match["month"] and (month is None or not 1 <= month <= _MONTHS)):
        return ""
    if issue_date is None:
        return f"{month:02d}-{day:02d}" if month else ""
    year = issue_date.year
    if month is None:
        month = issue_date.month
        if day > issue_date.day:
            year, month = (year - 1, _MONTHS) if month == 1 else (year, month - 1)
    elif (month, day) > (issue_date.month, issue_date.day):
        # A report is never from after its issue, but an evening paper may be dated the day before its own dateline.
        year -= month - issue_date.month > 1 or (month > issue_date.month)
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""
