"""``baoku retry``: files from quarantine back into the inbox."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import redis
import typer
from rich.console import Console

from worker import broker
from worker.cli import connection
from worker.cli.failures import chosen, shown
from worker.cli.services import filing_of
from worker.deliveries import Deliveries
from worker.errors import ConfigurationError, EngineUnavailableError
from worker.filing import REPORT_SUFFIX
from worker.models import Order
from worker.quarantine import Retried, quarantined
from worker.quarantine import retry as give_back
from worker.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.quarantine import Quarantined
    from worker.settings import Settings

NOT_ALL = 1


def retry(
    names: Annotated[
        list[str] | None, typer.Argument(help="Files in failed/: paths below it, or as the shell completes them.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
    code: Annotated[str, typer.Option(help="With --all: only this code, for example empty.")] = "",
) -> None:
    """Move files from quarantine back to the inbox for another try. Exit 1 when one was left, or there was none.

    Works while engines are away: the files then wait in the inbox.
    """
    if every is bool(names) or (code and not every):
        raise ConfigurationError("name the files, or say --all (with --code for one reason)")
    settings = load_settings()
    found = quarantined(settings.failed)
    wanted = chosen(found, code=code) if every else _named(found, names or [], settings)
    console = Console(soft_wrap=True, highlight=False, markup=False)
    if wanted and not _forget_deliveries(settings, wanted):
        console.print("Redis is away: files that killed their worker may be refused at once", style="yellow")
    left = 0
    for one in wanted:
        done = give_back(filing_of(settings), one)
        left += done is not Retried.MOVED
        console.print(f"{shown(one)}: {done}", style="" if done is Retried.MOVED else "red")
    if left or not wanted:
        if not wanted:
            console.print("no such file in quarantine" if code else "no file in quarantine")
        raise typer.Exit(NOT_ALL)


def _named(found: Sequence[Quarantined], names: Sequence[str], settings: Settings) -> list[Quarantined]:
    """Return the files of these names, each once.

    Raises:
        ConfigurationError: One of the names is of no file in quarantine; then none is moved.
    """
    by_path = {one.stored: one for one in found}
    wanted: dict[str, Quarantined] = {}
    for name in names:
        one = by_path.get(_below(settings.failed, name.removesuffix(REPORT_SUFFIX)))
        if one is None:
            raise ConfigurationError(f"{name}: no such file in {settings.failed} (baoku failures lists them)")
        wanted[one.stored] = one
    return list(wanted.values())


def _below(failed: Path, name: str) -> str:
    """Return the path below failed/ that a name means: such a path itself, or that of an existing file."""
    place = Path(name).absolute()
    return str(place.relative_to(failed)) if place.is_relative_to(failed) else name


def _forget_deliveries(settings: Settings, wanted: Sequence[Quarantined]) -> bool:
    """Give each its full number of tries again; return whether Redis could be told."""
    orders = [Order(one.dropped, one.digest, one.revision) for one in wanted if one.digest]
    try:
        with broker.connect(connection.find(settings).redis_url) as client:
            Deliveries(client, settings.inbox_id).end(orders)
    except (redis.RedisError, EngineUnavailableError):
        return False
    return True
