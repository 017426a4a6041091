"""Dates as people write them in a query: a year, a month, a day, or a range of them."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from worker.folding import fold

# 2023, 2023-10, 2023/10/27, 2023.1.8, 2023年10月27日, 20231027.
# Must NOT match a day without its year (10-27), nor a year of two digits.
_DATE = re.compile(
    r"(?P<year>[0-9]{4})(?:年?$|"
    r"(?:[-/.](?P<month>[0-9]{1,2})(?:[-/.](?P<day>[0-9]{1,2}))?$)|"
    r"(?:年(?P<month_cn>[0-9]{1,2})月(?:(?P<day_cn>[0-9]{1,2})[日号]?)?$)|"
    r"(?:(?P<month_run>[0-9]{2})(?P<day_run>[0-9]{2})?$))"
)
# Between the two ends of a range. Must NOT match the single dot or hyphen inside a date.
_RANGE = re.compile(r"\.{2,3}|…|~|至|到")


class DateError(Exception):
    """Args: message, and offsets of the wrong part within the value."""

    def __init__(self, message: str, start: int, end: int) -> None:
        self.message = message
        self.start = start
        self.end = end
        super().__init__(message, start, end)


def parse_dates(text: str) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day that ``text`` means; None where a range is open.

    Raises:
        DateError: It is no date, there is no such day, or the range ends before it begins.
    """
    folded = fold(text)
    parts = _RANGE.split(folded)
    if len(parts) == 1:
        return _days(folded, 0)
    if len(parts) > 2:  # noqa: PLR2004 - a range has two ends
        raise DateError("a range has two ends: 2023-10-01..2023-10-31", 0, len(text))
    separator = _RANGE.search(folded)
    after = separator.end() if separator else 0
    left, right = parts
    if not left.strip() and not right.strip():
        raise DateError("a range needs at least one end: 2023-10-01.. or ..2023-10-31", 0, len(text))
    first = _days(left, 0)[0] if left.strip() else None
    last = _days(right, after)[1] if right.strip() else None
    if first and last and last < first:
        raise DateError("the range ends before it begins", 0, len(text))
    return first, last


def _days(text: str, offset: int) -> tuple[dt.date, dt.date]:
    match = _DATE.match(text.strip())
    end = offset + len(text)
    if match is None:
        raise DateError("write a date as 2023, 2023-10, 2023-10-27 or a range 2023-10-01..2023-10-31", offset, end)
    year = int(match["year"])
    month = match["month"] or match["month_cn"] or match["month_run"]
    day = match["day"] or match["day_cn"] or match["day_run"]
    try:
        first = dt.date(year, int(month or 1), int(day or 1))
    except ValueError:
        raise DateError("there is no such day", offset, end) from None
    if day:
        return first, first
    last_month = first.month if month else 12
    return first, dt.date(year, last_month, calendar.monthrange(year, last_month)[1])
