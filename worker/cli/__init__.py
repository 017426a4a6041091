"""The command line: ``baoku``. Every error that a user can cause is one line, never a traceback.

Commands are imported when they are called: most of them need only some of the libraries, which take a second to load.
"""

from __future__ import annotations

import errno
import importlib
import os
import sys
from typing import TYPE_CHECKING, Any

import typer

from worker import __version__
from worker.cli.terminal import Terminal
from worker.errors import ConfigurationError, IngestError, TransientError

if TYPE_CHECKING:
    from collections.abc import Iterable

WRONG_INPUT = 2
ENGINE_AWAY = 3
INTERRUPTED = 130
_LOOK_THERE = "Look whether it is there and may be read and written."
_REMEDIES = {
    errno.ENOENT: "Look whether the name is right.",
    errno.EACCES: "Give this user the permission, or name another file.",
    errno.ENOSPC: "Make room on the disk.",
    errno.EROFS: "The file system is read-only: name another folder with BAOKU_HOME.",
    errno.EISDIR: "Name a file, not a folder.",
}

_SERVICES = "Services (for containers and init systems)"
COMMANDS: dict[str, tuple[str, str | None]] = {
    # name: module that has the function of that name, panel of the help
    "up": ("worker.cli.up", None),
    "demo": ("worker.cli.demo", None),
    "ingest": ("worker.cli.ingest", None),
    "search": ("worker.cli.search", None),
    "export": ("worker.cli.export", None),
    "status": ("worker.cli.status", None),
    "failures": ("worker.cli.failures", None),
    "retry": ("worker.cli.retry", None),
    "why": ("worker.cli.why", None),
    "conflicts": ("worker.cli.conflicts", None),
    "identify": ("worker.cli.decide", None),
    "accept": ("worker.cli.decide", None),
    "undo": ("worker.cli.decide", None),
    "withdraw": ("worker.cli.decide", None),
    "calendar": ("worker.cli.calendar", None),
    "parse": ("worker.cli.parse", None),
    "env": ("worker.cli.env", None),
    "reindex": ("worker.cli.reindex", None),
    "backup": ("worker.cli.backup", None),
    "restore": ("worker.cli.backup", None),
    "words": ("worker.cli.words", None),
    "setup": ("worker.cli.setup", _SERVICES),
    "watch": ("worker.app.services", _SERVICES),
    "worker": ("worker.app.services", _SERVICES),
    "pages": ("worker.app.services", _SERVICES),
    "web": ("worker.web.service", _SERVICES),
    "health": ("worker.cli.health", _SERVICES),
    "metrics": ("worker.cli.metrics", _SERVICES),
}


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"baoku {__version__}")
        raise typer.Exit


def _options(
    version: bool = typer.Option(False, "--version", callback=_show_version, is_eager=True, help="Show the version."),
) -> None:
    """Accept the options that stand before a command."""


def build(names: Iterable[str]) -> typer.Typer:
    """Return the application with the commands of these names."""
    app = typer.Typer(
        name="baoku",
        help="baoku (报库): drop newspaper issue files into a folder, find their articles by search.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    for name in names:
        place, panel = COMMANDS[name]
        module: Any = importlib.import_module(place)
        context = getattr(module, "CONTEXT", None)
        app.command(name, rich_help_panel=panel, context_settings=context)(getattr(module, name))
    return app


def main() -> None:
    """Run the command; exit 2 on wrong input or settings, 3 when an engine is away."""
    asked = next((argument for argument in sys.argv[1:] if not argument.startswith("-")), "")
    named = [asked] if asked in COMMANDS else [] if "--version" in sys.argv else COMMANDS
    try:
        build(named)()
    except TransientError as error:
        _complain(str(error))
        sys.exit(ENGINE_AWAY)
    except (ConfigurationError, IngestError) as error:
        _complain(str(error))
        sys.exit(WRONG_INPUT)
    except OSError as error:
        if error.filename is None or error.strerror is None:
            raise
        _complain(f"{os.fsdecode(error.filename)}: {error.strerror}. {_REMEDIES.get(error.errno or 0, _LOOK_THERE)}")
        sys.exit(WRONG_INPUT)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _complain(message: str) -> None:
    Terminal(stderr=True, soft_wrap=True).print(f"baoku: {message}", style="red", markup=False, highlight=False)
