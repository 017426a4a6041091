"""``baoku backup`` and ``baoku restore``: everything that cannot be made anew, to a folder and back."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from worker.app.i18n import say, say_count, told
from worker.app.settings import load_settings
from worker.cli.terminal import Terminal
from worker.errors import ConfigurationError
from worker.home.backup import back_up
from worker.home.backup import restore as put_back
from worker.home.names import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    if not settings.archive.is_dir():
        raise ConfigurationError(f"{settings.home_path} holds no archive: name the home with BAOKU_HOME")
    with console.status(say("copying ...")), _named(target):
        report = back_up(settings.home_path, target)
    console.print(
        say_count(
            "{count} file in {target}, {copied} copied now",
            "{count} files in {target}, {copied} of them copied now",
            len(report.digests),
            target=target,
            copied=len(report.copied),
        )
    )
    _list(console, say("left out"), (f"{path}: {told(reason)}" for path, reason in sorted(report.left_out.items())))
    _list(console, say("damaged, not what was archived"), report.damaged)
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
    with console.status(say("copying ...")), _named(settings.home_path):
        report = put_back(source, settings.home_path)
    console.print(
        say("{restored} files restored, {there} were there already", restored=report.restored, there=report.there)
    )
    _list(console, say("missing in the backup"), report.missing)
    _list(console, say("damaged in the backup"), report.damaged)
    console.print(say("Now: baoku up, and in another terminal: baoku reindex"))
    if report.missing or report.damaged:
        raise typer.Exit(NOT_ALL)


@contextlib.contextmanager
def _named(target: Path) -> Iterator[None]:
    """Have what the system says without naming a file speak of ``target``."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = target
        raise


def _list(console: Terminal, title: str, lines: Iterable[str]) -> None:
    for line in lines:
        console.print(f"{title}: {printable(line)}", style="red")
