"""Puts files away: under archive/ with a line in the manifest, or under failed/ with a report."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from worker import __version__
from worker.errors import PermanentError, StorageUnavailableError, TransientError
from worker.home.names import printable
from worker.indexing import Failure
from worker.ingestion.results import Batch, Result
from worker.job import LIVE, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.home.files import Signature
    from worker.home.filing import Filing
    from worker.indexing import Archive, Versions
    from worker.ingestion.hand import InHand
    from worker.ingestion.opening import Opening
    from worker.job import Job

NANOSECONDS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class PuttingAway:
    """Puts files away; see ``Ingestion`` for what it is given."""

    opening: Opening
    filing: Filing
    archive: Archive
    versions: Versions
    clock: Callable[[], dt.datetime]
    inbox_id: str = ""

    def finish(self, file: InHand, batch: Batch) -> None:
        """Put a file away whose units were taken, or are to be tried again."""
        job = (file.half or file).job
        if file.again is not None:
            batch.again.append((job, file.again))
            return
        failure = file.failure
        if failure is not None:
            self.fail(job, failure, batch, file.source.signature)
            return
        try:
            batch.results.append(self._file(file, batch))
        except OSError as error:
            batch.again.append((job, _no_storage(error)))

    def _file(self, file: InHand, batch: Batch) -> Result:
        job, outcome = file.job, file.outcome
        now = self.clock()
        self.note(file, batch)
        if file.half is not None:
            self.filing.keep(file.archived, job.digest, file.source)
            self._file_half(file.half, file, batch)
            return Result(file.half.job, outcome, file.first, file.articles, units=dict(file.outcomes))
        try:
            as_read = self.opening.sidecar_or_none(job.path) == file.sidecar
            filed = self.filing.to_archive(job.path, file.archived, job.digest, file.source.signature, sidecar=as_read)
        except FileNotFoundError:
            # taken away, or filed by another attempt of the same job, after we read it
            self.filing.keep(file.archived, job.digest, file.source)
        else:
            if not filed:
                self.filing.keep(file.archived, job.digest, file.source)
                outcome = Outcome.CHANGED
        seconds = None
        if outcome in LIVE:
            seconds = max(0.0, now.timestamp() - file.source.changed_ns / NANOSECONDS)
        return Result(job, outcome, file.first, file.articles, seconds=seconds, units=dict(file.outcomes))

    def _file_half(self, half: InHand, whole: InHand, batch: Batch) -> None:
        """File a half beside the whole that holds it; its line keeps it out of an index that is built anew."""
        month = PurePosixPath(whole.archived).parts[:2]
        date = dt.date(int(month[0]), int(month[1]), 1)
        half.archived = self.filing.archived_name(half.job.path, half.job.digest, date)
        half.outcomes[Outcome.CONTINUED] += 1
        half.first = whole.first
        self.note(half, batch)
        with contextlib.suppress(FileNotFoundError):  # taken away: the whole has it
            self.filing.to_archive(half.job.path, half.archived, half.job.digest, half.source.signature)

    def note(self, file: InHand, batch: Batch) -> None:
        """Write a file's line in the manifest, and the report of the parts that it lacks in the index."""
        attempts = file.attempts or batch.attempts.get(file.job.digest, 1)
        at = (file.indexed_at or self.clock()).isoformat(timespec="milliseconds")
        self.filing.note(file.archived, {**file.as_note, "attempts": attempts, "at": at})
        if file.only:
            self.filing.resolve_parts(file.job.path, file.only)
            return
        parts = (
            self._report(file.job, file.rejected[0].error, batch, self.clock()) | _parts(file)
            if file.rejected
            else None
        )
        self.filing.report_parts(file.job.path, parts)

    def fail(self, job: Job, error: PermanentError, batch: Batch, signature: Signature | None = None) -> None:
        """Enter a failure in the ledger, move the file to failed/, and note with the batch what came of that."""
        now = self.clock()
        name = printable(job.path)
        attempts = batch.attempts.get(job.digest, 1)
        failure = Failure(replace(job, path=name), error, archived_as=name, attempts=attempts, inbox_id=self.inbox_id)
        try:
            self.archive.record_failures([failure], self.versions, at=now, refresh=True)
        except TransientError as transient:
            batch.again.append((job, transient))
            return
        try:
            stored = self.filing.to_failed(job.path, job.digest, signature, self._report(job, error, batch, now))
        except FileNotFoundError:
            batch.results.append(Result(job, Outcome.GONE))
            return
        except OSError as os_error:
            batch.again.append((job, _no_storage(os_error)))
            return
        outcome = Outcome.FAILED if stored else Outcome.CHANGED
        batch.results.append(Result(job, outcome, error=error))

    def _report(self, job: Job, error: PermanentError, batch: Batch, at: dt.datetime) -> dict[str, object]:
        """Return what stands beside a file in failed/; ``at`` is the ledger's time, which a rebuild has from here."""
        return {
            "file": printable(job.path),
            "reason": error.reason,
            "advice": error.advice,
            "code": error.code,
            "stage": error.stage,
            "attempts": batch.attempts.get(job.digest, 1),
            "digest": job.digest,
            "revision": job.revision,
            "failed_at": at.isoformat(timespec="milliseconds"),
            "versions": {"baoku": __version__, **self.versions.as_json()},
        }


def _parts(file: InHand) -> dict[str, object]:
    """Return what the report of a file says whose other parts were taken."""
    parts = [
        {
            "key": part.key,
            "reason": part.error.reason,
            "advice": part.error.advice.replace("NAME", file.held.get(part.key, "NAME")),
            "code": part.error.code,
            "unit": file.held.get(part.key, ""),
        }
        for part in file.rejected
    ]
    return {"archived": file.archived, "rejected": file.refused, "parts": parts}


def _no_storage(error: OSError) -> StorageUnavailableError:
    return StorageUnavailableError(
        f"A file cannot be moved out of the inbox: {error.strerror or error}.",
        "Look whether the disk is full or read-only; it is tried again.",
    )
