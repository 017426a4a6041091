"""``baoku up``: everything runs, on one screen."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live

from worker.app import lifeline
from worker.app.holdings import archive_of
from worker.app.i18n import say
from worker.app.settings import Settings, load_settings
from worker.cli.running import Running, Stopped, running
from worker.cli.screen import Rate, ServiceState, screen
from worker.cli.terminal import Terminal
from worker.errors import ConfigurationError, EngineUnavailableError
from worker.monitoring import status
from worker.monitoring.progress import Progress
from worker.queueing import broker
from worker.watching.filter import NameFilter, patterns_of
from worker.web.address import address_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from worker.indexing import LatestIssue

REFRESH_SECONDS = 1.0
LATEST = 12


def up() -> None:
    """Start engines, worker and watcher, and show what goes on; Ctrl-C stops all of it."""
    lifeline.follow()  # a program that starts it with one, as the tests do, leaves nothing running behind itself
    settings = load_settings()
    console = Terminal()
    with contextlib.suppress(KeyboardInterrupt, Stopped), running(settings, console) as parts:
        watch_over(settings, parts, console)
    console.print(say("baoku has stopped; nothing is left running."))


def watch_over(settings: Settings, parts: Running, console: Console) -> None:
    """Show the live screen (plain lines without a terminal) and keep the services running, until interrupted."""
    archive = archive_of(settings, parts.connection, parts.connection.reader, timeout=5)
    client = broker.connect(parts.connection.redis_url)
    names = NameFilter(patterns_of(settings.ignore))
    rate, progress = Rate(), Progress()

    def frame() -> RenderableType:
        snapshot = status.look(settings.inbox, client, archive, settings.inbox_id, names)
        latest: tuple[LatestIssue, ...] = ()
        with contextlib.suppress(EngineUnavailableError, ConfigurationError):
            latest = archive.latest(LATEST)
        total = snapshot.ledger.articles if snapshot.ledger is not None else 0
        return screen(
            snapshot,
            latest,
            inbox=str(settings.inbox),
            rate=rate.add(time.monotonic(), total),
            estimate=progress.add(time.monotonic(), snapshot.done, snapshot.left),
            services=_services(settings, parts),
            width=console.width,
        )

    if not console.is_terminal:
        console.print(say("baoku is up: drop files into {inbox}", inbox=settings.inbox), soft_wrap=True)
        said = ""
        while True:
            url = address_of(settings.state)
            if url and url != said:
                console.print(say("Search and read them at {url}", url=url), soft_wrap=True)
                said = url
            parts.keep()
            time.sleep(REFRESH_SECONDS)
    with Live(frame(), console=console, auto_refresh=False, screen=False) as live:
        while True:
            parts.keep()
            live.update(frame(), refresh=True)
            time.sleep(REFRESH_SECONDS)


def _services(settings: Settings, parts: Running) -> list[ServiceState]:
    up, down = say("up"), say("down")
    rows = [
        ServiceState("elasticsearch", True, f"{up} {parts.connection.elasticsearch_url}"),
        ServiceState("redis", True, up),
    ]
    if parts.engines is not None:
        rows = [ServiceState(name, alive, up if alive else down) for name, alive in parts.engines.alive().items()]
    for service in parts.stack.services:
        place = f"{address_of(settings.state)} " if service.name == "web" else ""
        state = f"{up} {place}(pid {service.pid})" if service.pid is not None else say("down, starting again")
        rows.append(ServiceState(service.name, service.pid is not None, state))
    return rows
