"""``/articles/{id}``: an article to read, with what a query found in it, beside the page it stands on."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from worker.search import Marked
from worker.web import pageviews
from worker.web.answering import answer, base_of, json_answer, room_of, trouble, wants_json, words_of
from worker.web.asked import Asked
from worker.web.citation import citation
from worker.web.continuations import FIELDS as HALF_FIELDS
from worker.web.continuations import Continuations, continuations, whole_body
from worker.web.facts import facts
from worker.web.hitplaces import hit_places
from worker.web.text import HitNumbers, marked_html, paragraphs_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from markupsafe import Markup
    from starlette.requests import Request
    from starlette.responses import Response

    from worker.web.hitplaces import HitPlace
    from worker.web.room import Room

_SIMILAR = 5
_MOST_NUMBERS = 40  # of places found, listed to jump to without JavaScript
_LONG_HEADLINE = 60  # characters; longer ones are set smaller
_MOST_ZOOM = 3
_MOST_LEAF = 9999
_BESIDE = ("issue_id", "publication", "date", "lines", "unit_id", "regions", *HALF_FIELDS)
_APART = ("subtitle", "editor_note", "body", "tail")  # shown paragraph by paragraph
_NOTHING = Marked("")


def article(request: Request) -> Response:
    """Show one article."""
    identifier = request.path_params["id"]
    room = room_of(request)
    document = room.search.article(identifier)
    if document is None:
        words = words_of(request)
        title = words.gettext("There is no article of this id")
        return trouble(request, 404, title, words.gettext("A corrected issue may have fewer articles than before."))
    asked = Asked.of(request.query_params)
    filters = asked.filters()
    marked = room.search.marked(document, asked.query, filters)
    marks = sum(len(one.marks) for one in marked.values())
    jumps = document.get("jump_to") or document.get("jump_from")
    if wants_json(request):
        halves = continuations(
            document, room.search.of_issue(document["issue_id"], fields=HALF_FIELDS) if jumps else ()
        )
        return json_answer(
            {
                **document,
                **{name: half["id"] for name, half in halves._asdict().items() if half},
                **_whole(room, document, halves),
                "address": f"/articles/{identifier}",
                "citation": citation(document),
                "marks": {name: [dataclasses.asdict(mark) for mark in one.marks] for name, one in marked.items()},
                "marks_total": marks,
            }
        )
    beside = room.search.beside(document, fields=_BESIDE, similar=_SIMILAR)
    others = beside.issue
    at = next((number for number, other in enumerate(others) if other["id"] == identifier), None)
    leaf = _small(request.query_params.get("leaf", ""), _MOST_LEAF)
    page = pageviews.page_view(room, document, others, leaf)
    hits = _hits(room, document, marked, page) if marks else ()
    halves = continuations(document, others if jumps else ())
    values = {
        "document": document,
        "facts": facts(document),
        "asked": asked,
        "text": _texts(document, marked, HitNumbers({hit.number for hit in hits})),
        "marks": marks,
        "most_numbers": _MOST_NUMBERS,
        "long": _LONG_HEADLINE,
        "citation": citation(document),
        "permanent": f"{base_of(request)}/articles/{identifier}",
        "others": others,
        "before": others[at - 1] if at else None,
        "halves": halves,
        "half_texts": {name: _body(room, half).splitlines() for name, half in halves._asdict().items() if half},
        "following": others[at + 1] if at is not None and at + 1 < len(others) else None,
        "copies": beside.copies,
        "similar": [hit for hit in beside.similar if hit.id != identifier],
        "page": page,
        "hits": hits,
        "lines": pageviews.with_marks(page.lines, lambda texts: room.search.marked_texts(texts, asked.query, filters)),
        "zoom": _small(request.query_params.get("zoom", ""), _MOST_ZOOM) or 1,
        "zoom_address": f"{asked.query_string()}&" if asked.query_string() else "",
        "results": asked.address("/search") if request.query_params else "",
        "context": f"?{asked.query_string()}" if asked.query_string() else "",
        "reported": request.query_params.get("reported", ""),
    }
    return answer(request, "article.html", values, data=None)


def _body(room: Room, half: Mapping[str, Any]) -> str:
    document = room.search.article(half["id"])
    return str(document.get("body") or "") if document else ""


def _whole(room: Room, document: Mapping[str, Any], halves: Continuations) -> dict[str, str]:
    """Return the text of a story with its other halves, as ``whole_body``; nothing for one that stands whole."""
    if not any(halves):
        return {}
    text = str(document.get("body") or "")
    if halves.continued_from:
        text = whole_body(_body(room, halves.continued_from), text)
    if halves.continued_on:
        text = whole_body(text, _body(room, halves.continued_on))
    return {"whole_body": text}


def _hits(
    room: Room, document: Mapping[str, Any], marked: Mapping[str, Marked], page: pageviews.PageView
) -> tuple[HitPlace, ...]:
    """Return where on the image shown the article's hits stand; none without image or places of lines."""
    if page.image is None:
        return ()
    ranges = [(place["first"], place["last"]) for place in document.get("lines", ())]
    lines = [
        line
        for line in pageviews.lines_of(room, page.image.unit)
        if any(first <= line.number <= last for first, last in ranges)
    ]
    captions = (f"captions.{number}" for number in range(len(document.get("captions", ()))))
    order = ("kicker", "headline", "subtitle", "editor_note", "source_line", "body", *captions, "tail")
    return hit_places(marked, order, _APART, lines, page.image.page)


def _small(text: str, most: int) -> int:
    """Return a number of an address; 0 when it is none, or larger than makes sense."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and int(text) <= most else 0


def _texts(
    document: Mapping[str, Any], marked: Mapping[str, Marked], numbers: HitNumbers
) -> dict[str, Markup | list[Markup]]:
    """Return the parts of an article as HTML in the order they are printed, their marks numbered through."""

    def one(name: str) -> Markup:
        return marked_html(marked.get(name, _NOTHING), numbers)

    def several(name: str) -> list[Markup]:
        return paragraphs_html(marked[name], numbers) if name in marked else []

    def captions() -> Iterable[Markup]:
        for number in range(len(document.get("captions", ()))):
            yield one(f"captions.{number}")

    return {
        "kicker": one("kicker"),
        "headline": one("headline"),
        "subtitle": several("subtitle"),
        "editor_note": several("editor_note"),
        "source_line": one("source_line"),
        "body": several("body"),
        "captions": list(captions()),
        "tail": several("tail"),
    }
