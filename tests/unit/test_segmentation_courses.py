"""What stands far above and below a source line or a stack."""

from __future__ import annotations

import pytest

from worker.parsing.segmentation.courses import courses_of
from worker.parsing.segmentation.stacks import stacks_of

REST = "L" + 30 * "P"  # a report that makes the page a long one


def course(kinds: str, at: int, boxed: frozenset[int] = frozenset(), *, rest: str = REST) -> tuple[str, ...]:
    """Return the features of a piece above whose page ends, in a box, and then a report is printed over."""
    whole = rest + "F" + kinds
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
    ("kinds", "at", "rest"),
    [("hLPP", 2, REST), ("hLPP", 0, REST), ("hLPPhP", 4, REST), ("hLPP", 1, "LPP")],
    ids=["text", "a headline", "a subhead", "short page"],
)
def test_there_is_none(kinds: str, at: int, rest: str) -> None:
    assert course(kinds, at, rest=rest) == ()
