"""No file and no name can do more to a terminal than be shown on it, whatever command shows it."""

from __future__ import annotations

import ast
import io
from pathlib import Path

import pytest
from rich.live import Live
from rich.table import Table
from rich.text import Text

import worker.cli
from worker.cli.terminal import Terminal

HOSTILE = [
    "\x1b[2J\x1b[H",  # clears the screen
    "\x1b]0;title\x07",  # renames the window
    "\x1b]8;;file:///etc/passwd\x1b\\link",  # a link that shows another text
    "\x9b31m",  # the same introducer in one character
    "safe\rforged",  # writes over what stands there
    "txt.\u202egpj",  # shows a name backwards
    "\x00\x08\x7f",
]
CONTROLS = "\x00\x07\x08\x0d\x7f\x9b\u202e"


def table_of(text: str) -> Table:
    table = Table(title=Text(text))
    table.add_column(text)
    table.add_row(Text(text), text)
    return table


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("shown", [str, Text, table_of], ids=["text", "rich text", "table"])
def test_nothing_that_controls_a_terminal_is_sent(text: str, shown: type) -> None:
    output = io.StringIO()
    terminal = Terminal(file=output, force_terminal=True, color_system=None, markup=False, highlight=False, width=80)
    terminal.print(shown(text))
    assert not set(output.getvalue()) & {"\x1b", *CONTROLS}


def test_its_own_colours_and_cursor_are_sent() -> None:
    output = io.StringIO()
    terminal = Terminal(file=output, force_terminal=True, color_system="standard", legacy_windows=False, width=80)
    with Live(Text("老街", style="red"), console=terminal, auto_refresh=False):
        pass
    assert "\x1b[31m老街\x1b[0m" in output.getvalue()
    assert "\x1b[?25h" in output.getvalue()  # the cursor is shown again


def test_in_a_pipe_lines_are_whole_and_plain() -> None:
    """Nothing cut, wrapped, padded or coloured: it is there to be read by programs."""
    output = io.StringIO()
    terminal = Terminal(file=output)
    long = "长" * 300
    table = Table(box=None)
    table.add_column("name")
    table.add_column("what", no_wrap=True, overflow="ellipsis")
    table.add_row("a", Text(long, style="red"))
    table.add_row(Text("bb  "), "x")
    terminal.print(table)
    lines = output.getvalue().split("\n")
    assert lines == [" name  what", f" a     {long}", " bb    x", ""]
    assert "\x1b" not in output.getvalue()


def test_every_command_prints_through_it() -> None:
    for path in sorted(Path(worker.cli.__file__).parent.glob("*.py")):
        calls = [
            node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
        ]
        names = {call.id for call in calls if isinstance(call, ast.Name)}
        assert not names & {"Console", "print"}, path.name
