"""The live screen of ``baoku up``, and the same facts for ``baoku status``."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from worker.monitoring.progress import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from worker.indexing import LatestIssue
    from worker.monitoring.progress import Estimate
    from worker.monitoring.status import Snapshot

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
RATE_WINDOW_SECONDS = 10.0


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
    grid.add_row("inbox", f"{inbox}   {snapshot.inbox_files} files waiting")
    if estimate is not None and estimate.left:
        grid.add_row("progress", progress_line(estimate))
    _add_queue(grid, snapshot)
    if watcher is None or not watcher.alive:
        grid.add_row("watcher", Text("not heard of", style="red"))
    else:
        grid.add_row("watcher", f"{watcher.waiting} files settling or held back, {watcher.queued} queued")
    if len(snapshot.workers) > 1:
        grid.add_row("workers", f"{len(snapshot.workers)} alive: {', '.join(snapshot.workers)}")
    if ledger is not None:
        speed = f"   {rate:.1f} articles/s" if rate is not None else ""
        grid.add_row("archive", f"{ledger.articles} articles of {ledger.issues} issues{speed}")
        outcomes = Text("  ").join(
            Text(f"{name} {count}", style=OUTCOME_STYLES.get(name, "")) for name, count in ledger.outcomes
        )
        grid.add_row("outcomes", outcomes)
        for reason, count in ledger.reasons:
            grid.add_row("", Text(f"{count} {'held' if reason == 'held' else f'failed: {reason}'}", style="red"))
        waiting = {name: count for name, count in ledger.outcomes if name in {"conflict", "held"}}
        if waiting:
            said = ", ".join(f"{count} {name}" for name, count in waiting.items())
            grid.add_row("to decide", Text(f"{said}: baoku conflicts lists them", style="bold yellow"))
    _add_never(grid, snapshot)
    for trouble in snapshot.troubles:
        grid.add_row("trouble", Text(trouble, style="bold red"))
    return grid


def _add_never(grid: Table, snapshot: Snapshot) -> None:
    """Add what lies in the inbox and will never be taken."""
    for path, reason in snapshot.never[:MOST_NEVER_SHOWN]:
        grid.add_row("never taken", Text(f"{path}: {reason}"))
    if len(snapshot.never) > MOST_NEVER_SHOWN:
        grid.add_row("", Text(f"and {len(snapshot.never) - MOST_NEVER_SHOWN} more (baoku status --json)"))


def _add_queue(grid: Table, snapshot: Snapshot) -> None:
    queue = snapshot.queue
    if queue is not None:
        grid.add_row("queue", f"{queue.waiting} jobs waiting, {queue.in_hand} in hand")
        if queue.pages or queue.recognition:
            grid.add_row("pages", f"{queue.pages} orders of PDF files, {queue.recognition} to be recognised")
    for path, pages in snapshot.recognised.items():
        grid.add_row("recognising", f"{path}   page {pages} done")


def progress_line(estimate: Estimate) -> str:
    """Return what is left, how fast it goes and how long it will take, in one line."""
    if not estimate.left:
        return f"nothing left, {estimate.done:,} files done"
    left = f"{estimate.left:,} files left, {estimate.files_per_second:.1f} files/s"
    return f"{left}, done in about {spoken(estimate.seconds)}" if estimate.seconds is not None else left


def latest_table(latest: Sequence[LatestIssue]) -> Table:
    """Return the last issues and what became of them."""
    table = Table(box=None, padding=(0, 2), header_style="dim")
    for title in ("time", "outcome", "articles", "file", "reason"):
        table.add_column(title, no_wrap=title not in {"reason", "file"}, overflow="fold")
    for issue in latest:
        table.add_row(
            issue.at.astimezone().strftime("%H:%M:%S"),
            Text(issue.outcome, style=OUTCOME_STYLES.get(issue.outcome, "")),
            str(issue.articles),
            Text(issue.path),
            Text(issue.reason),
        )
    return table


def screen(
    snapshot: Snapshot,
    latest: Sequence[LatestIssue],
    *,
    inbox: str,
    rate: float,
    estimate: Estimate,
    services: Sequence[tuple[str, str]],
) -> RenderableType:
    """Return the whole live screen."""
    states = Text("   ").join(
        Text.assemble((f"{name} ", "dim"), (state, "green" if state.startswith("up") else "bold red"))
        for name, state in services
    )
    return Group(
        Text("报库 baoku", style="bold"),
        states,
        facts(snapshot, inbox, rate, estimate),
        Text(),
        latest_table(latest),
        Text("Drop issue files into the inbox. Ctrl-C stops everything.", style="dim"),
    )
