"""Builds the whole index anew beside the old one, while ingestion goes on, and changes over in one step.

New indices are filled behind the aliases ``articles-next`` and ``issues-next``. Then writing to the old ones is blocked
(ingestion waits and tries again; searches go on), what they have and the new ones lack is carried over, and one request
moves both aliases. Killed at any point it can be run again: whatever has no alias is somebody's half-done work.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from worker.errors import ConfigurationError, RejectedDocumentError
from worker.indexing import bulk, definitions, ledger, setup
from worker.indexing.archive import Archive
from worker.indexing.client import failures_named
from worker.indexing.definitions import detect_profile
from worker.indexing.earlier import migrated
from worker.indexing.entries import Withdrawal
from worker.indexing.ledger_entries import Stored
from worker.indexing.replacement import vanished
from worker.job import LIVE, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from elasticsearch import Elasticsearch

    from worker.indexing.bulk import Action
    from worker.indexing.definitions import Versions
    from worker.indexing.entries import Entry
    from worker.indexing.fields import Document
    from worker.indexing.settled import Settled

_PAGE = 200  # ledger entries compared at a time; their articles are held in memory
_KEEP_ALIVE = "5m"


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """What a rebuild did.

    Attributes:
        indices: The new indices: of the articles, of the ledger.
        issues: Issues built anew.
        articles: Their articles.
        carried: Ids of the ledger entries taken over from the old indices: ingested meanwhile, failures, and issues
            whose original is not in the archive or is refused by this version.
        rejected: Entries that the new mapping refused.
        conflicts: Units whose name and masthead contradict each other.
        held: Units that are held.
        contested: The conflicts, one by one.
    """

    indices: tuple[str, str]
    issues: int
    articles: int
    carried: tuple[str, ...]
    rejected: tuple[Settled, ...]
    conflicts: int = 0
    held: tuple[Settled, ...] = ()
    contested: tuple[Settled, ...] = ()


def rebuild(
    archive: Archive,
    batches: Iterable[Sequence[Entry] | Withdrawal],
    *,
    versions: Versions,
    shards: int = 1,
    replicas: int = 0,
) -> RebuildReport:
    """Build both indices anew and change over.

    Args:
        archive: As a user who may manage the indices.
        batches: Units made anew from their originals, and withdrawals, in the order in which they were decided.
        versions: What they are made with.
        shards: Of the new index of articles.
        replicas: Of both new indices.

    Raises:
        ConfigurationError: The archive is not set up, another rebuild interfered, or the user lacks a right.
        EngineUnavailableError: The server is away; run it again.
    """
    client = archive.client
    old = current(archive)
    _clear(archive, old)
    following = Archive(client, f"{archive.articles}-next", f"{archive.issues}-next", archive.clock)
    new = _begin(archive, following, old, versions, shards=shards, replicas=replicas)
    told = _fill(archive, following, batches, versions)
    # Most of what was ingested meanwhile is carried over before the pause, so that the pause is short.
    carried = _carry_over(archive, following, told.last)
    try:
        _block(client, old)
        carried |= _carry_over(archive, following, told.last)
        following.refresh()
        _change_over(archive, following, old, new)
    except BaseException:
        unblock(client, old)
        raise
    with failures_named():
        client.indices.delete(index=list(old))
    return RebuildReport(
        indices=new,
        issues=len(told.live),
        articles=sum(one.articles for one in told.live.values()),
        carried=tuple(sorted(carried)),
        rejected=tuple(told.rejected),
        conflicts=sum(one.outcome is Outcome.CONFLICT for one in told.live.values()),
        held=tuple(told.held.values()),
        contested=tuple(one for one in told.live.values() if one.outcome is Outcome.CONFLICT),
    )


@dataclass(slots=True)
class _Told:
    """What the originals came to so far.

    Attributes:
        live: What the index has, by unit.
        held: What waits for a decision, by the file's digest and the unit.
        last: The last revision of each content that was told.
    """

    live: dict[str, Settled] = field(default_factory=dict)
    held: dict[tuple[str, str], Settled] = field(default_factory=dict)
    rejected: list[Settled] = field(default_factory=list)
    last: dict[str, int] = field(default_factory=dict)

    def add(self, one: Settled) -> None:
        """Note what became of a unit."""
        if isinstance(one.error, RejectedDocumentError):
            self.rejected.append(one)
            return
        self.last[one.job.digest] = max(one.job.revision, self.last.get(one.job.digest, 0))
        if one.outcome is Outcome.HELD:
            self.held[one.job.digest, one.unit_id] = one
        if one.outcome in LIVE:
            for before in one.replaced:
                self.live.pop(before["unit_id"], None)
            self.held = {key: held for key, held in self.held.items() if key[0] != one.job.digest}
            self.live[one.unit_id] = one


def _fill(
    archive: Archive, following: Archive, batches: Iterable[Sequence[Entry] | Withdrawal], versions: Versions
) -> _Told:
    """Fill the new indices; return what that came to."""
    told = _Told()
    for batch in batches:
        if isinstance(batch, Withdrawal):
            for unit in following.withdraw(batch.units, batch.revision, at=batch.at):
                told.live.pop(unit, None)
            continue
        # The same bytes under another identity and the copies of a story are found by searches: they see what was
        # there when this was written, as far as the index that grew had seen it.
        following.refresh()
        for one in following.replace(_with_history(archive, batch), versions, as_told=True):
            told.add(one)
    return told


def current(archive: Archive) -> tuple[str, str]:
    """Return the indices behind the two aliases.

    Raises:
        ConfigurationError: One of them is missing: run the set-up first.
    """
    names = [setup.index_behind(archive.client, alias) for alias in (archive.articles, archive.issues)]
    if names[0] is None or names[1] is None:
        raise ConfigurationError("there is no index to rebuild: run the set-up first")
    return names[0], names[1]


def _clear(archive: Archive, keep: tuple[str, str]) -> None:
    """Remove what an interrupted rebuild left: indices of ours that no alias but that of building leads to, the block.

    A copy that somebody gave an alias of his own stays.
    """
    for alias, kept in zip((archive.articles, archive.issues), keep, strict=True):
        with failures_named():
            found = archive.client.indices.get_alias(index=f"{alias}-v*")
            leftovers = [
                name
                for name, described in found.items()
                if name != kept and setup.number_of(alias, name) and not set(described["aliases"]) - {f"{alias}-next"}
            ]
            if leftovers:
                archive.client.indices.delete(index=leftovers)
    unblock(archive.client, keep)


def _begin(
    archive: Archive,
    following: Archive,
    old: tuple[str, str],
    versions: Versions,
    *,
    shards: int,
    replicas: int,
) -> tuple[str, str]:
    profile = detect_profile(archive.client)
    number = 1 + max(map(setup.number_of, (archive.articles, archive.issues), old))
    articles, issues = (setup.index_name(alias, number) for alias in (archive.articles, archive.issues))
    bodies = (
        (articles, following.articles, definitions.articles_body(profile, versions, shards=shards, replicas=replicas)),
        (issues, following.issues, definitions.issues_body(profile, versions, replicas=replicas)),
    )
    for name, alias, body in bodies:
        if not setup.create_index(archive.client, name, body, alias=alias):
            raise ConfigurationError(f"another rebuild has just begun to fill {name}")
    return articles, issues


def _with_history(archive: Archive, batch: Sequence[Entry]) -> list[Entry]:
    """Return the entries with what only the old ledger knows: when their content was indexed, after how many tries."""
    if not batch:
        return []
    with failures_named():
        found = archive.client.mget(
            index=archive.issues,
            ids=sorted({entry.unit_id for entry in batch}),
            source_includes=["digest", "indexed_at", "attempts"],
        )["docs"]
    known = {(each["_id"], each["_source"]["digest"]): each["_source"] for each in found if each.get("found")}
    return [
        dataclasses.replace(
            entry, indexed_at=dt.datetime.fromisoformat(before["indexed_at"]), attempts=before["attempts"]
        )
        if entry.indexed_at is None and (before := known.get((entry.unit_id, entry.job.digest)))
        else entry
        for entry in batch
    ]


def _carry_over(archive: Archive, following: Archive, replayed: Mapping[str, int]) -> set[str]:
    """Copy the ledger entries, with their articles, that the new ledger lacks or has in an older state; return ids.

    Not those of contents that were told again: what stands there now is what this version makes of the originals, and
    it may identify them otherwise.
    """
    carried: set[str] = set()
    for page in _pages(archive.client, archive.issues):
        there = following.look_up(page)
        newer = {
            identifier: entry
            for identifier, entry in page.items()
            if _is_unknown(entry, replayed)
            and (identifier not in there or Stored.of(entry).state > there[identifier].state)
        }
        if newer:
            _carry(archive, following, newer, there)
            carried.update(newer)
    return carried


def _is_unknown(entry: Document, replayed: Mapping[str, int]) -> bool:
    """Return whether the originals did not tell of an entry: it came since, or its original is not at hand."""
    return entry["digest"] not in replayed or entry["revision"] > replayed[entry["digest"]]


def _carry(archive: Archive, following: Archive, entries: Mapping[str, Document], there: Mapping[str, Stored]) -> None:
    wanted = [article for entry in entries.values() for article in entry.get("article_ids", ())]
    found: dict[str, Document] = {}
    if wanted:
        with failures_named():
            docs = archive.client.mget(index=archive.articles, ids=wanted)["docs"]
        found = {document["_id"]: migrated(document["_source"]) for document in docs if document.get("found")}
    articles: list[Action] = []
    claims: list[Action] = []
    for identifier, entry in entries.items():
        revision, ids = entry["revision"], entry.get("article_ids", ())
        articles += [bulk.upsert(following.articles, found[article], revision) for article in ids if article in found]
        articles += [
            bulk.deletion(following.articles, article, revision) for article in vanished(ids, there.get(identifier), ())
        ]
        claims.append(ledger.entry_action(following.issues, identifier, entry, there.get(identifier)))
        moved = [one["unit_id"] for one in entry.get("replaced", ()) if one["unit_id"] != identifier]
        for gone in following.look_up(moved).values():
            if gone.digest == entry["digest"] and gone.revision <= revision:  # moved while the index was built
                articles += [bulk.deletion(following.articles, article, gone.revision) for article in gone.article_ids]
                claims.append(ledger.entry_action(following.issues, gone.unit_id, None, gone))
    for actions in (articles, claims):
        bulk.carry_out(archive.client, actions)


def _pages(client: Elasticsearch, alias: str) -> Iterator[dict[str, Document]]:
    """Return all entries of a ledger by id, as they stand at the first call, page by page."""
    with failures_named():
        client.indices.refresh(index=alias)
        reader = client.open_point_in_time(index=alias, keep_alive=_KEEP_ALIVE)["id"]
    try:
        after: list[Any] | None = None
        while True:
            with failures_named():
                response = client.search(
                    pit={"id": reader, "keep_alive": _KEEP_ALIVE},
                    size=_PAGE,
                    sort=[{"_shard_doc": "asc"}],
                    search_after=after,
                    track_total_hits=False,
                )
            hits = response["hits"]["hits"]
            if not hits:
                return
            yield {hit["_id"]: hit["_source"] for hit in hits}
            after = hits[-1]["sort"]
    finally:
        with contextlib.suppress(ConfigurationError), failures_named():
            client.close_point_in_time(id=reader)


def _block(client: Elasticsearch, indices: tuple[str, str]) -> None:
    """Block writing; returns when no write is under way any more."""
    with failures_named():
        client.indices.add_block(index=list(indices), block="write")


def unblock(client: Elasticsearch, indices: Iterable[str]) -> None:
    """Allow writing again, if a rebuild was killed while it was blocked."""
    with failures_named():
        client.indices.put_settings(index=list(indices), settings={"index.blocks.write": None})


def _change_over(archive: Archive, following: Archive, old: tuple[str, str], new: tuple[str, str]) -> None:
    """Move both aliases in one request: a search sees the old indices or the new ones."""
    actions: list[dict[str, Any]] = []
    pairs = zip((archive.articles, archive.issues), (following.articles, following.issues), old, new, strict=True)
    for alias, building, before, after in pairs:
        actions += [
            {"remove": {"index": before, "alias": alias, "must_exist": True}},
            {"remove": {"index": after, "alias": building, "must_exist": True}},
            {"add": {"index": after, "alias": alias, "is_write_index": True}},
        ]
    with failures_named():
        archive.client.indices.update_aliases(actions=actions)
