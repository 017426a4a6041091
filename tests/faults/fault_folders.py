"""Where every dropped file is, at every instant: looked at again and again while faults go on."""

from __future__ import annotations

import hashlib
import os
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOOK_SECONDS = 0.1
TEMPORARY = (".writing-", ".incoming-")


class Folders:
    """The files of one run in a home's inbox/, archive/, failed/ and withdrawn/."""

    def __init__(self, home: Path, run: str) -> None:
        self.home = home
        self.run = run

    @property
    def inbox(self) -> Path:
        return self.home / "inbox" / self.run

    def waiting(self) -> list[Path]:
        return list(_files(self.inbox))

    def archived(self) -> list[Path]:
        """Return its files below archive/YYYY/MM/."""
        return [
            path
            for folder in (self.home / "archive").glob(f"*/*/{self.run}")
            for path in _files(folder)
            if path.suffix != ".yml"
        ]

    def withdrawn(self) -> list[Path]:
        """Return its files below withdrawn/YYYY/MM/."""
        folders = (self.home / "withdrawn").glob(f"*/*/{self.run}")
        return [path for folder in folders for path in _files(folder) if path.suffix != ".yml"]

    def failed(self) -> list[Path]:
        return [path for path in _files(self.home / "failed" / self.run) if not path.name.endswith(".error.json")]

    def temporary(self) -> list[Path]:
        """Return what a write cut short may have left, wherever it is."""
        return [path for top in ("inbox", "archive", "failed", "withdrawn") for path in _temporary(self.home / top)]


def _files(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        for name in names:
            if not name.startswith("."):
                yield type(folder)(place, name)


def _temporary(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        for name in names:
            if name.startswith(TEMPORARY):
                yield type(folder)(place, name)


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Sampler:
    """Looks where each registered file is, in a thread of its own, and notes those that are nowhere.

    A file is known by its inode, which a move leaves as it is. The inbox is looked at before archive/, failed/ and
    withdrawn/, so that a file on its way is seen at its new place; and one that was put back meanwhile is seen by the
    next look.
    """

    def __init__(self, folders: Folders) -> None:
        self.folders = folders
        self.looks = 0
        self.nowhere: dict[str, float] = {}  # path as dropped, with the time
        self._registered: dict[int, tuple[str, str]] = {}
        self._suspects: set[int] = set()
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._keep_looking, name="sampler", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()

    def register(self, path: Path, digest: str) -> None:
        """Note a file that stands in the inbox now; one that was filed already is not followed."""
        try:
            inode = path.stat().st_ino
        except FileNotFoundError:
            return
        with self._lock:
            self._registered[inode] = (str(path), digest)

    def withdraw(self, path: Path) -> None:
        """Forget a file that the user is about to take away or to write over."""
        with self._lock:
            for inode in [inode for inode, (name, _) in self._registered.items() if name == str(path)]:
                del self._registered[inode]

    def _keep_looking(self) -> None:
        while not self._ended.wait(LOOK_SECONDS):
            self._look()

    def _look(self) -> None:
        with self._lock:
            registered = dict(self._registered)
        seen = _inodes(self.folders.waiting())
        filed = [*self.folders.archived(), *self.folders.failed(), *self.folders.withdrawn()]
        seen |= _inodes(filed)
        missing = registered.keys() - seen
        lasting = missing & self._suspects
        self._suspects = set(missing)
        self.looks += 1
        if not lasting:
            return
        # one that was dropped twice is unlinked when the same bytes are filed under the same name
        digests = {digest_of(path) for path in filed if path.exists()}
        with self._lock:
            for inode in lasting:
                name, digest = self._registered.get(inode, ("", ""))
                if name and digest in digests:
                    del self._registered[inode]
                elif name:
                    self.nowhere[name] = self.looks


def _inodes(paths: list[Path]) -> set[int]:
    found = set()
    for path in paths:
        try:
            found.add(path.stat().st_ino)
        except FileNotFoundError:
            continue
    return found
