"""``/issues/{id}``: the pages of an issue with their articles. The id is that of a page, or of a day of a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
    data["manifest"] = f"/issues/{identifier}/manifest.json" if any(page["images"] for page in listed) else ""
    return answer(request, "issue.html", {"issue": data}, data=data)


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
