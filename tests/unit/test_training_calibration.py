"""Confidence is the share that was right: it never falls as the model is surer, and nothing is certain."""

from __future__ import annotations

import pytest

from training.segmentation.calibration import calibrated, reliability
from worker.parsing.segmentation.model import model


def rows(probability: float, right: int, wrong: int) -> list[tuple[float, bool]]:
    return [(probability, True)] * right + [(probability, False)] * wrong


def test_what_says_nine_tenths_was_right_so_often() -> None:
    told = calibrated([*rows(0.6, 10, 15), *rows(0.9, 15, 10), *rows(0.999, 25, 0)])
    assert told.of(0.999) == pytest.approx(25 / 26, abs=0.01)
    assert told.of(0.6) == pytest.approx(10 / 26, abs=0.01)
    assert told.of(0.5) <= told.of(0.9) <= told.of(0.9999) < 1  # beyond what was seen nothing is surer


def test_a_surer_pool_that_was_right_less_often_is_no_surer() -> None:
    told = calibrated([*rows(0.7, 24, 1), *rows(0.95, 15, 10)])
    assert told.of(0.7) == told.of(0.95)


def test_the_table_counts_what_says_so_much() -> None:
    assert "0.9 to 1.0          4  0.750" in reliability(rows(0.95, 3, 1))


def test_the_shipped_weights_are_not_as_sure_as_the_model() -> None:
    """Of articles whose bounds the model holds for certain some are wrong on pages that it has not seen."""
    shares = [model().confidence(probability) for probability in (0.1, 0.5, 0.8, 0.95, 0.99, 0.999, 1.0)]
    assert shares == sorted(shares)
    assert shares[4] < 0.95
    assert 0.9 < shares[-1] < 0.99
