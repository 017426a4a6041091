"""``/export``: every hit of a search in a format other programs read, streamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import StreamingResponse

from worker.search.exporting import MEDIA, ExportFormat, exported
from worker.web.answering import base_of, room_of, trouble, words_of
from worker.web.asked import Asked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from starlette.requests import Request
    from starlette.responses import Response

_CHUNK = 64 * 1024


def export(request: Request) -> Response:
    """Export all hits under the filters of the address."""
    asked = Asked.of(request.query_params)
    name = request.query_params.get("format", "csv")
    if name not in set(ExportFormat):
        title = words_of(request).gettext("There is no such format")
        return trouble(request, 400, title, ", ".join(ExportFormat))
    form = ExportFormat(name)
    found = room_of(request).search.export(asked.query, asked.filters(), relax=True)
    documents = _begun(found)  # a wrong query, or an engine that is away, is told before anything is sent
    return StreamingResponse(
        _chunks(exported(documents, form, base=base_of(request))),
        media_type=MEDIA[form].media_type,
        headers={"content-disposition": f'attachment; filename="baoku{MEDIA[form].suffix}"'},
    )


def _begun(documents: Iterator[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Return an iterator whose first document has been asked for already."""
    first = next(documents, None)

    def all_of() -> Iterator[Mapping[str, Any]]:
        if first is not None:
            yield first
            yield from documents

    return all_of()


def _chunks(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Join small pieces: each that is sent costs a switch of threads."""
    held = bytearray()
    for piece in pieces:
        held += piece
        if len(held) >= _CHUNK:
            yield bytes(held)
            held.clear()
    yield bytes(held)
