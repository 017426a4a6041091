"""One order's way: read from the inbox, process, index in one bulk, file under archive/ or failed/.

A file leaves the inbox last, when the index and the ledger have it. Whatever dies before that, the order comes back
and is done again: ids and revisions make the second time change nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import structlog

from worker import __version__
from worker.document import identifiers
from worker.errors import InternalError, PermanentError, StorageUnavailableError, TransientError
from worker.home.files import Signature, open_source
from worker.home.filing import Filing, printable, sidecars_of
from worker.indexing import Entry, Failure
from worker.ingestion.pipeline import with_notices
from worker.job import Outcome
from worker.parsing.identity.sidecar import MAX_SIDECAR_BYTES, parse_sidecar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from worker.home.files import Source
    from worker.indexing import Archive, Settled, Versions
    from worker.ingestion.pipeline import Parsed, Pipeline, Processed
    from worker.job import Job

log = structlog.get_logger(__name__)

NANOSECONDS = 1_000_000_000
ENRICHED_TOGETHER = 20  # files of an order: more save nothing, and the arrays they are worked on in grow with them


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one order.

    Attributes:
        error: Why it failed.
        seconds: From the drop (the file's last change in the inbox) until its articles were searchable; None unless
            they were indexed now.
    """

    order: Job
    outcome: Outcome
    issue_id: str = ""
    articles: int = 0
    error: PermanentError | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was read and parsed."""

    order: Job
    source: Source
    parsed: Parsed


@dataclass(frozen=True, slots=True)
class Ready:
    """A file read and processed, with the state it was read in and the time it was dropped (ns since the epoch).

    ``data`` is kept until the file is filed: somebody may take it away meanwhile, and what the index has the archive
    has too.
    """

    order: Job
    data: bytes
    signature: Signature
    processed: Processed
    archived: str
    dropped_ns: int


@dataclass
class Batch:
    """The orders of one message, sorted by what became of them.

    ``attempts`` says, by digest, how often each was given to a worker, this time included.
    """

    attempts: Mapping[str, int] = field(default_factory=dict)
    results: list[Result] = field(default_factory=list)
    again: list[tuple[Job, TransientError]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ingestion:
    """Does orders.

    Attributes:
        versions: Stamped on every document and ledger entry.
        clock: Returns the time now, with its zone.
        inbox_id: Goes into the ledger: which home keeps the original.
    """

    pipeline: Pipeline
    filing: Filing
    archive: Archive
    versions: Versions
    clock: Callable[[], dt.datetime]
    inbox_id: str = ""

    def ingest(
        self, orders: Sequence[Job], *, refresh: bool = True, attempts: Mapping[str, int] | None = None
    ) -> Batch:
        """Do the orders; one file's failure never fails its neighbours.

        Args:
            orders: Some hundred at most: they are held in memory and indexed in one bulk.
            refresh: Make the articles searchable before returning.
            attempts: How often each digest was given to a worker, this time included; 1 where it says nothing.

        Returns:
            A result for each order, or the order again with the transient error it met.

        Raises:
            ConfigurationError: The index is not set up, or does not let us write.
        """
        batch = Batch(attempts or {})
        opened: list[Opened] = []
        for order in orders:
            try:
                prepared = self._prepare(order)
            except PermanentError as error:
                self._fail(order, error, batch)
            except TransientError as error:
                batch.again.append((order, error))
            else:
                if isinstance(prepared, Opened):
                    opened.append(prepared)
                else:
                    batch.results.append(prepared)
        ready = self._enrich(opened, batch)
        if ready:
            self._index(ready, batch, refresh=refresh)
        for result in batch.results:
            _log(result)
        return batch

    def refuse(self, order: Job, error: PermanentError, *, attempts: int = 1) -> Result:
        """Quarantine a file unread: it may not be given to a worker again."""
        batch = Batch({order.digest: attempts})
        self._fail(order, error, batch)
        for _, transient in batch.again:
            raise transient
        _log(batch.results[0])
        return batch.results[0]

    def _prepare(self, order: Job) -> Opened | Result:
        if printable(order.path) != order.path:
            raise PermanentError(
                "the name of the file or of its folder is not UTF-8", "Rename it and drop it again.", "bad_name", "read"
            )
        try:
            source = open_source(self.filing.inbox, order.path, self.pipeline.max_bytes)
        except FileNotFoundError:
            return Result(order, Outcome.GONE)
        if identifiers.digest(source.data) != order.digest:
            return Result(order, Outcome.CHANGED)  # it is still being written, or was: the watcher orders it anew
        parsed = self.pipeline.parse(source.data, path=order.path, sidecar=self._sidecar(order.path))
        return Opened(order, source, parsed)

    def _enrich(self, opened: Sequence[Opened], batch: Batch) -> list[Ready]:
        """Enrich the files together; quarantine those that cannot be."""
        ready: list[Ready] = []
        enriched = [
            each
            for first in range(0, len(opened), ENRICHED_TOGETHER)
            for each in self.pipeline.enrich([one.parsed for one in opened[first : first + ENRICHED_TOGETHER]])
        ]
        for one, processed in zip(opened, enriched, strict=True):
            order, source = one.order, one.source
            if isinstance(processed, PermanentError):
                self._fail(order, processed, batch, source.signature)
                continue
            date = processed.issue.identity.date or self.clock().date()
            archived = self.filing.archived_name(order.path, order.digest, date)
            ready.append(Ready(order, source.data, source.signature, processed, archived, source.changed_ns))
        return ready

    def _sidecar(self, path: str) -> dict[str, str]:
        for candidate in sidecars_of(self.filing.inbox / path):
            relative = candidate.relative_to(self.filing.inbox).as_posix()
            try:
                return parse_sidecar(open_source(self.filing.inbox, relative, MAX_SIDECAR_BYTES).data)
            except FileNotFoundError:
                continue
        return {}

    def _index(self, ready: Sequence[Ready], batch: Batch, *, refresh: bool) -> None:
        entries = [
            replace(
                entry_of(one.order, one.archived, one.processed, self.inbox_id),
                attempts=batch.attempts.get(one.order.digest, 1),
            )
            for one in ready
        ]
        try:
            settled = self.archive.replace(entries, self.versions, refresh=refresh)
        except TransientError as error:
            batch.again.extend((one.order, error) for one in ready)
            return
        for one, done in zip(ready, settled, strict=True):
            if isinstance(done.error, PermanentError):
                self._fail(one.order, done.error, batch, one.signature)
            elif done.error is not None:
                batch.again.append((one.order, done.error))
            else:
                try:
                    batch.results.append(self._file(one, done, batch))
                except OSError as error:
                    batch.again.append((one.order, _no_storage(error)))

    def _file(self, one: Ready, done: Settled, batch: Batch) -> Result:
        order, processed, outcome = one.order, one.processed, done.outcome
        now = self.clock()
        indexed_at = done.indexed_at or now
        self.filing.note(
            one.archived,
            {
                "archived": one.archived,
                "path": order.path,
                "digest": order.digest,
                "revision": order.revision,
                "issue": processed.unit_id,
                "outcome": str(outcome),
                "articles": done.articles,
                "attempts": batch.attempts.get(order.digest, 1),
                "at": indexed_at.isoformat(timespec="milliseconds"),
            },
        )
        try:
            filed = self.filing.to_archive(order.path, one.archived, order.digest, one.signature)
        except FileNotFoundError:
            # taken away, or filed by another delivery of the same order, after we read it
            self.filing.keep(one.archived, order.digest, one.data)
        else:
            if not filed:
                self.filing.keep(one.archived, order.digest, one.data)
                outcome = Outcome.CHANGED
        seconds = None
        if outcome is Outcome.INDEXED:
            seconds = max(0.0, now.timestamp() - one.dropped_ns / NANOSECONDS)
        return Result(order, outcome, processed.unit_id, len(processed.issue.articles), seconds=seconds)

    def _fail(self, order: Job, error: PermanentError, batch: Batch, signature: Signature | None = None) -> None:
        now = self.clock()
        name = printable(order.path)
        attempts = batch.attempts.get(order.digest, 1)
        failure = Failure(replace(order, path=name), error, archived_as=name, attempts=attempts, inbox_id=self.inbox_id)
        try:
            self.archive.record_failures([failure], self.versions, at=now, refresh=True)
        except TransientError as transient:
            batch.again.append((order, transient))
            return
        report = {
            "file": name,
            "reason": error.reason,
            "advice": error.advice,
            "code": error.code,
            "stage": error.stage,
            "attempts": attempts,
            "digest": order.digest,
            "revision": order.revision,
            "failed_at": now.isoformat(timespec="milliseconds"),
            "versions": {"baoku": __version__, **self.versions.as_json()},
        }
        try:
            stored = self.filing.to_failed(order.path, order.digest, signature, report)
        except FileNotFoundError:
            batch.results.append(Result(order, Outcome.GONE))
            return
        except OSError as os_error:
            batch.again.append((order, _no_storage(os_error)))
            return
        outcome = Outcome.FAILED if stored else Outcome.CHANGED
        batch.results.append(Result(order, outcome, error=error))


def entry_of(order: Job, archived: str, processed: Processed, inbox_id: str = "") -> Entry:
    """Return what the index takes of a processed file that stands, or will stand, at ``archived``."""
    issue = with_notices(processed.issue)
    return Entry(order, processed.unit_id, issue, processed.enrichments, archived, inbox_id=inbox_id)


def _no_storage(error: OSError) -> StorageUnavailableError:
    return StorageUnavailableError(
        f"A file cannot be moved out of the inbox: {error.strerror or error}.",
        "Look whether the disk is full or read-only; it is tried again.",
    )


def _log(result: Result) -> None:
    values = {"file": printable(result.order.path), "issue_id": result.issue_id, "articles": result.articles}
    if result.error is None:
        log.info(str(result.outcome), action=f"file_{result.outcome}", **values)
    else:
        cause = result.error.__cause__ if isinstance(result.error, InternalError) else None
        log.warning(result.error.reason, action="file_failed", code=result.error.code, exc_info=cause, **values)
