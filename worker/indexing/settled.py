"""What became of an entry, as the archive says it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from worker.errors import HeldError
from worker.job import LIVE, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from worker.errors import EngineUnavailableError, RejectedDocumentError
    from worker.indexing.entries import Entry
    from worker.indexing.fields import Document
    from worker.indexing.ledger_entries import Stored
    from worker.indexing.replacement import Verdict
    from worker.job import Job


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one entry.

    Attributes:
        outcome: See ``worker.job.Outcome``; ``failed`` or ``held`` with an ``error``.
        articles: Number of articles that the index has of the unit.
        indexed_at: When the ledger says they were accepted; None when nothing was written.
        attempts: After how many tries, as the ledger says; 0 when nothing was written.
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
    attempts: int = 0
    same_as: str = ""
    error: RejectedDocumentError | HeldError | EngineUnavailableError | None = None
    replaced: tuple[Mapping[str, Any], ...] = ()


def unwritten(entry: Entry, verdict: Verdict, moment: dt.datetime) -> Settled:
    """Return what is said of an entry that is not written: held for a person, known, or overtaken."""
    if verdict.outcome is Outcome.HELD:
        error = HeldError(
            verdict.reason,
            "If it is right: `baoku accept NAME`. If it is another issue: `baoku identify NAME` with its paper, date "
            "and page.",
        )
        return Settled(entry.job, entry.unit_id, Outcome.HELD, indexed_at=entry.indexed_at or moment, error=error)
    stored = verdict.stored
    articles = len(stored.article_ids) if stored is not None else 0
    settled = Settled(entry.job, entry.unit_id, verdict.outcome, articles, same_as=verdict.same_as)
    if stored is None or verdict.outcome not in LIVE:
        return settled
    # it was done before, and nobody heard of it: what is told of it now is what the ledger has
    indexed_at = dt.datetime.fromisoformat(stored.indexed_at) if stored.indexed_at else None
    return replace(settled, indexed_at=indexed_at, attempts=stored.attempts, replaced=stored.replaced)


def described(stored: Stored, documents: Mapping[str, Document]) -> dict[str, Any]:
    """Return what is told of a unit that is replaced, or stands under another identity now."""
    return {
        "unit_id": stored.unit_id,
        "digest": stored.digest,
        "archived_as": stored.archived_as,
        "revision": stored.revision,
        "articles": len(stored.article_ids),
        "headlines": [documents[one].get("headline", "") for one in stored.article_ids if one in documents],
    }


def failed(entry: Entry, error: RejectedDocumentError | EngineUnavailableError) -> Settled:
    """Return what is said of an entry that was refused, or that nobody could be asked about."""
    return Settled(entry.job, entry.unit_id, Outcome.FAILED, error=error)
