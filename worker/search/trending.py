"""A query over time: how many articles hold it, and what share that is of all there are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_AGGREGATION = "over_time"
_OF_YEAR = 4  # characters of a month's name that name its year


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


def over_time() -> dict[str, Any]:
    """Return the aggregation that counts by month; one in which nothing lies, between others, is there with 0."""
    histogram = {"field": "date", "calendar_interval": "month", "format": "yyyy-MM", "min_doc_count": 0}
    return {_AGGREGATION: {"date_histogram": histogram}}


def by_year(trend: Trend) -> Trend:
    """Return a trend by month year by year."""
    return Trend("year", tuple(Series(one.query, tuple(_years(one.points))) for one in trend.series))


def _years(months: Sequence[Point]) -> Iterator[Point]:
    for year, points in groupby(months, key=lambda point: point.period[:_OF_YEAR]):
        of_year = list(points)
        yield Point(year, sum(point.hits for point in of_year), sum(point.articles for point in of_year))


def read_trend(queries: Sequence[str], answers: Sequence[Mapping[str, Any]]) -> Trend:
    """Return the trend by month from one response for all articles and one a query."""
    every, *counted = (
        {bucket["key_as_string"]: bucket["doc_count"] for bucket in answer["aggregations"][_AGGREGATION]["buckets"]}
        for answer in answers
    )
    series = (
        Series(query, tuple(Point(period, hits.get(period, 0), articles) for period, articles in every.items()))
        for query, hits in zip(queries, counted, strict=True)
    )
    return Trend("month", tuple(series))
