"""``/trend``: queries over time, as a share of all articles, side by side; a bar opens its articles."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from worker.search.trending import by_year
from worker.web.answering import answer, room_of
from worker.web.asked import Asked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    from worker.search.trending import Series, Trend

_MOST_QUERIES = 5
_MOST_MONTHS = 60  # of more, years are shown unless months are asked for
_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM = 960, 160, 52, 20, 18  # of a chart; above it the value that is pointed at
_LABELS = 12
_LABEL = 50  # widest of them
_WIDEST = 72  # of one bar with the gap beside it


def show(request: Request) -> Response:
    """Show the trend of every query of the address."""
    queries = [query for query in request.query_params.getlist("q") if query.strip()][:_MOST_QUERIES]
    narrowed = dataclasses.replace(Asked.of(request.query_params), query="", after="", order="", collapse=False)
    interval = request.query_params.get("by", "")
    room = room_of(request)
    filters = narrowed.filters()
    found = room.search.trend(queries, filters)
    many = any(len(one.points) > _MOST_MONTHS for one in found.series)
    if interval == "year" or (interval != "month" and many):
        found = by_year(found)
    data = {
        "interval": found.interval,
        "series": [
            {
                "query": one.query,
                "points": [{**dataclasses.asdict(point), "share": point.share} for point in one.points],
            }
            for one in found.series
        ],
    }
    charts = list(_charts(found, narrowed))
    values = {
        "queries": queries,
        "trend": found,
        "narrowed": narrowed,
        "kept": [pair for pair in narrowed.pairs() if pair[0] not in {"size", "from", "to"}],
        "by": interval,
        "charts": charts,
        "rows": list(zip(*(chart["bars"] for chart in charts), strict=True)),
        "size": {
            "width": _WIDTH,
            "height": _HEIGHT,
            "left": _LEFT,
            "top": _TOP,
            "base": _HEIGHT - _BOTTOM,
            "label": _LABEL,
        },
        "more": len(queries) < _MOST_QUERIES,
    }
    return answer(request, "trend.html", values, data=data)


def _charts(trend: Trend, narrowed: Asked) -> Iterator[dict[str, Any]]:
    """Yield a chart a query, all on one scale."""
    top = max((point.share for one in trend.series for point in one.points), default=0.0)
    for one in trend.series:
        yield {"query": one.query, "top": top, "bars": list(_bars(one, top, narrowed, trend.interval))}


def _bars(series: Series, top: float, narrowed: Asked, interval: str) -> Iterator[dict[str, Any]]:
    step = min(_WIDEST, (_WIDTH - _LEFT) / max(1, len(series.points)))
    every = max(1, -(-len(series.points) // _LABELS))
    base = _HEIGHT - _BOTTOM
    for number, point in enumerate(series.points):
        height = (base - _TOP) * point.share / top if top else 0
        of_query = dataclasses.replace(narrowed, query=series.query)
        opened = (
            of_query.with_days(point.period, point.period)
            if interval == "year"
            else of_query.choosing("months", point.period)
        )
        yield {
            "point": point,
            "x": round(_LEFT + number * step, 2),
            "step": round(step, 2),
            "width": round(max(0.5, step * 0.8), 2),
            "y": round(base - height, 2),
            "height": round(height, 2),
            "address": opened.address(),
            "label": point.period if number % every == 0 else "",
            "middle": round(_LEFT + (number + 0.4) * step, 2),
            "anchor": "start" if number < every else "end" if number >= len(series.points) - every else "middle",
        }
