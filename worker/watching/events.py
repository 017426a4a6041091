"""File events of the inbox, turned into paths to look at. Runs in watchdog's thread; the watcher does the looking."""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog
from watchdog.events import (
    DirCreatedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from watchdog.observers.api import BaseObserver

log = structlog.get_logger(__name__)

# Nothing else is asked of the kernel: every open and close of a reader, the watcher and the workers among them, would
# be an event too, and a hundred thousand of those overflow the kernel's queue.
_WANTED: list[type[FileSystemEvent]] = [
    FileClosedEvent,
    FileMovedEvent,
    FileCreatedEvent,
    DirCreatedEvent,
    DirMovedEvent,
]


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


class EventSource:
    """The kernel's events of one folder and all below it; may be started again after it has ended."""

    def __init__(self, root: Path, report: Callable[[Sighting], None]) -> None:
        self._root = root
        self._handler = InboxEvents(report)
        self._observer: BaseObserver | None = None

    @property
    def is_alive(self) -> bool:
        """Whether events come. An observer ends by itself when its folder is deleted, even if another has its place."""
        observer = self._observer
        return observer is not None and observer.is_alive() and all(emitter.is_alive() for emitter in observer.emitters)

    def start(self) -> bool:
        """Begin, or begin anew; return False when the system refuses, most likely for its limit of inotify watches."""
        self.stop()
        # watchdog says so whenever it comes upon a folder in two ways, as it does with folders made in quick succession
        warnings.filterwarnings("ignore", r"Callback with id .* already exists for watch", RuntimeWarning)
        observer = Observer()
        try:
            observer.schedule(self._handler, os.fspath(self._root), recursive=True, event_filter=_WANTED)
            observer.start()
        except OSError as error:
            log.warning("no file events: polling", action="inbox_no_events", reason=str(error))
            return False
        self._observer = observer
        return True

    def stop(self) -> None:
        """End; no event is reported after that."""
        if self._observer is not None:
            self._observer.stop()
            self._observer.join(timeout=2)
            self._observer = None
