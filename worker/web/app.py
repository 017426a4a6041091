"""The application: addresses, who may call them, and how errors are answered."""

from __future__ import annotations

import time
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from worker.app.i18n import told
from worker.errors import ConfigurationError, EngineUnavailableError
from worker.indexing.client import failures_named
from worker.monitoring.progress import Progress
from worker.search import QueryError
from worker.web import (
    articles,
    calendars,
    deciding,
    entrance,
    exports,
    images,
    ingesting,
    issues,
    reports,
    saved,
    searching,
    trends,
)
from worker.web.answering import json_answer, room_of, trouble, words_of
from worker.web.gate import Gate
from worker.web.i18n import language_of
from worker.web.news import News
from worker.web.sessions import Role, token_fits

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.datastructures import FormData
    from starlette.responses import Response
    from starlette.types import Message

    from worker.web.room import Room

    Page = Callable[[Request], Response]
    Form = Callable[[Request, FormData], Response]

log = structlog.get_logger(__name__)

_MOST_FILES = 50  # in one form
_MOST_LARGE_FILES = 4  # as many as may have the greatest size
_FORM_BYTES = 1024 * 1024  # all that is no file


def create_app(room: Room) -> Starlette:
    """Return the reading room as an ASGI application."""
    app = Starlette(
        routes=[
            Route("/", _page(searching.results)),
            Route("/search", _page(searching.results)),
            Route("/suggest", _page(searching.suggest)),
            Route("/articles/{id}", _page(articles.article)),
            Route("/issues/{id}", _page(issues.issue)),
            Route("/issues/{id}/manifest.json", _page(images.manifest)),
            Route("/images/{unit}/{page}", _page(images.image)),
            Route("/calendar", _page(calendars.show)),
            Route("/trend", _page(trends.show)),
            Route("/saved", _page(saved.show), methods=["GET"]),
            Route("/saved", _posted(saved.save, Role.OPERATOR), methods=["POST"]),
            Route("/saved/{id}.atom", _page(saved.feed)),
            Route("/saved/{id}", _page(saved.one)),
            Route("/saved/{id}/seen", _posted(saved.seen, Role.OPERATOR), methods=["POST"]),
            Route("/saved/{id}/delete", _posted(saved.delete, Role.OPERATOR), methods=["POST"]),
            Route("/export", _page(exports.export)),
            Route("/ingest", _page(ingesting.show)),
            Route("/ingest/events", _stream(ingesting.events)),
            Route("/ingest/upload", _posted(ingesting.upload, Role.OPERATOR), methods=["POST"]),
            Route("/ingest/retry", _posted(ingesting.retry, Role.OPERATOR), methods=["POST"]),
            Route("/ingest/identify", _posted(deciding.identify, Role.OPERATOR), methods=["POST"]),
            Route("/ingest/decide", _posted(deciding.decide, Role.OPERATOR), methods=["POST"]),
            Route("/articles/{id}/report", _posted(reports.report, Role.OPERATOR), methods=["POST"]),
            Route("/reports/done", _posted(reports.settle, Role.OPERATOR), methods=["POST"]),
            Route("/login", _page(entrance.form, Role.NOBODY), methods=["GET"]),
            Route("/login", _posted(entrance.enter, Role.NOBODY), methods=["POST"]),
            Route("/logout", _posted(entrance.leave, Role.NOBODY), methods=["POST"]),
            Route("/language/{language}", _page(entrance.language, Role.NOBODY)),
            Route("/healthz", _page(healthz, Role.NOBODY)),
            Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
            Route("/{rest:path}", _page(_nothing)),  # behind the door as well
        ],
        middleware=[Middleware(Gate, room=room)],
        exception_handlers={
            HTTPException: _http_trouble,
            QueryError: _query_trouble,
            EngineUnavailableError: _engine_trouble,
            ConfigurationError: _engine_trouble,
        },
    )
    app.state.room = room
    app.state.began = time.monotonic()
    app.state.news = News(room.state / "web.sqlite3", room.search)
    app.state.pulse = ingesting.Pulse(room)
    app.state.progress = Progress()
    return app


def healthz(request: Request) -> Response:
    """Answer whether articles can be searched."""
    alive = room_of(request).archive.is_alive()
    return json_answer({"healthy": alive}, 200 if alive else 503)


def _nothing(request: Request) -> Response:
    return trouble(request, 404, words_of(request).gettext("There is no such page"))


def _page(page: Page, role: Role = Role.READER) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of a page that somebody of a role may see; it runs in a thread of its own."""

    async def endpoint(request: Request) -> Response:
        refused = _refusal(request, role)
        return await run_in_threadpool(_guarded, page, request) if refused is None else refused

    return endpoint


def _stream(stream: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of a stream that a reader may follow."""

    async def endpoint(request: Request) -> Response:
        refused = _refusal(request, Role.READER)
        return await stream(request) if refused is None else refused

    return endpoint


def _posted(form: Form, role: Role) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint of a form that changes something: it must carry the token of its session."""

    async def endpoint(request: Request) -> Response:
        refused = _refusal(request, role)
        if refused is not None:
            return refused
        limited = _limited(request, room_of(request).max_upload_bytes)
        async with limited.form(max_files=_MOST_FILES, max_fields=50) as fields:
            token = request.headers.get("x-csrf-token") or str(fields.get("csrf", ""))
            if not token_fits(token, request.state.session, room_of(request).access.key):
                words = words_of(request)
                title = words.gettext("This form has expired")
                return trouble(request, 403, title, words.gettext("Go back, load the page again and repeat."))
            return await run_in_threadpool(_guarded, lambda asked: form(asked, fields), request)

    return endpoint


def _limited(request: Request, most_bytes: int) -> Request:
    """Return the request with a body that ends in 413 once it is longer than a few files may be."""
    most = _MOST_LARGE_FILES * most_bytes + _FORM_BYTES
    seen = 0

    async def receive() -> Message:
        nonlocal seen
        message = await request.receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise HTTPException(413)
        return message

    if int(request.headers.get("content-length", "0")) > most:
        raise HTTPException(413)
    return Request(request.scope, receive)


def _guarded(page: Page, request: Request) -> Response:
    try:
        with failures_named():
            return page(request)
    except (HTTPException, QueryError, EngineUnavailableError, ConfigurationError):
        raise  # answered below
    except Exception:
        # here and not at the application's edge: the answer keeps its headers, and looks like every other
        log.exception("a page failed", action="web_failed", path=request.url.path)
        words = words_of(request)
        return trouble(
            request, 500, words.gettext("Baoku itself failed on this"), words.gettext("state/logs/web.log tells more.")
        )


def _refusal(request: Request, role: Role) -> Response | None:
    words = words_of(request)
    if request.state.refused is not None:
        status, pause = request.state.refused
        if status == HTTPStatus.UNAUTHORIZED:
            return entrance.refused(request)
        said = {
            403: words.gettext("This was sent from another site"),
            421: words.gettext("This server is not called by that name"),
            429: words.gettext("Too many requests; wait a little"),
        }
        answered = trouble(request, status, said[status])
        if pause:
            answered.headers["retry-after"] = str(int(pause) + 1)
        return answered
    if not request.state.role.allows(role):
        return trouble(request, 403, words.gettext("Only an operator may do this"))
    return None


def _http_trouble(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = words_of(request)
    said: dict[int, Any] = {
        404: words.gettext("There is no such page"),
        405: words.gettext("This cannot be done here"),
        413: words.gettext("The file is too large"),
    }
    if status == HTTPStatus.BAD_REQUEST and request.url.path == "/ingest/upload":
        said[status] = words.gettext("At most %(num)s files at a time can be uploaded") % {"num": _MOST_FILES}
    detail = error.detail if isinstance(error, HTTPException) else ""
    return trouble(request, status, said.get(status) or detail)


def _query_trouble(request: Request, error: Exception) -> Response:
    assert isinstance(error, QueryError)  # noqa: S101 - registered for it
    return searching.query_trouble(request, error)


def _engine_trouble(request: Request, error: Exception) -> Response:
    words = words_of(request)
    return trouble(request, 503, words.gettext("The archive does not answer"), told(str(error), language_of(request)))


def redirect(address: str) -> Response:
    """Return an answer that leads elsewhere after a form was taken."""
    return RedirectResponse(address, 303)
