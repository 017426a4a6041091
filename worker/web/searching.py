"""``/`` and ``/search``: results with their facets."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from worker.app.i18n import told
from worker.search import Order, QueryError
from worker.search.syntax import Query, to_text
from worker.web.answering import answer, json_answer, room_of, trouble, words_of
from worker.web.asked import FACETS, Asked
from worker.web.i18n import language_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from worker.search import Facet, Results

_ALIKE = 2  # characters that a name must share from its beginning to be offered where nothing was found
_MONTHS_SHOWN = 24
_CONTEXT = 250  # characters of a wrong query around the place


def results(request: Request) -> Response:
    """Show one page of hits."""
    asked = Asked.of(request.query_params)
    room = room_of(request)
    at_length = request.query_params.get("more", "")
    found = room.search.run(asked.request(at_length))
    suggestions = [] if found.hits else _alike(request, asked.query)
    values = {
        "asked": asked,
        "found": found,
        "facets": list(_facet_views(asked, found.facets, at_length)),
        "chips": list(_chips(asked)),
        "orders": [str(order) for order in Order],
        "next": dataclasses.replace(asked, after=found.after).address() if found.after else "",
        "suggestions": suggestions,
        "as_query": as_query(asked),
        "home": request.url.path == "/",
    }
    return answer(request, "search.html", values, data=results_json(asked, found))


def suggest(request: Request) -> Response:
    """Return names and headlines that begin like ``q``, for the search box."""
    prefix = request.query_params.get("q", "")
    try:
        found = room_of(request).search.suggest(prefix)
    except QueryError:  # too long, or nothing to begin with
        found = ()
    return json_answer({"suggestions": [dataclasses.asdict(one) for one in found]})


def results_json(asked: Asked, found: Results) -> dict[str, Any]:
    """Return what ``baoku search --json`` prints, with the permanent address and the whole query as text."""
    return {
        **dataclasses.asdict(found),
        "address": asked.first_page().address(),
        "as_query": as_query(asked),
        "next": dataclasses.replace(asked, after=found.after).address() if found.after else "",
    }


def as_query(asked: Asked) -> str:
    """Return the search with its narrowing in the query language: the command line finds the same with it."""
    return " ".join(part for part in (asked.query, to_text(Query(asked.filters()))) if part)


def query_trouble(request: Request, error: QueryError) -> Response:
    """Return the page of a query that is wrong: where, and what to write instead."""
    return trouble(
        request,
        400,
        words_of(request).gettext("The query cannot be understood"),
        told(error.message, language_of(request)),
        **_shown(error),
    )


def _shown(error: QueryError) -> dict[str, Any]:
    """Return as much of a wrong query as shows where it is wrong."""
    first = max(0, error.start - _CONTEXT)
    last = min(len(error.query), max(error.end, error.start), error.start + _CONTEXT) + _CONTEXT
    part = error.query[first:last]
    return {"query": part, "start": error.start - first, "end": min(error.end - first, len(part))}


def _facet_views(asked: Asked, facets: Sequence[Facet], at_length: str) -> Iterator[dict[str, Any]]:
    """Yield each facet with its values and the addresses that choose and leave out each of them."""
    base = asked.first_page().address()
    by_name = {facet.name: facet for facet in facets}
    for name in FACETS:
        facet = by_name.get(name)
        if facet is None:
            continue
        counts = facet.counts
        if name == "months" and len(counts) > _MONTHS_SHOWN:
            yield _years(asked, facet)
            continue
        yield {
            "name": name,
            "at_length": name == at_length,
            "more": f"{base}{'&' if '?' in base else '?'}more={name}#facet-{name}"
            if facet.others and name != at_length
            else "",
            "values": [
                {
                    "value": count.value,
                    "hits": count.hits,
                    "chosen": (name, count.value) in asked.chosen,
                    "choose": asked.choosing(name, count.value).address(),
                    "drop": asked.without(name, count.value).address(),
                    "exclude": asked.excluding(name, count.value).address(),
                }
                for count in (reversed(counts) if name == "months" else counts)
            ],
        }


def _years(asked: Asked, months: Facet) -> dict[str, Any]:
    """Return a facet of years out of that of months, where these are too many to list."""
    years: dict[str, int] = {}
    for count in months.counts:
        year = count.value[:4]
        years[year] = years.get(year, 0) + count.hits
    return {
        "name": "years",
        "at_length": False,
        "more": "",
        "values": [
            {
                "value": year,
                "hits": hits,
                "chosen": (asked.first, asked.last) == (year, year),
                "choose": asked.with_days(year, year).address(),
                "drop": asked.with_days("", "").address(),
                "exclude": "",
            }
            for year, hits in sorted(years.items(), reverse=True)
        ],
    }


def _chips(asked: Asked) -> Iterator[dict[str, Any]]:
    """Yield what narrows the search, each with the address of the search without it."""
    if asked.first or asked.last:
        without = asked.with_days("", "").address()
        yield {"facet": "months", "value": f"{asked.first}–{asked.last}", "excluded": False, "drop": without}
    for excluded, pairs in ((False, asked.chosen), (True, asked.excluded)):
        for facet, value in pairs:
            drop = asked.without(facet, value).address()
            yield {"facet": facet, "value": value, "excluded": excluded, "drop": drop}


def _alike(request: Request, query: str) -> list[Any]:
    """Return names that begin like the query, for a name that was not typed as it is printed."""
    try:
        return list(room_of(request).search.suggest(query.strip()[:_ALIKE]))
    except QueryError:  # begins with a mark: nothing to offer
        return []
