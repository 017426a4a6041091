"""The ledger: what is known of every issue file, one entry each, behind the alias ``issues``."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from worker.indexing.bulk import Action
from worker.indexing.client import failures_named
from worker.job import LIVE, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from elasticsearch import Elasticsearch

PLAN_FIELDS = [
    "unit_id", "issue_id", "digest", "content", "revision", "outcome", "article_ids", "versions", "stated", "path",
    "archived_as", "indexed_at", "replaced", "publication", "date", "edition", "page", "part",
]  # fmt: skip
_LATEST_FIELDS = [
    "indexed_at", "outcome", "articles", "path", "issue_id", "unit_id", "reason.text", "replaced.unit_id",
    "replaced.articles", "replaced.archived_as", "conflicts",
]  # fmt: skip
STATED_FIELDS = ("publication", "date", "edition", "page", "part")
_MAX_REASONS = 20
_MAX_FOUND = 1000  # entries of one name or digest; a name has a handful


@dataclass(frozen=True, slots=True)
class Stored:
    """What the ledger says of a unit, as far as a replacement depends on it.

    Attributes:
        place: The state of the entry that was read (sequence number and primary term): a write that names it fails
            when anybody else wrote in between.
        content: Digest of the unit alone, where its file holds several.
        stated: Digest of its whole identity; empty in entries of earlier versions.
        states: Its identity as far as it makes its id: the fields of ``STATED_FIELDS``.
        replaced: What it replaced, as the entry tells it.
    """

    unit_id: str
    digest: str
    revision: int
    outcome: str
    article_ids: tuple[str, ...]
    versions: tuple[tuple[str, str], ...]
    place: tuple[int, int] = (0, 0)
    content: str = ""
    stated: str = ""
    states: tuple[str, ...] = ()
    path: str = ""
    archived_as: str = ""
    indexed_at: str = ""
    replaced: tuple[Mapping[str, Any], ...] = ()

    @property
    def is_live(self) -> bool:
        """Whether the index has its articles."""
        return self.outcome in LIVE

    @property
    def part(self) -> str:
        """Tells it apart from the other files of its page; empty where there are none."""
        return self.states[-1] if self.states else ""

    def states_as_much(self, states: Sequence[str]) -> bool:
        """Return whether ``states`` says nothing that this unit's identity does not say."""
        return all(one in {"", other} for one, other in zip(states, self.states or ("",) * len(states), strict=True))

    @property
    def content_digest(self) -> str:
        """What tells one content of the unit from another: the file's digest where the file holds one unit."""
        return self.content or self.digest

    @property
    def state(self) -> tuple[int, str]:
        """What two states of a unit are ordered by."""
        return self.revision, self.content_digest

    @classmethod
    def of(cls, source: Mapping[str, Any], place: tuple[int, int] = (0, 0)) -> Stored:
        """Return the entry from its document."""
        return cls(
            unit_id=source.get("unit_id") or source.get("issue_id", ""),  # entries of earlier versions have the latter
            digest=source["digest"],
            revision=source["revision"],
            outcome=source["outcome"],
            article_ids=tuple(source.get("article_ids", ())),
            versions=tuple(sorted(source["versions"].items())),
            place=place,
            content=source.get("content", ""),
            stated=source.get("stated", ""),
            states=tuple(source.get(name, "") for name in STATED_FIELDS),
            path=source.get("path", ""),
            archived_as=source.get("archived_as", ""),
            indexed_at=source.get("indexed_at", ""),
            replaced=tuple(source.get("replaced", ())),
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
    """One line of "what happened last"; ``reason`` says why it failed or is held, or what it took the place of."""

    at: dt.datetime
    outcome: str
    articles: int
    path: str
    issue_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One entry of the ledger as `baoku why` tells it; empty, zero or None where it says nothing.

    Attributes:
        inbox: Id of the inbox whose home keeps the original.
        seconds: From the moment the file was found complete until its articles were accepted.
    """

    id: str
    path: str
    archived_as: str
    digest: str
    revision: int
    outcome: str
    indexed_at: dt.datetime
    articles: int = 0
    attempts: int = 0
    issue_id: str = ""
    unit_id: str = ""
    inbox: str = ""
    code: str = ""
    reason: str = ""
    advice: str = ""
    seconds: float | None = None
    content: str = ""
    conflicts: tuple[Mapping[str, Any], ...] = ()
    replaced: tuple[Mapping[str, Any], ...] = ()

    @property
    def is_live(self) -> bool:
        """Whether the index has its articles."""
        return self.outcome in LIVE

    @classmethod
    def of(cls, identifier: str, source: Mapping[str, Any]) -> LedgerEntry:
        """Return the entry from its document."""
        told = source.get("reason", {})
        return cls(
            id=identifier,
            path=source["path"],
            archived_as=source.get("archived_as", ""),
            digest=source["digest"],
            revision=source["revision"],
            outcome=source["outcome"],
            indexed_at=dt.datetime.fromisoformat(source["indexed_at"]),
            articles=source["articles"],
            attempts=source["attempts"],
            issue_id=source.get("issue_id", ""),
            unit_id=source.get("unit_id") or source.get("issue_id", ""),
            inbox=source.get("inbox", ""),
            code=told.get("code", ""),
            reason=told.get("text", ""),
            advice=told.get("advice", ""),
            seconds=source.get("seconds_to_searchable"),
            content=source.get("content", ""),
            conflicts=tuple(source.get("conflicts", ())),
            replaced=tuple(source.get("replaced", ())),
        )


def failure_id(digest: str) -> str:
    """Return the id of the entry of a file that failed: its content is its identity.

    Apart from the ids of issues, so that a failed correction never hides the entry of the issue it meant to correct.
    """
    return f"failed-{digest[:16]}"


def held_id(content: str) -> str:
    """Return the id of the entry of a content that waits for a person's decision."""
    return f"held-{content[:16]}"


def waiting_ids(digest: str, content: str) -> tuple[str, str]:
    """Return the ids of the entries that go once a content is in the index: it failed before, or was held."""
    return failure_id(digest), held_id(content)


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


def sources(client: Elasticsearch, alias: str, identifiers: Iterable[str]) -> dict[str, tuple[dict[str, Any], Stored]]:
    """Return whole entries, as they stand this moment."""
    wanted = sorted(set(identifiers))
    if not wanted:
        return {}
    with failures_named():
        response = client.mget(index=alias, ids=wanted)
        return {
            found["_id"]: (
                dict(found["_source"]),
                Stored.of(found["_source"], (found["_seq_no"], found["_primary_term"])),
            )
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


def told_of(entry: Mapping[str, Any]) -> str:
    """Return what people should know of an entry: what it took the place of, what contradicts what."""
    said = [
        f"in the place of {one['articles']} articles of {one['unit_id']} (archive/{one.get('archived_as', '')})"
        for one in entry.get("replaced", ())
    ]
    if entry["outcome"] == Outcome.CONFLICT:
        said += [
            f"{one['field']}: the {one['taken_from']} says {one['taken']}, the {one['other_from']} says {one['other']}"
            for one in entry.get("conflicts", ())
        ]
    return "; ".join(said)


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
