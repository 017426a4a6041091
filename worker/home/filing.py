"""Where files go when they are done: atomic moves from inbox/ to archive/ or failed/, never over another file.

At every instant a file is in inbox/, archive/ or failed/. The archive keeps the path below the inbox, since folder and
file names say which issue it is: ``archive/2023/10/beibei/2023-10-27/p01.txt``.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import orjson

from worker.home.files import Signature
from worker.home.moving import move_without_replacing, write_atomically
from worker.home.names import MANIFEST, SIDECAR_SUFFIX, beside, parts_report_of, report_of, sidecars_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Mapping

    from worker.home.files import Source

_MISSING = "missing_page"  # code of a part whose file is not there yet


@dataclass(frozen=True, slots=True)
class Filing:
    """Moves files between the folders of one home."""

    inbox: Path
    archive: Path
    failed: Path

    @property
    def home(self) -> Path:
        """The folder that they lie in."""
        return self.archive.parent

    @property
    def withdrawn(self) -> Path:
        """Where the originals are that a person took out."""
        return self.home / "withdrawn"

    def prepare(self) -> None:
        """Create the folders."""
        for folder in (self.inbox, self.archive, self.failed):
            folder.mkdir(parents=True, exist_ok=True)

    def months(self) -> list[Path]:
        """Return the folders of the archive that originals are filed under, the latest month first."""
        return sorted(self.archive.glob("[0-9][0-9][0-9][0-9]/[0-9][0-9]"), reverse=True)

    def archived_name(self, relative: str, digest: str, date: dt.date) -> str:
        """Return where the file will be archived, relative to ``archive/``; the place is not reserved.

        Args:
            relative: Path below the inbox.
            digest: SHA-256 of the content, hex.
            date: The issue's date, else the day of ingestion.
        """
        return self.free_name(str(PurePosixPath(f"{date.year:04d}/{date.month:02d}") / relative), digest)

    def free_name(self, archived: str, digest: str) -> str:
        """Return a place in the archive for a content: the one that is wanted, or one beside another content there."""
        target = self.archive / archived
        return archived if not target.exists() or _has_digest(target, digest) else str(beside(Path(archived), digest))

    def to_archive(
        self, relative: str, archived: str, digest: str, signature: Signature, *, sidecar: bool = True
    ) -> bool:
        """Move a file (and its sidecar) from the inbox to its place in the archive.

        Args:
            relative: Path below the inbox.
            archived: See ``archived_name``.
            digest: SHA-256 of what was read, hex.
            signature: Of the state that was read.
            sidecar: Whether the sidecar that stands beside it is the one that was read; else it stays.

        Returns:
            False when the file changed since it was read: it is left, or put back, in the inbox.
        """
        return self._move(self.inbox / relative, self.archive / archived, digest, signature, sidecar=sidecar)

    def keep(self, archived: str, digest: str, source: Source) -> None:
        """Write a file's bytes to its place in the archive, unless they are there: it left the inbox before its time.

        Args:
            archived: See ``archived_name``.
            digest: Its SHA-256, hex.
            source: The whole of it.
        """
        target = self.archive / archived
        if target.exists() and not _has_digest(target, digest):
            target = beside(target, digest)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            with source.open() as file, tempfile.NamedTemporaryFile(dir=target.parent, prefix=".writing-") as copy:
                shutil.copyfileobj(file, copy)
                copy.flush()
                os.fsync(copy.fileno())
                os.fchmod(copy.fileno(), 0o644)
                os.link(copy.name, target)

    def to_failed(self, relative: str, digest: str, signature: Signature | None, report: Mapping[str, object]) -> str:
        """Move a file to quarantine with its report beside it; the report is written first.

        Returns:
            The path below ``failed/``; empty when the file changed since it was read and stays in the inbox.
        """
        source = self.inbox / relative
        target = self.failed / relative
        if target.exists() and not _has_digest(target, digest):
            target = beside(target, digest)
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_report(report_of(target), report)
        try:
            current = signature if signature is not None else Signature.of(source)
            moved = self._move(source, target, digest, current)
        except FileNotFoundError:
            if not target.exists():
                report_of(target).unlink(missing_ok=True)  # somebody took the file away: there is nothing to report on
            raise
        return str(target.relative_to(self.failed)) if moved else ""

    def report_parts(self, relative: str, report: Mapping[str, object] | None) -> None:
        """Write the report of a file in the archive some of whose parts cannot be read; None: all could.

        It stands in failed/ without the file, see ``home.quarantine``.
        """
        place = parts_report_of(self.failed / relative)
        if report is None:
            place.unlink(missing_ok=True)
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        _write_report(place, report)

    def resolve_parts(self, relative: str, keys: Collection[str]) -> None:
        """Take parts out of a report: a person has decided about them."""
        self._keep_parts(relative, lambda part: part.get("unit") not in keys)

    def no_more_rejected(self, relative: str, keys: Collection[str]) -> None:
        """Take records out of the report of their export: they came mended, in a file of their own."""
        self._keep_parts(relative, lambda part: part.get("key") not in keys)

    def no_more_missing(self, relative: str, name: str) -> None:
        """Take a file that has come out of the report of the one that named it as missing."""
        self._keep_parts(relative, lambda part: (part.get("code"), part.get("key")) != (_MISSING, name))

    def _keep_parts(self, relative: str, keeps: Callable[[Mapping[str, object]], bool]) -> None:
        place = parts_report_of(self.failed / relative)
        try:
            report = orjson.loads(place.read_bytes())
        except (FileNotFoundError, orjson.JSONDecodeError):
            return
        parts = [part for part in report["parts"] if keeps(part)]
        rejected = report["rejected"] - (len(report["parts"]) - len(parts))  # a report names the first thousand
        self.report_parts(relative, {**report, "parts": parts, "rejected": rejected} if parts else None)

    def _move(self, source: Path, target: Path, digest: str, signature: Signature, *, sidecar: bool = True) -> bool:
        self._refuse_links(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            move_without_replacing(source, target)
        except FileExistsError:
            if not _has_digest(target, digest):
                return self._move(source, beside(target, digest), digest, signature, sidecar=sidecar)
            if Signature.of(source) != signature:
                return False
            source.unlink()  # the same bytes are there under the same name
        else:
            if not signature.same_content(Signature.of(target)) and not _has_digest(target, digest):
                # Another file took the name after ours was read: it has not been ingested, so it goes back.
                self.put_back(target, source)
                return False
        for place in sidecars_of(source) if sidecar else ():
            if place.is_file() and not place.is_symlink():
                with contextlib.suppress(FileNotFoundError):
                    self.place_sidecar(place, target)
        return True

    def place_sidecar(self, sidecar: Path, target: Path) -> None:
        """Move a sidecar to its file: what it says is the latest word. An earlier one stays in the manifest."""
        sidecar.replace(target.with_name(target.name + SIDECAR_SUFFIX))

    def _refuse_links(self, source: Path) -> None:
        """Raise FileNotFoundError where a folder on the way is a link: what lies behind it is not ours to move."""
        for folder in source.parents:
            if folder == self.inbox:
                return
            if folder.is_symlink():
                raise FileNotFoundError(errno.ENOENT, "it lies behind a symbolic link", str(source))

    def withdraw(self, archived: str, digest: str) -> str:
        """Move an original (and its sidecar) out of the archive; return where it stands below ``withdrawn``.

        Safe to run again: what is there already is left.

        Raises:
            FileNotFoundError: The archive does not have it.
        """
        away = self.away_name(archived, digest)
        self._carry(self.archive / archived, self.withdrawn / away)
        return away

    def away_name(self, archived: str, digest: str) -> str:
        """Return where an original will stand below ``withdrawn``."""
        target = self.withdrawn / archived
        return archived if not target.exists() or _has_digest(target, digest) else str(beside(Path(archived), digest))

    def bring_back(self, away: str, archived: str) -> None:
        """Move an original (and its sidecar) from ``withdrawn`` back to the archive. Raises FileNotFoundError."""
        self._carry(self.withdrawn / away, self.archive / archived)

    @staticmethod
    def _carry(source: Path, target: Path) -> None:
        if target.exists() and not source.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):  # the same bytes: a run that was broken off
            move_without_replacing(source, target)
        sidecar = source.with_name(source.name + SIDECAR_SUFFIX)
        if sidecar.is_file():
            sidecar.replace(target.with_name(target.name + SIDECAR_SUFFIX))

    def put_back(self, stored: Path, source: Path) -> Path:
        """Return a file to the inbox, beside whatever has its name by now; returns where it stands."""
        source.parent.mkdir(parents=True, exist_ok=True)
        number = 0
        place = source
        while True:
            try:
                move_without_replacing(stored, place)
            except FileExistsError:
                number += 1
                place = source.with_name(f"{source.stem}-{number}{source.suffix}")
            else:
                return place

    def note(self, archived: str, entry: Mapping[str, object]) -> None:
        """Append one line to the month's manifest, from which the archive alone can rebuild the index in order."""
        year, month, *_ = PurePosixPath(archived).parts
        folder = self.archive / year / month
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / MANIFEST, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(descriptor, orjson.dumps(entry, option=orjson.OPT_APPEND_NEWLINE))
        finally:
            os.close(descriptor)


def _has_digest(path: Path, digest: str) -> bool:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == digest


def _write_report(place: Path, report: Mapping[str, object]) -> None:
    write_atomically(place, orjson.dumps(report, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
