"""How measured figures stand to their targets."""

from __future__ import annotations

import pytest

from benchmarks.targets import TARGETS, Row, Target, judged, table

MOST = Target("seconds", ("part", "s"), 2.0)
LEAST = Target("articles/s", ("part", "inner", "speed"), 9.0, at_most=False)


@pytest.mark.parametrize(
    ("target", "value", "met"),
    [
        (MOST, 1.9, True),
        (MOST, 2.0, True),  # the bound itself is good
        (MOST, 2.1, False),
        (LEAST, 9.0, True),
        (LEAST, 8.9, False),
    ],
)
def test_a_figure_is_held_against_its_bound(target: Target, value: float, met: bool) -> None:
    assert target.met_by(value) is met


def test_what_was_not_measured_is_said_to_be_so() -> None:
    rows = judged({"part": {"s": 1}}, [MOST, LEAST])
    assert rows == [Row("seconds", "<= 2", 1.0, met=True), Row("articles/s", ">= 9", None, met=None)]
    assert [line.split("  ")[-1] for line in table(rows).splitlines()] == ["met", "not measured"]


def test_a_missed_target_stands_out() -> None:
    (row,) = judged({"part": {"s": 3}}, [MOST])
    assert table([row]).endswith("NOT MET")


def test_every_target_has_a_name_and_a_place_of_its_own() -> None:
    assert len({target.name for target in TARGETS}) == len({target.path for target in TARGETS}) == len(TARGETS)


@pytest.mark.parametrize(
    ("climb", "met"),
    [
        ("from 1000 to 100000", True),
        ("from 1000 to 3000", None),  # the short form's: says nothing of a large archive
    ],
)
def test_only_the_whole_climb_answers_for_growth(climb: str, met: bool | None) -> None:
    rows = judged({"growth": {"growth": 0.8, climb: 0.8}})
    assert [row.met for row in rows if "100,000 articles" in row.name] == [met]
