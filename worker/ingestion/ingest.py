"""One job's way: read from the inbox, process, index in bulks, file under archive/ or failed/.

A file leaves the inbox last, when the index and the ledger have all of its units. Whatever dies before that, the job
comes back and is done again: ids and revisions make the second time change nothing.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import math
import posixpath
import time
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import structlog

from worker import __version__
from worker.document import identifiers
from worker.errors import InternalError, PermanentError, StorageUnavailableError, TransientError, UnfinishedError
from worker.home.files import Signature, names_in, open_source
from worker.home.names import SIDECAR_SUFFIXES, printable, sidecars_of
from worker.home.originals import MAX_STREAM_BYTES
from worker.indexing import Entry, Failure, Settled
from worker.ingestion.continuation import LONGEST_PAUSE_SECONDS, continues
from worker.ingestion.hand import InHand
from worker.ingestion.page_images import has_pages, keep_images
from worker.ingestion.pipeline import with_notices
from worker.job import LIVE, Outcome
from worker.parsing.identity.sidecar import MAX_SIDECAR_BYTES, parse_sidecar
from worker.readers.base import Rejected
from worker.readers.base import Source as ReaderSource

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from worker.home.files import Source
    from worker.home.filing import Filing
    from worker.indexing import Archive, LedgerEntry, Versions
    from worker.ingestion.pipeline import Parsed, Pipeline, Processed
    from worker.job import Decision, Job

log = structlog.get_logger(__name__)

NANOSECONDS = 1_000_000_000
ENRICHED_TOGETHER = 20  # units: more save nothing, and the arrays they are worked on in grow with them
_WORTH_A_LOOK = frozenset({Outcome.CONFLICT, Outcome.HELD})
LOT_UNITS = 100  # units indexed in one bulk, and all of a large file that is held at a time


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one job.

    Attributes:
        outcome: Of the file: the sum of its units.
        issue_id: Of its first unit.
        units: How many of its units came to what.
        error: Why it failed.
        seconds: From the drop (the file's last change in the inbox) until its articles were searchable; None unless
            they were indexed now.
    """

    job: Job
    outcome: Outcome
    issue_id: str = ""
    articles: int = 0
    error: PermanentError | None = None
    seconds: float | None = None
    units: Mapping[Outcome, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ready:
    """A unit ready for the index, and the file it is of."""

    file: InHand
    processed: Processed


@dataclass
class Batch:
    """The jobs of one message, sorted by what became of them.

    ``attempts`` says, by digest, how often each was given to a worker, this time included.
    """

    attempts: Mapping[str, int] = field(default_factory=dict)
    results: list[Result] = field(default_factory=list)
    again: list[tuple[Job, TransientError]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ingestion:
    """Does jobs.

    Attributes:
        versions: Stamped on every document and ledger entry.
        clock: Returns the time now, with its zone.
        inbox_id: Goes into the ledger: which home keeps the original.
        page_images: Images of pages are kept beside the archive.
        most_seconds: A file of many units is put off after so long, and goes on where it stopped.
    """

    pipeline: Pipeline
    filing: Filing
    archive: Archive
    versions: Versions
    clock: Callable[[], dt.datetime]
    inbox_id: str = ""
    page_images: bool = False
    most_seconds: float = math.inf

    def ingest(self, jobs: Sequence[Job], *, refresh: bool = True, attempts: Mapping[str, int] | None = None) -> Batch:
        """Do the jobs; one file's failure never fails its neighbours, nor one unit's the others of its file.

        Args:
            jobs: Some hundred at most: their files are held in memory, and indexed together.
            refresh: Make the articles searchable before returning.
            attempts: How often each digest was given to a worker, this time included; 1 where it says nothing.

        Returns:
            A result for each job, or the job again with the transient error it met.

        Raises:
            ConfigurationError: The index is not set up, or does not let us write.
        """
        batch = Batch(attempts or {})
        with contextlib.ExitStack() as hands:
            self._ingest(jobs, batch, hands, refresh=refresh)
        return batch

    def _ingest(self, jobs: Sequence[Job], batch: Batch, hands: contextlib.ExitStack, *, refresh: bool) -> None:
        files = [file for job in jobs if (file := self._opened(job, batch)) is not None]
        for file in files:
            hands.callback(file.close)
        try:
            files = self._put_together(files)
        except TransientError as error:
            batch.again += [(file.job, error) for file in files]
            return
        self._take_all(files, batch, refresh=refresh)
        told = {(file.half or file).job: file for file in files}
        for file in files:
            self._finish(file, batch)
        if self.page_images:
            self._draw(files, batch)
        for result in batch.results:
            _log(result, told.get(result.job))

    def take_up(
        self,
        archived: str,
        source: Source,
        job: Job,
        sidecar: Mapping[str, str],
        *,
        decision: Decision | None = None,
        only: Collection[str] = (),
    ) -> Result:
        """Ingest a file of the archive again: a person stated or decided something about it.

        Args:
            archived: Where it stands below archive/, and stays.
            source: Its bytes.
            job: With the revision of the decision.
            sidecar: What is stated of it now.
            decision: Stands in the manifest, and holds when the index is built anew; None: it is judged as ever.
            only: Ids of the units that are meant; empty for all.

        Raises:
            PermanentError: It cannot be read, or not indexed.
            TransientError: An engine is away: to be decided again.
        """
        batch = Batch()
        read = reader_source(job.path, source, self._sibling(self.filing.archive, archived))
        units = self.pipeline.parse_all(read, job.digest, sidecar=sidecar)
        file = InHand(job, source, sidecar, units, archived=archived, decision=decision, only=frozenset(only))
        with contextlib.closing(file):
            self._take_all([file], batch, refresh=True)
        error = file.again or file.failure
        if error is not None:
            raise error
        self._note(file, batch)
        result = Result(job, file.outcome, file.first, file.articles, units=dict(file.outcomes))
        _log(result, file)
        return result

    def _draw(self, files: Sequence[InHand], batch: Batch) -> None:
        """Keep images of the pages of what was archived."""
        live = {result.job.digest for result in batch.results if result.outcome in LIVE}
        for file in files:
            if file.job.digest in live and has_pages(file.job.path):
                keep_images(self.filing.archive, file.archived, file.source.data)

    def refuse(self, job: Job, error: PermanentError, *, attempts: int = 1) -> Result:
        """Quarantine a file unread: it may not be given to a worker again."""
        batch = Batch({job.digest: attempts})
        self._fail(job, error, batch)
        for _, transient in batch.again:
            raise transient
        _log(batch.results[0])
        return batch.results[0]

    # --- reading ----------------------------------------------------------------------------------------------------

    def _opened(self, job: Job, batch: Batch) -> InHand | None:
        """Open a job's file; None when its result is settled by that."""
        try:
            _check_name(job.path)
            if job.path.lower().endswith(SIDECAR_SUFFIXES):
                batch.results += self._late_sidecar(job)
                return None
            source = open_source(
                self.filing.inbox, job.path, self.pipeline.most_bytes(job.path), max_stream_bytes=MAX_STREAM_BYTES
            )
            if source.digest() != job.digest:
                source.close()
                # it is still being written, or was: the watcher gives a new job for it
                batch.results.append(Result(job, Outcome.CHANGED))
                return None
            sidecar = self._sidecar(job.path)
        except FileNotFoundError:
            batch.results.append(Result(job, Outcome.GONE))
        except PermanentError as error:
            self._fail(job, error, batch)
        except TransientError as error:
            batch.again.append((job, error))
        else:
            read = reader_source(job.path, source, self._sibling(self.filing.inbox, job.path))
            return InHand(job, source, sidecar, self.pipeline.parse_all(read, job.digest, sidecar=sidecar))
        return None

    def _late_sidecar(self, job: Job) -> list[Result]:
        """Take a sidecar whose file is in the archive already: what it states decides about the file anew.

        Raises:
            PermanentError: It cannot be understood.
            TransientError: The ledger cannot be asked.
            FileNotFoundError: It went away.
        """
        said = open_source(self.filing.inbox, job.path, MAX_SIDECAR_BYTES)
        if identifiers.digest(said.data) != job.digest:
            return [Result(job, Outcome.CHANGED)]
        sidecar = parse_sidecar(said.data)
        places = {entry.archived_as: entry for entry in reversed(self.archive.find_dropped(job.path, self.inbox_id))}
        results: list[Result] = []
        for archived, entry in places.items():
            source = open_source(
                self.filing.archive, archived, self.pipeline.most_bytes(archived), max_stream_bytes=MAX_STREAM_BYTES
            )
            if source.digest() != entry.digest:
                source.close()
                continue  # somebody put another file in its place
            again = replace(job, path=entry.path, digest=entry.digest)
            result = self.take_up(archived, source, again, sidecar)
            results.append(replace(result, job=job))
        if not results:
            return [Result(job, Outcome.EARLY)]
        self.filing.place_sidecar(self.filing.inbox / job.path, self.filing.archive / next(iter(places)))
        return results[:1]

    def _sidecar(self, path: str) -> dict[str, str]:
        for candidate in sidecars_of(self.filing.inbox / path):
            relative = candidate.relative_to(self.filing.inbox).as_posix()
            try:
                return parse_sidecar(open_source(self.filing.inbox, relative, MAX_SIDECAR_BYTES).data)
            except FileNotFoundError:
                continue
        return {}

    def _sibling(self, root: Path, path: str) -> Callable[[str], bytes | None]:
        """Return what reads another file by its name relative to that of ``path``, see ``readers.base.Source``.

        One that was taken before lies in the archive, under the month of its issue.
        """
        folder = path.rpartition("/")[0]

        def read(name: str) -> bytes | None:
            wanted = posixpath.normpath(posixpath.join(folder, name))
            if wanted == ".." or wanted.startswith(("../", "/")):
                return None
            places = (root, *self.filing.months()) if root == self.filing.inbox else (root,)
            if name.endswith("/"):
                return b"".join(names_in(base / wanted) for base in places)
            for base in places:
                with contextlib.suppress(FileNotFoundError, PermanentError):
                    return open_source(base, wanted, self.pipeline.max_bytes).data
            return None

        return read

    def _put_together(self, files: Sequence[InHand]) -> list[InHand]:
        """Return the files; one that continues a file taken a moment ago stands for both."""
        now = self.clock().timestamp()
        written = {file.job.path: file.source.signature.mtime_ns / NANOSECONDS for file in files}
        fresh = [path for path, moment in written.items() if now - moment <= 2 * LONGEST_PAUSE_SECONDS]
        before = self.archive.taken_since(fresh, now - 3 * LONGEST_PAUSE_SECONDS, self.inbox_id) if fresh else {}
        return [self._whole(file, entry) if (entry := before.get(file.job.path)) else file for file in files]

    def _whole(self, half: InHand, first: LedgerEntry) -> InHand:
        job = half.job
        if first.digest == job.digest or first.content or half.source.held is not None:
            return half
        try:
            begun = open_source(self.filing.archive, first.archived_as, self.pipeline.max_bytes).data
            pause = half.source.signature.mtime_ns / NANOSECONDS - first.indexed_at.timestamp()
            said = self.pipeline.identity_of(half.source.data)
            texts = [self.pipeline.text_of(data) for data in (begun, half.source.data)]
        except (PermanentError, FileNotFoundError):
            return half
        opens = said.date is not None or bool(said.publication and not self.pipeline.default_publication)
        if not continues(*texts, pause=pause, opens=opens):
            return half
        source = replace(half.source, data=begun + half.source.data)
        whole = replace(job, digest=identifiers.digest(source.data))
        units = self.pipeline.parse_all(ReaderSource(job.path, source.data), whole.digest, sidecar=half.sidecar)
        return InHand(whole, source, half.sidecar, units, half=half)

    # --- indexing ---------------------------------------------------------------------------------------------------

    def _take_all(self, files: Sequence[InHand], batch: Batch, *, refresh: bool) -> None:
        """Take the units of all files, in lots: a large file is never held whole."""
        lot: list[tuple[InHand, Parsed]] = []
        began = time.monotonic()
        for file in files:
            for unit in _units(file):
                lot.append((file, unit))
                if len(lot) == LOT_UNITS:
                    worked = self._take(lot, batch, refresh=refresh)
                    lot.clear()
                    if worked and time.monotonic() - began > self.most_seconds:
                        file.again = UnfinishedError("It goes on where it stopped.")
        self._take(lot, batch, refresh=refresh)

    def _take(self, lot: Sequence[tuple[InHand, Parsed]], batch: Batch, *, refresh: bool) -> bool:
        """Enrich and index units together, and note with each file what became of its own.

        Returns:
            Whether there was anything new among them.
        """
        lot = self._without_known(lot)
        ready: list[Ready] = []
        for first in range(0, len(lot), ENRICHED_TOGETHER):
            part = lot[first : first + ENRICHED_TOGETHER]
            for (file, unit), processed in zip(part, self.pipeline.enrich([unit for _, unit in part]), strict=True):
                if isinstance(processed, PermanentError):
                    file.reject(Rejected(unit.key, processed))
                    continue
                file.archived = file.archived or self._place(file, processed)
                ready.append(Ready(file, processed))
        if not ready:
            return False
        entries = [
            replace(
                entry_of(one.file.job, one.file.archived, one.processed, self.inbox_id),
                attempts=batch.attempts.get(one.file.job.digest, 1),
                decision=one.file.decision,
            )
            for one in ready
        ]
        try:
            settled = self.archive.replace(entries, self.versions, refresh=refresh)
        except TransientError as error:
            for one in ready:
                one.file.again = error
            return True
        for one, done in zip(ready, settled, strict=True):
            one.file.settle(one.processed, done)
        return True

    def _without_known(self, lot: Sequence[tuple[InHand, Parsed]]) -> list[tuple[InHand, Parsed]]:
        """Settle units of large files that the index has as they are, before they are worked on; return the others.

        Of a file that goes on where it stopped, and of a longer export, that is most.
        """
        parts = [unit.unit_id for file, unit in lot if unit.content != unit.digest and file.decision is None]
        if not parts:
            return list(lot)
        try:
            known = self.archive.look_up(parts)
        except TransientError as error:
            for file, _ in lot:
                file.again = error
            return []
        made_with = tuple(sorted(self.versions.as_json().items()))
        rest: list[tuple[InHand, Parsed]] = []
        for file, unit in lot:
            there = known.get(unit.unit_id)
            same = there is not None and (there.is_live, there.content, there.versions) == (
                True,
                unit.content,
                made_with,
            )
            if there is None or not same or file.decision is not None:
                rest.append((file, unit))
                continue
            own = (there.digest, there.revision) == (unit.digest, file.job.revision)
            outcome = Outcome(there.outcome) if own else Outcome.DUPLICATE
            file.archived = file.archived or self._place(file, unit)
            file.settle(unit, Settled(file.job, unit.unit_id, outcome, len(there.article_ids)))
        return rest

    def _place(self, file: InHand, first: Parsed | Processed) -> str:
        """Return where a file will stand in the archive: a file of many issues by the day of its job."""
        date = None if first.key else first.issue.identity.date
        if date is None and first.key:  # the same whenever it goes on
            date = dt.datetime.fromtimestamp(file.job.revision / 1000, tz=dt.UTC).date()
        return self.filing.archived_name(file.job.path, file.job.digest, date or self.clock().date())

    # --- filing -----------------------------------------------------------------------------------------------------

    def _finish(self, file: InHand, batch: Batch) -> None:
        job = (file.half or file).job
        if file.again is not None:
            batch.again.append((job, file.again))
            return
        failure = file.failure
        if failure is not None:
            self._fail(job, failure, batch, file.source.signature)
            return
        try:
            batch.results.append(self._file(file, batch))
        except OSError as error:
            batch.again.append((job, _no_storage(error)))

    def _file(self, file: InHand, batch: Batch) -> Result:
        job, outcome = file.job, file.outcome
        now = self.clock()
        self._note(file, batch)
        if file.half is not None:
            self.filing.keep(file.archived, job.digest, file.source)
            self._file_half(file.half, file, batch)
            return Result(file.half.job, outcome, file.first, file.articles, units=dict(file.outcomes))
        try:
            as_read = self._sidecar_or_none(job.path) == file.sidecar
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
        self._note(half, batch)
        with contextlib.suppress(FileNotFoundError):  # taken away: the whole has it
            self.filing.to_archive(half.job.path, half.archived, half.job.digest, half.source.signature)

    def _note(self, file: InHand, batch: Batch) -> None:
        """Write a file's line in the manifest, and the report of the parts that it lacks in the index."""
        attempts = batch.attempts.get(file.job.digest, 1)
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

    def _sidecar_or_none(self, path: str) -> dict[str, str] | None:
        """Return what the sidecar says now; None where it cannot be read."""
        try:
            return self._sidecar(path)
        except (PermanentError, TransientError):
            return None

    def _fail(self, job: Job, error: PermanentError, batch: Batch, signature: Signature | None = None) -> None:
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


def entry_of(job: Job, archived: str, processed: Processed, inbox_id: str = "") -> Entry:
    """Return what the index takes of a unit whose file stands, or will stand, at ``archived``."""
    issue = with_notices(processed.issue)
    return Entry(
        job, processed.unit_id, issue, processed.enrichments, archived, inbox_id=inbox_id, content=processed.content
    )


def reader_source(name: str, source: Source, sibling: Callable[[str], bytes | None]) -> ReaderSource:
    """Return a file as readers take it."""
    if source.held is None:
        return ReaderSource(name, source.data, sibling)
    return ReaderSource(name, sibling=sibling, stream=source.open, stream_bytes=source.signature.size)


def _check_name(path: str) -> None:
    """Raise PermanentError for a name that is no text: neither the index nor reports can hold it."""
    if printable(path) != path:
        raise PermanentError(
            "the name of the file or of its folder is not UTF-8", "Rename it and drop it again.", "bad_name", "read"
        )


def _units(file: InHand) -> Iterator[Parsed]:
    """Yield the units of a file as they are read; what cannot be read is noted with it.

    Two units of one file with the same id stand beside each other: neither is the other's correction.
    """
    try:
        for part in file.units:
            if isinstance(part, Rejected):
                file.reject(part)
                continue
            known = file.seen.setdefault(part.unit_id, part.content)
            unit = part if known == part.content else replace(part, unit_id=f"{part.unit_id}-x{part.content[:8]}")
            if not file.only or unit.unit_id in file.only:
                yield unit
            if file.again is not None:
                return
    except PermanentError as error:
        if file.seen or file.rejected:
            file.reject(Rejected("the rest of the file", error))
        else:
            file.error = error
    except TransientError as error:
        file.again = error


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


def _log(result: Result, file: InHand | None = None) -> None:
    values: dict[str, object] = {
        "file": printable(result.job.path),
        "issue_id": result.issue_id,
        "articles": result.articles,
    }
    if len(result.units) > 1:
        values["units"] = {str(outcome): count for outcome, count in result.units.items()}
    if result.error is not None:
        cause = result.error.__cause__ if isinstance(result.error, InternalError) else None
        log.warning(result.error.reason, action="file_failed", code=result.error.code, exc_info=cause, **values)
        return
    if file is not None:
        for one in file.replaced:
            told = {"unit": one["unit_id"], "archived_as": one["archived_as"], "articles": one["articles"]}
            log.info("superseded", action="unit_superseded", by=printable(result.job.path), **told)
        if file.conflicts:
            values["conflicts"] = file.conflicts
        if file.outcomes[Outcome.HELD]:
            values["reason"] = next(part.error.reason for part in file.rejected if part.error.code == "held")
    tell = log.warning if result.outcome in _WORTH_A_LOOK else log.info
    tell(str(result.outcome), action=f"file_{result.outcome}", **values)
