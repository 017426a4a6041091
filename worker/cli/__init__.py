"""The command line: ``baoku``. Every error that a user can cause is one line, never a traceback."""

from __future__ import annotations

import sys

import typer
from rich.console import Console

from worker import __version__
from worker.cli import demo, env, ingest, parse, search, services, status, up
from worker.errors import ConfigurationError, IngestError, TransientError

WRONG_INPUT = 2
ENGINE_AWAY = 3

app = typer.Typer(
    name="baoku",
    help="baoku (报库): drop newspaper issue files into a folder, find their articles by search.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"baoku {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(False, "--version", callback=_show_version, is_eager=True, help="Show the version."),
) -> None:
    """Accept the options that stand before a command."""


app.command()(up.up)
app.command()(demo.demo)
app.command()(ingest.ingest)
app.command(context_settings=search.CONTEXT)(search.search)
app.command()(status.status)
app.command()(parse.parse)
app.command()(env.env)
app.command(rich_help_panel="Services (for containers and init systems)")(services.setup)
app.command(rich_help_panel="Services (for containers and init systems)")(services.watch)
app.command(rich_help_panel="Services (for containers and init systems)")(services.worker)
app.command(rich_help_panel="Services (for containers and init systems)")(services.health)


def main() -> None:
    """Run the command; exit 2 on wrong input or settings, 3 when an engine is away."""
    try:
        app()
    except ConfigurationError as error:
        _complain(str(error))
        sys.exit(WRONG_INPUT)
    except TransientError as error:
        _complain(str(error))
        sys.exit(ENGINE_AWAY)
    except IngestError as error:
        _complain(str(error))
        sys.exit(WRONG_INPUT)
    except KeyboardInterrupt:
        sys.exit(130)


def _complain(message: str) -> None:
    Console(stderr=True, soft_wrap=True).print(f"baoku: {message}", style="red", markup=False, highlight=False)
