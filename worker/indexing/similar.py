"""The same story across the whole archive: articles whose signatures share enough bands, a request or two a batch."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from worker.enrichment.same_story import LEAST_BANDS, similarity
from worker.indexing.client import failure, failures_named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from elasticsearch import Elasticsearch

    from worker.indexing.fields import Document

_MOST = 10  # copies listed with an article; all go under its ``story``
_MOST_FOUND = 50  # looked at for one article; of more the earliest, which are the same in an index that is built anew
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

    @property
    def signed(self) -> list[Document]:
        """Those of which copies are sought."""
        return [document for document in self.documents if document.get("signature")]

    @property
    def gone(self) -> set[str]:
        """Ids of units of which the index has an earlier state, or that go."""
        return {*self.leaving, *(_unit_of(document["id"]) for document in self.documents)}


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
    found = _find(client, articles, writes)
    gone: set[str] = set()
    before = _Before()
    for write in writes:
        gone |= write.gone
        signed = write.signed
        for document in signed:
            there = (copy for copy in found[document["id"]] if _unit_of(copy.id) not in gone)
            _complete(document, [*there, *before.copies_of(document)])
        before.add(signed)


def _complete(document: Document, copies: Sequence[Copy]) -> None:
    if copies:
        earliest = sorted(copies, key=lambda copy: copy.age)[:_MOST_FOUND]
        best = sorted(earliest, key=lambda copy: (-copy.score, copy.age))[:_MOST]
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
        self._holders: dict[str, list[tuple[tuple[str, str], Document]]] = {}

    def add(self, documents: Iterable[Document]) -> None:
        for document in documents:
            holder = _age(document), document
            for band in document["signature"]:
                held = self._holders.get(band)
                if held is None:  # as nearly always
                    self._holders[band] = [holder]
                else:
                    # The earliest, as in the index; else a thousand forms alike are a million pairs.
                    insort(held, holder, key=itemgetter(0))
                    del held[_MOST_FOUND:]

    def copies_of(self, document: Document) -> list[Copy]:
        others = {
            other["id"]: other for band in document["signature"] for _, other in self._holders.get(band, ())
        }  # fmt: skip
        bands = frozenset(document["signature"])
        return [_copy(document, other) for other in others.values() if _is_copy(document, bands, other)]


def _find(client: Elasticsearch, articles: str, writes: Sequence[Written]) -> dict[str, list[Copy]]:
    """Return the copies of each document in the index, by id.

    Several documents share a search: most have no copy, and what a search costs is then the search itself rather than
    what it looks for (docs/speed.md). A search that comes back full may have left out a copy of one for the many of
    another, or for what only looks alike: then the earliest copies of each are asked for, and nothing else.
    """
    sought = [(document, number) for number, write in enumerate(writes) for document in write.signed]
    groups = [sought[first : first + _TOGETHER] for first in range(0, len(sought), _TOGETHER)]
    found: dict[str, list[Copy]] = {}
    alone: list[tuple[Document, int]] = []
    bodies = [_alike_any([document for document, _ in group]) for group in groups]
    for group, hits in zip(groups, _search_all(client, articles, bodies), strict=True):
        if len(hits) == _MOST_FOUND * len(group):
            alone += group
        else:
            found.update(_shared_out([document for document, _ in group], hits))
    bodies = [_copies_only(document, set().union(*(one.gone for one in writes[: at + 1]))) for document, at in alone]
    for (document, _), hits in zip(alone, _search_all(client, articles, bodies), strict=True):
        found.update(_shared_out([document], hits))
    return found


def _search_all(client: Elasticsearch, articles: str, bodies: Sequence[Mapping[str, Any]]) -> Iterator[list[Document]]:
    """Yield what each search finds, in order; the hits of few are held at a time."""
    part: list[Mapping[str, Any]] = []
    for number, body in enumerate(bodies, 1):
        part.append(body)
        if sum(one["size"] for one in part) >= _FOUND_AT_ONCE or number == len(bodies):
            searches = [line for one in part for line in ({}, {**one, "track_total_hits": False, "_source": _FIELDS})]
            with failures_named():
                answer = client.msearch(index=articles, searches=searches, filter_path=_RESPONSE)
            yield from map(_hits, answer["responses"])
            part = []


def _alike_any(documents: Sequence[Document]) -> dict[str, Any]:
    """Return a search for what may be a copy of any of the documents, at most ``_MOST_FOUND`` times their number."""
    clauses = [
        _looks_alike(documents[first : first + _IN_A_CLAUSE]) for first in range(0, len(documents), _IN_A_CLAUSE)
    ]
    return {"query": {"bool": {"filter": {"bool": {"should": clauses}}}}, "size": _MOST_FOUND * len(documents)}


def _copies_only(document: Document, gone: Collection[str]) -> dict[str, Any]:
    """Return a search for the earliest copies of a document, in the order of ``Copy.age``."""
    bands = [{"term": {"signature": band}} for band in document["signature"]]
    query = {
        "filter": {"bool": {"should": bands, "minimum_should_match": LEAST_BANDS}},
        "must_not": [{"term": {"issue_id": document["issue_id"]}}, {"terms": {"unit_id": sorted(gone)}}],
    }
    order = [{"date": {"order": "asc", "missing": "_last"}}, {"id": "asc"}]
    return {"query": {"bool": query}, "sort": order, "size": _MOST_FOUND}


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
    found: dict[str, list[Copy]] = {}
    for document in group:
        bands = frozenset(document["signature"])
        found[document["id"]] = [_copy(document, hit) for hit in hits if _is_copy(document, bands, hit)]
    return found


def _is_copy(document: Document, bands: frozenset[str], other: Document) -> bool:
    """Return whether another article has enough bands of a document; what stands in the same issue is no copy."""
    alike = len(bands.intersection(other["signature"]))
    return alike >= LEAST_BANDS and other["issue_id"] != document["issue_id"]


def _hits(response: Mapping[str, Any]) -> list[Document]:
    if "error" in response:
        raise failure(response["status"], response["error"])
    return [hit["_source"] for hit in response.get("hits", {}).get("hits", ())]


def _age(document: Document) -> tuple[str, str]:
    return document.get("date") or "9999", document["id"]


def _copy(document: Document, other: Document) -> Copy:
    score = similarity(document["signature"], other["signature"])
    return Copy(other["id"], other["issue_id"], other.get("date", ""), other["story"], score)
