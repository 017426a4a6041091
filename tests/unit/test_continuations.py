"""Halves of a story in two files of one issue: found in both directions, and only where they are sure."""

from __future__ import annotations

from typing import Any

import pytest

from worker.web.continuations import continuations, whole_body


def half(identifier: str, page: str, headline: str = "", to: str = "", from_: str = "") -> dict[str, Any]:
    return {"id": identifier, "page": page, "headline": headline, "jump_to": to, "jump_from": from_}


FIRST = half("first", "1", "全区春季造林工作展开", to="3")
SECOND = half("second", "3", "全区春季造林工作展开", from_="1")
OTHER = half("other", "3", "市民广场竣工")


@pytest.mark.parametrize(
    ("issue", "pair"),
    [
        ([FIRST, SECOND, OTHER], ("first", "second")),
        # one candidate is sure whatever its headline
        ([FIRST, half("second", "3", "春季造林", from_="1"), OTHER], ("first", "second")),
        # of two, the one with a like headline
        ([FIRST, half("another", "3", "敬老院迎来新邻居", from_="1"), SECOND], ("first", "second")),
        # of two unlike ones none
        ([FIRST, half("a", "3", "敬老院迎来新邻居", from_="1"), half("b", "3", "图书漂流", from_="1")], None),
        # the page has not come yet, was replaced by one without it, or comes from elsewhere
        ([FIRST, OTHER], None),
        ([FIRST, half("second", "3", "全区春季造林工作展开", from_="2")], None),
        ([FIRST, half("second", "4", "全区春季造林工作展开", from_="1")], None),
    ],
)
def test_halves_find_each_other(issue: list[dict[str, Any]], pair: tuple[str, str] | None) -> None:
    found = set()
    for one in issue:
        before, on = continuations(one, issue)
        found |= {(before["id"], one["id"])} if before else set()
        found |= {(one["id"], on["id"])} if on else set()
    assert found == ({pair} if pair else set())


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        # cut within a sentence, and after one
        (
            "甲。\n沿江大道两侧将种上香樟和桂花，",
            "居民出门就能看到林带。\n乙。",
            "甲。\n沿江大道两侧将种上香樟和桂花，居民出门就能看到林带。\n乙。",
        ),
        ("甲。", "乙。", "甲。\n乙。"),
        # the other half has gone meanwhile
        ("甲，", "", "甲，"),
    ],
)
def test_the_whole_text_of_a_story(first: str, second: str, whole: str) -> None:
    assert whole_body(first, second) == whole
