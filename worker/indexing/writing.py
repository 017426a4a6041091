"""Writes the articles of a batch, and undoes what cannot stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from worker.errors import ConfigurationError, EngineUnavailableError, RejectedDocumentError
from worker.indexing import bulk
from worker.job import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from elasticsearch import Elasticsearch

    from worker.indexing.bulk import Action, ItemResult
    from worker.indexing.entries import Entry
    from worker.indexing.fields import Document
    from worker.indexing.ledger_entries import Stored


@dataclass(frozen=True, slots=True)
class Write:
    """An issue that is being written.

    Attributes:
        told: The entry as the ledger tells it: where the same order was done before, as it was done then.
        documents: Its articles by id.
        gone: Ids of articles that it had and has no more.
        before: The articles that the ledger claims so far, by id; empty for a new issue.
        outcome: What it comes to if all goes well.
        replaced: What is told of the units that it takes the place of.
    """

    entry: Entry
    stored: Stored | None
    told: Entry
    documents: Mapping[str, Document]
    gone: Sequence[str]
    before: Mapping[str, Document]
    outcome: Outcome = Outcome.INDEXED
    replaced: tuple[Mapping[str, Any], ...] = ()

    def actions(self, target: str) -> list[Action]:
        """Return what makes the index hold exactly these articles."""
        revision = self.entry.job.revision
        return [bulk.upsert(target, document, revision) for document in self.documents.values()] + [
            bulk.deletion(target, identifier, revision) for identifier in self.gone
        ]

    def undoing(self, target: str) -> list[Action]:
        """Return what puts the articles back that were there before."""
        revision = self.entry.job.revision
        return [
            bulk.upsert(target, self.before[identifier], revision)
            if identifier in self.before
            else bulk.deletion(target, identifier, revision)
            for identifier in sorted({*self.documents, *self.gone, *self.before})
        ]


@dataclass(frozen=True, slots=True)
class Written:
    """How a write went: well; refused with an ``error``; or ``overtaken`` by a newer state of the same issue."""

    write: Write
    error: RejectedDocumentError | EngineUnavailableError | None = None
    overtaken: bool = False


def write_articles(client: Elasticsearch, target: str, writes: Sequence[Write], *, refresh: bool) -> list[Written]:
    """Write the articles of several issues in one go; an issue that cannot be written whole is undone.

    Raises:
        EngineUnavailableError: The server is away; the same writes may be repeated.
        ConfigurationError: The alias is missing, or the user lacks a right.
    """
    actions = [write.actions(target) for write in writes]
    results = iter(bulk.send(client, [action for part in actions for action in part], refresh=refresh))
    outcomes = [_judge(write, [next(results) for _ in part]) for write, part in zip(writes, actions, strict=True)]
    undone = [
        action
        for written in outcomes
        if written.overtaken or isinstance(written.error, RejectedDocumentError)
        for action in written.write.undoing(target)
    ]
    for result in bulk.send(client, undone, refresh=refresh):
        error = result.error()
        if error is not None:
            raise error
    return outcomes


def _judge(write: Write, results: Sequence[ItemResult]) -> Written:
    errors: list[RejectedDocumentError | EngineUnavailableError] = []
    for result in results:
        error = result.error()
        if isinstance(error, ConfigurationError):
            raise error
        if error is not None:
            errors.append(error)
    errors.sort(key=lambda error: not isinstance(error, RejectedDocumentError))  # a rejection outlasts the weather
    first = errors[0] if errors else None
    return Written(write, first, overtaken=first is None and any(result.conflict for result in results))
