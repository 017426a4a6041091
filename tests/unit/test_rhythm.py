from __future__ import annotations

import datetime as dt
import random

import pytest

from worker.monitoring.rhythm import missing_days, missing_pages

START = dt.date(2023, 1, 2)  # a Monday
DAY = dt.timedelta(days=1)


def span(days: int, weekdays: str = "1234567") -> list[dt.date]:
    every = (START + number * DAY for number in range(days))
    return [day for day in every if str(day.isoweekday()) in weekdays]


RHYTHMS = [
    # how often, the days it comes out on
    ("daily", span(365)),
    ("Monday to Friday", span(365, "12345")),
    ("but on Sundays", span(365, "123456")),
    ("but on Mondays", span(90, "234567")),
    ("three times a week", span(365, "135")),
    ("weekly", span(365, "5")),
    ("daily, three weeks", span(21)),
    ("Monday to Friday, three weeks", span(19, "12345")),
    ("every other week", [START + number * 14 * DAY for number in range(26)]),
    ("every ten days", [START + number * 10 * DAY for number in range(30)]),
    ("monthly, on the 15th", [dt.date(2023 + number // 12, number % 12 + 1, 15) for number in range(24)]),
    ("monthly, on the 31st or the last", [dt.date(2023, month, 28) for month in range(1, 13)]),
    ("weekly, then daily", [*span(180, "5"), *(day + 182 * DAY for day in span(180))]),
]


@pytest.mark.parametrize(("name", "days"), RHYTHMS, ids=[name for name, _ in RHYTHMS])
def test_nothing_is_missing_of_a_whole_paper(name: str, days: list[dt.date]) -> None:
    assert missing_days(days) == (), name


@pytest.mark.parametrize(("name", "days"), RHYTHMS[:-1], ids=[name for name, _ in RHYTHMS[:-1]])
@pytest.mark.parametrize("seed", range(5))
def test_exactly_the_days_withheld_are_missing(name: str, days: list[dt.date], seed: int) -> None:
    draw = random.Random(seed)
    withheld = draw.sample(days[2:-2], max(1, len(days) // 15))
    assert missing_days([day for day in days if day not in withheld]) == tuple(sorted(withheld)), name


def test_a_week_without_a_daily_paper_is_missing() -> None:
    days = span(100)
    assert missing_days([*days[:40], *days[47:]]) == tuple(days[40:47])


FEW = [
    # of so few days nothing can be told
    [],
    [START],
    [START, START + 40 * DAY],
]


@pytest.mark.parametrize("days", FEW)
def test_no_habit_of_a_few_days(days: list[dt.date]) -> None:
    assert missing_days(days) == ()


def test_pages_of_a_day_that_others_have() -> None:
    pages = {day: ["1", "2", "3", "4"] for day in span(30)}
    short = START + 10 * DAY
    assert missing_pages(pages) == {}
    assert missing_pages({**pages, short: ["1", "3"]}) == {short: ("2", "4")}


def test_a_paper_of_which_only_some_pages_are_kept_misses_none() -> None:
    assert missing_pages({day: ["A01", "A05"] for day in span(30)}) == {}


def test_a_thick_weekend_issue_makes_no_thin_one_of_the_others() -> None:
    pages = {day: [str(number) for number in range(1, 9 if day.weekday() == 5 else 5)] for day in span(60)}
    assert missing_pages(pages) == {}
    friday = next(day for day in span(60, "5") if day > START + 20 * DAY)
    assert missing_pages({**pages, friday: ["1", "2", "3"]}) == {friday: ("4",)}
