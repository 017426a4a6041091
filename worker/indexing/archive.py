"""The archive in Elasticsearch: whole issues in, replaced as a whole, and the ledger that says so."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import elasticsearch

from worker.indexing import bulk, ledger, ledger_searches, setup, withdrawing
from worker.indexing.bulk import carry_out
from worker.indexing.client import failures_named, is_alive, make_visible
from worker.indexing.ledger_documents import failure_entry
from worker.indexing.settling import Settling
from worker.job import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from elasticsearch import Elasticsearch

    from worker.indexing.definitions import Versions
    from worker.indexing.entries import Entry, Failure
    from worker.indexing.ledger_entries import LatestIssue, LedgerCounts, LedgerEntry, Stored
    from worker.indexing.settled import Settled

_PROBE = "health"  # the id of a document that never is


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
        self,
        entries: Sequence[Entry],
        versions: Versions,
        *,
        force: bool = False,
        refresh: bool = False,
        as_told: bool = False,
    ) -> list[Settled]:
        """Make the index hold exactly the articles of each entry for its issue; return what became of each, in order.

        Args:
            entries: Issues ready for the index.
            versions: What they were made with.
            force: Write what the index has already, made from the same content with the same versions.
            refresh: Make it visible to searches before returning; else that takes up to ten seconds.
            as_told: The entries are a history, and are done in its order.

        Raises:
            EngineUnavailableError: The server is away; the ledger claims nothing: give the same jobs again.
            ConfigurationError: An alias is missing, or the user lacks a right.
        """
        writing = Settling(
            self.client, self.articles, self.issues, versions, self.clock, force=force, refresh=refresh, as_told=as_told
        )
        return writing.settle(entries)

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
        carry_out(self.client, actions, refresh=refresh)

    def look_up(self, identifiers: Iterable[str]) -> dict[str, Stored]:
        """Return the ledger entries of these issues, as they stand this moment."""
        return ledger.look_up(self.client, self.issues, identifiers)

    def counts(self) -> LedgerCounts:
        """Count articles, issues, outcomes and failures, as searches see them."""
        return ledger_searches.counts(self.client, self.articles, self.issues)

    def latest(self, number: int) -> tuple[LatestIssue, ...]:
        """Return the ``number`` entries written last, newest first."""
        return ledger_searches.latest(self.client, self.issues, number)

    def forget_failures(self, digests: Iterable[str]) -> None:
        """Delete the entries of contents that are given another try: should they fail again, they are entered anew.

        Raises:
            EngineUnavailableError: The server is away or refuses for now.
            ConfigurationError: An alias is missing, or the user lacks a right.
        """
        identifiers_ = sorted({ledger.failure_id(digest) for digest in digests})
        carry_out(self.client, [bulk.Action("delete", self.issues, identifier) for identifier in identifiers_])

    def find(self, names: Iterable[str], *, digest: str = "", digests: Iterable[str] = ()) -> tuple[LedgerEntry, ...]:
        """Return the ledger's entries that names or digests lead to, newest first; see ``ledger_searches.find``."""
        return ledger_searches.find(self.client, self.issues, names=names, digest=digest, digests=digests)

    def find_dropped(self, sidecar: str, inbox_id: str = "") -> tuple[LedgerEntry, ...]:
        """Return the entries of the file that a sidecar speaks of, latest first; see ``ledger_searches``."""
        return ledger_searches.find_dropped(self.client, self.issues, sidecar, inbox_id)

    def taken_since(self, paths: Iterable[str], since: float, inbox_id: str = "") -> dict[str, LedgerEntry]:
        """Return the last entry of each of these dropped paths that was written since a moment (epoch seconds)."""
        return ledger_searches.taken_since(self.client, self.issues, paths, since, inbox_id)

    def conflicts(self, most: int = 1000) -> tuple[LedgerEntry, ...]:
        """Return the units whose name and masthead contradict each other, the latest first."""
        return ledger_searches.with_outcome(self.client, self.issues, Outcome.CONFLICT, most)

    def held(self, most: int = 1000) -> tuple[LedgerEntry, ...]:
        """Return the units that wait for a person's decision, the latest first."""
        return ledger_searches.with_outcome(self.client, self.issues, Outcome.HELD, most)

    def refresh(self) -> None:
        """Make all that was written visible to searches."""
        make_visible(self.client, self.articles, self.issues)

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

    def rebuild_due(self) -> tuple[str, ...]:
        """Return why ``baoku reindex`` is due, as the last set-up found; empty when it is not."""
        return setup.rebuild_due(self.client, self.articles, self.issues)

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
        return withdrawing.withdraw(
            self.client, self.articles, self.issues, identifiers_, revision, at=at or self.clock()
        )
