"""What stands in the index for the issues of a batch, before it is written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from worker.indexing import ledger
from worker.indexing.client import failure, failures_named
from worker.indexing.ledger_entries import PLAN_FIELDS, Stored
from worker.job import LIVE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from elasticsearch import Elasticsearch

    from worker.indexing.entries import Entry
    from worker.indexing.fields import Document

_MAX_HITS = 10_000  # Elasticsearch's limit for one page of hits; a newspaper page has some ten articles


@dataclass(frozen=True, slots=True)
class Standing:
    """What the index has.

    Attributes:
        stored: The ledger's entries by id, as they stand this moment: of the units, and of contents that failed or are
            held.
        twins: The ledger's entries of units in the index that are the same file, by digest, as a search finds them; not
            of files of several units.
        strays: Ids of articles by unit, as a search finds them: what an interrupted write left is among them.
        written: The last revision of a unit's articles, likewise: later than the ledger's after such a write.
    """

    stored: Mapping[str, Stored]
    twins: Mapping[str, list[Stored]] = field(default_factory=dict)
    strays: Mapping[str, list[str]] = field(default_factory=dict)
    written: Mapping[str, int] = field(default_factory=dict)


def look(client: Elasticsearch, articles: str, issues: str, entries: Sequence[Entry]) -> Standing:
    """Look at what stands there, in two requests.

    Raises:
        EngineUnavailableError: The server is away.
        ConfigurationError: An alias is missing, or the user lacks a right.
    """
    waiting = [waits for entry in entries for waits in ledger.waiting_ids(entry.job.digest, entry.content_digest)]
    stored = ledger.look_up(client, issues, [*(entry.unit_id for entry in entries), *waiting])
    twins = {
        "bool": {
            "filter": [
                {"terms": {"digest": [entry.job.digest for entry in entries if not entry.is_part]}},
                {"terms": {"outcome": sorted(LIVE)}},
            ],
            "must_not": [{"exists": {"field": "content"}}],
        }
    }
    searches: list[dict[str, Any]] = []
    for alias, query, fields in (
        (articles, {"terms": {"unit_id": [entry.unit_id for entry in entries]}}, ["unit_id", "revision"]),
        (issues, twins, PLAN_FIELDS),
    ):
        body = {"query": query, "size": _MAX_HITS, "_source": fields, "track_total_hits": False}
        searches += [{"index": alias}, {**body, "seq_no_primary_term": True}]
    with failures_named():
        responses = client.msearch(searches=searches)["responses"]
    for response in responses:
        if "error" in response:
            raise failure(response["status"], response["error"])
    strays: defaultdict[str, list[str]] = defaultdict(list)
    written: defaultdict[str, int] = defaultdict(int)
    for hit in responses[0]["hits"]["hits"]:
        unit = hit["_source"]["unit_id"]
        strays[unit].append(hit["_id"])
        written[unit] = max(written[unit], hit["_source"].get("revision", 0))
    same: defaultdict[str, list[Stored]] = defaultdict(list)
    for hit in responses[1]["hits"]["hits"]:
        found = Stored.of(hit["_source"], (hit["_seq_no"], hit["_primary_term"]))
        same[found.digest].append(found)
    return Standing(stored, dict(same), dict(strays), dict(written))


def documents_of(client: Elasticsearch, articles: str, stored: Stored) -> dict[str, Document]:
    """Return the documents of an issue as the ledger claims them; empty when they are not all there.

    What an interrupted replacement left in their place is told by its digest.
    """
    if not stored.article_ids:
        return {}
    with failures_named():
        found = client.mget(index=articles, ids=list(stored.article_ids))["docs"]
    documents = {
        document["_id"]: document["_source"]
        for document in found
        if document.get("found") and document["_source"]["file"]["digest"] == stored.digest
    }
    return documents if len(documents) == len(stored.article_ids) else {}
