"""Quarantine as people work on it: what lies in failed/ and why, and giving a file another try.

Only the folders are read, so this works while every engine is away. A report belongs to the file beside it; a report
without its file (its worker died between writing one and moving the other) says nothing of what lies in failed/.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import orjson

from worker.errors import PermanentError
from worker.home import told
from worker.home.copying import copy_whole
from worker.home.files import Signature
from worker.home.moving import move_without_replacing
from worker.home.names import (
    PARTS_SUFFIX,
    REPORT_SUFFIX,
    SIDECAR_SUFFIX,
    SIDECAR_SUFFIXES,
    parts_report_of,
    printable,
    report_of,
)
from worker.indexing import Failure
from worker.job import Job
from worker.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from worker.home.filing import Filing

UNKNOWN = "unknown"  # the code of a file whose report is missing or damaged


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A file in failed/.

    Attributes:
        stored: Its path below failed/.
        dropped: The path below the inbox that it was dropped under, which says which issue it is; other than ``stored``
            where another content of that name had failed before.
        attempts: How often it was given to a worker; 0 when that is not known.
        digest: SHA-256 of its content, hex; empty when that is not known.
        revision: Milliseconds since the epoch when the watcher found it complete; 0 when that is not known.
        versions: Of baoku, parser, enricher and dictionary when it failed.
        key: Names the part that failed where the rest of the file was taken: a row, a member; else empty.
        archived: Where the file of such a part stands, below archive/.
    """

    stored: str
    dropped: str
    reason: str
    advice: str
    code: str
    stage: str
    failed_at: dt.datetime
    attempts: int = 0
    digest: str = ""
    revision: int = 0
    versions: tuple[tuple[str, str], ...] = ()
    key: str = ""
    archived: str = ""


def failure_of(one: Quarantined, inbox_id: str = "") -> Failure:
    """Return the failure as the ledger takes it: a new ledger learns from the folder what the old one knew."""
    return Failure(
        Job(printable(one.dropped), one.digest, one.revision),
        PermanentError(one.reason, one.advice, one.code, one.stage),
        archived_as=printable(one.dropped),
        attempts=one.attempts,
        inbox_id=inbox_id,
    )


class Retried(StrEnum):
    """What became of an attempt to give a file another try."""

    MOVED = message("moved to the inbox")
    OCCUPIED = message("left: another file waits in the inbox under this name")
    LINKED = message("left: its folder in the inbox is a link")
    GONE = message("no longer in failed/")


def quarantined(failed: Path) -> list[Quarantined]:
    """Return every file in quarantine and every part of one, the last to fail first."""
    found = [_described(failed, stored) for stored in _files(failed)]
    found += [part for report in sorted(failed.rglob(f"*{PARTS_SUFFIX}")) for part in _parts(failed, report)]
    return sorted(found, key=lambda one: (one.failed_at, one.stored), reverse=True)


def _files(failed: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(failed):
        folders.sort()
        for name in names:
            if name.startswith(".") or name.endswith((REPORT_SUFFIX, PARTS_SUFFIX)):
                continue
            # a sidecar goes with its file, unless it failed by itself
            if not name.endswith(SIDECAR_SUFFIXES) or report_of(Path(folder, name)).exists():
                yield os.path.relpath(os.path.join(folder, name), failed)  # noqa: PTH118 - text, as in orders


def _described(failed: Path, stored: str) -> Quarantined:
    place = failed / stored
    try:
        report = orjson.loads(report_of(place).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        report = None
    if not isinstance(report, dict):
        return Quarantined(
            stored,
            stored,
            reason=message("its report is missing or damaged"),
            advice=message("`baoku retry` tries it again, and tells."),
            code=UNKNOWN,
            stage="",
            failed_at=_changed_at(place),
        )
    return _reported(stored, report, report, place)


def _parts(failed: Path, place: Path) -> Iterator[Quarantined]:
    """Yield the parts that a report tells of, whose file is in the archive."""
    try:
        report = orjson.loads(place.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return
    if not isinstance(report, dict) or not isinstance(report.get("parts"), list):
        return
    stored = os.fspath(place.relative_to(failed)).removesuffix(PARTS_SUFFIX)
    for part in report["parts"]:
        if isinstance(part, dict):
            yield _reported(stored, report, part, place)


def _reported(stored: str, report: Mapping[str, object], one: Mapping[str, object], place: Path) -> Quarantined:
    """Read what a report says of the file, and ``one``, the report itself or a part of it, of the failure."""
    return Quarantined(
        stored,
        _dropped(stored, report.get("file")),
        reason=told.text(one, "reason"),
        advice=told.text(one, "advice"),
        code=told.text(one, "code") or UNKNOWN,
        stage=told.text(report, "stage"),
        failed_at=told.moment(report, "failed_at") or _changed_at(place),
        attempts=told.number(report, "attempts"),
        digest=told.text(report, "digest"),
        revision=told.number(report, "revision"),
        versions=_versions(report.get("versions")),
        key=told.text(one, "key"),
        archived=told.text(report, "archived"),
    )


def _versions(value: object) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(each)) for name, each in value.items()) if isinstance(value, dict) else ()


def _changed_at(place: Path) -> dt.datetime:
    try:
        return dt.datetime.fromtimestamp(place.lstat().st_ctime, tz=dt.UTC)
    except OSError:
        return dt.datetime.fromtimestamp(0, tz=dt.UTC)


def _dropped(stored: str, name: object) -> str:
    """Return the name a file was dropped under: what the report tells, where that can be a path below the inbox."""
    if not isinstance(name, str) or not name or "\0" in name or printable(stored) == name:
        return stored  # a name that is no UTF-8 is told in another spelling
    parts = PurePosixPath(name).parts
    return name if not name.startswith("/") and not {".", ".."} & set(parts) else stored


def retry(filing: Filing, one: Quarantined) -> Retried:
    """Move a file from quarantine back to the inbox, with its sidecar, under the name it was dropped under.

    The file moves in one step and never over another: at every instant it is in failed/ or in inbox/. The sidecar goes
    first, since the watcher takes a file as soon as it sees it; the report goes last.
    """
    if one.archived:
        return _retry_parts(filing, one)
    source, target = filing.failed / one.stored, filing.inbox / one.dropped
    report = _Report.held(report_of(source))
    if not os.path.lexists(source):
        return Retried.GONE
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.parent.resolve() != (filing.inbox.resolve() / one.dropped).parent:
        return Retried.LINKED
    if os.path.lexists(target):
        return Retried.OCCUPIED
    sidecar, sidecar_target = (path.with_name(path.name + SIDECAR_SUFFIX) for path in (source, target))
    with contextlib.suppress(FileNotFoundError, FileExistsError):  # a sidecar that waits there is a newer one
        move_without_replacing(sidecar, sidecar_target)
    try:
        move_without_replacing(source, target)
    except (FileExistsError, FileNotFoundError) as error:
        with contextlib.suppress(FileNotFoundError, FileExistsError):
            move_without_replacing(sidecar_target, sidecar)
        return Retried.OCCUPIED if isinstance(error, FileExistsError) else Retried.GONE
    report.discard()
    return Retried.MOVED


def _retry_parts(filing: Filing, one: Quarantined) -> Retried:
    """Copy a file from the archive, where it stays, to the inbox: what failed of it is tried again with the rest."""
    source, target = filing.archive / one.archived, filing.inbox / one.dropped
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.parent.resolve() != (filing.inbox.resolve() / one.dropped).parent:
        return Retried.LINKED
    aside = target.with_name(f".{os.getpid()}.retried")
    try:
        copy_whole(source, aside)
    except FileNotFoundError:
        return Retried.GONE
    try:
        move_without_replacing(aside, target)
    except FileExistsError:
        aside.unlink()
        return Retried.OCCUPIED
    parts_report_of(filing.failed / one.stored).unlink(missing_ok=True)
    return Retried.MOVED


@dataclass(frozen=True, slots=True)
class _Report:
    """A report as it was before its file was moved: by the time we are done the file may have failed anew."""

    path: Path
    signature: Signature | None

    @classmethod
    def held(cls, path: Path) -> _Report:
        try:
            return cls(path, Signature.of(path))
        except FileNotFoundError:
            return cls(path, None)

    def discard(self) -> None:
        """Remove it, and no other that has its name by now."""
        if self.signature is None:
            return
        aside = self.path.with_name(f".{os.getpid()}.retried")
        try:
            self.path.rename(aside)
        except FileNotFoundError:
            return
        if Signature.of(aside) != self.signature:
            with contextlib.suppress(FileExistsError):  # a newer one still
                move_without_replacing(aside, self.path)
                return
        aside.unlink()
