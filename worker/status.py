"""One look at the whole: files waiting, queue, ledger, engines. Read by ``baoku status`` and the live screen."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import redis

from worker import broker
from worker.errors import ConfigurationError, EngineUnavailableError

if TYPE_CHECKING:
    from pathlib import Path

    from worker.broker import QueueState, WatcherState
    from worker.indexing import Archive, LedgerCounts


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was seen; None where an engine did not answer, with the reason in ``troubles``."""

    inbox_files: int
    queue: QueueState | None
    watcher: WatcherState | None
    ledger: LedgerCounts | None
    troubles: tuple[str, ...]

    @property
    def healthy(self) -> bool:
        """Engines answer and the watcher was heard of lately."""
        return not self.troubles and self.watcher is not None and self.watcher.alive


def count_files(folder: Path, most: int = 200_000) -> int:
    """Return the number of files below ``folder``, hidden ones apart; stops counting at ``most``."""
    count = 0
    stack = [os.fspath(folder)]
    while stack and count < most:
        try:
            with os.scandir(stack.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        stack.append(entry.path)
                    else:
                        count += 1
        except OSError:
            continue  # a folder that went away while we counted
    return count


def look(inbox: Path, client: redis.Redis, archive: Archive, inbox_id: str = "") -> Snapshot:
    """Gather a snapshot of one inbox; an engine that is away is a trouble, not an exception."""
    troubles: list[str] = []
    queue = watcher = ledger = None
    try:
        queue = broker.queue_state(client, inbox_id)
        watcher = broker.watcher_state(client, inbox_id)
    except redis.RedisError as error:
        troubles.append(f"Redis: {error}")
    try:
        ledger = archive.counts()
    except (EngineUnavailableError, ConfigurationError) as error:
        troubles.append(f"Elasticsearch: {error}")
    return Snapshot(count_files(inbox), queue, watcher, ledger, tuple(troubles))
