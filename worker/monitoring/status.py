"""One look at the whole: files waiting, queue, ledger, engines. Read by ``baoku status`` and the live screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import redis

from worker.errors import ConfigurationError, EngineUnavailableError
from worker.home.names import printable
from worker.job import LIVE, Outcome
from worker.messages import message, plain
from worker.queueing import broker
from worker.queueing.counters import Counters
from worker.queueing.recognising import Recognising, Underway
from worker.queueing.recovery.heartbeats import Heartbeats
from worker.watching.filter import EVERY_INBOX, NameFilter
from worker.watching.scanner import Aside, scan
from worker.watching.sidecars import has_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from worker.indexing import Archive, LedgerCounts
    from worker.queueing.broker import QueueState, WatcherState
    from worker.queueing.counters import Counts
    from worker.queueing.recognising import Taken

_LEFT = (*LIVE, Outcome.HELD, Outcome.CONTINUED, Outcome.DUPLICATE, Outcome.SUPERSEDED, Outcome.FAILED)
MOST_NEVER = 1000


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was seen; None where an engine did not answer, with the reason in ``troubles``.

    Attributes:
        inbox_files: Issue files in the inbox, queued or not.
        counts: What workers have done so far.
        workers: Names of those that were heard of lately.
        never: What lies in the inbox and will never be taken, with the reason; at most ``MOST_NEVER``.
        recognised: Files that are being recognised, and how many of their pages are.
        underway: Exports that are being taken, and how far each is.
        rebuild: Why ``baoku reindex`` is due; empty when it is not.
    """

    inbox_files: int
    queue: QueueState | None
    watcher: WatcherState | None
    ledger: LedgerCounts | None
    troubles: tuple[str, ...]
    counts: Counts | None = None
    workers: tuple[str, ...] = ()
    never: tuple[tuple[str, str], ...] = ()
    recognised: Mapping[str, int] = field(default_factory=dict)
    underway: Mapping[str, Taken] = field(default_factory=dict)
    rebuild: tuple[str, ...] = ()

    @property
    def healthy(self) -> bool:
        """Engines answer and the watcher was heard of lately."""
        return not self.troubles and self.watcher is not None and self.watcher.alive

    @property
    def left(self) -> int:
        """Files that are still to be done: not those that nobody may read."""
        return max(0, self.inbox_files - (self.watcher.unreadable if self.watcher is not None else 0))

    @property
    def done(self) -> int:
        """Files that have left the inbox since it was first used, whatever became of them."""
        return sum(self.counts.files.get(outcome, 0) for outcome in _LEFT) if self.counts is not None else 0


def survey(folder: Path, names: NameFilter = EVERY_INBOX) -> tuple[int, dict[str, str]]:
    """Count the issue files below ``folder``; return what there will never be taken as well, with the reason."""
    aside = Aside()
    try:
        count = sum(1 for _ in scan(folder, aside=aside, names=names))
    except OSError:
        return 0, {}  # it is away
    strays = {
        path: message("a sidecar whose file has not come") for path in aside.sidecars if not has_file(folder, path)
    }
    return count, {**aside.never, **strays}


def look(
    inbox: Path, client: redis.Redis, archive: Archive, inbox_id: str = "", names: NameFilter = EVERY_INBOX
) -> Snapshot:
    """Gather a snapshot of one inbox; an engine that is away is a trouble, not an exception."""
    troubles: list[str] = []
    queue = watcher = ledger = counts = None
    workers: list[str] = []
    recognised: dict[str, int] = {}
    underway: dict[str, Taken] = {}
    rebuild: tuple[str, ...] = ()
    try:
        queue = broker.queue_state(client, inbox_id)
        watcher = broker.watcher_state(client, inbox_id)
        counts, _ = Counters(client, inbox_id).read()
        workers = Heartbeats(client, inbox_id).alive()
        recognised = Recognising(client, inbox_id).read()
        underway = Underway(client, inbox_id).read()
    except redis.RedisError as error:
        troubles.append(f"Redis: {plain(error)}")
    try:
        ledger = archive.counts()
        rebuild = archive.rebuild_due()
    except (EngineUnavailableError, ConfigurationError) as error:
        troubles.append(f"Elasticsearch: {error}")
    files, never = survey(inbox, names)
    told = tuple(sorted((printable(path), reason) for path, reason in never.items()))[:MOST_NEVER]
    return Snapshot(
        files, queue, watcher, ledger, tuple(troubles), counts, tuple(workers), told, recognised, underway, rebuild
    )
