"""``baoku backup`` and ``baoku restore``: everything that cannot be made anew, to a folder and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from worker.app.settings import load_settings
from worker.cli.terminal import Terminal
from worker.errors import ConfigurationError
from worker.home.backup import back_up
from worker.home.backup import restore as put_back

if TYPE_CHECKING:
    from collections.abc import Iterable

NOT_ALL = 1


def backup(
    target: Annotated[Path, typer.Argument(help="A folder outside of the home; made or brought up to date.")],
) -> None:
    """Copy originals, reports and saved searches to a folder, with a list of digests; drops and searches go on.

    No engine is needed, and the index is not copied: it is made anew from the archive. Exit 1 when a file was left out
    or is damaged.
    """
    settings = load_settings()
    console = Terminal(soft_wrap=True, highlight=False, markup=False)
    try:
        with console.status("copying ..."):
            report = back_up(settings.home_path, target)
    except OSError as error:
        raise ConfigurationError(f"{target}: {error.strerror}") from error
    console.print(f"{len(report.digests)} files in {target}, {len(report.copied)} of them copied now")
    _list(console, "left out", (f"{path}: {reason}" for path, reason in sorted(report.left_out.items())))
    _list(console, "damaged, not what was archived", report.damaged)
    if report.left_out or report.damaged:
        raise typer.Exit(NOT_ALL)


def restore(
    source: Annotated[Path, typer.Argument(help="A folder that baoku backup wrote.", show_default=False)],
) -> None:
    """Put a backup's files into an empty home, each checked against its digest. Exit 1 when one is missing or damaged.

    The index is made by `baoku up` and then `baoku reindex`.
    """
    settings = load_settings()
    console = Terminal(soft_wrap=True, highlight=False, markup=False)
    try:
        with console.status("copying ..."):
            report = put_back(source, settings.home_path)
    except OSError as error:
        raise ConfigurationError(f"{settings.home_path}: {error.strerror}") from error
    console.print(f"{report.restored} files restored, {report.there} were there already")
    _list(console, "missing in the backup", report.missing)
    _list(console, "damaged in the backup", report.damaged)
    console.print("Now: baoku up, and in another terminal: baoku reindex")
    if report.missing or report.damaged:
        raise typer.Exit(NOT_ALL)


def _list(console: Terminal, title: str, lines: Iterable[str]) -> None:
    for line in lines:
        console.print(f"{title}: {line.encode('utf-8', 'backslashreplace').decode()}", style="red")
