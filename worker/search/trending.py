"""A query over time: how many articles hold it, and what share that is of all there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_AGGREGATION = "over_time"
_FORMATS = {"month": "yyyy-MM", "year": "yyyy"}


@dataclass(frozen=True, slots=True)
class Point:
    """One month or year: articles that hold the query, of all there are."""

    period: str
    hits: int
    articles: int

    @property
    def share(self) -> float:
        """Hits as a share of all articles, 0 to 1."""
        return self.hits / self.articles if self.articles else 0.0


@dataclass(frozen=True, slots=True)
class Series:
    """One query over time."""

    query: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """Several queries over the same periods; ``interval`` is month or year."""

    interval: str
    series: tuple[Series, ...]


def over_time(interval: str) -> dict[str, Any]:
    """Return the aggregation that counts by month or year; a period within which nothing lies is there with 0."""
    histogram = {"field": "date", "calendar_interval": interval, "format": _FORMATS[interval], "min_doc_count": 0}
    return {_AGGREGATION: {"date_histogram": histogram}}


def read_trend(queries: Sequence[str], interval: str, answers: Sequence[Mapping[str, Any]]) -> Trend:
    """Return the trend from one response for all articles and one a query."""
    every, *counted = (
        {bucket["key_as_string"]: bucket["doc_count"] for bucket in answer["aggregations"][_AGGREGATION]["buckets"]}
        for answer in answers
    )
    series = (
        Series(query, tuple(Point(period, hits.get(period, 0), articles) for period, articles in every.items()))
        for query, hits in zip(queries, counted, strict=True)
    )
    return Trend(interval, tuple(series))
