"""When a paper comes out, and with which pages, from the days there are: so what is missing can be told. Pure.

A paper's own habit of the weeks around decides, since papers change theirs over the years. Nothing is expected before
the first day there is nor after the last.
"""

from __future__ import annotations

import bisect
import datetime as dt
import itertools
from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

_DAY = dt.timedelta(days=1)
_WEEK = dt.timedelta(weeks=1)
_WEEKS_AROUND = 8
_LEAST_DAYS = 3  # of fewer no habit can be told
_HABIT = 0.5  # share of the weeks around in which a weekday must have come out
_OFTEN = 0.8  # share of the days around from which a paper counts as a daily one
_DAYS_AROUND = 10
_RARE = 0.2  # a weekday that came out less often is one on which the paper rests
_SPARSE_DAYS = 10  # with this many days from issue to issue it is no weekly rhythm
_MONTH = range(28, 32)


def missing_days(days: Collection[dt.date]) -> tuple[dt.date, ...]:
    """Return the days between the first and the last on which the paper should have come out and is not there."""
    there = sorted(set(days))
    if len(there) < _LEAST_DAYS:
        return ()
    gaps = [(after - before).days for before, after in itertools.pairwise(there)]
    if median(gaps) >= _SPARSE_DAYS:
        return tuple(_missing_by_period(there, gaps))
    return tuple(_missing_by_week(there))


def missing_pages(pages: Mapping[dt.date, Collection[str]]) -> dict[dt.date, tuple[str, ...]]:
    """Return for each day the pages it should have and has not.

    A page is expected where at least half of the days around have it (those of the same weekday, where there are
    enough of them), or where it lies between two that are there and the paper has such a page on other days.
    """
    days = sorted(pages)
    found: dict[dt.date, tuple[str, ...]] = {}
    for day in days:
        own = set(pages[day])
        if not any(own):
            continue
        around = [other for other in _near(days, day, _WEEKS_AROUND * _WEEK) if other != day and any(pages[other])]
        alike = [other for other in around if other.weekday() == day.weekday()]
        compared = alike if len(alike) >= _LEAST_DAYS else around
        if len(compared) < _LEAST_DAYS:
            continue
        counts = Counter(page for other in compared for page in set(pages[other]) if page)
        usual = {page for page, count in counts.items() if count / len(compared) >= _HABIT}
        lacking = (usual | (_between(own) & counts.keys())) - own
        if lacking:
            found[day] = tuple(sorted(lacking, key=page_order))
    return found


def page_order(label: str) -> tuple[str, int, str]:
    """Return what page labels are sorted by: letters, then the number."""
    letters = label.rstrip("0123456789")
    number = label[len(letters) :]
    return letters, int(number) if number else 0, label


def _missing_by_week(there: Sequence[dt.date]) -> Iterator[dt.date]:
    known = set(there)
    weekly = {weekday for weekday in range(7) if _comes_weekly(there, known, weekday)}
    day = there[0] + _DAY
    while day < there[-1]:
        if day not in known and _expected(day, there, known, weekly):
            yield day
        day += _DAY


def _expected(day: dt.date, there: Sequence[dt.date], known: set[dt.date], weekly: set[int]) -> bool:
    """Return whether a paper should have come out on a day that is not there."""
    same = [day + weeks * _WEEK for weeks in range(-_WEEKS_AROUND, _WEEKS_AROUND + 1)]
    same = [other for other in same if there[0] <= other <= there[-1]]
    share = sum(other in known for other in same) / len(same)
    if day.weekday() in weekly and share >= _HABIT:
        return True
    # A daily paper may lack the same weekday twice; one that never comes out on it rests.
    rests = len(same) > 1 or day.weekday() >= 5  # noqa: PLR2004 - Saturday
    if share < _RARE and (share > 0 or rests):
        return False
    around = [day + days * _DAY for days in range(-_DAYS_AROUND, _DAYS_AROUND + 1) if days]
    around = [other for other in around if there[0] <= other <= there[-1]]
    return sum(other in known for other in around) / len(around) >= _OFTEN


def _comes_weekly(there: Sequence[dt.date], known: set[dt.date], weekday: int) -> bool:
    """Return whether two of a weekday's days follow each other by a week; of few days that is not asked."""
    own = [day for day in there if day.weekday() == weekday]
    return 0 < len(own) < _LEAST_DAYS or any(day + _WEEK in known for day in own)


def _missing_by_period(there: Sequence[dt.date], gaps: Sequence[int]) -> Iterator[dt.date]:
    counts = Counter(gaps)
    period = min(counts, key=lambda gap: (-counts[gap], gap))
    if period in _MONTH or median(gaps) in _MONTH:
        yield from _missing_months(there)
        return
    for before, gap in zip(there, gaps, strict=False):
        times = round(gap / period)
        if times > 1 and abs(gap - times * period) <= times:
            yield from (before + dt.timedelta(days=period * number) for number in range(1, times))


def _missing_months(there: Sequence[dt.date]) -> Iterator[dt.date]:
    """Yield a day of each month that has none: the day of the month on which it mostly comes out."""
    known = {(day.year, day.month) for day in there}
    usual = Counter(day.day for day in there).most_common(1)[0][0]
    first, last = there[0], there[-1]
    for months in range(first.year * 12 + first.month, last.year * 12 + last.month - 1):
        year, month = divmod(months, 12)
        if (year, month + 1) not in known:
            longest = (dt.date(year + month // 11, (month + 1) % 12 + 1, 1) - _DAY).day
            yield dt.date(year, month + 1, min(usual, longest))


def _near(days: Sequence[dt.date], day: dt.date, reach: dt.timedelta) -> Sequence[dt.date]:
    return days[bisect.bisect_left(days, day - reach) : bisect.bisect_right(days, day + reach)]


def _between(labels: Collection[str]) -> set[str]:
    """Return the labels between the first and the last page of each section, written as its pages are."""
    found: set[str] = set()
    sections: dict[str, list[str]] = {}
    for label in labels:
        letters, number, _ = page_order(label)
        if number:
            sections.setdefault(letters, []).append(label)
    for letters, members in sections.items():
        numbers = sorted(page_order(label)[1] for label in members)
        width = min(len(label) - len(letters) for label in members)
        found |= {f"{letters}{number:0{width}d}" for number in range(numbers[0], numbers[-1] + 1)}
    return found
