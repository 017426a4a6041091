"""From a folder to jobs: which names count, when a file is complete, and having it queued."""

from worker.watching.outbox import Submit
from worker.watching.watcher import Watcher

__all__ = ["Submit", "Watcher"]
