"""Help, and what is said about a wrong option, in the reader's language and whole at any width of the terminal.

Typer's own help is cut in Chinese: it breaks lines at spaces alone.
"""

from __future__ import annotations

import gettext
import inspect
import os
import re
import sys
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from worker.app.i18n import LOCALES, language, say, told
from worker.cli.terminal import Terminal, complain

if TYPE_CHECKING:
    from collections.abc import Iterable

_PARAGRAPH = re.compile(r"\n\s*\n")
_SENTENCE = re.compile(r".+?(?:[.。](?=\s|$|[^\x00-\x7f])|$)", re.DOTALL)


def speak() -> None:
    """Have Typer look its labels up in our catalogue; before it is asked for the first one."""
    gettext.bindtextdomain("baoku", str(LOCALES))
    gettext.textdomain("baoku")
    os.environ["LANGUAGE"] = language()  # what gettext itself goes by


class Command(TyperCommand):
    """A command with our help."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Show the help."""
        del formatter
        _show_help(self, ctx)


class Commands(TyperGroup):
    """All commands; what is wrong with the arguments is told in one line, as every other error of a user."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Show the help, with every command."""
        del formatter
        _show_help(self, ctx)

    def main(self, *arguments: Any, standalone_mode: bool = True, **options: Any) -> Any:
        """Run a command and end the process with its code."""
        options["standalone_mode"] = False
        if not standalone_mode:
            return super().main(*arguments, **options)
        try:
            code = super().main(*arguments, **options)
        except TyperException as error:
            context = getattr(error, "ctx", None)
            if type(error).__name__ != "NoArgsIsHelpError":  # then the help has been shown
                complain(told(error.format_message()))
                if context is not None:
                    option = context.help_option_names[0]
                    complain(say("see {command}", command=f"{context.command_path} {option}"))
            sys.exit(error.exit_code)
        sys.exit(code if isinstance(code, int) else 0)


def _show_help(command: Any, ctx: Any) -> None:
    console = Terminal(highlight=False, markup=False)
    usage = " ".join([ctx.command_path, *command.collect_usage_pieces(ctx)])
    console.print(Text.assemble((say("Usage:"), "bold"), f" {usage}"))
    for paragraph in _PARAGRAPH.split(told(inspect.cleandoc(command.help or ""))):
        console.print()
        console.print(Padding(Text(" ".join(paragraph.split("\n")), overflow="fold"), (0, 2)))
    records: dict[str, list[tuple[str, str]]] = {}
    for parameter in command.get_params(ctx):
        title = say("Options") if parameter.param_type_name == "option" else say("Arguments")
        parameter.help = told(parameter.help or "")
        if (record := parameter.get_help_record(ctx)) is not None:
            records.setdefault(title, []).append(record)
    for name, one in getattr(command, "commands", {}).items():
        title = told(one.rich_help_panel or "") or say("Commands")
        first = _SENTENCE.match(told(inspect.cleandoc(one.help or "")))
        records.setdefault(title, []).append((name, first.group() if first else ""))
    for title, rows in records.items():
        console.print()
        console.print(Text(title, style="bold"))
        console.print(Padding(_table(rows), (0, 2)))


def _table(rows: Iterable[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", overflow="fold", max_width=36)
    table.add_column(overflow="fold")
    for name, text in rows:
        table.add_row(name, Text(" ".join(text.split("\n"))))
    return table
