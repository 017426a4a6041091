"""What stands far above and below a source line or a stack."""

from __future__ import annotations

import pytest

from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.courses import courses_of
from worker.parsing.segmentation.features import features
from worker.parsing.segmentation.observations import Boxes, observe
from worker.parsing.segmentation.stacks import stacks_of

ABOVE = "LPPF"  # a report, and furniture


def course(kinds: str, at: int, boxed: frozenset[int] = frozenset()) -> tuple[str, ...]:
    """Return the features of a piece below another report."""
    whole = ABOVE + kinds
    first = len(whole) - len(kinds)
    return courses_of(whole, stacks_of(whole), {first + index for index in boxed}, {first + 4})[first + at]


@pytest.mark.parametrize(
    ("kinds", "at", "word"),
    [
        ("hLPP", 1, "so:hnr"),  # a headline above, the text ends the page
        ("hLPhLP", 1, "so:hhr"),  # a headline above, the next report's below
        ("hPRPLPPh", 4, "so:tda"),  # below a picture's text; a stack below that nothing follows
        ("hPRPLPPhF", 4, "so:tda"),  # but furniture
        ("LPhP", 0, "so:Fnr"),  # the stack is a subhead: text follows
    ],
)
def test_of_a_source_line(kinds: str, at: int, word: str) -> None:
    assert word in course(kinds, at)


def test_a_box_below_a_stack_is_no_text_of_its() -> None:
    assert "so:Fdr" in course("LPhhhx", 0, frozenset({3, 4, 5}))
    assert course("LPhhhx", 3, frozenset({3, 4, 5})) == ()


@pytest.mark.parametrize(
    ("kinds", "at", "word"),
    [
        ("hPRPLPPh", 7, "sw:tt$d"),  # below a text that has no headline above it
        ("hLPPhF", 4, "sv:thF"),  # below one that has
    ],
)
def test_of_a_stack(kinds: str, at: int, word: str) -> None:
    assert word in course(kinds, at)


@pytest.mark.parametrize(
    ("kinds", "at"), [("hLPP", 2), ("hLPP", 0), ("hLPPhP", 4)], ids=["text", "a headline", "a subhead"]
)
def test_there_is_none(kinds: str, at: int) -> None:
    assert course(kinds, at) == ()


@pytest.mark.parametrize(("lines", "told"), [(5, False), (40, True)])
def test_it_is_told_of_long_pages_only(lines: int, *, told: bool) -> None:
    text = "老桥换新颜\n本报讯(记者 柳禾青)昨日,老桥重新通车。\n" + "街坊都来看热闹。\n" * (lines - 2)
    found = [*features(observe(visible_lines(text), Boxes((), ())))]
    assert any(word.startswith("so:") for word in found[1].flat()) is told
