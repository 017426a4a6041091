"""``/issues/{id}``: the pages of an issue with their articles. The id is that of a page, or of a day of a paper."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from worker.document.identifiers import day_id
from worker.search import Order
from worker.search import Request as Asking
from worker.search.narrowing import Narrowing
from worker.web.answering import answer, room_of, trouble, words_of
from worker.web.pageviews import images_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response

_FIELDS = (
    "id", "issue_id", "publication", "date", "page", "ordinal", "kind", "kicker", "headline", "subtitle", "byline",
    "characters", "summary", "unit_id", "regions",
)  # fmt: skip


def issue(request: Request) -> Response:
    """Show an issue's articles, page by page."""
    identifier = request.path_params["id"]
    documents = room_of(request).search.of_issue(identifier, fields=_FIELDS)
    if not documents:
        return trouble(request, 404, words_of(request).gettext("There is no issue of this id"))
    pages: dict[str, list[Any]] = {}
    for document in documents:
        pages.setdefault(document["issue_id"], []).append(document)
    listed = [
        {
            "issue_id": issue_id,
            "page": articles[0].get("page", ""),
            "articles": articles,
            "images": list(_images(request, articles)),
        }
        for issue_id, articles in pages.items()
    ]
    first = documents[0]
    data = {
        "id": identifier,
        "publication": first.get("publication", ""),
        "date": first.get("date", ""),
        "pages": listed,
        "articles": len(documents),
    }
    data["before"], data["after"] = _neighbours(request, data["publication"], data["date"])
    data["manifest"] = f"/issues/{identifier}/manifest.json" if any(page["images"] for page in listed) else ""
    return answer(request, "issue.html", {"issue": data}, data=data)


def _neighbours(request: Request, publication: str, date: str) -> tuple[str, str]:
    """Return the ids of the paper's days before and after a day; empty where there is none."""
    if not publication or not date:
        return "", ""
    day, step = dt.date.fromisoformat(date), dt.timedelta(days=1)
    paper = (("publication", publication),)
    earlier = Narrowing(paper, last=day - step) if day > dt.date.min else None
    later = Narrowing(paper, first=day + step) if day < dt.date.max else None
    search = room_of(request).search
    found = []
    for narrowing, order in ((earlier, Order.NEWEST), (later, Order.OLDEST)):
        asked = narrowing and Asking("", order=order, size=1, facets=False, filters=narrowing.parts())
        hits = search.run(asked).hits if asked else ()
        found.append(day_id(hits[0].issue_id, hits[0].date) if hits else "")
    return found[0], found[1]


def _images(request: Request, documents: list[Any]) -> Iterator[dict[str, Any]]:
    """Yield the page images of the units that articles belong to, each with the first article on it."""
    room = room_of(request)
    for unit in dict.fromkeys(map(unit_of, documents)):
        for image in images_of(room, unit):
            on_it = (
                document["id"]
                for document in documents
                if unit_of(document) == unit and any(one["page"] == image.page for one in document.get("regions", ()))
            )
            yield {"source": f"/images/{unit}/{image.page}", "page": image.page, "article": next(on_it, "")}
