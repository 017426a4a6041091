"""The archive in Elasticsearch: whole issues in, replaced as a whole, and the ledger that says so.

How a batch is written. (1) Read the ledger, which is exact at any moment, and decide (``replacement``). (2) Write all
articles and delete those that vanished, each with the job's revision as its external version. (3) Write the ledger
entries, each on condition that nobody else wrote it since (1): who loses begins again at (1), and finds the winner
newer or older than himself. Whatever dies in between, the same job again repairs it: before (3) nothing is claimed.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import elasticsearch

from worker.document import identifiers
from worker.errors import EngineUnavailableError, RejectedDocumentError
from worker.indexing import bulk, ledger, similar, standing
from worker.indexing.client import failures_named, is_alive
from worker.indexing.documents import article_documents, failure_entry, ledger_entry
from worker.indexing.replacement import judge, rounds, vanished
from worker.indexing.writing import Write, write_articles
from worker.job import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from elasticsearch import Elasticsearch

    from worker.indexing.bulk import Action
    from worker.indexing.definitions import Versions
    from worker.indexing.documents import Entry, Failure
    from worker.indexing.ledger import LatestIssue, LedgerCounts, LedgerEntry, Stored
    from worker.indexing.replacement import Verdict
    from worker.indexing.standing import Standing
    from worker.indexing.writing import Written
    from worker.job import Job

_PROBE = "health"  # the id of a document that never is
_MAX_RACES = 5  # each race lost means that somebody else got through


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one entry.

    Attributes:
        outcome: ``indexed``, ``duplicate`` or ``superseded``; ``failed`` with an ``error``.
        articles: Number of articles that the index has of the issue.
        indexed_at: When the ledger says they were accepted; None when nothing was written.
        same_as: Id of the issue that has the same content, for a duplicate.
        error: A ``RejectedDocumentError`` (quarantine it; the index is as it was before) or an
            ``EngineUnavailableError`` (give the same job again).
    """

    job: Job
    unit_id: str
    outcome: Outcome
    articles: int = 0
    indexed_at: dt.datetime | None = None
    same_as: str = ""
    error: RejectedDocumentError | EngineUnavailableError | None = None


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class Archive:
    """The two aliases of one archive.

    Attributes:
        client: Elasticsearch, connected in this process.
        articles: Alias of the articles.
        issues: Alias of the ledger.
        clock: For ``ingested_at`` and ``indexed_at``.
    """

    client: Elasticsearch
    articles: str
    issues: str
    clock: Callable[[], dt.datetime] = _now

    def replace(
        self, entries: Sequence[Entry], versions: Versions, *, force: bool = False, refresh: bool = False
    ) -> list[Settled]:
        """Make the index hold exactly the articles of each entry for its issue; return what became of each, in order.

        Args:
            entries: Issues ready for the index.
            versions: What they were made with.
            force: Write what the index has already, made from the same content with the same versions.
            refresh: Make it visible to searches before returning; else that takes up to ten seconds.

        Raises:
            EngineUnavailableError: The server is away; the ledger claims nothing: give the same jobs again.
            ConfigurationError: An alias is missing, or the user lacks a right.
        """
        settled: dict[int, Settled] = {}
        for part in rounds(entries):
            waiting = part
            for _ in range(_MAX_RACES):
                done = self._settle(waiting, versions, force=force, refresh=refresh)
                settled.update(done)
                waiting = [entry for entry in waiting if id(entry) not in done]
                if not waiting:
                    break
            error = EngineUnavailableError("Several workers write the same issue.", "It is tried again.")
            settled.update((id(entry), _failed(entry, error)) for entry in waiting)
        return [settled[id(entry)] for entry in entries]

    def record_failures(
        self, failures: Sequence[Failure], versions: Versions, *, at: dt.datetime | None = None, refresh: bool = False
    ) -> None:
        """Enter files that cannot be indexed: one entry for each content, however often it fails.

        Args:
            failures: The files with their reasons.
            versions: What they were tried with.
            at: When they failed; now by default.
            refresh: Make it visible to searches before returning.

        Raises:
            EngineUnavailableError: The server is away or refuses for now.
            ConfigurationError: An alias is missing, or the user lacks a right.
        """
        moment = at or self.clock()
        actions = [
            bulk.Action(
                "index",
                self.issues,
                ledger.failure_id(failure.job.digest),
                failure_entry(failure, failed_at=moment, versions=versions),
            )
            for failure in failures
        ]
        for result in bulk.send(self.client, actions, refresh=refresh):
            error = result.error()
            if error is not None:
                raise error

    def look_up(self, identifiers: Iterable[str]) -> dict[str, Stored]:
        """Return the ledger entries of these issues, as they stand this moment."""
        return ledger.look_up(self.client, self.issues, identifiers)

    def counts(self) -> LedgerCounts:
        """Count articles, issues, outcomes and failures, as searches see them."""
        return ledger.counts(self.client, self.articles, self.issues)

    def latest(self, number: int) -> tuple[LatestIssue, ...]:
        """Return the ``number`` entries written last, newest first."""
        return ledger.latest(self.client, self.issues, number)

    def forget_failures(self, digests: Iterable[str]) -> None:
        """Delete the entries of contents that are given another try: should they fail again, they are entered anew.

        Raises:
            EngineUnavailableError: The server is away or refuses for now.
            ConfigurationError: An alias is missing, or the user lacks a right.
        """
        identifiers_ = sorted({ledger.failure_id(digest) for digest in digests})
        self._carry_out([bulk.Action("delete", self.issues, identifier) for identifier in identifiers_])

    def find(self, names: Iterable[str], *, digest: str = "", digests: Iterable[str] = ()) -> tuple[LedgerEntry, ...]:
        """Return the ledger's entries that names or digests lead to, newest first; see ``ledger.find``."""
        return ledger.find(self.client, self.issues, names=names, digest=digest, digests=digests)

    def refresh(self) -> None:
        """Make all that was written visible to searches."""
        with failures_named():
            self.client.indices.refresh(index=[self.articles, self.issues])

    def check_writable(self) -> None:
        """See whether both indices take writes, by one to each that changes nothing: its condition cannot hold.

        A read-only index, a full disk's block and a missing alias refuse it before the condition is looked at.

        Raises:
            EngineUnavailableError: The server is away, or refuses writes for now.
            ConfigurationError: An alias is missing, or the user lacks a right.
        """
        for alias in (self.articles, self.issues):
            with failures_named(), contextlib.suppress(elasticsearch.ConflictError):
                self.client.index(
                    index=alias, id=_PROBE, document={}, if_seq_no=2**62, if_primary_term=1, require_alias=True
                )

    def is_alive(self) -> bool:
        """Tell whether the server answers and can serve its data."""
        return is_alive(self.client)

    def _settle(
        self, entries: Sequence[Entry], versions: Versions, *, force: bool, refresh: bool
    ) -> dict[int, Settled]:
        """Do one round; return what is settled, by identity of the entry. The others lost a race."""
        there = standing.look(self.client, self.articles, self.issues, entries, force=force)
        verdicts = {
            id(entry): judge(
                entry,
                there.stored.get(entry.unit_id),
                None if entry.is_part else there.twins.get(entry.job.digest),
                versions=versions,
                force=force,
            )
            for entry in entries
        }
        settled = {
            id(entry): _unwritten(entry, verdicts[id(entry)]) for entry in entries if not verdicts[id(entry)].write
        }
        self._clear_superseded(entries, verdicts, there)
        writes = [
            self._prepare(entry, verdicts[id(entry)].stored, there, versions)
            for entry in entries
            if verdicts[id(entry)].write
        ]
        similar.link(self.client, self.articles, (doc for write in writes for doc in write.documents.values()))
        accepted: list[Write] = []
        for written in write_articles(self.client, self.articles, writes, refresh=refresh):
            entry = written.write.entry
            if written.error is not None:
                settled[id(entry)] = _failed(entry, written.error)
                self._carry_out(_disclaiming(self.issues, written))
            elif written.overtaken:
                settled[id(entry)] = Settled(entry.job, entry.unit_id, Outcome.SUPERSEDED)
            else:
                accepted.append(written.write)
        settled.update(self._write_ledger(accepted, versions, refresh=refresh))
        self._forget_failures([entry for entry in entries if id(entry) in settled], settled, there)
        return settled

    def _prepare(self, entry: Entry, stored: Stored | None, there: Standing, versions: Versions) -> Write:
        documents = article_documents(
            entry.issue,
            entry.enrichments,
            unit_id=entry.unit_id,
            job=entry.job,
            ingested_at=self.clock(),
            versions=versions,
            content=entry.content,
        )
        by_id = {document["id"]: document for document in documents}
        return Write(
            entry,
            stored,
            by_id,
            vanished(by_id, stored, there.strays.get(entry.unit_id, ())),
            standing.documents_of(self.client, self.articles, stored) if stored is not None else {},
        )

    def _clear_superseded(self, entries: Sequence[Entry], verdicts: dict[int, Verdict], there: Standing) -> None:
        """Delete what superseded jobs may have written, long ago or in a lost race, beside the winner's articles."""
        actions: list[Action] = []
        for entry in entries:
            verdict = verdicts[id(entry)]
            if verdict.outcome is Outcome.SUPERSEDED and verdict.stored is not None:
                own = (identifiers.article_id(entry.unit_id, article.ordinal) for article in entry.issue.articles)
                suspects = {*own, *there.strays.get(entry.unit_id, ())}
                actions += [
                    bulk.deletion(self.articles, identifier, verdict.stored.revision)
                    for identifier in sorted(suspects.difference(verdict.stored.article_ids))
                ]
        self._carry_out(actions)

    def _write_ledger(self, writes: Sequence[Write], versions: Versions, *, refresh: bool) -> dict[int, Settled]:
        """Claim the issues; return those that nobody else claimed meanwhile."""
        moment = self.clock()
        actions = [
            ledger.entry_action(
                self.issues,
                write.entry.unit_id,
                ledger_entry(write.entry, list(write.documents), indexed_at=moment, versions=versions),
                write.stored,
            )
            for write in writes
        ]
        settled = {}
        for write, result in zip(writes, bulk.send(self.client, actions, refresh=refresh), strict=True):
            entry, error = write.entry, result.error()
            if isinstance(error, EngineUnavailableError | RejectedDocumentError):
                settled[id(entry)] = _failed(entry, error)
                self._carry_out(write.undoing(self.articles) if isinstance(error, RejectedDocumentError) else [])
            elif error is not None:
                raise error
            elif not result.conflict:
                settled[id(entry)] = Settled(
                    entry.job, entry.unit_id, Outcome.INDEXED, len(write.documents), entry.indexed_at or moment
                )
        return settled

    def _forget_failures(self, entries: Sequence[Entry], settled: dict[int, Settled], there: Standing) -> None:
        """Delete the failures of contents that are indexed now."""
        identifiers_ = [
            ledger.failure_id(entry.job.digest) for entry in entries if settled[id(entry)].outcome in _SUCCESSES
        ]
        self._carry_out(
            [
                bulk.Action("delete", self.issues, identifier)
                for identifier in identifiers_
                if identifier in there.stored
            ]
        )

    def _carry_out(self, actions: Sequence[Action]) -> None:
        for result in bulk.send(self.client, actions):
            error = result.error()
            if error is not None:
                raise error


_SUCCESSES = frozenset({Outcome.INDEXED, Outcome.DUPLICATE})


def _unwritten(entry: Entry, verdict: Verdict) -> Settled:
    articles = len(verdict.stored.article_ids) if verdict.stored is not None else 0
    return Settled(entry.job, entry.unit_id, verdict.outcome, articles, same_as=verdict.same_as)


def _failed(entry: Entry, error: RejectedDocumentError | EngineUnavailableError) -> Settled:
    return Settled(entry.job, entry.unit_id, Outcome.FAILED, error=error)


def _disclaiming(alias: str, written: Written) -> list[Action]:
    """Return the deletion of the ledger's claim to articles that a rejected correction replaced beyond repair.

    That takes an interruption in the midst of an earlier replacement as well: then nothing is left to put back.
    """
    write = written.write
    if write.stored is None or write.before or not isinstance(written.error, RejectedDocumentError):
        return []
    return [ledger.entry_action(alias, write.entry.unit_id, None, write.stored)]
