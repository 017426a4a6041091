"""Names known in an issue, asked for by an article: all that matter, and few others."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from worker.enrichment.names.known import KnownNames

MANY = 1000
LETTERS = "甲乙丙丁戊"
WORDS = st.text(LETTERS, min_size=2, max_size=4)
FAR = ["".join(letters) for letters in itertools.product("子丑寅卯辰巳午未申酉", repeat=3)]  # in no text here


@given(st.frozensets(WORDS), st.text(LETTERS, max_size=30), st.booleans())
def test_every_name_that_the_text_holds_is_possible(names: frozenset[str], text: str, crowded: bool) -> None:
    known = KnownNames([*names, *(FAR if crowded else ())])
    assert {name for name in names if name in text} <= set(known.possible_in(text))


@given(st.frozensets(WORDS), WORDS)
def test_longer_names_are_those_that_end_so(names: frozenset[str], short: str) -> None:
    longer = {name for name in names if name.endswith(short) and name != short}
    assert set(KnownNames(names).longer_than(short)) == longer


def test_an_article_is_asked_for_few_of_the_names_of_a_large_issue() -> None:
    assert len(FAR) == MANY
    assert set(KnownNames([*FAR, "甲乙丙"]).possible_in("在甲乙丙处")) == {"甲乙丙"}


def test_of_few_names_those_are_possible_that_the_text_holds() -> None:
    assert list(KnownNames(["甲乙", "丙丁", "戊己庚"]).possible_in("在丙丁处")) == ["丙丁"]


def test_nothing_is_possible_in_an_empty_text() -> None:
    assert list(KnownNames(FAR).possible_in("")) == []
