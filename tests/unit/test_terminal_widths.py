"""Nothing that matters is cut, however narrow the terminal is; in a pipe each thing is one plain line."""

from __future__ import annotations

import datetime as dt
import io
import itertools
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from worker.cli.failures import failures_view
from worker.cli.screen import latest_table
from worker.cli.terminal import Terminal
from worker.cli.why import history_view
from worker.cli.wrapping import breaks
from worker.home.quarantine import Quarantined
from worker.indexing import LatestIssue
from worker.monitoring.history import Event

if TYPE_CHECKING:
    from rich.console import RenderableType

MOMENT = dt.datetime(2026, 11, 28, 9, 30, tzinfo=dt.UTC)
PATH = "北碚城市新闻周刊增刊/2023年第四季度合订本/十月份/二〇二三年十月二十七日星期五第01版要闻.txt"
REASON = "no encoding gives readable Chinese text (tried UTF-8, GB18030, Big5 and UTF-16)."
ADVICE = "Save the file as UTF-8."


def shown(view: RenderableType, width: int, *, soft_wrap: bool) -> str:
    output = io.StringIO()
    terminal = Terminal(file=output, force_terminal=True, color_system=None, width=width, highlight=False)
    terminal.print(view, soft_wrap=soft_wrap)
    return output.getvalue()


def piped(view: RenderableType) -> list[str]:
    output = io.StringIO()
    Terminal(file=output, highlight=False).print(view, soft_wrap=True)
    return output.getvalue().splitlines()


def flat(text: str) -> str:
    return "".join(text.split())


def event() -> Event:
    return Event(
        path=PATH, digest="ab" * 32, outcome="failed", found_at=MOMENT, place=f"failed/{PATH}",
        code="undecodable", reason=REASON, advice=ADVICE, conflicts=("date: the file name says 2023-10-27",),
    )  # fmt: skip


def quarantined() -> Quarantined:
    return Quarantined(
        stored=PATH, dropped=PATH, code="undecodable", reason=REASON, advice=ADVICE, stage="read", attempts=1,
        failed_at=MOMENT, digest="ab" * 32, revision=1, versions=(),
    )  # fmt: skip


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_why_and_failures_are_whole(width: int) -> None:
    """Their lines are left to the terminal to wrap, so that a name can be copied as one."""
    for view in (history_view([event()]), failures_view([quarantined()])):
        lines = shown(view, width, soft_wrap=True).splitlines()
        assert any(PATH in line for line in lines)
        assert any(REASON in line for line in lines)
        assert any(ADVICE in line for line in lines)


@pytest.mark.parametrize("width", [60, 80, 109, 110, 120, 200])
def test_the_last_issues_are_whole_and_within_the_width(width: int) -> None:
    issue = LatestIssue(path=PATH, outcome="failed", articles=0, at=MOMENT, reason=REASON)
    text = shown(latest_table([issue], width), width, soft_wrap=False)
    assert all(cell_len(line.rstrip()) <= width for line in text.splitlines())
    assert "…" not in text
    letters = Counter(flat(text))
    assert not Counter(flat(PATH + REASON)) - letters  # side by side their letters are mixed, but all are there


def test_in_a_pipe_each_is_a_line() -> None:
    for view in (history_view([event()]), failures_view([quarantined()])):
        lines = piped(view)
        assert all(line == line.rstrip() and "\x1b" not in line for line in lines)
        assert any(PATH in line for line in lines)
        assert any(REASON in line for line in lines)
    issue = LatestIssue(path=PATH, outcome="failed", articles=0, at=MOMENT, reason=REASON)
    assert any(
        PATH in line and REASON in line for line in piped(latest_table([issue], Terminal(file=io.StringIO()).width))
    )


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("全区共建成公园1,234个", 16, ["全区共建成公园", "1,234个"]),  # a number stays whole
        ("居民满意率达98.5%。", 14, ["居民满意率达", "98.5%。"]),  # so does what closes it
        ("卫生院、乡镇、戏楼", 8, ["卫生院、", "乡镇、戏", "楼"]),  # no line begins with a comma
        ("（试过 UTF-8、GB18030）", 12, ["（试过 ", "UTF-8、", "GB18030）"]),
        ("one two three", 8, ["one two ", "three"]),
        ("/inbox/aaaaaaaaaaaaaaaa", 10, ["/inbox/aaa", "aaaaaaaaaa", "aaa"]),  # wider than a line by itself
        ("", 10, [""]),
    ],
)
def test_lines_are_broken_as_chinese_is_set(text: str, width: int, lines: list[str]) -> None:
    cuts = [0, *breaks(text, width), len(text)]
    assert [text[start:end] for start, end in itertools.pairwise(cuts)] == lines


@given(text=st.text(alphabet="老街公园，。、（）「」 abc12,%/", max_size=60), width=st.integers(4, 30))
def test_nothing_is_lost_between_lines(text: str, width: int) -> None:
    cuts = [0, *breaks(text, width), len(text)]
    assert cuts == sorted(cuts)
    assert all(cell_len(text[start:end].rstrip()) <= width for start, end in itertools.pairwise(cuts))
    shown_ = shown(Text(text), width, soft_wrap=False)
    assert flat(shown_) == flat(text)
