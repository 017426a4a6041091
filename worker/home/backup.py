"""A copy of everything that cannot be made anew, and of no secret: originals, manifests, reports, saved searches.

The index is not copied: ``baoku reindex`` makes it from the archive. A backup is a plain folder of the same layout with
a list of digests beside it, so that any tool can check, copy or read it; running it again copies what is new.

Safe while ingestion goes on. A file moves from inbox/ to failed/ or archive/, and the folders are copied in that order:
whatever was there when the backup began is met in one of them. Only ``baoku retry`` moves the other way; therefore all
three are gone through again until nothing new is found. A manifest's line is written before its file is moved, so
manifests are copied last. Saved searches are a database that is written meanwhile: SQLite itself copies it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import sqlite3
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from worker.errors import ConfigurationError, UnstableFileError
from worker.home import checksums
from worker.home.copying import copy_whole, digest_of, files_below, same_state
from worker.home.moving import write_atomically
from worker.home.names import MANIFEST
from worker.home.originals import notes
from worker.home.writers import is_being_written
from worker.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FOLDERS = ("inbox", "failed", "withdrawn", "reports", "archive")
SEARCHES = "state/web.sqlite3"  # the saved searches; all else in state/ is secret or made anew
_LEFT_AGAIN = ("inbox", "failed", "withdrawn", "reports")  # folders whose files go elsewhere in time
MOST_ROUNDS = 5  # each finds only what was dropped or given back during the one before
_LOCK = ".backup.lock"


@dataclass(slots=True)
class BackupReport:
    """What a backup came to.

    Attributes:
        digests: Of every file in it, by path below it.
        copied: Paths copied this time; the others were there from an earlier one.
        left_out: Path and reason of what is not in it.
        damaged: Archived files whose content is no longer what the manifest says; they are in the backup as they are.
    """

    digests: dict[str, str] = field(default_factory=dict)
    copied: list[str] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)


def back_up(home: Path, target: Path, told: Callable[[str], None] = lambda _: None) -> BackupReport:
    """Bring the backup in ``target`` up to date; killed at any point it can be run again.

    Args:
        home: Holds inbox/, archive/ and failed/.
        target: A folder outside of these; made when it is not there.
        told: Called with each path that was copied.

    Raises:
        ConfigurationError: The folders overlap, or another backup to the same folder is under way.
        OSError: ``target`` cannot be written.
    """
    _check_apart(home, target)
    target.mkdir(parents=True, exist_ok=True)
    with _alone_in(target):
        known = _known(target)
        report = BackupReport()
        for _ in range(MOST_ROUNDS):
            if not _round(home, target, known, report, told):
                break
        for manifest in sorted(home.glob(f"archive/*/*/{MANIFEST}")):
            path = manifest.relative_to(home).as_posix()
            report.digests[path] = copy_whole(manifest, target / path, grows=True)
        _remove_what_moved(home, target, report)
        if (home / SEARCHES).is_file():
            report.digests[SEARCHES] = _copy_database(home / SEARCHES, target / SEARCHES)
        expected = {
            f"archive/{note['archived']}": note["digest"] for note in notes(target / "archive") if note.get("digest")
        }
        report.damaged = sorted(path for path, digest in report.digests.items() if expected.get(path, digest) != digest)
        os.sync()  # the files, before the list that vouches for them
        write_atomically(target / checksums.NAME, checksums.written(report.digests))
    return report


def _check_apart(home: Path, target: Path) -> None:
    place = target.resolve()
    for folder in (*(home / name for name in FOLDERS), home / "state", home):
        if place != home.resolve() and place.is_relative_to(folder.resolve()):
            raise ConfigurationError(f"{target} lies in {folder}: give a folder outside of the home")
    if home.resolve().is_relative_to(place):
        raise ConfigurationError(f"{target} holds the home itself: give a folder outside of it")


@contextlib.contextmanager
def _alone_in(target: Path) -> Iterator[None]:
    with (target / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ConfigurationError(f"another backup to {target} is under way") from None
        yield


def _known(target: Path) -> dict[str, str]:
    """Return what the list of an earlier backup says; a damaged one is as good as none: the copies are read anew."""
    with contextlib.suppress(FileNotFoundError, ConfigurationError):
        return checksums.read((target / checksums.NAME).read_bytes())
    return {}


def _round(home: Path, target: Path, known: dict[str, str], report: BackupReport, told: Callable[[str], None]) -> bool:
    """Go through the folders once; return whether anything was new, or is to be tried again."""
    again = False
    for folder in FOLDERS:
        for below, regular in files_below(home / folder):
            path = f"{folder}/{below}"
            source, copy = home / path, target / path
            if below.rpartition("/")[2] == MANIFEST or (path in report.digests and same_state(source, copy)):
                continue
            if not regular:
                if os.path.lexists(source):
                    report.left_out[path] = message("no regular file")
                else:
                    again = True  # it went on to another folder while this one was read
                continue
            report.left_out.pop(path, None)
            try:
                if same_state(source, copy):
                    report.digests[path] = known.get(path) or digest_of(copy)
                elif folder == "inbox" and is_being_written(source):
                    raise UnstableFileError(f"{path} is being written.")  # noqa: TRY301 - told like any other below
                else:
                    report.digests[path] = copy_whole(source, copy)
                    report.copied.append(path)
                    told(path)
            except FileNotFoundError:
                pass  # it went on to the next folder
            except (UnstableFileError, PermissionError) as error:
                report.left_out[path] = str(error)
            again = True
    return again


def _copy_database(source: Path, copy: Path) -> str:
    """Copy an SQLite database as it is between two of its transactions; return the copy's digest."""
    copy.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=copy.parent, prefix=".copying-") as folder:
        whole = Path(folder) / copy.name
        with (
            contextlib.closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as live,
            contextlib.closing(sqlite3.connect(whole)) as written,
        ):
            live.backup(written)
        whole.chmod(0o600)
        whole.replace(copy)
    return digest_of(copy)


def _remove_what_moved(home: Path, target: Path, report: BackupReport) -> None:
    """Take out of the backup's folders what has gone on from the home's.

    Restored, it would be ingested anew and take the place of what came after it. What left only a moment ago and was
    not met elsewhere stays.
    """
    met = {path: digest for path, digest in report.digests.items() if (home / path).exists()}
    elsewhere = set(met.values())
    for folder in _LEFT_AGAIN:
        for below, _ in list(files_below(target / folder)):
            path = f"{folder}/{below}"
            if path in met or (path in report.digests and report.digests[path] not in elsewhere):
                continue
            (target / path).unlink()
            report.digests.pop(path, None)


@dataclass(slots=True)
class RestoreReport:
    """What a restore came to: files put in place now, files that were there already, and what could not be restored."""

    restored: int = 0
    there: int = 0
    damaged: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def restore(source: Path, home: Path, told: Callable[[str], None] = lambda _: None) -> RestoreReport:
    """Put a backup's files into an empty home; killed at any point it can be run again.

    Every file is checked against the list on the way; one that is not what the list says is not put in place. The
    archive comes first and the inbox last, since a watcher may be running: sidecars before the files they speak of.

    Args:
        source: A finished backup.
        home: Its inbox/, archive/ and failed/ hold nothing that is not in the backup.
        told: Called with each path that was put in place.

    Raises:
        ConfigurationError: ``source`` is no finished backup, or the home holds other files.
        OSError: The home cannot be written.
    """
    try:
        digests = checksums.read((source / checksums.NAME).read_bytes())
    except OSError as error:
        raise ConfigurationError(
            f"{source} is no finished backup ({checksums.NAME}: {error.strerror}): "
            "name a folder that `baoku backup` wrote"
        ) from None
    _check_known(digests)
    _check_empty(home, digests)
    report = RestoreReport()
    for folder in FOLDERS:
        (home / folder).mkdir(parents=True, exist_ok=True)
    (home / SEARCHES).parent.mkdir(mode=0o700, exist_ok=True)
    for path in sorted(digests, key=_order):
        target = home / path
        if target.exists():
            report.there += 1
            continue
        try:
            copy_whole(source / path, target, expected=digests[path])
        except FileNotFoundError:
            report.missing.append(path)
        except UnstableFileError:
            report.damaged.append(path)
            if path.endswith(f"/{MANIFEST}"):
                # A backup was interrupted after it had copied this and before it wrote the list. Each of its lines
                # speaks for itself, and without it the order in which files came would be lost.
                copy_whole(source / path, target)
        else:
            report.restored += 1
            told(path)
    return report


def _order(path: str) -> tuple[int, bool, str]:
    folder = path.split("/", 1)[0]
    rank = -FOLDERS.index(folder) if folder in FOLDERS else -len(FOLDERS)
    return rank, not path.endswith(".yml"), path


def _check_known(digests: dict[str, str]) -> None:
    strange = next((path for path in digests if path != SEARCHES and path.split("/", 1)[0] not in FOLDERS), None)
    if strange is not None:
        raise ConfigurationError(f"{checksums.NAME}: {strange!r} is in none of {', '.join(FOLDERS)}")


def _check_empty(home: Path, digests: dict[str, str]) -> None:
    """Let only what an interrupted restore left be there."""
    for folder in FOLDERS:
        for below, _ in files_below(home / folder):
            path = f"{folder}/{below}"
            try:
                ours = digest_of(home / path)
            except OSError:
                ours = ""
            if not ours or digests.get(path) != ours:
                raise ConfigurationError(f"{home} is not empty: {path} is not in the backup, or another file there")
