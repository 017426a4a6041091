"""Full dates as they are printed and as files are named; all are checked against the calendar.

Patterns run on folded text. A lunar date (农历癸卯年九月十二) has no year of its own and is never one of these.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from worker.parsing.patterns.numerals import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHINESE = r"[〇○零一二三四五六七八九十]"
# 2023年10月26日, 2023 年 10 月 26 日, 2023-10-26, 2023.1.2, 二〇二三年十月二十六日; not 12023-10-26, not 2023-10-265.
_YEAR = r"(?<!\d)(?P<year>(?:1[89]|20)\d\d)"
_MONTH, _DAY = r"1[0-2]|0?[1-9]", r"3[01]|[12]\d|0?[1-9]"
PRINTED_DATE = re.compile(
    rf"{_YEAR}(?:\s{{0,2}}年\s{{0,2}}(?P<month>{_MONTH})\s{{0,2}}月\s{{0,2}}(?P<day>{_DAY})\s{{0,2}}日"
    rf"|(?P<mark>[-./])(?P<m>{_MONTH})(?P=mark)(?P<d>{_DAY})(?!\d))"
    rf"|(?P<cyear>[一二][〇○零一二三四五六七八九]{{3}})年(?P<cmonth>{_CHINESE}{{1,2}})月(?P<cday>{_CHINESE}{{1,3}})日"
)


def calendar_date(year: int, month: int, day: int) -> dt.date | None:
    """Return the date, None when the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def date_of(match: re.Match[str]) -> dt.date | None:
    """Return the date of a match of ``PRINTED_DATE``, None for a 30th of February."""
    if match["cyear"]:
        parts = [number_of(match[name]) for name in ("cyear", "cmonth", "cday")]
        year, month, day = (part or 0 for part in parts)
        return calendar_date(year, month, day)
    return calendar_date(int(match["year"]), int(match["month"] or match["m"]), int(match["day"] or match["d"]))


def printed_dates(folded: str) -> Iterator[tuple[int, int, dt.date]]:
    """Yield start, end and value of each full date in ``folded``."""
    for match in PRINTED_DATE.finditer(folded):
        date = date_of(match)
        if date is not None:
            yield match.start(), match.end(), date


def printed_date(folded: str) -> dt.date | None:
    """Return the first full date in ``folded``, None when there is none."""
    return next((date for _, _, date in printed_dates(folded)), None)
