"""Answers are remembered, so many at most, and are the same as if they were found out each time."""

from __future__ import annotations

import pytest

from worker.enrichment.remembered import remembered


def test_what_was_asked_before_is_not_found_out_again() -> None:
    asked = []

    @remembered(8)
    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    assert [length(word) for word in ("湖水", "湖", "湖水", "", "湖")] == [2, 1, 2, 0, 1]
    assert asked == ["湖水", "湖", ""]


def test_when_there_are_too_many_all_are_forgotten() -> None:
    asked = []

    @remembered(2)
    def itself(word: str) -> str:
        asked.append(word)
        return word

    assert [itself(word) for word in "甲乙甲丙丙甲"] == list("甲乙甲丙丙甲")
    assert asked == list("甲乙丙甲")


def test_what_has_no_answer_is_asked_each_time() -> None:
    @remembered(2)
    def refused(word: str) -> str:
        raise LookupError(word)

    for _ in range(2):
        with pytest.raises(LookupError, match="湖"):
            refused("湖")
