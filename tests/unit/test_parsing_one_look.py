"""A recogniser looks at a text once while a page is read: nobody asks it again, neither features nor assembly."""

from __future__ import annotations

import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any

import pytest

import worker.parsing.recognizers as room
from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.recognizers.contributors.credits import end_credit
from worker.parsing.recognizers.once import forget, once

if TYPE_CHECKING:
    from types import CodeType, FrameType

GOLDEN = Path(__file__).parent.parent / "golden" / "pages"
PAGES = ("front_masthead_contents", "page_columns_kickers", "photo_story_water", "office_bylines_two_columns")


def registered() -> dict[CodeType, str]:
    """Return the code of all recognisers that look at a text once, and their names."""
    found: dict[CodeType, str] = {}
    for module in walk_packages(room.__path__, f"{room.__name__}."):
        for name, value in vars(import_module(module.name)).items():
            inner = getattr(value, "__wrapped__", None)
            if hasattr(value, "cache_clear") and inner is not None and hasattr(inner, "__code__"):
                found[inner.__code__] = name
    return found


def looks_of(text: str) -> Counter[tuple[str, tuple[Any, ...]]]:
    """Return how often each recogniser looked at each text while an issue was read."""
    known = registered()
    looks: Counter[tuple[str, tuple[Any, ...]]] = Counter()
    forget()  # what other tests asked outside an issue

    def count(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code in known:
            asked = tuple(frame.f_locals[name] for name in code.co_varnames[: code.co_argcount])
            looks[known[code], asked] += 1

    sys.setprofile(count)
    try:
        parse_issue(SourceText(text, "utf-8"))
    finally:
        sys.setprofile(None)
    return looks


@pytest.mark.skipif(not registered(), reason="compiled recognisers have no frames to count")
@pytest.mark.parametrize("page", PAGES)
def test_no_recogniser_looks_at_a_text_again(page: str) -> None:
    looks = looks_of((GOLDEN / f"{page}.txt").read_text(encoding="utf-8"))
    assert {"read_source_line", "end_mark", "end_credit", "parse_byline", "furniture_of"} <= {name for name, _ in looks}
    assert [(look, times) for look, times in looks.items() if times > 1] == []


def test_what_assembly_asks_was_found_while_annotating() -> None:
    """A paragraph that is one piece is not looked at by assembly: its piece was."""
    text = "老桥换新颜\n本报讯(记者 柳禾青)昨日,老桥重新通车。\n街坊都来看热闹,孩子们跑在前头。杜小渡 摄\n"
    looks = looks_of(text)
    assert (
        looks["end_credit", ("街坊都来看热闹,孩子们跑在前头。杜小渡 摄", "街坊都来看热闹,孩子们跑在前头。杜小渡 摄")]
        == 1
    )


def test_the_next_issue_is_looked_at_anew() -> None:
    """What was found is kept for an issue and no longer: a process reads thousands."""
    text = "老桥换新颜\n本报讯(记者 柳禾青)昨日,老桥重新通车。\n"
    assert looks_of(text) == looks_of(text)
    assert sum(looks_of(text).values()) > 0


def test_a_recogniser_says_the_same_again() -> None:
    asked: list[str] = []

    @once
    def recognizer(folded: str) -> str:
        asked.append(folded)
        return folded[:1]

    assert [recognizer("老桥"), recognizer("老桥"), recognizer("新桥")] == ["老", "老", "新"]
    assert asked == ["老桥", "新桥"]
    assert end_credit("老桥通车。杜小渡 摄", "老桥通车。杜小渡 摄") == end_credit(
        "老桥通车。杜小渡 摄", "老桥通车。杜小渡 摄"
    )
