"""Golden pages: each a layout of its own, read as its JSON says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from blocks_of_lines import printed_lines_of

from worker.document.source import SourceText
from worker.parsing import issue_json, parse_issue
from worker.parsing.layout.lines import INVISIBLE

GOLDEN = Path(__file__).parent.parent / "golden"
PAGES = sorted((GOLDEN / "parsing").glob("*.txt"))
# Pages that are read exactly; the others count in the accuracy gate only.
EXACT = frozenset(json.loads((GOLDEN / "accuracy.json").read_text(encoding="utf-8"))["exact"])


@pytest.mark.parametrize("page", [page for page in PAGES if page.stem in EXACT], ids=lambda page: page.stem)
def test_golden_page(page: Path) -> None:
    expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    found = issue_json(parse_issue(SourceText(page.read_text(encoding="utf-8"), "utf-8")))
    assert [article["headline"] for article in found["articles"]] == [
        article["headline"] for article in expected["articles"]
    ], expected["shows"]
    for article, wanted in zip(found["articles"], expected["articles"], strict=True):
        assert {key: jsonable(article[key]) for key in wanted} == wanted
    if "contents" in expected:
        assert found["contents"] == expected["contents"]
    if "notices" in expected:
        assert [notice["headline"] for notice in found["notices"]] == expected["notices"]
        assert {notice["kind"] for notice in found["notices"]} == {"notice"}
    if "furniture" in expected:
        assert found["furniture"] == expected["furniture"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_visible_character_is_in_one_block(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    issue = parse_issue(SourceText(text, "utf-8"))
    assert printed_lines_of(issue.blocks) == {
        number: line for number, line in enumerate(text.split("\n"), 1) if line.strip(INVISIBLE)
    }
    assert issue.coverage == 1.0


def jsonable(value: object) -> object:
    return json.loads(json.dumps(value))
