"""``/saved``: saved searches with what is new of them, on the page and as Atom feeds."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from worker.web.answering import answer, base_of, json_answer, news_of, rendered, trouble, wants_json, words_of

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

_LONGEST_NAME = 120
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def show(request: Request) -> Response:
    """Show the saved searches and their news."""
    news = news_of(request)
    news.look()
    searches = [(one, news.new(one.id)) for one in news.searches()]
    data = {
        "searches": [
            {
                **dataclasses.asdict(one),
                "search": f"/search?{one.address}",
                "feed": f"/saved/{one.id}.atom",
                "new": [dataclasses.asdict(article) for article in told],
            }
            for one, told in searches
        ]
    }
    return answer(request, "saved.html", {"searches": searches}, data=data)


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
    """Show what is new of a search as an Atom feed."""
    news = news_of(request)
    news.look()
    search = next((one for one in news.searches() if one.id == request.path_params["id"]), None)
    if search is None:
        return trouble(request, 404, words_of(request).gettext("There is no such search"))
    told = news.new(search.id)
    values = {
        "search": search,
        "told": told,
        "base": base_of(request),
        "updated": told[0].told_at if told else search.saved_at,
    }
    text = _NOT_XML.sub("\ufffd", rendered(request, "feed.atom", values))
    return Response(text, media_type="application/atom+xml; charset=utf-8")
