"""The ledger: what is known of every issue file, one entry each, behind the alias ``issues``."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from worker.indexing.bulk import Action
from worker.indexing.client import failures_named
from worker.models import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from elasticsearch import Elasticsearch

PLAN_FIELDS = ["issue_id", "digest", "revision", "outcome", "article_ids", "versions"]
_MAX_REASONS = 20


@dataclass(frozen=True, slots=True)
class Stored:
    """What the ledger says of an issue, as far as a replacement depends on it.

    ``place`` is the state of the entry that was read (sequence number and primary term): a write that names it fails
    when anybody else wrote in between.
    """

    issue_id: str
    digest: str
    revision: int
    outcome: str
    article_ids: tuple[str, ...]
    versions: tuple[tuple[str, str], ...]
    place: tuple[int, int] = (0, 0)

    @classmethod
    def of(cls, source: Mapping[str, Any], place: tuple[int, int] = (0, 0)) -> Stored:
        """Return the entry from its document."""
        return cls(
            issue_id=source.get("issue_id", ""),
            digest=source["digest"],
            revision=source["revision"],
            outcome=source["outcome"],
            article_ids=tuple(source.get("article_ids", ())),
            versions=tuple(sorted(source["versions"].items())),
            place=place,
        )


@dataclass(frozen=True, slots=True)
class LedgerCounts:
    """The archive in figures: articles in the index, issues they come from, entries by outcome and failures by code."""

    articles: int
    issues: int
    outcomes: tuple[tuple[str, int], ...]
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class LatestIssue:
    """One line of "what happened last"; ``reason`` is empty unless it failed."""

    at: dt.datetime
    outcome: str
    articles: int
    path: str
    issue_id: str = ""
    reason: str = ""


def failure_id(digest: str) -> str:
    """Return the id of the entry of a file that failed: its content is its identity.

    Apart from the ids of issues, so that a failed correction never hides the entry of the issue it meant to correct.
    """
    return f"failed-{digest[:16]}"


def entry_action(alias: str, identifier: str, entry: Mapping[str, Any] | None, stored: Stored | None) -> Action:
    """Write (or, without ``entry``, delete) an issue's entry, if nobody wrote it since ``stored`` was read.

    Without ``stored`` the entry must be new.
    """
    if stored is None:
        return Action("create", alias, identifier, entry)
    number, term = stored.place
    operation = "delete" if entry is None else "index"
    return Action(operation, alias, identifier, entry, (("if_seq_no", number), ("if_primary_term", term)))


def look_up(client: Elasticsearch, alias: str, identifiers: Iterable[str]) -> dict[str, Stored]:
    """Return the entries with these ids, as they stand this moment (no refresh is needed)."""
    wanted = sorted(set(identifiers))
    if not wanted:
        return {}
    with failures_named():
        response = client.mget(index=alias, ids=wanted, source_includes=PLAN_FIELDS)
        return {
            found["_id"]: Stored.of(found["_source"], (found["_seq_no"], found["_primary_term"]))
            for found in response["docs"]
            if found.get("found")
        }


def counts(client: Elasticsearch, articles: str, issues: str) -> LedgerCounts:
    """Count articles, issues, outcomes and failures."""
    with failures_named():
        total = client.count(index=articles)["count"]
        response = client.search(
            index=issues,
            size=0,
            aggs={
                "outcomes": {"terms": {"field": "outcome", "size": len(Outcome)}},
                "reasons": {"terms": {"field": "reason.code", "size": _MAX_REASONS}},
            },
        )
    outcomes, reasons = (
        tuple((bucket["key"], bucket["doc_count"]) for bucket in response["aggregations"][name]["buckets"])
        for name in ("outcomes", "reasons")
    )
    return LedgerCounts(total, dict(outcomes).get(str(Outcome.INDEXED), 0), outcomes, reasons)


def latest(client: Elasticsearch, alias: str, number: int) -> tuple[LatestIssue, ...]:
    """Return the entries written last, newest first."""
    with failures_named():
        response = client.search(
            index=alias,
            size=number,
            sort=[{"indexed_at": "desc"}],
            source_includes=["indexed_at", "outcome", "articles", "path", "issue_id", "reason.text"],
            track_total_hits=False,
        )
    return tuple(
        LatestIssue(
            at=dt.datetime.fromisoformat(entry["indexed_at"]),
            outcome=entry["outcome"],
            articles=entry["articles"],
            path=entry["path"],
            issue_id=entry.get("issue_id", ""),
            reason=entry.get("reason", {}).get("text", ""),
        )
        for entry in (hit["_source"] for hit in response["hits"]["hits"])
    )
