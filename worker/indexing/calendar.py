"""Which days and pages of which papers are indexed, as the ledger knows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from worker.indexing.client import failures_named
from worker.job import LIVE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from elasticsearch import Elasticsearch

_MOST_PAPERS = 1000
_AT_ONCE = 2000
_FIELDS = ["issue_id", "unit_id", "edition", "date", "page", "articles"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper with the days of which something is indexed, in order."""

    publication: str
    days: tuple[dt.date, ...]


@dataclass(frozen=True, slots=True)
class IndexedPage:
    """One unit of the ledger: a page of one paper on one day, or a part of it."""

    issue_id: str
    unit_id: str
    date: dt.date
    page: str
    articles: int
    edition: str = ""


def papers(client: Elasticsearch, issues: str, publication: str = "") -> tuple[Paper, ...]:
    """Return the papers by name, or the one of that name."""
    days = {"date_histogram": {"field": "date", "calendar_interval": "day", "format": "yyyy-MM-dd", "min_doc_count": 1}}
    with failures_named():
        answer = client.search(
            index=issues,
            size=0,
            query=_indexed(publication),
            aggs={"papers": {"terms": {"field": "publication", "size": _MOST_PAPERS}, "aggs": {"days": days}}},
        )
    found = (
        Paper(one["key"], tuple(dt.date.fromisoformat(day["key_as_string"]) for day in one["days"]["buckets"]))
        for one in answer["aggregations"]["papers"]["buckets"]
    )
    return tuple(sorted(found, key=lambda paper: paper.publication))


def pages(client: Elasticsearch, issues: str, publication: str, first: dt.date, last: dt.date) -> Iterator[IndexedPage]:
    """Yield what is indexed of a paper from one day to another, by day and page."""
    after: list[Any] | None = None
    limits = {"range": {"date": {"gte": first.isoformat(), "lte": last.isoformat()}}}
    while True:
        with failures_named():
            answer = client.search(
                index=issues,
                size=_AT_ONCE,
                query={"bool": {"filter": [_indexed(publication), limits]}},
                sort=[{"date": "asc"}, {"page": {"order": "asc", "missing": "_last"}}, {"unit_id": "asc"}],
                search_after=after,
                source_includes=_FIELDS,
                track_total_hits=False,
            )
        found = answer["hits"]["hits"]
        yield from (_page(hit["_source"]) for hit in found)
        if len(found) < _AT_ONCE:
            return
        after = found[-1]["sort"]


def _indexed(publication: str) -> dict[str, Any]:
    wanted: list[dict[str, Any]] = [{"terms": {"outcome": sorted(LIVE)}}, {"exists": {"field": "date"}}]
    if publication:
        wanted.append({"term": {"publication": publication}})
    return {"bool": {"filter": wanted}}


def _page(source: Mapping[str, Any]) -> IndexedPage:
    return IndexedPage(
        issue_id=source.get("issue_id", ""),
        unit_id=source.get("unit_id", ""),
        date=dt.date.fromisoformat(source["date"]),
        page=source.get("page", ""),
        articles=source.get("articles", 0),
        edition=source.get("edition", ""),
    )
