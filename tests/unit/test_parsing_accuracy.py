"""The accuracy gate: annotated pages are read at least as well as when the figures were recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.accuracy import Accuracy, measure
from training.layouts import accuracy, held_back, layouts
from worker.document.source import SourceText
from worker.errors import NoArticleError
from worker.parsing import issue_json, parse_issue

GOLDEN = Path(__file__).parent.parent / "golden"
PAGES = sorted((GOLDEN / "pages").glob("*.gold.json"))
RECORDED = json.loads((GOLDEN / "accuracy.json").read_text(encoding="utf-8"))
MOST_LOST = 0.01


def articles_of(gold: Path) -> list[dict[str, object]]:
    text = gold.with_name(gold.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")
    try:
        found: list[dict[str, object]] = issue_json(parse_issue(SourceText(text, "utf-8")))["articles"]
    except NoArticleError:
        return []
    return found


def test_golden_pages_are_read_as_well_as_recorded() -> None:
    pages = [(json.loads(gold.read_text(encoding="utf-8"))["articles"], articles_of(gold)) for gold in PAGES]
    assert_as_recorded(measure(pages), RECORDED)


@pytest.mark.parametrize("half", ["may be read", "held back"])
def test_layouts_are_read_as_well_as_recorded(half: str) -> None:
    pages = [page for page in layouts() if held_back(page.site) is (half == "held back")]
    assert_as_recorded(accuracy(pages), RECORDED["layouts"][half])


def assert_as_recorded(found: Accuracy, recorded: dict[str, float]) -> None:
    lost = {
        name: (recorded[name], value) for name, value in found._asdict().items() if value < recorded[name] - MOST_LOST
    }
    assert not lost, f"accuracy fell by more than a point (recorded, now): {lost}"


STORY = {
    "headline": "老桥换新颜",
    "byline": [{"name": "柳禾青"}],
    "paragraphs": ["昨日,老桥重新通车,两岸居民出行更便利,孩子们上学不再绕路。"],
}
OTHER = {"headline": "街景", "byline": [], "paragraphs": ["雨后的老街很安静,孩子们在树下读书写字。"]}


@pytest.mark.parametrize(
    ("wanted", "found", "expected"),
    [
        ([STORY, OTHER], [STORY, OTHER], Accuracy(1.0, 1.0, 1.0, 1.0)),  # all right
        # Two articles read as one: neither has its bounds, one its headline.
        (
            [STORY, OTHER],
            [{**STORY, "paragraphs": STORY["paragraphs"] + OTHER["paragraphs"]}],
            Accuracy(0.0, 0.5, 1.0, 0.667),
        ),
        ([STORY], [STORY, OTHER], Accuracy(0.667, 1.0, 1.0, 0.667)),  # one that is none
        ([STORY], [], Accuracy(0.0, 0.0, 0.0, 0.0)),  # nothing found
    ],
)
def test_measures(wanted: list[dict[str, object]], found: list[dict[str, object]], expected: tuple[float, ...]) -> None:
    assert measure([(wanted, found)])[:3] == expected[:3]
