"""From a folder to orders: which names count, when a file is complete, and having it queued."""

from worker.watching.watcher import Submit, Watcher

__all__ = ["Submit", "Watcher"]
