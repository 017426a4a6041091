"""How often a text says something, counted in short texts and in very long ones."""

from __future__ import annotations

import random

import pytest

from worker.enrichment.names.usage import Usage

SHORT = "王伟、王伟明、王伟,丽丽丽丽。" * 100
LONG = SHORT * 50


def test_a_short_text_is_the_text_itself() -> None:
    assert Usage(SHORT).near(700) is SHORT


@pytest.mark.parametrize(
    "string",
    [
        "王伟",  # everywhere
        "王伟明",
        "丽丽",  # no two that overlap
        "丽丽丽",
        "李刚",  # nowhere
        "、",  # no pair
        "明、王伟,丽",
    ],
)
def test_a_long_text_counts_what_is_near_as_a_text_does(string: str) -> None:
    usage = Usage(LONG)
    for start in (0, 19_999, 20_000, 45_000, len(LONG) - 1, 3):  # and back again
        first = max(0, start // 20_000 - 1) * 20_000
        assert usage.near(start).count(string) == LONG[first : first + (60_000 if start >= 20_000 else 40_000)].count(
            string
        )


def test_rare_strings_are_counted_as_well() -> None:
    draw = random.Random(5)
    text = "".join(draw.choices("王李张伟明丽、", k=50_000))
    usage = Usage(text)
    for _ in range(200):
        at, length = draw.randrange(len(text)), draw.randint(1, 9)
        assert usage.near(25_000).count(text[at : at + length]) == text.count(text[at : at + length])
