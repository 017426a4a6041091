"""``baoku retry``: files from quarantine back into the inbox."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import redis
import typer

from worker.app import connection
from worker.app.i18n import say, sentences, told
from worker.app.settings import load_settings
from worker.cli.failures import chosen, shown
from worker.cli.terminal import Terminal
from worker.errors import ConfigurationError, EngineUnavailableError
from worker.home.filing import Filing
from worker.home.names import PARTS_SUFFIX, REPORT_SUFFIX
from worker.home.quarantine import Retried, quarantined
from worker.home.quarantine import retry as give_back
from worker.indexing import Archive
from worker.job import Job
from worker.messages import message
from worker.queueing import broker
from worker.queueing.attempts import Attempts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.app.settings import Settings
    from worker.home.quarantine import Quarantined

NOT_ALL = 1
TIMEOUT_SECONDS = 10.0


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
    wanted = _once(chosen(found, code=code) if every else _named(found, names or [], settings))
    console = Terminal(soft_wrap=True, highlight=False, markup=False)
    for trouble in _forget(settings, wanted) if wanted else ():
        console.print(trouble, style="yellow")
    filing = Filing(settings.inbox, settings.archive, settings.failed)
    left = 0
    for one in wanted:
        done = give_back(filing, one)
        left += done is not Retried.MOVED
        console.print(f"{shown(replace(one, key=''))}: {told(done)}", style="" if done is Retried.MOVED else "red")
    if left or not wanted:
        if not wanted:
            console.print(say("no such file in quarantine") if code else say("no file in quarantine"))
        raise typer.Exit(NOT_ALL)


def _once(found: Sequence[Quarantined]) -> list[Quarantined]:
    """Return each file once, however many parts of it failed."""
    return list({(one.stored, one.archived): one for one in found}.values())


def _named(found: Sequence[Quarantined], names: Sequence[str], settings: Settings) -> list[Quarantined]:
    """Return the files of these names, each once.

    Raises:
        ConfigurationError: One of the names is of no file in quarantine; then none is moved.
    """
    by_path = {one.stored: one for one in found}
    wanted: dict[str, Quarantined] = {}
    for name in names:
        one = by_path.get(_below(settings.failed, name.removesuffix(REPORT_SUFFIX).removesuffix(PARTS_SUFFIX)))
        if one is None:
            raise ConfigurationError(f"{name}: no such file in {settings.failed} (baoku failures lists them)")
        wanted[one.stored] = one
    return list(wanted.values())


def _below(failed: Path, name: str) -> str:
    """Return the path below failed/ that a name means: such a path itself, or that of an existing file."""
    place = Path(name).absolute()
    return str(place.relative_to(failed)) if place.is_relative_to(failed) else name


def _forget(settings: Settings, wanted: Sequence[Quarantined]) -> Iterator[str]:
    """Have the engines forget the failures, so that each starts afresh; yield what they could not be told.

    That comes before the move: a file that fails again at once must not lose its new entry.
    """
    jobs = [Job(one.dropped, one.digest, one.revision) for one in wanted if one.digest]
    try:
        found = connection.find(settings)
    except EngineUnavailableError as error:
        yield sentences(error.reason, message("The files wait in the inbox until one is."))
        return
    try:
        with broker.connect(found.redis_url) as client:
            Attempts(client, settings.inbox_id).end(jobs)
    except redis.RedisError:
        yield say("Redis is away: a file that has just killed its worker may be refused at once.")
    try:
        with found.elasticsearch(found.writer, timeout=TIMEOUT_SECONDS) as elasticsearch:
            Archive(elasticsearch, settings.articles_alias, settings.issues_alias).forget_failures(
                job.digest for job in jobs
            )
    except EngineUnavailableError:
        yield say("Elasticsearch is away: `baoku status` counts these failures until the same content is indexed.")
