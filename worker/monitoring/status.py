"""One look at the whole: files waiting, queue, ledger, engines. Read by ``baoku status`` and the live screen."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import redis

from worker.errors import ConfigurationError, EngineUnavailableError
from worker.job import Outcome
from worker.queueing import broker
from worker.queueing.counters import Counters
from worker.queueing.recovery.heartbeats import Roster
from worker.watching.filter import EVERY_INBOX, NameFilter

if TYPE_CHECKING:
    from pathlib import Path

    from worker.indexing import Archive, LedgerCounts
    from worker.queueing.broker import QueueState, WatcherState
    from worker.queueing.counters import Counts

_LEFT = (Outcome.INDEXED, Outcome.DUPLICATE, Outcome.SUPERSEDED, Outcome.FAILED)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was seen; None where an engine did not answer, with the reason in ``troubles``.

    Attributes:
        inbox_files: Issue files in the inbox, queued or not.
        counts: What workers have done so far.
        workers: Names of those that were heard of lately.
    """

    inbox_files: int
    queue: QueueState | None
    watcher: WatcherState | None
    ledger: LedgerCounts | None
    troubles: tuple[str, ...]
    counts: Counts | None = None
    workers: tuple[str, ...] = ()

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


def count_files(folder: Path, most: int = 200_000, names: NameFilter = EVERY_INBOX) -> int:
    """Return the number of issue files below ``folder``; stops counting at ``most``."""
    count = 0
    prefix = len(os.fspath(folder)) + 1
    stack = [os.fspath(folder)]
    while stack and count < most:
        try:
            with os.scandir(stack.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        if not names.is_ignored_folder(entry.path[prefix:]):
                            stack.append(entry.path)
                    else:
                        count += names.takes(entry.path[prefix:])
        except OSError:
            continue  # a folder that went away while we counted
    return count


def look(
    inbox: Path, client: redis.Redis, archive: Archive, inbox_id: str = "", names: NameFilter = EVERY_INBOX
) -> Snapshot:
    """Gather a snapshot of one inbox; an engine that is away is a trouble, not an exception."""
    troubles: list[str] = []
    queue = watcher = ledger = counts = None
    workers: list[str] = []
    try:
        queue = broker.queue_state(client, inbox_id)
        watcher = broker.watcher_state(client, inbox_id)
        counts, _ = Counters(client, inbox_id).read()
        workers = Roster(client, inbox_id).alive()
    except redis.RedisError as error:
        troubles.append(f"Redis: {error}")
    try:
        ledger = archive.counts()
    except (EngineUnavailableError, ConfigurationError) as error:
        troubles.append(f"Elasticsearch: {error}")
    return Snapshot(count_files(inbox, names=names), queue, watcher, ledger, tuple(troubles), counts, tuple(workers))
