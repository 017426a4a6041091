"""``baoku status``: files waiting, queue, ledger, the last issues; and how a backlog goes down."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from rich.live import Live
from rich.text import Text

from worker.app import connection
from worker.app.i18n import say, told
from worker.app.settings import load_settings
from worker.cli.screen import facts, latest_table, progress_line
from worker.cli.terminal import Terminal
from worker.home.quarantine import quarantined
from worker.indexing import Archive
from worker.monitoring.progress import Estimate, Progress
from worker.monitoring.status import look
from worker.queueing import broker
from worker.watching.filter import NameFilter, patterns_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from worker.app.settings import Settings
    from worker.monitoring.status import Snapshot

LATEST = 10
TIMEOUT_SECONDS = 10.0
FOLLOW_SECONDS = 1.0
QUIET_LOOKS = 3  # what was dropped a moment ago shows after a heartbeat of the watcher


def status(
    follow: Annotated[
        bool, typer.Option("--follow", help="Show how the backlog goes down, until none is left.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object; with --follow one a line.")] = False,
) -> None:
    """Show how many files wait, what the queue holds, what failed and what became of the last issues."""
    settings = load_settings()
    found = connection.find(settings)
    with (
        broker.connect(found.redis_url) as client,
        found.elasticsearch(found.reader, timeout=TIMEOUT_SECONDS) as elasticsearch,
    ):
        archive = Archive(elasticsearch, settings.articles_alias, settings.issues_alias)

        def snapshot() -> Snapshot:
            return look(settings.inbox, client, archive, settings.inbox_id, NameFilter(patterns_of(settings.ignore)))

        if follow:
            _follow(snapshot, str(settings.inbox), as_json=as_json)
        else:
            _show(snapshot(), archive, settings, as_json=as_json)


def _show(snapshot: Snapshot, archive: Archive, settings: Settings, *, as_json: bool) -> None:
    latest = archive.latest(LATEST) if snapshot.ledger is not None else ()
    failed = Counter(one.code for one in quarantined(settings.failed))
    if as_json:
        values: dict[str, Any] = asdict(snapshot)
        if snapshot.ledger is not None:
            values["ledger"]["outcomes"] = dict(snapshot.ledger.outcomes)
            values["ledger"]["reasons"] = dict(snapshot.ledger.reasons)
        values["quarantine"] = dict(failed.most_common())
        values["latest"] = [asdict(issue) for issue in latest]
        typer.echo(orjson.dumps(values, option=orjson.OPT_INDENT_2).decode())
        return
    console = Terminal()
    console.print(facts(snapshot, str(settings.inbox)))
    if failed:
        reasons = ", ".join(f"{count} {code}" for code, count in failed.most_common())
        console.print(Text(say("In quarantine: {reasons}. baoku failures says more.", reasons=reasons), style="red"))
    if latest:
        console.print()
        console.print(latest_table(latest, console.width))


def _follow(snapshot: Callable[[], Snapshot], inbox: str, *, as_json: bool) -> None:
    """Show each look until nothing is left: a screen on a terminal, else a line whenever it says something new."""
    console = Terminal(highlight=False)
    if as_json:
        for _, estimate in _looks(snapshot):
            typer.echo(orjson.dumps({"at": time.time(), **asdict(estimate)}).decode())
    elif console.is_terminal:
        with Live(console=console, auto_refresh=False) as live:
            for seen, estimate in _looks(snapshot):
                live.update(facts(seen, inbox, estimate=estimate), refresh=True)
        console.print(progress_line(estimate))
    else:
        said = ""
        for seen, estimate in _looks(snapshot):
            line = "; ".join((progress_line(estimate), *map(told, seen.troubles)))
            if line != said:
                console.print(line, soft_wrap=True, markup=False)
                said = line


def _looks(snapshot: Callable[[], Snapshot]) -> Iterator[tuple[Snapshot, Estimate]]:
    """Yield a look a second, until nothing has waited for some looks in a row."""
    progress = Progress()
    quiet = 0
    while True:
        seen = snapshot()
        yield seen, progress.add(time.monotonic(), seen.done, seen.left)
        idle = not seen.left and seen.queue is not None and not seen.queue.jobs
        quiet = quiet + 1 if idle else 0
        if quiet == QUIET_LOOKS:
            return
        time.sleep(FOLLOW_SECONDS)
