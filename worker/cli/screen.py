"""The live screen of ``baoku up``, and the same facts for ``baoku status``."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Group
from rich.table import Table
from rich.text import Text

from worker.app.i18n import say, say_count, told
from worker.cli.words_of import outcome_word, part_word
from worker.monitoring.progress import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from worker.indexing import LatestIssue
    from worker.monitoring.progress import Estimate
    from worker.monitoring.status import Snapshot
    from worker.queueing.recognising import Taken

OUTCOME_STYLES = {
    "indexed": "green",
    "restored": "green",
    "replaced": "yellow",
    "moved": "yellow",
    "corrected": "yellow",
    "conflict": "bold yellow",
    "held": "bold yellow",
    "failed": "bold red",
}
MOST_NEVER_SHOWN = 5
WIDE = 110  # columns from which a file and its reason stand side by side
RATE_WINDOW_SECONDS = 10.0


class ServiceState(NamedTuple):
    """One service or engine: its name, whether it is up, and what is said of it."""

    name: str
    is_up: bool
    state: str


@dataclass
class Rate:
    """Articles a second over the last seconds, from a running total."""

    window: deque[tuple[float, int]] = field(default_factory=deque)

    def add(self, now: float, total: int) -> float:
        """Note the total at ``now`` (seconds of any clock) and return the rate."""
        self.window.append((now, total))
        while now - self.window[0][0] > RATE_WINDOW_SECONDS:
            self.window.popleft()
        first, before = self.window[0]
        return max(0.0, (total - before) / (now - first)) if now > first else 0.0


def facts(snapshot: Snapshot, inbox: str, rate: float | None = None, estimate: Estimate | None = None) -> Table:
    """Return the figures of one look as a table of two columns."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    watcher, ledger = snapshot.watcher, snapshot.ledger
    files = say_count("{count} file waiting", "{count} files waiting", snapshot.inbox_files)
    grid.add_row(say("inbox"), f"{inbox}   {files}")
    if estimate is not None and estimate.left:
        grid.add_row(say("progress"), progress_line(estimate))
    _add_queue(grid, snapshot)
    if watcher is None or not watcher.alive:
        grid.add_row(say("watcher"), Text(say("not heard of"), style="red"))
    else:
        settling = say(
            "{waiting} files settling or held back, {queued} queued", waiting=watcher.waiting, queued=watcher.queued
        )
        grid.add_row(say("watcher"), settling)
    if len(snapshot.workers) > 1:
        alive = say("{count} alive: {names}", count=len(snapshot.workers), names=", ".join(snapshot.workers))
        grid.add_row(say("workers"), alive)
    if ledger is not None:
        speed = "   " + say("{rate} articles/s", rate=f"{rate:.1f}") if rate is not None else ""
        held = say("{articles} articles of {issues} issues", articles=ledger.articles, issues=ledger.issues)
        grid.add_row(say("archive"), held + speed)
        outcomes = Text("  ").join(
            Text(f"{outcome_word(name)} {count}", style=OUTCOME_STYLES.get(name, "")) for name, count in ledger.outcomes
        )
        grid.add_row(say("outcomes"), outcomes)
        for reason, count in ledger.reasons:
            line = (
                f"{count} {outcome_word(reason)}"
                if reason == "held"
                else f"{count} " + say("failed: {code}", code=reason)
            )
            grid.add_row("", Text(line, style="red"))
        waiting = {name: count for name, count in ledger.outcomes if name in {"conflict", "held"}}
        if waiting:
            said = ", ".join(f"{count} {outcome_word(name)}" for name, count in waiting.items())
            line = say("{what}: baoku conflicts lists them", what=said)
            grid.add_row(say("to decide"), Text(line, style="bold yellow"))
    _add_never(grid, snapshot)
    for reason in snapshot.rebuild:
        line = say("a rebuild is due (baoku reindex): {reason}", reason=told(reason))
        grid.add_row(say("index"), Text(line, style="yellow"))
    for trouble in snapshot.troubles:
        grid.add_row(say("trouble"), Text(told(trouble), style="bold red"))
    return grid


def _add_never(grid: Table, snapshot: Snapshot) -> None:
    """Add what lies in the inbox and will never be taken."""
    for path, reason in snapshot.never[:MOST_NEVER_SHOWN]:
        grid.add_row(say("never taken"), Text(f"{path}: {told(reason)}"))
    if len(snapshot.never) > MOST_NEVER_SHOWN:
        grid.add_row(
            "", Text(say("and {more} more (baoku status --json)", more=len(snapshot.never) - MOST_NEVER_SHOWN))
        )


def _add_queue(grid: Table, snapshot: Snapshot) -> None:
    queue = snapshot.queue
    if queue is not None:
        jobs = say("{waiting} jobs waiting, {in_hand} in hand", waiting=queue.waiting, in_hand=queue.in_hand)
        grid.add_row(say("queue"), jobs)
        if queue.pages or queue.recognition:
            orders = say(
                "{pages} jobs of PDF files, {recognition} to be recognised",
                pages=queue.pages,
                recognition=queue.recognition,
            )
            grid.add_row(say("pages"), orders)
    for path, pages in snapshot.recognised.items():
        grid.add_row(say("recognising"), f"{path}   " + say("page {page} done", page=pages))
    for path, taken in snapshot.underway.items():
        grid.add_row(say("taking"), f"{path}   {_how_far(taken)}")


def _how_far(taken: Taken) -> str:
    if taken.percent is None:
        return say("{articles} articles so far", articles=f"{taken.articles:,}")
    return say(
        "{articles} articles so far, {percent} % of the file", articles=f"{taken.articles:,}", percent=taken.percent
    )


def progress_line(estimate: Estimate) -> str:
    """Return what is left, how fast it goes and how long it will take, in one line."""
    if not estimate.left:
        return say_count("nothing left, {count} file done", "nothing left, {count} files done", estimate.done)
    speed = f"{estimate.files_per_second:.1f}"
    if estimate.seconds is None:
        return say_count(
            "{count} file left, {speed} files/s", "{count} files left, {speed} files/s", estimate.left, speed=speed
        )
    return say_count(
        "{count} file left, {speed} files/s, done in about {time}",
        "{count} files left, {speed} files/s, done in about {time}",
        estimate.left,
        speed=speed,
        time=spoken(estimate.seconds, say),
    )


def latest_table(latest: Sequence[LatestIssue], width: int) -> Table:
    """Return the last issues and what became of them; in less than ``WIDE`` columns a reason stands below its file."""
    table = Table(box=None, padding=(0, 2), header_style="dim")
    for title in (say("time"), say("outcome"), say("articles")):
        table.add_column(title, no_wrap=True)
    table.add_column(say("file"), overflow="fold")
    if width >= WIDE:
        table.add_column(say("reason"), overflow="fold")
    for issue in latest:
        table.add_row(
            issue.at.astimezone().strftime("%H:%M:%S"),
            Text(outcome_word(issue.outcome), style=OUTCOME_STYLES.get(issue.outcome, "")),
            str(issue.articles),
            *_file_cells(issue, width),
        )
    return table


def _file_cells(issue: LatestIssue, width: int) -> tuple[Text, ...]:
    reason = Text(told(issue.reason))
    if width >= WIDE:
        return Text(issue.path), reason
    return (Text("\n").join((Text(issue.path), *([reason] if reason else []))),)


def screen(
    snapshot: Snapshot,
    latest: Sequence[LatestIssue],
    *,
    inbox: str,
    rate: float,
    estimate: Estimate,
    services: Sequence[ServiceState],
    width: int,
) -> RenderableType:
    """Return the whole live screen."""
    states = Text("   ").join(
        Text.assemble((f"{part_word(one.name)} ", "dim"), (one.state, "green" if one.is_up else "bold red"))
        for one in services
    )
    return Group(
        Text("报库 baoku", style="bold"),
        states,
        facts(snapshot, inbox, rate, estimate),
        Text(),
        latest_table(latest, width),
        Text(say("Drop issue files into the inbox. Ctrl-C stops everything."), style="dim"),
    )
