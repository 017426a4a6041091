"""Finds files: where an event points, in new folders a second time, and by a scan of the whole inbox."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import structlog

from worker.watching.leavings import Emptied, NeverTaken
from worker.watching.naming import shown
from worker.watching.scanner import Aside, scan, state_of
from worker.watching.sidecars import Sidecars, has_file, without_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.watching.events import Sighting
    from worker.watching.filter import NameFilter
    from worker.watching.followed import FollowedFiles
    from worker.watching.scanner import State

log = structlog.get_logger(__name__)

# Files made in a new folder before it was watched give no event: look again so long after the last folder was made, and
# at the latest so long after the first.
AFTER_FOLDER_SECONDS = 1.0
LONGEST_AFTER_FOLDER_SECONDS = 5.0
EVENT_SECONDS = 5.0  # an event that has not come so long after what it tells of is lost
NANOSECONDS = 1_000_000_000


class Finder:
    """Looks for files and has them followed.

    Attributes:
        emptied: Folders whose files were all taken.
    """

    def __init__(self, files: FollowedFiles, names: NameFilter) -> None:
        self._files = files
        self._names = names
        self.emptied = Emptied(files.root)
        self._unread: dict[str, str] = {}  # folders that could not be listed
        self._sidecars = Sidecars()
        self._never = NeverTaken()
        self._new_folders: set[str] = set()
        self._look_into_folders_at = 0.0
        self._look_into_folders_by = 0.0

    def next_look(self) -> list[float]:
        """Return when a folder, and a sidecar without its file, are to be looked at next."""
        due = [self._look_into_folders_at] if self._new_folders else []
        stray = self._files.strays.next_look
        return due if stray is None else [*due, stray]

    def take_in(self, sighting: Sighting, now: float) -> None:
        """Look at what an event tells of."""
        relative = os.path.relpath(sighting.path, self._files.root)
        if relative == "." or relative.startswith("../"):
            return
        if sighting.folder:
            self._see_folder(relative, now)
            if not self._new_folders:
                self._look_into_folders_by = now + LONGEST_AFTER_FOLDER_SECONDS
            self._look_into_folders_at = min(now + AFTER_FOLDER_SECONDS, self._look_into_folders_by)
            self._new_folders.add(relative)
            return
        found = state_of(self._files.root / relative)
        if found is None:
            return
        if self._names.is_issue_name(relative):
            self._files.see(relative, found, now, fresh=True, closed=sighting.closed)
        elif self._names.is_sidecar_name(relative):
            self._see_sidecar(relative, found, now)

    def look_into_folders(self, now: float) -> None:
        """Look a second time into folders made lately: only the topmost, since a look goes all the way down."""
        if not self._new_folders or now < self._look_into_folders_at:
            return
        folders, self._new_folders = self._new_folders, set()
        for folder in folders:
            parts = folder.split("/")
            if not any("/".join(parts[:count]) in folders for count in range(1, len(parts))):
                self._see_folder(folder, now)

    def _see_folder(self, relative: str, now: float) -> None:
        for path, state in scan(self._files.root, relative, names=self._names):
            self._files.see(path, state, now, fresh=True)

    def scan(self, now: float, *, first: bool, is_stopped: Callable[[], bool]) -> str:
        """Look at every file; forget what has left the inbox.

        Args:
            now: Seconds of the caller's clock.
            first: What it finds lay there before.
            is_stopped: Whether to leave off.

        Returns:
            A file that an event should have told of long ago; empty for none.

        Raises:
            OSError: The inbox cannot be listed.
        """
        files = self._files
        present: set[str] = set()
        aside = Aside()
        missed = ""
        made_before = (files.wall() - EVENT_SECONDS) * NANOSECONDS
        for path, state in scan(files.root, aside=aside, names=self._names):
            present.add(path)
            if not first and state.ctime_ns < made_before and not files.is_followed(path):
                missed = path
            files.see(path, state, now, fresh=not first)
            if is_stopped():
                return ""
        files.keep_only(present, aside.unread)
        for path, state in aside.sidecars.items():
            self._see_sidecar(path, state, now)
        self._sidecars.review(aside.sidecars, present, files.wall())
        for path in without_file(aside.sidecars, present):
            if path not in files.strays:  # its file was there still when it came
                files.strays.add(path, now)
        self._tell_unread(aside.unread)
        self._never.tell(aside.never)
        self.emptied.clear(aside.empty, files.wall())
        return missed

    def _see_sidecar(self, path: str, state: State, now: float) -> None:
        """Have the file that a new or changed sidecar speaks of queued again, if it is still there."""
        if not self._sidecars.changed(path, state):
            return
        for issue in self._files.queued.reopen(path, now):
            found = state_of(self._files.root / issue)
            if found is not None:
                self._files.see(issue, found, now, fresh=False)
        if not has_file(self._files.root, path):
            self._files.strays.add(path, now)

    def look_after_strays(self, now: float) -> None:
        """Give sidecars without a file to a worker: theirs may be in the archive."""
        for path in self._files.strays.due(now):
            found = state_of(self._files.root / path)
            if found is None or has_file(self._files.root, path):
                self._files.strays.forget(path)
            else:
                self._files.see(path, found, now, fresh=True)

    def _tell_unread(self, unread: dict[str, str]) -> None:
        for folder, reason in unread.items():
            if folder not in self._unread:
                log.warning("a folder cannot be read", action="folder_unread", folder=shown(folder), reason=reason)
        self._unread = unread
