"""What searches find in the ledger: figures, the latest, what a name leads to. They see what was refreshed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from worker.indexing.client import failures_named
from worker.indexing.ledger_entries import LatestIssue, LedgerCounts, LedgerEntry, told_of
from worker.job import LIVE, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

    from elasticsearch import Elasticsearch

_LATEST_FIELDS = [
    "indexed_at", "outcome", "articles", "path", "issue_id", "unit_id", "reason.text", "replaced.unit_id",
    "replaced.articles", "replaced.archived_as", "conflicts",
]  # fmt: skip
_MAX_REASONS = 20
_MAX_FOUND = 1000  # entries of one name or digest; a name has a handful


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
    return LedgerCounts(total, sum(count for outcome, count in outcomes if outcome in LIVE), outcomes, reasons)


def latest(client: Elasticsearch, alias: str, number: int) -> tuple[LatestIssue, ...]:
    """Return the entries written last, newest first."""
    with failures_named():
        response = client.search(
            index=alias,
            size=number,
            sort=[{"indexed_at": "desc"}],
            source_includes=_LATEST_FIELDS,
            track_total_hits=False,
        )
    return tuple(
        LatestIssue(
            at=dt.datetime.fromisoformat(entry["indexed_at"]),
            outcome=entry["outcome"],
            articles=entry["articles"],
            path=entry["path"],
            issue_id=entry.get("issue_id", ""),
            reason=entry.get("reason", {}).get("text", "") or told_of(entry),
        )
        for entry in (hit["_source"] for hit in response["hits"]["hits"])
    )


def find(
    client: Elasticsearch, alias: str, *, names: Iterable[str], digest: str = "", digests: Iterable[str] = ()
) -> tuple[LedgerEntry, ...]:
    """Return the entries, newest first, that any of these leads to.

    Args:
        client: May read the ledger.
        alias: The ledger's.
        names: Ids of issues, paths below the inbox, archive/ or failed/.
        digest: The beginning of a digest; empty for none.
        digests: Whole digests.
    """
    wanted = sorted(set(names))
    clauses: list[dict[str, Any]] = [
        {"ids": {"values": wanted}},
        {"terms": {"path": wanted}},
        {"terms": {"archived_as": wanted}},
        {"terms": {"issue_id": wanted}},
        {"terms": {"digest": sorted(set(digests))}},
    ]
    if digest:
        clauses.append({"prefix": {"digest": digest}})
    with failures_named():
        response = client.search(
            index=alias,
            size=_MAX_FOUND,
            query={"bool": {"should": clauses, "minimum_should_match": 1}},
            sort=[{"indexed_at": "desc"}],
            source_excludes=["article_ids", "warnings"],
            track_total_hits=False,
        )
    return tuple(LedgerEntry.of(hit["_id"], hit["_source"]) for hit in response["hits"]["hits"])


def with_outcome(client: Elasticsearch, alias: str, outcome: Outcome, most: int) -> tuple[LedgerEntry, ...]:
    """Return the entries with this outcome, the latest first."""
    with failures_named():
        response = client.search(
            index=alias,
            size=most,
            query={"term": {"outcome": outcome}},
            sort=[{"indexed_at": "desc"}],
            source_excludes=["article_ids", "warnings"],
            track_total_hits=False,
        )
    return tuple(LedgerEntry.of(hit["_id"], hit["_source"]) for hit in response["hits"]["hits"])


def find_dropped(client: Elasticsearch, alias: str, sidecar: str, inbox_id: str) -> tuple[LedgerEntry, ...]:
    """Return the entries of the file that a sidecar speaks of, the latest first: all of one content.

    ``p01.txt.yml`` speaks of ``p01.txt``, and ``p01.yml`` of any ``p01`` with one suffix.
    """
    plain = sidecar.rpartition(".")[0]
    with failures_named():
        response = client.search(
            index=alias,
            size=_MAX_FOUND,
            query={
                "bool": {
                    "filter": [
                        {"terms": {"outcome": sorted([*LIVE, Outcome.HELD])}},
                        {
                            "bool": {
                                "should": [{"term": {"path": plain}}, {"prefix": {"path": f"{plain}."}}],
                                "minimum_should_match": 1,
                            }
                        },
                    ]
                }
            },
            sort=[{"revision": "desc"}],
            source_excludes=["article_ids", "warnings"],
            track_total_hits=False,
        )
    found = [LedgerEntry.of(hit["_id"], hit["_source"]) for hit in response["hits"]["hits"]]
    own = [
        one for one in found if one.inbox == inbox_id and (one.path == plain or one.path.rpartition(".")[0] == plain)
    ]
    exact = [one for one in own if one.path == plain] or own
    return tuple(one for one in exact if one.digest == exact[0].digest)


def taken_since(
    client: Elasticsearch, alias: str, paths: Iterable[str], since: float, inbox_id: str
) -> dict[str, LedgerEntry]:
    """Return the last entry in the index of each of these dropped paths that was written since a moment."""
    moment = dt.datetime.fromtimestamp(since, tz=dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    with failures_named():
        response = client.search(
            index=alias,
            size=_MAX_FOUND,
            query={
                "bool": {
                    "filter": [
                        {"terms": {"path": sorted(set(paths))}},
                        {"terms": {"outcome": sorted(LIVE)}},
                        {"range": {"indexed_at": {"gte": moment}}},
                    ]
                }
            },
            sort=[{"indexed_at": "asc"}],
            source_excludes=["article_ids", "warnings"],
            track_total_hits=False,
        )
    found = (LedgerEntry.of(hit["_id"], hit["_source"]) for hit in response["hits"]["hits"])
    return {one.path: one for one in found if one.inbox == inbox_id}
