"""The command line: ``baoku``. Every error that a user can cause is one line, never a traceback.

Commands are imported when they are called: most of them need only some of the libraries, which take a second to load.
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from worker import __version__
from worker.app import i18n
from worker.app.i18n import say, told, told_error
from worker.cli.terminal import complain
from worker.cli.usage import Command, Commands, speak
from worker.errors import TRIED_AGAIN, ConfigurationError, IngestError, TransientError
from worker.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WRONG_INPUT = 2
ENGINE_AWAY = 3
INTERRUPTED = 130
_ENGINE_THERE = message("Look whether it runs, and whether the settings name its address.")
_LOOK_THERE = message("Look whether it is there and may be read and written.")
_REMEDIES = {
    errno.ENOENT: message("Look whether the name is right."),
    errno.EACCES: message("Give this user the permission, or name another file."),
    errno.ENOSPC: message("Make room on the disk."),
    errno.EROFS: message("The file system is read-only: name another folder with BAOKU_HOME."),
    errno.EISDIR: message("Name a file, not a folder."),
    errno.ENOTDIR: message("A part of the path is a file where a folder is needed: name another."),
    errno.EEXIST: message("A file lies where a folder is needed: move it away, or name another."),
}

_LANGUAGE = "--language"
_HELP = ("-h", "--help")
_SERVICES = message("Services (for containers and init systems)")
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
    "names": ("worker.cli.names", None),
    "env": ("worker.cli.env", None),
    "reindex": ("worker.cli.reindex", None),
    "backup": ("worker.cli.backup", None),
    "restore": ("worker.cli.backup", None),
    "words": ("worker.cli.words", None),
    "setup": ("worker.cli.setup", _SERVICES),
    "watch": ("worker.app.watch", _SERVICES),
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
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
    language: Annotated[  # looked at before there is a parser
        i18n.Language | None,
        typer.Option(
            _LANGUAGE, help="Language of messages: zh or en; by default that of BAOKU_LANGUAGE or of the locale."
        ),
    ] = None,
) -> None:
    """Accept the options that stand before a command."""


def _not_loaded() -> None:
    """Stand for a command of which only the name is asked."""


def build(names: Iterable[str], only_named: Iterable[str] = ()) -> typer.Typer:
    """Return the application with the commands of these names, and further names to compare a wrong one with."""
    speak()
    app = typer.Typer(
        name="baoku",
        cls=Commands,
        help=say("baoku (报库): drop newspaper issue files into a folder, find their articles by search."),
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": [*_HELP]},
    )
    app.callback()(_options)
    for name in names:
        place, panel = COMMANDS[name]
        module: Any = importlib.import_module(place)
        context = getattr(module, "CONTEXT", None)
        app.command(name, cls=Command, rich_help_panel=panel, context_settings=context)(getattr(module, name))
    for name in only_named:
        app.command(name)(_not_loaded)
    return app


def main() -> None:
    """Run the command; exit 2 on wrong input or settings, 3 when an engine is away."""
    asked = _asked(sys.argv[1:])
    _heed_setting()
    wrong = asked not in {"", *COMMANDS} and not any(option in sys.argv for option in _HELP)
    named = [asked] if asked in COMMANDS else [] if wrong or "--version" in sys.argv else COMMANDS
    try:
        build(named, COMMANDS if wrong else ())()
    except TransientError as error:
        advice = error.advice if error.advice != TRIED_AGAIN else _ENGINE_THERE
        complain(i18n.sentences(error.reason, advice))
        sys.exit(ENGINE_AWAY)
    except IngestError as error:
        complain(told_error(error))
        sys.exit(WRONG_INPUT)
    except ConfigurationError as error:
        complain(told(str(error)))
        sys.exit(WRONG_INPUT)
    except OSError as error:
        if error.errno == errno.EPIPE:  # whoever read the output has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        if error.filename is None or error.strerror is None:
            raise
        complain(told_of_system(error))
        sys.exit(WRONG_INPUT)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _heed_setting() -> None:
    """Take the language from the file of settings, where it is not asked for otherwise."""
    if i18n.SETTING in os.environ or not any(Path(name).is_file() for name in (".env", "baoku.toml")):
        return
    from worker.app.settings import load_settings  # noqa: PLC0415 - takes longer than a help text needs

    with contextlib.suppress(ConfigurationError):  # the command will tell it
        os.environ[i18n.SETTING] = load_settings().language


def told_of_system(error: OSError) -> str:
    """Return what the system says of a file, and what to do about it."""
    what = i18n.sentences(error.strerror or str(error), _REMEDIES.get(error.errno or 0, _LOOK_THERE))
    return f"{os.fsdecode(error.filename)}: {what}" if error.filename is not None else what


def _asked(arguments: Sequence[str]) -> str:
    """Return the command that is called, empty for none; note the language that is asked for before it."""
    rest = iter(arguments)
    for argument in rest:
        name, _, value = argument.partition("=")
        if name == _LANGUAGE:
            os.environ[i18n.SETTING] = value or next(rest, "")
        elif not argument.startswith("-"):
            return argument
    return ""
