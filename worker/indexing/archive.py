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
from typing import TYPE_CHECKING, Any

import elasticsearch

from worker.document import identifiers
from worker.errors import EngineUnavailableError, HeldError, RejectedDocumentError
from worker.indexing import bulk, ledger, similar, standing
from worker.indexing.client import failures_named, is_alive
from worker.indexing.documents import (
    article_documents,
    failure_entry,
    held_entry,
    ledger_entry,
    timestamp,
    whole_milliseconds,
)
from worker.indexing.loss import loss_of
from worker.indexing.replacement import competes, judge, rounds, vanished, without_followers
from worker.indexing.writing import Write, write_articles
from worker.job import LIVE, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from elasticsearch import Elasticsearch

    from worker.indexing.bulk import Action
    from worker.indexing.definitions import Versions
    from worker.indexing.documents import Document, Entry, Failure
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
        outcome: See ``worker.job.Outcome``; ``failed`` or ``held`` with an ``error``.
        articles: Number of articles that the index has of the unit.
        indexed_at: When the ledger says they were accepted; None when nothing was written.
        same_as: Id of the unit that has the same content, for a duplicate.
        error: A ``RejectedDocumentError`` (quarantine it; the index is as it was before), a ``HeldError`` (a person
            decides; likewise) or an ``EngineUnavailableError`` (give the same job again).
        replaced: What stood in its place or under another identity, and does no more: unit_id, digest, archived_as,
            revision, articles, headlines.
    """

    job: Job
    unit_id: str
    outcome: Outcome
    articles: int = 0
    indexed_at: dt.datetime | None = None
    same_as: str = ""
    error: RejectedDocumentError | HeldError | EngineUnavailableError | None = None
    replaced: tuple[Mapping[str, Any], ...] = ()


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
        for number, part in enumerate(rounds(entries)):
            waiting = part
            if number:
                self.refresh()  # where the same bytes stand under another identity is found by a search
            for _ in range(_MAX_RACES):
                done = self._settle(waiting, versions, force=force, refresh=refresh)
                settled.update(done)
                waiting = [entry for entry in waiting if id(entry) not in done]
                if not waiting:
                    break
                self.refresh()
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

    def find_dropped(self, sidecar: str, inbox_id: str = "") -> tuple[LedgerEntry, ...]:
        """Return the entries of the file that a sidecar speaks of, the latest first; see ``ledger.find_dropped``."""
        return ledger.find_dropped(self.client, self.issues, sidecar, inbox_id)

    def taken_since(self, paths: Iterable[str], since: float, inbox_id: str = "") -> dict[str, LedgerEntry]:
        """Return the last entry of each of these dropped paths that was written since a moment (epoch seconds)."""
        return ledger.taken_since(self.client, self.issues, paths, since, inbox_id)

    def conflicts(self, most: int = 1000) -> tuple[LedgerEntry, ...]:
        """Return the units whose name and masthead contradict each other, the latest first."""
        return ledger.with_outcome(self.client, self.issues, Outcome.CONFLICT, most)

    def held(self, most: int = 1000) -> tuple[LedgerEntry, ...]:
        """Return the units that wait for a person's decision, the latest first."""
        return ledger.with_outcome(self.client, self.issues, Outcome.HELD, most)

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

    def withdraw(self, identifiers_: Iterable[str], revision: int, *, at: dt.datetime | None = None) -> tuple[str, ...]:
        """Take units out of the index; their ledger entries stay and say so. Return those that were in it.

        Args:
            identifiers_: Of units.
            revision: Of the decision: what was dropped before it does not come back.
            at: When it was decided; now by default.

        Raises:
            EngineUnavailableError: The server is away; the same may be asked again.
            ConfigurationError: An alias is missing, or the user lacks a right.
        """
        gone: list[str] = []
        sources = ledger.sources(self.client, self.issues, identifiers_)
        for identifier, (source, stored) in sources.items():
            if stored.outcome == Outcome.HELD:
                self._carry_out([bulk.Action("delete", self.issues, identifier)])
                gone.append(identifier)
            if not stored.is_live or stored.revision > revision:
                continue
            entry = {
                **{name: value for name, value in source.items() if name not in _OF_ARTICLES},
                "outcome": str(Outcome.WITHDRAWN),
                "articles": 0,
                "revision": revision,
                "indexed_at": timestamp(whole_milliseconds(at or self.clock())),
            }
            self._carry_out([bulk.deletion(self.articles, article, revision) for article in stored.article_ids])
            self._carry_out([ledger.entry_action(self.issues, identifier, entry, stored)])
            gone.append(identifier)
        self.refresh()
        return tuple(gone)

    def _settle(
        self, entries: Sequence[Entry], versions: Versions, *, force: bool, refresh: bool
    ) -> dict[int, Settled]:
        """Do one round; return what is settled, by identity of the entry. The others lost a race, or follow one."""
        moment = self.clock()
        there = standing.look(self.client, self.articles, self.issues, entries)
        verdicts = {id(entry): self._judge(entry, there, versions, force=force) for entry in entries}
        entries = without_followers(entries, [verdicts[id(entry)] for entry in entries])
        settled = {
            id(entry): _unwritten(entry, verdicts[id(entry)], moment)
            for entry in entries
            if not verdicts[id(entry)].write
        }
        self._record_held(entries, settled, versions, moment)
        self._clear_superseded(entries, verdicts, there)
        writes = [
            self._prepare(entry, verdicts[id(entry)], there, versions, moment)
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
        settled.update(self._write_ledger(accepted, versions, moment, refresh=refresh))
        done = [entry for entry in entries if id(entry) in settled and settled[id(entry)].outcome in LIVE]
        self._vacate([left for entry in done for left in verdicts[id(entry)].leaves], refresh=refresh)
        self._forget_waiting([entry for entry in entries if id(entry) in settled], settled, there)
        return settled

    def _judge(self, entry: Entry, there: Standing, versions: Versions, *, force: bool) -> Verdict:
        stored = there.stored.get(entry.unit_id)
        loss = None
        if stored is not None and competes(entry, stored) and not entry.settled:
            loss = loss_of(standing.documents_of(self.client, self.articles, stored).values(), entry.issue)
        twins = there.twins.get(entry.job.digest, ())
        return judge(entry, stored, twins, versions=versions, force=force, loss=loss)

    def _prepare(
        self, entry: Entry, verdict: Verdict, there: Standing, versions: Versions, moment: dt.datetime
    ) -> Write:
        documents = article_documents(
            entry.issue,
            entry.enrichments,
            unit_id=entry.unit_id,
            job=entry.job,
            ingested_at=entry.indexed_at or moment,
            versions=versions,
            content=entry.content,
        )
        by_id = {document["id"]: document for document in documents}
        stored = verdict.stored
        before = standing.documents_of(self.client, self.articles, stored) if stored is not None else {}
        replaced = []
        if stored is not None and verdict.outcome is not Outcome.INDEXED and stored.is_live:
            replaced.append(_described(stored, before))
        replaced += [
            _described(left, standing.documents_of(self.client, self.articles, left)) for left in verdict.leaves
        ]
        return Write(
            entry,
            stored,
            by_id,
            vanished(by_id, stored, there.strays.get(entry.unit_id, ())),
            before,
            verdict.outcome,
            tuple(replaced),
        )

    def _record_held(
        self, entries: Sequence[Entry], settled: Mapping[int, Settled], versions: Versions, moment: dt.datetime
    ) -> None:
        """Enter what waits for a person's decision."""
        self._carry_out(
            [
                bulk.Action(
                    "index",
                    self.issues,
                    ledger.held_id(entry.content_digest),
                    held_entry(entry, error, held_at=moment, versions=versions),
                )
                for entry in entries
                if id(entry) in settled and isinstance(error := settled[id(entry)].error, HeldError)
            ],
            refresh=True,
        )

    def _vacate(self, left: Sequence[Stored], *, refresh: bool) -> None:
        """Take out units whose bytes stand under another identity now; what is newer there stays."""
        articles = [
            bulk.deletion(self.articles, article, stored.revision) for stored in left for article in stored.article_ids
        ]
        self._carry_out(articles, refresh=refresh)
        claims = [ledger.entry_action(self.issues, stored.unit_id, None, stored) for stored in left]
        self._carry_out(claims, refresh=refresh)

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

    def _write_ledger(
        self, writes: Sequence[Write], versions: Versions, moment: dt.datetime, *, refresh: bool
    ) -> dict[int, Settled]:
        """Claim the units; return those that nobody else claimed meanwhile."""
        actions = [
            ledger.entry_action(
                self.issues,
                write.entry.unit_id,
                ledger_entry(
                    write.entry,
                    list(write.documents),
                    indexed_at=moment,
                    versions=versions,
                    outcome=write.outcome,
                    replaced=write.replaced,
                ),
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
                    entry.job,
                    entry.unit_id,
                    write.outcome,
                    len(write.documents),
                    entry.indexed_at or moment,
                    replaced=write.replaced,
                )
        return settled

    def _forget_waiting(self, entries: Sequence[Entry], settled: dict[int, Settled], there: Standing) -> None:
        """Delete the entries of contents that failed or were held, and are indexed now."""
        found = []
        for entry in entries:
            outcome = settled[id(entry)].outcome
            if outcome in _SUCCESSES:
                found.append(ledger.failure_id(entry.job.digest))
            if outcome in LIVE or (outcome is Outcome.DUPLICATE and entry.decision is not None):
                found.append(ledger.held_id(entry.content_digest))
        self._carry_out([bulk.Action("delete", self.issues, waiting) for waiting in found if waiting in there.stored])

    def _carry_out(self, actions: Sequence[Action], *, refresh: bool = False) -> None:
        for result in bulk.send(self.client, actions, refresh=refresh):
            error = result.error()
            if error is not None:
                raise error


_SUCCESSES = LIVE | {Outcome.DUPLICATE}
_OF_ARTICLES = frozenset({"article_ids", "replaced", "seconds_to_searchable"})


def _unwritten(entry: Entry, verdict: Verdict, moment: dt.datetime) -> Settled:
    if verdict.outcome is Outcome.HELD:
        error = HeldError(
            f"{verdict.reason}.",
            "If it is right: `baoku accept NAME`. If it is another issue: `baoku identify NAME` with its paper, date "
            "and page.",
        )
        return Settled(entry.job, entry.unit_id, Outcome.HELD, indexed_at=entry.indexed_at or moment, error=error)
    stored = verdict.stored
    articles = len(stored.article_ids) if stored is not None else 0
    replaced = stored.replaced if stored is not None and verdict.outcome in LIVE else ()
    return Settled(entry.job, entry.unit_id, verdict.outcome, articles, same_as=verdict.same_as, replaced=replaced)


def _described(stored: Stored, documents: Mapping[str, Document]) -> dict[str, Any]:
    """Return what is told of a unit that is replaced, or stands under another identity now."""
    return {
        "unit_id": stored.unit_id,
        "digest": stored.digest,
        "archived_as": stored.archived_as,
        "revision": stored.revision,
        "articles": len(stored.article_ids),
        "headlines": [documents[one].get("headline", "") for one in stored.article_ids if one in documents],
    }


def _failed(entry: Entry, error: RejectedDocumentError | EngineUnavailableError) -> Settled:
    return Settled(entry.job, entry.unit_id, Outcome.FAILED, error=error)


def _disclaiming(alias: str, written: Written) -> list[Action]:
    """Return the deletion of the ledger's claim to articles that a rejected correction replaced beyond repair.

    That takes an interruption in the midst of an earlier replacement as well: then nothing is left to put back.
    """
    write = written.write
    stored = write.stored
    if stored is None or not stored.is_live or write.before or not isinstance(written.error, RejectedDocumentError):
        return []
    return [ledger.entry_action(alias, write.entry.unit_id, None, stored)]
