"""File events of the inbox, turned into paths to look at. Runs in watchdog's thread; the watcher does the looking."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchdog.events import (
    DirCreatedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something happened to ``path`` (absolute): a file, or a folder with whatever is in it.

    ``closed``: a writer closed it, or it came by a rename, so it is whole unless somebody opens it again.
    """

    path: str
    folder: bool = False
    closed: bool = False


class InboxEvents(FileSystemEventHandler):
    """Passes on what may bring a file: close, rename (also from outside) and creation (also a link)."""

    def __init__(self, report: Callable[[Sighting], None]) -> None:
        self._report = report

    def dispatch(self, event: FileSystemEvent) -> None:
        """Report the end of the event at which a file can stand now."""
        match event:
            case FileClosedEvent():
                self._report(Sighting(os.fsdecode(event.src_path), closed=True))
            case FileMovedEvent():
                self._report(Sighting(os.fsdecode(event.dest_path), closed=True))
            case FileCreatedEvent():
                # a rename in from outside the inbox and a hard link come as a creation, and so does a file just begun
                self._report(Sighting(os.fsdecode(event.src_path)))
            case DirCreatedEvent():
                self._report(Sighting(os.fsdecode(event.src_path), folder=True))
            case DirMovedEvent():
                self._report(Sighting(os.fsdecode(event.dest_path), folder=True))
            case _:
                pass
