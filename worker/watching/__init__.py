"""From a folder to jobs: which names count, when a file is complete, and having it queued."""

from typing import TYPE_CHECKING

from worker.on_demand import on_demand

if TYPE_CHECKING:
    from worker.watching.outbox import Submit
    from worker.watching.watcher import Watcher
else:
    __getattr__ = on_demand(__name__, {"Submit": "outbox", "Watcher": "watcher"})

__all__ = ["Submit", "Watcher"]
