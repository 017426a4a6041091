"""Starts all of baoku for one home, and stops all of it: shared by ``up``, ``demo`` and ``ingest``."""

from __future__ import annotations

import contextlib
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from worker.app import connection
from worker.app.holdings import filing_of, set_up_indices
from worker.app.i18n import say, told
from worker.app.logs import hide, set_up_logs
from worker.app.supervisor import Service, Stack
from worker.embedded import Engines
from worker.embedded.ports import choose_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import FrameType

    from rich.console import Console
    from rich.progress import TaskID

    from worker.app.connection import Connection
    from worker.app.settings import Settings
    from worker.indexing import Versions


@dataclass(frozen=True, slots=True)
class Running:
    """What runs: the connection to the engines, the services, and the engines where they are ours."""

    connection: Connection
    stack: Stack
    engines: Engines | None

    def keep(self) -> None:
        """Start again what died: engines first, then services."""
        if self.engines is not None:
            self.engines.keep_running()
        self.stack.keep_running()


class Stopped(BaseException):
    """Ctrl-C was pressed, or SIGTERM or SIGHUP came: leave in order."""


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise Stopped


class Steps:
    """Shows what the engines' start is doing: a line a step, a bar for a download."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def step(self, text: str) -> None:
        """Print one line."""
        self.end()
        self._console.print(told(text), style="dim", markup=False, highlight=False, soft_wrap=True)

    def progress(self, done: int, total: int) -> None:
        """Move the bar of the current step."""
        if self._bar is None or self._task is None:
            self._bar = Progress(
                TextColumn("  "), BarColumn(), DownloadColumn(), TimeRemainingColumn(), console=self._console
            )
            self._bar.start()
            self._task = self._bar.add_task("", total=total or None)
        self._bar.update(self._task, completed=done, total=total or None)

    def end(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


@contextlib.contextmanager
def running(settings: Settings, console: Console) -> Iterator[Running]:
    """Start engines (unless the settings name others), indices, worker and watcher; stop them on the way out.

    Raises:
        ConfigurationError: Something on this machine is missing, or another ``baoku up`` runs on this home.
    """
    with contextlib.ExitStack() as cleanup:
        # SIGINT too: a shell starts its background commands with that one ignored
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            cleanup.callback(signal.signal, number, signal.signal(number, _leave))
        logs = _prepare_home(settings)
        set_up_logs(stream=cleanup.enter_context((logs / "up.log").open("a")))
        # The dictionaries are read while the engines start: the set-up stamps their version on the indices.
        loading = cleanup.enter_context(ThreadPoolExecutor(1)).submit(_versions, settings)
        stack = Stack(services=_services(settings, logs))
        cleanup.callback(stack.stop)
        stack.start_early()
        engines = None
        if settings.embedded:
            engines = _start_engines(settings, console)
            cleanup.callback(engines.stop)
            cleanup.callback(stack.stop)  # before the engines
        found = connection.find(settings)
        hide(settings.secrets | found.secrets)
        report = set_up_indices(settings, found, loading.result())
        for reason in report.rebuild:
            line = say("A rebuild is due (baoku reindex): {reason}", reason=told(reason))
            console.print(line, style="yellow", markup=False, soft_wrap=True)
        stack.start()
        yield Running(found, stack, engines)


def _versions(settings: Settings) -> Versions:
    from worker.app.wiring import versions_in  # noqa: PLC0415 - takes a second to load

    return versions_in(settings)


def _prepare_home(settings: Settings) -> Path:
    """Make the folders; return the one for logs."""
    filing_of(settings).prepare()
    settings.state.mkdir(mode=0o700, exist_ok=True)
    logs = settings.state / "logs"
    logs.mkdir(mode=0o700, exist_ok=True)
    return logs


def _start_engines(settings: Settings, console: Console) -> Engines:
    steps = Steps(console)
    engines = Engines(
        settings.state,
        es_home=settings.es_home,
        es_heap_mb=settings.es_heap_mb,
        es_port=settings.es_port,
        redis_port=settings.redis_port,
        reporter=steps,
        articles_alias=settings.articles_alias,
        issues_alias=settings.issues_alias,
    )
    try:
        engines.start()
    finally:
        steps.end()
    return engines


def _services(settings: Settings, logs: Path) -> tuple[Service, ...]:
    environment = {"BAOKU_HOME": os.fspath(settings.home_path)}
    services = [
        Service("worker", ["worker"], logs / "worker.log", environment),
        Service("watcher", ["watch"], logs / "watcher.log", environment),
    ]
    if settings.page_concurrency:
        services.append(Service("pages", ["pages"], logs / "pages.log", environment))
    if settings.web_port:
        # The port is chosen here, so that a reading room that is started again stays where it was.
        port = choose_port(settings.web_port)
        with_port = {**environment, "BAOKU_WEB_PORT": str(port)}
        services.append(Service("web", ["web"], logs / "web.log", with_port, early=True))
    if settings.metrics_port:
        services.append(Service("metrics", ["metrics"], logs / "metrics.log", environment))
    return tuple(services)
