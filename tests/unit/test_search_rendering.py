"""Results on a terminal: nothing in a text can do more than be shown."""

from __future__ import annotations

import dataclasses
import io
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner

from worker.cli import build
from worker.cli.render_search import (
    document_view,
    error_view,
    facet_table,
    marked_text,
    more_line,
    results_view,
)
from worker.cli.terminal import harmless
from worker.search import Count, Excerpt, Facet, Hit, Mark, Marked, QueryError, Results, parse

if TYPE_CHECKING:
    from pathlib import Path

HIT = Hit(
    id="beibeibao-2023-10-27-p01-a03",
    issue_id="beibeibao-2023-10-27-p01",
    publication="北碚报",
    date="2023-10-27",
    page="01",
    kind="news",
    column="",
    byline="记者 王小明",
    kicker=Marked("江边"),
    headline=Marked("老街变新街", (Mark(0, 2),)),
    subtitle=Marked(""),
    excerpts=(Excerpt("body", 5, Marked("在老街\n上", (Mark(1, 3),)), opens=False, closes=True),),
    copies=("beibeibao-2023-10-28-p01-a01",),
    score=1.0,
)


def shown(renderable: object, *, colours: bool = False) -> str:
    console = Console(
        file=io.StringIO(), width=100, force_terminal=colours, color_system="standard" if colours else None
    )
    console.print(renderable)
    written = console.file
    assert isinstance(written, io.StringIO)
    return written.getvalue()


def test_a_page_of_results() -> None:
    results = Results("老街", 1234, (HIT,), relaxed=True, facets=(Facet("people", (Count("王小明", 3),)),), after="Wy")
    text = shown(results_view(results)) + more_line(results).plain
    for part in (
        "1,234 articles",
        "No article holds all of it",
        "1. 江边",
        "老街变新街",
        "北碚报  2023-10-27  01版  记者 王小明  beibeibao-2023-10-27-p01-a03",
        "…在老街 上",
        "same story: beibeibao-2023-10-28-p01-a01",
        "人物 people",
        "王小明 3",
        "--after Wy",
    ):
        assert part in text


def test_what_was_found_is_coloured_and_nothing_else() -> None:
    text = marked_text(HIT.headline)
    assert [(span.start, span.end) for span in text.spans] == [(0, 2)]
    assert "\x1b[1;30;43m老街\x1b[0m变新街" in shown(text, colours=True)


@pytest.mark.parametrize(
    "text",
    [
        # markup of the terminal library, links among it
        "[bold]老街[/bold]",
        "[link=file:///etc/passwd]老街[/link]",
        "[/]",
        ":smile:",
    ],
)
def test_markup_in_text_is_text(text: str) -> None:
    hit = dataclasses.replace(HIT, headline=Marked(text), publication=text, byline=text)
    assert shown(results_view(Results(text, 1, (hit,), facets=(Facet("people", (Count(text, 1),)),)))).count(text) == 4
    assert shown(document_view({"headline": text, "body": text, "people": [text], "captions": [text]})).count(text) == 4


@given(st.text(max_size=50))
def test_no_control_character_reaches_the_terminal(text: str) -> None:
    safe = harmless(text)
    assert len(safe) == len(text)
    assert not any(character in safe for character in "\x1b\x07\x08\r\x9b\u202e")


def test_an_escape_sequence_is_not_sent() -> None:
    hit = dataclasses.replace(HIT, headline=Marked("老\x1b]0;title\x07街"))
    assert "\x1b" not in shown(results_view(Results("老街", 1, (hit,))))


def test_an_article_without_a_headline_can_be_seen() -> None:
    assert "(无题)" in shown(results_view(Results("老街", 1, (dataclasses.replace(HIT, headline=Marked("")),))))


def test_many_months_are_shown_as_years() -> None:
    months = tuple(Count(f"{year}-{month:02d}", 2) for year in (2022, 2023) for month in range(1, 13))
    text = shown(facet_table([Facet("months", months)]))
    assert "2022 24" in text
    assert "2022-01" not in text


def test_a_wrong_query_is_shown_with_carets_under_the_place() -> None:
    with pytest.raises(QueryError) as caught:
        parse("古镇 日期:2023-13")
    assert shown(error_view(caught.value)).splitlines() == [
        "baoku: there is no such day",
        "  古镇 日期:2023-13",
        "            ^^^^^^^",
    ]


@pytest.mark.parametrize(("asked", "helped"), [(["-h"], True), (["--help"], True), (["-hello"], False)])
def test_h_by_itself_asks_for_help_and_what_begins_with_it_is_a_term(
    asked: list[str], helped: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAOKU_HOME", os.fspath(tmp_path))
    done = CliRunner().invoke(build(["search"]), ["search", *asked])
    assert (done.exit_code == 0 and "--collapse" in done.output) is helped
