"""The day a record gives, in whatever way its program writes days."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from worker.readers.values import date_of, text_of

_CHINA = dt.timezone(dt.timedelta(hours=8))
_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?\s?(?:Z|UTC|(?P<zone>[+-]\d\d:?\d\d))", re.IGNORECASE
)
# 45226, 45226.25: days since 1899-12-30, as workbooks count them; from 1954 to 2064
_SERIAL = re.compile(r"(?P<days>[2-5]\d{4})(?:\.\d+)?")
_SERIAL_ZERO = dt.date(1899, 12, 30)
# Since 1970, in micro- and nanoseconds; seconds and milliseconds are read with all other values.
_SINCE = re.compile(r"(?P<seconds>1\d{9})(?:\d{6}|\d{9})")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_ENGLISH = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(?:(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    r"|(?P<day2>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?P<month2>[a-z]{3,9})\.?),?[\s-]+(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
_YEAR_LAST = re.compile(r"[A-Za-z]{3}|\d{1,2}(?:[/.-]\d{1,2}[/.-]|(?:st|nd|rd|th)?[\s-]+[A-Za-z]{3})")
_SLASHED = re.compile(r"(?P<one>\d{1,2})[/.-](?P<two>\d{1,2})[/.-](?P<year>(?:1[6-9]|20)\d\d)(?!\d)")
_MONTHS_OF_YEAR = 12


def day_of(value: Any) -> dt.date | None:
    """Return the day that a record's field names, in China where it is a moment; None where it names none.

    Of ``3/4/2023`` nobody can tell which is the month: None. Where one of the two is above twelve, it is the day.
    """
    if isinstance(value, dt.date):
        return date_of(value)
    text = text_of(value)
    if match := _MOMENT.match(text):
        return _moment(match.group(), match["zone"])
    if match := _SERIAL.fullmatch(text):
        return _SERIAL_ZERO + dt.timedelta(days=int(match["days"]))
    if match := _SINCE.fullmatch(text):
        return date_of(match["seconds"])
    return _english(text) if _YEAR_LAST.match(text) else date_of(value)


def _english(text: str) -> dt.date | None:
    if match := _SLASHED.match(text):
        one, two = int(match["one"]), int(match["two"])
        day, month = (one, two) if one > _MONTHS_OF_YEAR else (two, one)
        return _calendar(int(match["year"]), month, day) if day > _MONTHS_OF_YEAR or one == two else None
    match = _ENGLISH.match(text)
    month = _MONTHS.get((match["month"] or match["month2"])[:3].lower(), 0) if match else 0
    return _calendar(int(match["year"]), month, int(match["day"] or match["day2"])) if match else None


def _moment(text: str, zone: str | None) -> dt.date | None:
    try:
        moment = dt.datetime.fromisoformat(text[:16])
        offset = dt.datetime.strptime(zone.replace(":", ""), "%z").utcoffset() if zone else dt.timedelta()
    except ValueError:
        return None
    return moment.replace(tzinfo=dt.timezone(offset or dt.timedelta())).astimezone(_CHINA).date()


def _calendar(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
