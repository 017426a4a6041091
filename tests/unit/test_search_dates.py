"""Dates in queries."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.search.dates import DateError, parse_dates

YEAR = (dt.date(2023, 1, 1), dt.date(2023, 12, 31))
FEBRUARY = (dt.date(2024, 2, 1), dt.date(2024, 2, 29))
DAY = (dt.date(2023, 1, 8), dt.date(2023, 1, 8))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023", YEAR),
        ("2023年", YEAR),
        # a leap year's February ends on the 29th
        ("2024-02", FEBRUARY),
        ("2024年2月", FEBRUARY),
        ("202402", FEBRUARY),
        # days in every form, padded or not, full width
        ("2023-01-08", DAY),
        ("2023/1/8", DAY),
        ("2023.1.8", DAY),
        ("2023年1月8日", DAY),
        ("2023年01月08号", DAY),
        ("20230108", DAY),
        ("２０２３－０１－０８", DAY),
        # ranges, closed and open
        ("2023..2023", YEAR),
        ("2023-01..2023-12", YEAR),
        ("2023年1月至12月", None),
        ("2023-01-01~2023-12-31", YEAR),
        ("2023-01-01至2023-12-31", YEAR),
        ("2023…2023", YEAR),
        ("2023-01-08..", (dt.date(2023, 1, 8), None)),
        ("..2023", (None, dt.date(2023, 12, 31))),
        # no dates: no year, two-digit year, words, a month that is none
        ("10-27", None),
        ("23-10-27", None),
        ("去年", None),
        ("2023-00", None),
        ("0000", None),
        ("..", None),
        ("2023-10-27-28", None),
    ],
)
def test_dates(text: str, expected: tuple[dt.date | None, dt.date | None] | None) -> None:
    if expected is None:
        with pytest.raises(DateError) as caught:
            parse_dates(text)
        assert 0 <= caught.value.start <= caught.value.end <= len(text)
    else:
        assert parse_dates(text) == expected


@given(st.dates(), st.dates())
def test_a_range_of_iso_dates_is_itself(one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    assert parse_dates(f"{first}..{last}") == (first, last)
