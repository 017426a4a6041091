"""``baoku ingest``: copy files into the inbox and wait until each is archived or refused."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import redis
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from worker.app import connection
from worker.app.i18n import say, sentences
from worker.app.settings import Settings, load_settings
from worker.cli.running import Stopped, running
from worker.cli.terminal import Terminal, complain
from worker.errors import TRIED_AGAIN, ConfigurationError, EngineUnavailableError
from worker.home.names import REPORT_SUFFIX, printable
from worker.home.quarantine import quarantined
from worker.messages import plain
from worker.queueing import broker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SOME_FAILED = 1
INTERRUPTED = 130
LOOK_SECONDS = 0.2
WATCHER_SECONDS = 15.0


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Issue files, or folders of them.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object at the end.")] = False,
) -> None:
    """Copy files into the inbox and wait for them; starts baoku for as long as it takes when none runs.

    Exit 1 when a file was refused or is not there: `baoku status` and failed/NAME.error.json say why.
    """
    settings = load_settings()
    console = Terminal(stderr=as_json)
    missing = [path for path in paths if not path.exists()]
    for path in missing:
        complain(say("{path}: no such file or folder; the rest goes on", path=path))
    sources = [source for path in paths if path not in missing for source in _sources(path)]
    if not sources:
        raise ConfigurationError("no file to ingest there: name files, or folders that hold some")
    with contextlib.ExitStack() as stack:
        try:
            connection.find(settings)
        except EngineUnavailableError:
            try:
                tend = stack.enter_context(running(settings, console)).keep
            except (KeyboardInterrupt, Stopped):
                raise typer.Exit(INTERRUPTED) from None
        else:
            _look_for_watcher(settings)
            tend = _nothing_to_tend
        failed = _drop_and_wait(settings, sources, console, tend)
    archived = len(sources) - len(failed)
    if as_json:
        values = {"files": len(sources), "archived": archived, "failed": failed, "missing": [*map(str, missing)]}
        typer.echo(orjson.dumps(values).decode())
    else:
        console.print(say("{archived} of {all} files archived", archived=archived, all=len(sources)))
        told_of = {one.stored: sentences(one.reason, one.advice) for one in quarantined(settings.failed)}
        for name in failed:
            line = say(
                "refused: {name}: {reason} (see {report})",
                name=printable(name),
                reason=told_of.get(name, "?"),
                report=printable(f"{settings.failed / name}.error.json"),
            )
            console.print(line, style="red", markup=False, highlight=False, soft_wrap=True)
    if failed or missing:
        raise typer.Exit(SOME_FAILED)


def _look_for_watcher(settings: Settings) -> None:
    """Look whether anybody takes what is put into the inbox; one that has just been started needs a moment.

    Raises:
        EngineUnavailableError: Redis does not answer.
        ConfigurationError: No watcher is heard of.
    """
    deadline = time.monotonic() + WATCHER_SECONDS
    with broker.connect(connection.find(settings).redis_url) as client:
        while True:
            try:
                watcher = broker.watcher_state(client, settings.inbox_id)
            except redis.RedisError as error:
                raise EngineUnavailableError(f"Redis does not answer: {plain(error)}", TRIED_AGAIN) from error
            if watcher is not None and watcher.alive:
                return
            if time.monotonic() > deadline:
                raise ConfigurationError(
                    f"no watcher is heard of, so nothing would take files out of {settings.inbox}: start baoku up, or "
                    "the services baoku watch and baoku worker"
                )
            time.sleep(LOOK_SECONDS)


def _nothing_to_tend() -> None:
    """Whoever started the running baoku looks after it."""


def _sources(path: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file at ``path`` with its path below the inbox: folders keep their own name."""
    if not path.is_dir():
        yield path, path.name
        return
    base = path.absolute().parent
    for found in sorted(path.absolute().rglob("*")):
        hidden = any(part.startswith(".") for part in found.relative_to(base).parts)
        if found.is_file() and not found.is_symlink() and not hidden:
            yield found, found.relative_to(base).as_posix()


def _drop_and_wait(
    settings: Settings, sources: list[tuple[Path, str]], console: Console, tend: Callable[[], None]
) -> list[str]:
    """Copy all in; return the names that were refused once none is left in the inbox."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        bar = progress.add_task(say("files"), total=len(sources))
        before = dict(_quarantined(settings))
        waiting: dict[Path, str] = {}
        for source, name in sources:
            waiting[copy_in(source, settings.inbox / name)] = name
            tend()
        while waiting:
            waiting = {target: name for target, name in waiting.items() if target.exists()}
            progress.update(bar, completed=len(sources) - len(waiting))
            tend()
            time.sleep(LOOK_SECONDS if waiting else 0)
    return sorted(name for name, written in _quarantined(settings) if before.get(name) != written)


def copy_in(source: Path, wanted: Path) -> Path:
    """Copy whole under a name that the watcher ignores, then give it its name; never over a waiting file."""
    wanted.parent.mkdir(parents=True, exist_ok=True)
    hidden = wanted.with_name(f".{os.getpid()}.part")
    shutil.copyfile(source, hidden)
    target, number = wanted, 0
    while True:
        try:
            os.link(hidden, target)
        except FileExistsError:
            number += 1
            target = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
        else:
            hidden.unlink()
            return target


def _quarantined(settings: Settings) -> Iterator[tuple[str, int]]:
    """Yield each file in failed/ with the time of its report (ns): what fails again has a new one."""
    for path in settings.failed.rglob(f"*{REPORT_SUFFIX}"):
        try:
            written = path.stat().st_mtime_ns
        except FileNotFoundError:  # retried meanwhile
            continue
        yield path.relative_to(settings.failed).as_posix().removesuffix(REPORT_SUFFIX), written
