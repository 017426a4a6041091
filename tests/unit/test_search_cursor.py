"""Cursors: what was given is what comes back, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.search.cursor import Cursor, parse_cursor
from worker.search.errors import QueryError

VALUES = st.lists(
    st.none()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    min_size=1,
    max_size=4,
)


@given(VALUES, st.booleans(), st.text(max_size=30))
def test_a_cursor_comes_back(values: list[object], relaxed: bool, query: str) -> None:
    cursor = Cursor(tuple(values), relaxed)
    assert parse_cursor(cursor.text(query, "newest"), query, "newest") == cursor


@pytest.mark.parametrize(
    ("query", "order"),
    [
        # of another query, of another order
        ("新街", "newest"),
        ("老街", "oldest"),
    ],
)
def test_a_cursor_of_something_else_is_refused(query: str, order: str) -> None:
    text = Cursor((1, "a"), relaxed=False).text("老街", "newest")
    with pytest.raises(QueryError, match="start without it"):
        parse_cursor(text, query, order)


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda data: data.hex()))
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(QueryError):
        parse_cursor(text, "老街", "newest")


def test_an_endless_cursor_is_refused_unread() -> None:
    with pytest.raises(QueryError):
        parse_cursor("A" * 1_000_000, "老街", "newest")
