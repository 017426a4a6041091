"""How a batch of entries is written, so that whatever dies in between, the same jobs again repair it.

(1) Read the ledger, which is exact at any moment, and decide (``replacement``). (2) Write all articles and delete those
that vanished, each with the job's revision as its external version. (3) Write the ledger entries, each on condition
that nobody else wrote it since (1): who loses begins again at (1), and finds the winner newer or older than himself.
Before (3) nothing is claimed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from worker.document import identifiers
from worker.errors import EngineUnavailableError, HeldError, RejectedDocumentError
from worker.indexing import bulk, ledger, similar, standing
from worker.indexing.bulk import carry_out
from worker.indexing.client import make_visible
from worker.indexing.documents import article_documents
from worker.indexing.ledger_documents import held_entry, ledger_entry
from worker.indexing.loss import loss_of
from worker.indexing.replacement import competes, is_half_done, judge, rounds, vanished, without_followers
from worker.indexing.settled import Settled, described, failed, unwritten
from worker.indexing.writing import Write, write_articles
from worker.job import LIVE, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from elasticsearch import Elasticsearch

    from worker.indexing.bulk import Action
    from worker.indexing.definitions import Versions
    from worker.indexing.entries import Entry
    from worker.indexing.ledger_entries import Stored
    from worker.indexing.replacement import Verdict
    from worker.indexing.standing import Standing
    from worker.indexing.writing import Written

_MAX_RACES = 5  # rounds in which somebody else got through each time, and nothing of ours
_SUCCESSES = LIVE | {Outcome.DUPLICATE}


@dataclass(frozen=True, slots=True)
class Settling:
    """Writes entries; see ``Archive.replace``.

    Attributes:
        versions: What the entries are made with.
        clock: For ``ingested_at`` and ``indexed_at``.
        force: Write what the index has already, made from the same content with the same versions.
        refresh: Make it visible to searches before returning.
        as_told: The entries are a history, see ``replacement.rounds``.
    """

    client: Elasticsearch
    articles: str
    issues: str
    versions: Versions
    clock: Callable[[], dt.datetime]
    force: bool = False
    refresh: bool = False
    as_told: bool = False

    def settle(self, entries: Sequence[Entry]) -> list[Settled]:
        """Return what became of each entry, in order."""
        settled: dict[int, Settled] = {}
        for number, part in enumerate(rounds(entries, as_told=self.as_told)):
            waiting = part
            wrote: frozenset[int] = frozenset()
            if number:
                # where the same bytes stand under another identity is found by a search
                make_visible(self.client, self.articles, self.issues)
            races = 0
            while waiting and races < _MAX_RACES:
                done, begun = self._settle_round(waiting, wrote)
                settled.update(done)
                races += not done
                waiting = [entry for entry in waiting if id(entry) not in done]
                wrote |= begun
                if waiting:
                    make_visible(self.client, self.articles, self.issues)
            error = EngineUnavailableError("Several workers write the same issue.", "It is tried again.")
            settled.update((id(entry), failed(entry, error)) for entry in waiting)
        return [settled[id(entry)] for entry in entries]

    def _settle_round(
        self, entries: Sequence[Entry], wrote: Collection[int]
    ) -> tuple[dict[int, Settled], frozenset[int]]:
        """Do one round.

        Args:
            entries: Of the round.
            wrote: Those that wrote their articles and then lost the race for the ledger. The winner may have had the
                same content: then the articles bear this entry's revision, and the ledger has to as well.

        Returns:
            What is settled, by identity of the entry; the others lost a race, or follow one. And who wrote articles.
        """
        there = standing.look(self.client, self.articles, self.issues, entries)
        moment = self.clock()  # after the look: what is decided later on one unit has the later moment
        verdicts = {id(entry): self._judge(entry, there, force=id(entry) in wrote) for entry in entries}
        judged = [verdicts[id(entry)] for entry in entries]
        entries = without_followers(entries, judged, as_told=self.as_told)
        settled = {
            id(entry): unwritten(entry, verdicts[id(entry)], moment)
            for entry in entries
            if not verdicts[id(entry)].write
        }
        self._record_held(entries, settled, moment)
        self._clear_superseded(entries, verdicts, there)
        writes = [
            self._prepare(entry, verdicts[id(entry)], there, moment) for entry in entries if verdicts[id(entry)].write
        ]
        similar.link(
            self.client,
            self.articles,
            [
                similar.Written(write.documents.values(), [left.unit_id for left in verdicts[id(write.entry)].leaves])
                for write in writes
            ],
        )
        accepted: list[Write] = []
        for written in write_articles(self.client, self.articles, writes, refresh=self.refresh):
            entry = written.write.entry
            if written.error is not None:
                settled[id(entry)] = failed(entry, written.error)
                carry_out(self.client, _disclaiming(self.issues, written))
            elif written.overtaken:
                settled[id(entry)] = Settled(entry.job, entry.unit_id, Outcome.SUPERSEDED)
            else:
                accepted.append(written.write)
        settled.update(self._write_ledger(accepted, moment))
        done = [entry for entry in entries if id(entry) in settled and settled[id(entry)].outcome in LIVE]
        self._vacate([left for entry in done for left in verdicts[id(entry)].leaves])
        self._forget_waiting([entry for entry in entries if id(entry) in settled], settled, there)
        return settled, frozenset(id(write.entry) for write in accepted)

    def _judge(self, entry: Entry, there: Standing, *, force: bool) -> Verdict:
        stored = there.stored.get(entry.unit_id)
        loss = None
        if stored is not None and competes(entry, stored) and not entry.settled:
            loss = loss_of(standing.documents_of(self.client, self.articles, stored).values(), entry.issue)
        twins = there.twins.get(entry.job.digest, ())
        unfinished = stored is not None and there.written.get(entry.unit_id, 0) > stored.revision
        force = self.force or force or unfinished or is_half_done(entry, stored)
        return judge(entry, stored, twins, versions=self.versions, force=force, loss=loss)

    def _prepare(self, entry: Entry, verdict: Verdict, there: Standing, moment: dt.datetime) -> Write:
        stored = verdict.stored
        told = _as_first_done(entry, stored)
        documents = article_documents(
            entry.issue,
            entry.enrichments,
            unit_id=entry.unit_id,
            job=entry.job,
            ingested_at=told.indexed_at or moment,
            versions=self.versions,
            content=entry.content,
        )
        by_id = {document["id"]: document for document in documents}
        before = standing.documents_of(self.client, self.articles, stored) if stored is not None else {}
        replaced: list[Mapping[str, Any]] = []
        if stored is not None and stored.is_live:
            # the same again, written anew: it stands in the place of what the earlier writing replaced
            replaced += stored.replaced if _is_same(entry, stored) else [described(stored, before)]
        replaced += [
            described(left, standing.documents_of(self.client, self.articles, left)) for left in verdict.leaves
        ]
        return Write(
            entry,
            stored,
            told,
            by_id,
            vanished(by_id, stored, there.strays.get(entry.unit_id, ())),
            before,
            verdict.outcome,
            tuple(replaced),
        )

    def _record_held(self, entries: Sequence[Entry], settled: Mapping[int, Settled], moment: dt.datetime) -> None:
        """Enter what waits for a person's decision."""
        carry_out(
            self.client,
            [
                bulk.Action(
                    "index",
                    self.issues,
                    ledger.held_id(entry.content_digest),
                    held_entry(entry, error, held_at=moment, versions=self.versions),
                )
                for entry in entries
                if id(entry) in settled and isinstance(error := settled[id(entry)].error, HeldError)
            ],
            refresh=True,
        )

    def _vacate(self, left: Sequence[Stored]) -> None:
        """Take out units whose bytes stand under another identity now; what is newer there stays."""
        articles = [
            bulk.deletion(self.articles, article, stored.revision) for stored in left for article in stored.article_ids
        ]
        carry_out(self.client, articles, refresh=self.refresh)
        claims = [ledger.entry_action(self.issues, stored.unit_id, None, stored) for stored in left]
        carry_out(self.client, claims, refresh=self.refresh)

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
        carry_out(self.client, actions)

    def _write_ledger(self, writes: Sequence[Write], moment: dt.datetime) -> dict[int, Settled]:
        """Claim the units; return those that nobody else claimed meanwhile."""
        actions = [
            ledger.entry_action(
                self.issues,
                write.entry.unit_id,
                ledger_entry(
                    write.told,
                    list(write.documents),
                    indexed_at=moment,
                    versions=self.versions,
                    outcome=write.outcome,
                    replaced=write.replaced,
                ),
                write.stored,
            )
            for write in writes
        ]
        settled = {}
        for write, result in zip(writes, bulk.send(self.client, actions, refresh=self.refresh), strict=True):
            entry, error = write.entry, result.error()
            if isinstance(error, EngineUnavailableError | RejectedDocumentError):
                settled[id(entry)] = failed(entry, error)
                carry_out(self.client, write.undoing(self.articles) if isinstance(error, RejectedDocumentError) else [])
            elif error is not None:
                raise error
            elif not result.conflict:
                settled[id(entry)] = Settled(
                    entry.job,
                    entry.unit_id,
                    write.outcome,
                    len(write.documents),
                    write.told.indexed_at or moment,
                    attempts=write.told.attempts,
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
        carry_out(
            self.client, [bulk.Action("delete", self.issues, waiting) for waiting in found if waiting in there.stored]
        )


def _disclaiming(alias: str, written: Written) -> list[Action]:
    """Return the deletion of the ledger's claim to articles that a rejected correction replaced beyond repair.

    That takes an interruption in the midst of an earlier replacement as well: then nothing is left to put back.
    """
    write = written.write
    stored = write.stored
    if stored is None or not stored.is_live or write.before or not isinstance(written.error, RejectedDocumentError):
        return []
    return [ledger.entry_action(alias, write.entry.unit_id, None, stored)]


def _is_same(entry: Entry, stored: Stored) -> bool:
    return stored.content_digest == entry.content_digest and stored.stated in {"", entry.stated}


def _as_first_done(entry: Entry, stored: Stored | None) -> Entry:
    """Return an entry as the ledger is to tell it.

    An order that seemed lost is done by two workers, and either may file it: it was accepted when the first did it,
    after so many tries.
    """
    if entry.indexed_at is not None or stored is None or stored.revision != entry.job.revision:
        return entry
    if not (stored.is_live and stored.indexed_at and _is_same(entry, stored)):
        return entry
    return replace(entry, indexed_at=dt.datetime.fromisoformat(stored.indexed_at), attempts=stored.attempts)
