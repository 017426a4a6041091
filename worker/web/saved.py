"""``/saved``: saved searches with what is new of them, on the page and as Atom feeds."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response

from worker.web.answering import answer, base_of, json_answer, news_of, rendered, trouble, wants_json, words_of

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

    from worker.web.news import News
    from worker.web.newsstore import NewArticle, SavedSearch

_LONGEST_NAME = 120
_LATEST = 10  # news of each search on the page of all
_PAGE = 100
_ENTRIES = 500  # of a feed at once
_DIGITS = re.compile(r"[0-9]{1,6}")
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def show(request: Request) -> Response:
    """Show the saved searches and the latest news of each."""
    news = news_of(request)
    news.look_quickly()
    searches = news.searches()
    told = news.new_of_each(searches, _PAGE if wants_json(request) else _LATEST)
    data = {"searches": [_as_json(one, told[one.id]) for one in searches]}
    values = {"searches": [(one, told[one.id]) for one in searches], "latest": _LATEST}
    return answer(request, "saved.html", values, data=data)


def one(request: Request) -> Response:
    """Show all that was told of one search, page by page."""
    news = news_of(request)
    search = _asked_for(request, news)
    if search is None:
        return trouble(request, 404, words_of(request).gettext("There is no such search"))
    leaf = _leaf(request)
    told = news.new(search.id, _PAGE, _PAGE * leaf)
    following = f"/saved/{search.id}?leaf={leaf + 1}" if search.told > _PAGE * (leaf + 1) else ""
    values = {"search": search, "told": told, "leaf": leaf, "next": following}
    return answer(request, "saved_one.html", values, data={**_as_json(search, told), "next": following})


def _as_json(search: SavedSearch, told: list[NewArticle]) -> dict[str, Any]:
    return {
        **dataclasses.asdict(search),
        "search": f"/search?{search.address}",
        "feed": f"/saved/{search.id}.atom",
        "new": [dataclasses.asdict(article) for article in told],
    }


def _asked_for(request: Request, news: News) -> SavedSearch | None:
    """Return the search of the address, after a look at what is new; None where there is none."""
    news.look_quickly()
    return next((one for one in news.searches() if one.id == request.path_params["id"]), None)


def _leaf(request: Request) -> int:
    """Return the number of the page that is asked for, from 0."""
    text = request.query_params.get("leaf", "")
    return int(text) if _DIGITS.fullmatch(text) else 0


def save(request: Request, fields: FormData) -> Response:
    """Keep a search."""
    address = str(fields.get("address", ""))
    name = " ".join(str(fields.get("name", "")).split())[:_LONGEST_NAME] or address[:_LONGEST_NAME] or "*"
    made = news_of(request).save(name, address)
    if wants_json(request):
        return json_answer({**dataclasses.asdict(made), "feed": f"/saved/{made.id}.atom"}, 201)
    return RedirectResponse("/saved", 303)


def seen(request: Request, _fields: FormData) -> Response:
    """Take the news of a search for seen."""
    news_of(request).mark_seen(request.path_params["id"])
    return json_answer({}) if wants_json(request) else RedirectResponse("/saved", 303)


def delete(request: Request, _fields: FormData) -> Response:
    """Forget a search."""
    if not news_of(request).delete(request.path_params["id"]):
        return trouble(request, 404, words_of(request).gettext("There is no such search"))
    return json_answer({}) if wants_json(request) else RedirectResponse("/saved", 303)


def feed(request: Request) -> Response:
    """Show what is new of a search as an Atom feed: the latest, with a link to what was told before (RFC 5005)."""
    news = news_of(request)
    search = _asked_for(request, news)
    if search is None:
        return trouble(request, 404, words_of(request).gettext("There is no such search"))
    leaf = _leaf(request)
    told = news.new(search.id, _ENTRIES, _ENTRIES * leaf)
    values = {
        "search": search,
        "told": told,
        "base": base_of(request),
        "updated": told[0].told_at if told else search.saved_at,
        "leaf": leaf,
        "more": search.told > _ENTRIES * (leaf + 1),
    }
    text = _NOT_XML.sub("\ufffd", rendered(request, "feed.atom", values))
    return Response(text, media_type="application/atom+xml; charset=utf-8")
