"""The same story across the whole archive: articles whose signatures share enough bands, a request or two a batch."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from worker.enrichment.same_story import LEAST_BANDS, similarity
from worker.indexing.client import failure, failures_named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from elasticsearch import Elasticsearch

    from worker.indexing.fields import Document

_MOST = 10  # copies listed with an article; all go under its ``story``
_MOST_FOUND = 50  # looked at for one article; of more the earliest indexed
# Documents sought by one search, and by one clause of it. More in a clause cost less each; but what shares a band with
# one of them and a band with another is found as well, and such pairs grow with the square of their number.
_TOGETHER = 64
_IN_A_CLAUSE = 4
_FOUND_AT_ONCE = 4 * _TOGETHER * _MOST_FOUND  # hits of one request at most: each is held with its signature meanwhile
_FIELDS = ["id", "issue_id", "date", "story", "signature"]
_RESPONSE = "responses.status,responses.error,responses.hits.hits._source"


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that tells the same story, as far as the signatures say.

    Attributes:
        date: ISO date of its issue, empty when unknown.
        story: Id under which the copies known so far go.
        score: Estimated similarity of the bodies, 0 to 1.
    """

    id: str
    issue_id: str
    date: str
    story: str
    score: float

    @property
    def age(self) -> tuple[str, str]:
        """Sorts the earliest copy first, undated ones last."""
        return (self.date or "9999", self.id)


@dataclass(frozen=True, slots=True)
class Written:
    """Articles of one unit that are about to be written.

    Attributes:
        documents: Completed in place; those without a signature are left alone.
        leaving: Ids of units that go when these are written: their articles are no copies, but often the same ones.
    """

    documents: Collection[Document]
    leaving: Collection[str] = ()


def link(client: Elasticsearch, articles: str, writes: Sequence[Written]) -> None:
    """Set ``similar`` (earliest copy first) and ``story`` of documents that are about to be written.

    Copies are sought in the index and among the documents before them in the sequence, as if each unit were written
    before the next is looked at: that many are written in one go changes nothing. Those of the same issue do not
    count, and those written within the last second, by another worker, may be missed.

    Args:
        client: Elasticsearch.
        articles: Alias of the articles.
        writes: In the order in which they were decided.

    Raises:
        EngineUnavailableError: The server is away.
        ConfigurationError: The alias is missing, or the user lacks a right.
    """
    found = _find(client, articles, [one for write in writes for one in write.documents if one.get("signature")])
    gone: set[str] = set()  # units of which the index has an earlier state than the sequence, or that go
    before = _Before()
    for write in writes:
        gone.update(write.leaving, (_unit_of(document["id"]) for document in write.documents))
        signed = [document for document in write.documents if document.get("signature")]
        for document in signed:
            there = (copy for copy in found[document["id"]] if _unit_of(copy.id) not in gone)
            _complete(document, [*there, *before.copies_of(document)])
        before.add(signed)


def _complete(document: Document, copies: Sequence[Copy]) -> None:
    if copies:
        best = sorted(copies, key=lambda copy: (-copy.score, copy.age))[:_MOST]
        document["similar"] = [
            {"id": copy.id, "score": round(copy.score, 3)} for copy in sorted(best, key=lambda copy: copy.age)
        ]
        document["story"] = best[0].story


def _unit_of(article: str) -> str:
    """Return the id of an article's unit, see ``worker.document.identifiers.article_id``."""
    return article.rpartition("-a")[0]


class _Before:
    """The documents before one in the sequence, by the bands of their signatures."""

    def __init__(self) -> None:
        self._holders: dict[str, list[Document]] = {}

    def add(self, documents: Iterable[Document]) -> None:
        for document in documents:
            for band in document["signature"]:
                held = self._holders.setdefault(band, [])
                if len(held) < _MOST_FOUND:  # as in the index; else a thousand forms alike are a million pairs
                    held.append(document)

    def copies_of(self, document: Document) -> list[Copy]:
        others = [other for band in document["signature"] for other in self._holders.get(band, ())]
        shared = Counter(other["id"] for other in others)
        by_id = {other["id"]: other for other in others}
        return [
            _copy(document, by_id[identifier])
            for identifier, bands in shared.items()
            if bands >= LEAST_BANDS and by_id[identifier]["issue_id"] != document["issue_id"]
        ]


def _find(client: Elasticsearch, articles: str, documents: Sequence[Document]) -> dict[str, list[Copy]]:
    """Return the copies of each document in the index, by id.

    Several documents share a search: most have no copy, and what a search costs is then the search itself rather than
    what it looks for (docs/speed.md). A search that comes back full may have left out a copy of one for the many of
    another: its documents are sought one by one.
    """
    groups = [documents[first : first + _TOGETHER] for first in range(0, len(documents), _TOGETHER)]
    found: dict[str, list[Copy]] = {}
    alone: list[Sequence[Document]] = []
    for group, hits in _search_all(client, articles, groups):
        if len(group) > 1 and len(hits) == _MOST_FOUND * len(group):
            alone += [[document] for document in group]
        else:
            found.update(_shared_out(group, hits))
    for group, hits in _search_all(client, articles, alone):
        found.update(_shared_out(group, hits))
    return found


def _search_all(
    client: Elasticsearch, articles: str, groups: Sequence[Sequence[Document]]
) -> Iterator[tuple[Sequence[Document], list[Document]]]:
    """Yield each group with what may be a copy of any document of it; the hits of few groups are held at a time."""
    part: list[Sequence[Document]] = []
    for number, group in enumerate(groups, 1):
        part.append(group)
        full = sum(map(len, part)) * _MOST_FOUND >= _FOUND_AT_ONCE
        if full or number == len(groups):
            yield from zip(part, _search(client, articles, part), strict=True)
            part = []


def _search(client: Elasticsearch, articles: str, groups: Sequence[Sequence[Document]]) -> list[list[Document]]:
    """Return what may be a copy of any document of a group, at most ``_MOST_FOUND`` times their number."""
    searches: list[dict[str, Any]] = []
    for group in groups:
        clauses = [_looks_alike(group[first : first + _IN_A_CLAUSE]) for first in range(0, len(group), _IN_A_CLAUSE)]
        query = {"bool": {"filter": {"bool": {"should": clauses}}}}
        size = _MOST_FOUND * len(group)
        searches += [{}, {"query": query, "size": size, "track_total_hits": False, "_source": _FIELDS}]
    with failures_named():
        responses = client.msearch(index=articles, searches=searches, filter_path=_RESPONSE)["responses"]
    return [_hits(response) for response in responses]


def _looks_alike(documents: Sequence[Document]) -> dict[str, Any]:
    """Return a query for what shares a band in each half of the signature with documents.

    One band alone is shared by many articles that have but a formula in common. The exact number is counted here, on
    the few that are found: asking the server for it (minimum_should_match over single terms) costs it three times as
    much.
    """
    halves = ([band for document in documents for band in document["signature"][half::2]] for half in (0, 1))
    return {"bool": {"filter": [{"terms": {"signature": bands}} for bands in halves]}}


def _shared_out(group: Sequence[Document], hits: Sequence[Document]) -> dict[str, list[Copy]]:
    """Return for each document of a group those hits that are copies of it, by id."""
    sets = [(hit, frozenset(hit["signature"])) for hit in hits]
    return {
        document["id"]: [
            _copy(document, hit)
            for hit, bands in sets
            if len(bands.intersection(document["signature"])) >= LEAST_BANDS and hit["issue_id"] != document["issue_id"]
        ]
        for document in group
    }


def _hits(response: Mapping[str, Any]) -> list[Document]:
    if "error" in response:
        raise failure(response["status"], response["error"])
    return [hit["_source"] for hit in response.get("hits", {}).get("hits", ())]


def _copy(document: Document, other: Document) -> Copy:
    score = similarity(document["signature"], other["signature"])
    return Copy(other["id"], other["issue_id"], other.get("date", ""), other["story"], score)
