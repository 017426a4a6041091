"""One pass over the inbox, fast enough for 100,000 files: ``scandir`` and one ``stat`` a file."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from worker.messages import message
from worker.watching.filter import EVERY_INBOX, NameFilter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WENT = frozenset({errno.ENOENT, errno.ENOTDIR})
MAX_DEPTH = 64  # deeper than any archive; a bind mount onto itself would go on for ever


@dataclass(frozen=True, slots=True)
class State:
    """What tells one state of a file from another. ``ctime_ns`` cannot be set back, unlike ``mtime_ns``."""

    inode: int
    size: int
    mtime_ns: int
    ctime_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> State:
        """Return the state that ``status`` tells."""
        return cls(status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)

    def same_content(self, other: State) -> bool:
        """Tell whether nothing was written in between (a link or a rename changes only ``ctime_ns``)."""
        return (self.inode, self.size, self.mtime_ns) == (other.inode, other.size, other.mtime_ns)


def state_of(path: Path) -> State | None:
    """Return the state of a regular file; None when it is gone, or a link, folder, pipe or device."""
    try:
        status = path.lstat()
    except (OSError, ValueError):  # ValueError: a NUL in the path
        return None
    return State.of(status) if stat.S_ISREG(status.st_mode) else None


@dataclass(slots=True)
class Aside:
    """What a scan met besides issue files. Paths are relative to the inbox.

    Attributes:
        sidecars: Companion files with their states.
        unread: Folders that could not be listed, with the reason: what is in them is not known.
        never: What is no issue file and will never be taken, with the reason.
        empty: Folders with nothing in them, and when they were last changed (seconds since the epoch).
    """

    sidecars: dict[str, State] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)
    never: dict[str, str] = field(default_factory=dict)
    empty: dict[str, float] = field(default_factory=dict)


def scan(
    root: Path, below: str = "", aside: Aside | None = None, names: NameFilter = EVERY_INBOX
) -> Iterator[tuple[str, State]]:
    """Yield each issue file below ``root`` with its state: path relative to ``root``, with ``/``.

    Links are not followed. A file or folder that goes away meanwhile is passed over: the next scan tells.

    Args:
        root: The inbox.
        below: Scan only this folder, relative to ``root``.
        aside: Takes what is met besides issue files.
        names: Tells issue files from the rest.

    Raises:
        OSError: ``root`` itself cannot be read.
    """
    aside = aside if aside is not None else Aside()
    if below and not _is_entered(root, below, names):
        return
    # An empty name stands for the root itself, whose failure is the caller's to hear of.
    folders = [(below, 0)]
    while folders:
        name, depth = folders.pop()
        prefix = f"{name}/" if name else ""
        entries = _entries(root, name, aside)
        if not entries and name and name not in aside.unread:
            _note_empty(root, name, aside)
        for entry in entries:
            relative = prefix + entry.name
            if _is_folder(entry):
                if depth == MAX_DEPTH:
                    aside.unread[relative] = message(f"more than {MAX_DEPTH} folders deep")
                elif not names.is_ignored_folder(relative):
                    folders.append((relative, depth + 1))
            elif (state := _sorted(entry, relative, names, aside)) is not None:
                yield relative, state


def _sorted(entry: os.DirEntry[str], relative: str, names: NameFilter, aside: Aside) -> State | None:
    """Return the state of an issue file; note with ``aside`` what is none."""
    if names.takes(relative):
        state = _state_in(entry)
        if state is None and (what := _other_kind(entry)):
            aside.never[relative] = what
        return state
    if names.is_sidecar_name(relative):
        if (state := _state_in(entry)) is not None:
            aside.sidecars[relative] = state
    elif why := names.why_not(relative):
        aside.never[relative] = why
    return None


def _entries(root: Path, name: str, aside: Aside) -> list[os.DirEntry[str]]:
    """Return what is in a folder; read whole, so that a tree of any shape takes one descriptor at a time."""
    try:
        with os.scandir(os.path.join(root, name)) as listing:  # noqa: PTH118 - Path costs a third of the scan
            return list(listing)
    except OSError as error:
        if not name:
            raise
        if error.errno not in _WENT:
            aside.unread[name] = error.strerror or str(error)
        return []


def _note_empty(root: Path, name: str, aside: Aside) -> None:
    try:
        aside.empty[name] = os.stat(os.path.join(root, name)).st_mtime  # noqa: PTH116, PTH118 - text, as above
    except OSError:
        return  # it went


def _other_kind(entry: os.DirEntry[str]) -> str:
    """Return what an entry is that is no regular file; empty when it went."""
    try:
        mode = entry.stat(follow_symlinks=False).st_mode
    except OSError:
        return ""
    kinds = ((stat.S_ISLNK, message("a symbolic link")), (stat.S_ISFIFO, "a FIFO"), (stat.S_ISSOCK, "a socket"))
    what = next((words for matches, words in kinds if matches(mode)), "a device")
    return message(f"it is {what}: only regular files are taken")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _state_in(entry: os.DirEntry[str]) -> State | None:
    """Return the state of a regular file; None when it is none, or went between the listing and the look."""
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    return State.of(status) if stat.S_ISREG(status.st_mode) else None


def _is_entered(root: Path, below: str, names: NameFilter) -> bool:
    """Tell whether ``below`` is a folder, not reached through a link, that a scan of the whole would enter."""
    parts = below.split("/")
    if any(names.is_ignored_folder("/".join(parts[: count + 1])) for count in range(len(parts))):
        return False
    place = root / below
    try:
        return place.is_dir() and place.resolve() == root.resolve() / below
    except OSError:
        return False
