"""``/images/{unit}/{page}`` and ``/issues/{id}/manifest.json``: page images, and the IIIF manifest that lists them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from starlette.responses import FileResponse

from worker.web.answering import base_of, json_answer, room_of, trouble, words_of
from worker.web.pageviews import images_of, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from worker.home.page_images import PageImage

_FIELDS = ("id", "issue_id", "unit_id", "publication", "date", "page", "headline", "regions")
_SCALE = 4  # canvas units a point: IIIF wants whole numbers, and a quarter of a point is finer than any region
_ONE_DAY = "private, max-age=86400"
_DIGITS = re.compile(r"[0-9]{1,5}")


def image(request: Request) -> Response:
    """Show a page's image; ``size=small`` for the one in lists."""
    unit, page = request.path_params["unit"], request.path_params["page"]
    number = int(page) if _DIGITS.fullmatch(page) else 0
    found = next((one for one in images_of(room_of(request), unit) if one.page == number), None)
    small = request.query_params.get("size") == "small"
    place = (found.small if small else found.large) if found is not None else None
    if place is None or not place.is_file():
        return trouble(request, 404, words_of(request).gettext("There is no image of this page"))
    return FileResponse(place, media_type="image/webp", headers={"cache-control": _ONE_DAY})


def manifest(request: Request) -> Response:
    """Show the IIIF manifest (Presentation 3.0) of an issue with images: a canvas a page, a range an article."""
    room, identifier = room_of(request), request.path_params["id"]
    documents = room.search.of_issue(identifier, fields=_FIELDS)
    units = {unit_of(document): document for document in documents}
    images = {unit: images_of(room, unit) for unit in units}
    if not any(images.values()):
        return trouble(request, 404, words_of(request).gettext("There are no images of this issue"))
    base = f"{base_of(request)}/issues/{identifier}/manifest.json"
    first = documents[0]
    values = {
        "@context": "http://iiif.io/api/presentation/3/context.json",
        "id": base,
        "type": "Manifest",
        "label": {"zh": [" ".join(filter(None, (first.get("publication"), first.get("date"))))]},
        **({"navDate": f"{first['date']}T00:00:00Z"} if first.get("date") else {}),
        "viewingDirection": "left-to-right",
        "behavior": ["paged"],
        "items": [_canvas(base, base_of(request), unit, page, units[unit]) for unit in units for page in images[unit]],
        "structures": list(_ranges(base, documents, images)),
    }
    return json_answer(values)


def _canvas(base: str, room: str, unit: str, page: PageImage, document: Mapping[str, Any]) -> dict[str, Any]:
    canvas = _canvas_id(base, unit, page.page)
    size = {"width": round(page.width * _SCALE), "height": round(page.height * _SCALE)}
    body = {"id": f"{room}/images/{unit}/{page.page}", "type": "Image", "format": "image/webp"}
    painting = {"id": f"{canvas}/image", "type": "Annotation", "motivation": "painting", "body": body, "target": canvas}
    return {
        "id": canvas,
        "type": "Canvas",
        "label": {"zh": [str(document.get("page") or page.page)]},
        **size,
        "items": [{"id": f"{canvas}/images", "type": "AnnotationPage", "items": [painting]}],
        "thumbnail": [{**body, "id": f"{body['id']}?size=small"}],
    }


def _ranges(
    base: str, documents: list[Mapping[str, Any]], images: Mapping[str, tuple[PageImage, ...]]
) -> Iterator[dict[str, Any]]:
    for document in documents:
        unit = unit_of(document)
        pages = {page.page for page in images[unit]}
        places = [
            {"id": f"{_canvas_id(base, unit, region['page'])}#xywh={_fragment(region['box'])}", "type": "Canvas"}
            for region in document.get("regions", ())
            if region["page"] in pages
        ]
        if places:
            yield {
                "id": f"{base}/articles/{document['id']}",
                "type": "Range",
                "label": {"zh": [document.get("headline") or document["id"]]},
                "items": places,
            }


def _canvas_id(base: str, unit: str, page: int) -> str:
    return f"{base}/canvas/{unit}/{page}"


def _fragment(box: list[float]) -> str:
    x0, y0, x1, y1 = (round(value * _SCALE) for value in box)
    return f"{x0},{y0},{x1 - x0},{y1 - y0}"
