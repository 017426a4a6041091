"""What the ledger says of a unit or a file: pure functions from an entry to its document."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from worker.indexing.fields import MAX_WARNINGS, identity_fields, timestamp, whole_milliseconds, without_empty
from worker.job import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from worker.errors import PermanentError
    from worker.indexing.definitions import Versions
    from worker.indexing.entries import Entry, Failure
    from worker.indexing.fields import Document
    from worker.job import Job


def ledger_entry(
    entry: Entry,
    article_ids: Sequence[str],
    *,
    indexed_at: dt.datetime,
    versions: Versions,
    outcome: Outcome = Outcome.INDEXED,
    replaced: Sequence[Mapping[str, Any]] = (),
) -> Document:
    """Return the ledger's entry for a unit that was indexed.

    ``indexed_at`` is when its articles were accepted, unless the entry itself knows better; with the job's revision
    (the moment the file was found complete) it gives ``seconds_to_searchable``. ``replaced`` says what stood in its
    place before.
    """
    # as it is written, in whole milliseconds: a rebuild reads it back and must come to the same figure
    indexed_at = whole_milliseconds(entry.indexed_at or indexed_at)
    return without_empty(
        {
            **_file(entry, versions),
            **_described(entry),
            "outcome": str(outcome),
            "articles": len(article_ids),
            "article_ids": list(article_ids),
            "replaced": list(replaced),
            "indexed_at": timestamp(indexed_at),
            "seconds_to_searchable": round((indexed_at - _found_at(entry.job)).total_seconds(), 3),
        }
    )


def held_entry(entry: Entry, error: PermanentError, *, held_at: dt.datetime, versions: Versions) -> Document:
    """Return the ledger's entry for a unit that waits for a person's decision."""
    return without_empty(
        {
            **_file(entry, versions),
            **_described(entry),
            "outcome": str(Outcome.HELD),
            "reason": _reason(error),
            "articles": 0,
            "indexed_at": timestamp(entry.indexed_at or held_at),
        }
    )


def _described(entry: Entry) -> Document:
    issue = entry.issue
    return {
        "issue_id": entry.issue_id,
        "unit_id": entry.unit_id,
        "content": entry.content if entry.is_part else "",
        "stated": entry.stated,
        **identity_fields(issue.identity),
        "page": issue.identity.page,
        "number": issue.identity.number,
        "masthead": issue.identity.masthead,
        "conflicts": [asdict(conflict) for conflict in issue.identity.conflicts],
        "encoding": issue.encoding,
        "coverage": round(issue.coverage, 4),
        "confidence": round(issue.confidence, 3),
        "warnings": list(issue.warnings[:MAX_WARNINGS]),
    }


def _reason(error: PermanentError) -> Document:
    return without_empty({"code": error.code, "text": error.reason, "advice": error.advice, "stage": error.stage})


def failure_entry(failure: Failure, *, failed_at: dt.datetime, versions: Versions) -> Document:
    """Return the ledger's entry for a file that failed."""
    error = failure.error
    return without_empty(
        {
            **_file(failure, versions),
            "issue_id": failure.issue_id,
            "outcome": str(Outcome.FAILED),
            "reason": _reason(error),
            "articles": 0,
            "indexed_at": timestamp(failed_at),
        }
    )


def _file(source: Entry | Failure, versions: Versions) -> Document:
    job = source.job
    return {
        "inbox": source.inbox_id,
        "path": job.path,
        "archived_as": source.archived_as,
        "digest": job.digest,
        "revision": job.revision,
        "attempts": source.attempts,
        "found_at": timestamp(_found_at(job)),
        "versions": versions.as_json(),
    }


def _found_at(job: Job) -> dt.datetime:
    return dt.datetime.fromtimestamp(job.revision / 1000, tz=dt.UTC)
