"""Search over the alias of the articles: what the command line and other programs call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from worker.search import beside
from worker.search.beside import Beside
from worker.search.building import Order, build, ranks, sort_of
from worker.search.cursor import Cursor, parse_cursor
from worker.search.facets import aggregations, read_facets
from worker.search.latest import look_up, written_since
from worker.search.marking import Marker
from worker.search.parser import parse
from worker.search.request import joined, offset_of, page_after
from worker.search.results import SHOWN, Hit, Results, read_hit, texts_of
from worker.search.suggesting import Suggestion, read_suggestions, suggestion_body
from worker.search.together import several
from worker.search.trending import Trend, over_time, read_trend

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from elasticsearch import Elasticsearch

    from worker.enrichment import Segmenter
    from worker.search.marking import Marked
    from worker.search.matching import Clause
    from worker.search.request import Request
    from worker.search.syntax import Part, Query

_KEEP_ALIVE = "2m"
_EXPORT_PAGE = 500
_EXPORT_PAGE_OF_FIELDS = 5000  # where only some fields are wanted, which are small
# Below this number stories are counted all but exactly, for 80 KB of the server's memory a request.
_STORIES = {"stories": {"cardinality": {"field": "story", "precision_threshold": 10_000}}}


class Search:
    """Searches one alias. Whatever the client raises is passed on.

    Args:
        client: Connected as a user who may read the alias.
        articles: Alias of the articles.
        segmenter: Cuts queries into words, with the dictionaries the index was made with.
    """

    def __init__(self, client: Elasticsearch, articles: str, segmenter: Segmenter) -> None:
        self._client = client
        self._articles = articles
        self._segmenter = segmenter

    def run(self, request: Request) -> Results:
        """Return one page of hits. When nothing holds all of the query, articles that hold some of it (``relaxed``).

        Raises:
            QueryError: The query or the cursor is wrong; it says where.
        """
        query = request.parsed()
        cursor = parse_cursor(request.after, request.query, request.paged_by) if request.after else None
        relaxed = cursor.relaxed if cursor else False
        answer, can_relax = self._ask(query, request, cursor, relaxed=relaxed)
        if can_relax and not answer["hits"]["total"]["value"]:
            relaxed = True
            answer, _ = self._ask(query, request, cursor, relaxed=True)
        marker = Marker(query, self._segmenter)
        found = answer["hits"]["hits"]
        after: Cursor | None = None
        if len(found) == request.size > 0:
            ended = (offset_of(cursor) + len(found),) if request.collapse else tuple(found[-1]["sort"])
            after = Cursor(ended, relaxed)
        counted = answer.get("aggregations", {})
        return Results(
            query=request.query,
            total=answer["hits"]["total"]["value"],
            hits=tuple(read_hit(hit, marker) for hit in found),
            relaxed=relaxed,
            facets=read_facets(counted),
            after=after.text(request.query, request.paged_by) if after else "",
            stories=counted["stories"]["value"] if request.collapse else None,
            milliseconds=answer["took"],
        )

    def export(
        self,
        query: str,
        filters: tuple[Part, ...] = (),
        *,
        fields: tuple[str, ...] = (),
        relax: bool = False,
        since: dt.datetime | None = None,
    ) -> Iterator[Mapping[str, Any]]:
        """Yield the document of every article that holds all of the query, by date, from one point in time.

        Args:
            query: In the language of ``worker.search.parser``; empty for every article.
            filters: Parts that must hold besides.
            fields: Only these fields of the documents; all of them when empty.
            since: Only those written to the index then or later.
            relax: When nothing holds all of the query, those that hold some of it, as ``run`` does.

        Raises:
            QueryError: The query is wrong; it says where.
        """
        parsed = joined(query, filters)
        matching = build(parsed, self._segmenter)
        clause = matching.clause
        if relax and matching.can_relax and not self._client.count(index=self._articles, query=clause)["count"]:
            clause = build(parsed, self._segmenter, relaxed=True).clause
        if since is not None:
            clause = {"bool": {"must": [clause], "filter": [written_since(since)]}}
        page = _EXPORT_PAGE_OF_FIELDS if fields else _EXPORT_PAGE
        pit = self._client.open_point_in_time(index=self._articles, keep_alive=_KEEP_ALIVE)["id"]
        try:
            after: list[Any] | None = None
            while True:
                answer = self._client.search(
                    query=clause,
                    pit={"id": pit, "keep_alive": _KEEP_ALIVE},
                    sort=sort_of(Order.OLDEST, scored=False),
                    size=page,
                    search_after=after,
                    source_includes=list(fields) or None,
                    track_total_hits=False,
                )
                pit = answer["pit_id"]
                found = answer["hits"]["hits"]
                yield from (hit["_source"] for hit in found)
                if len(found) < page:
                    return
                after = found[-1]["sort"]
        finally:
            self._client.close_point_in_time(id=pit)

    def count_since(self, moment: dt.datetime) -> int:
        """Return the number of articles written to the index then or later."""
        return int(self._client.count(index=self._articles, query=written_since(moment))["count"])

    def since(
        self, wanted: Mapping[str, tuple[str, tuple[Part, ...]]], moment: dt.datetime, *, fields: tuple[str, ...]
    ) -> dict[str, list[Mapping[str, Any]]]:
        """Return what each of many searches finds among the articles written to the index then or later.

        Args:
            wanted: Query and filters of each search, by name.
            moment: From which on.
            fields: Of the documents, that are returned.

        Returns:
            By the names of those that find any.

        Raises:
            QueryError: A query is wrong; it says where.
        """
        clauses = {name: self._strict(query, filters) for name, (query, filters) in wanted.items()}
        return {
            name: list(self.export(*wanted[name], fields=fields, since=moment)) if found is None else found
            for name, found in look_up(self._client, self._articles, clauses, moment, fields)
        }

    def _strict(self, query: str, filters: tuple[Part, ...]) -> Clause:
        return build(joined(query, filters), self._segmenter).clause

    def trend(self, queries: Sequence[str], filters: tuple[Part, ...]) -> Trend:
        """Return how many articles hold each query, month by month, and how many there are at all.

        Args:
            queries: In the language of ``worker.search.parser``; each counts strictly, nothing is relaxed.
            filters: Parts that must hold besides, of the articles at all as well.

        Raises:
            QueryError: A query is wrong; it says where.
        """
        asked = [
            {"query": self._strict(query, filters), "size": 0, "aggs": over_time(), "track_total_hits": False}
            for query in ("", *queries)
        ]
        return read_trend(tuple(queries), self._several(*asked))

    def article(self, identifier: str) -> Mapping[str, Any] | None:
        """Return the whole document of an article, None when there is none of that id."""
        answer = self._client.search(index=self._articles, query={"ids": {"values": [identifier]}}, size=1)
        found = answer["hits"]["hits"]
        return dict(found[0]["_source"]) if found else None

    def of_issue(self, identifier: str, *, fields: tuple[str, ...] = ()) -> list[Mapping[str, Any]]:
        """Return the documents of an issue in their order.

        Args:
            identifier: Of one page, or of a day of a paper (``beibei-2023-10-27``) for all its pages.
            fields: Only these fields of the documents; all of them when empty.
        """
        return beside.sources(self._several(beside.of_issue(identifier, fields))[0])

    def beside(self, document: Mapping[str, Any], *, fields: tuple[str, ...], similar: int) -> Beside:
        """Return what is shown beside an article, in one request.

        Args:
            document: The article.
            fields: Of the documents of its issue and of its copies.
            similar: So many articles that are like it.
        """
        copies = [copy["id"] for copy in document.get("similar", ())]
        issue, alike, *others = self._several(
            beside.of_issue(document["issue_id"], fields),
            beside.like(self._articles, document["id"], similar),
            *([beside.of_these(copies, fields)] if copies else []),
        )
        marker = Marker(parse(""), self._segmenter)
        return Beside(
            beside.sources(issue),
            [one for answer in others for one in beside.sources(answer)],
            tuple(read_hit(hit, marker) for hit in alike["hits"]["hits"]),
        )

    def _several(self, *searches: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        return several(self._client, self._articles, searches)

    def marked(self, document: Mapping[str, Any], query: str, filters: tuple[Part, ...] = ()) -> dict[str, Marked]:
        """Return the texts of an article by field (captions as ``captions.0``) with what the query found in them.

        Raises:
            QueryError: The query is wrong; it says where.
        """
        return self.marked_texts(texts_of(document), query, filters)

    def marked_texts(self, texts: dict[str, str], query: str, filters: tuple[Part, ...] = ()) -> dict[str, Marked]:
        """Return texts by field with what the query found in them. Raises QueryError."""
        return Marker(joined(query, filters), self._segmenter).mark(texts)

    def similar(self, identifier: str, *, size: int = 10) -> tuple[Hit, ...]:
        """Return the articles whose words are most like an article's; none when there is no such article."""
        (answer,) = self._several(beside.like(self._articles, identifier, size))
        marker = Marker(parse(""), self._segmenter)
        return tuple(read_hit(hit, marker) for hit in answer["hits"]["hits"])

    def suggest(self, prefix: str, *, size: int = 8) -> tuple[Suggestion, ...]:
        """Return names and headlines that begin with ``prefix``, the most frequent first.

        Raises:
            QueryError: The prefix is too long, or holds nothing to search for.
        """
        answer = self._client.search(index=self._articles, **suggestion_body(prefix, size))
        return read_suggestions(answer.body, size)

    def _ask(
        self, query: Query, request: Request, cursor: Cursor | None, *, relaxed: bool
    ) -> tuple[Mapping[str, Any], bool]:
        matching = build(query, self._segmenter, relaxed=relaxed, tiers=request.order is Order.RECENT)
        sort = sort_of(request.order, scored=ranks(query))
        wanted = (aggregations(request.counted, request.at_length) if request.facets else {}) | (
            _STORIES if request.collapse else {}
        )
        answer = self._client.search(
            index=self._articles,
            query=matching.clause,
            sort=sort,
            size=request.size,
            aggregations=wanted or None,
            source={"includes": list(SHOWN)},
            track_total_hits=True,
            **page_after(request, cursor, len(sort)),
        )
        return answer.body, matching.can_relax
