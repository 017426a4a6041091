"""An answer as HTML or as JSON, in the reader's language; errors are answers too."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import jinja2
import orjson
from starlette.responses import HTMLResponse, Response

from worker.app.i18n import LANGUAGES, catalogue, sentences, told
from worker.web import labels, sessions
from worker.web.i18n import language_of
from worker.web.text import emphasised_html, marked_html

if TYPE_CHECKING:
    import gettext
    from collections.abc import Mapping

    from starlette.requests import Request

    from worker.web.news import News
    from worker.web.room import Room

TEMPLATES = Path(__file__).parent / "templates"


def room_of(request: Request) -> Room:
    """Return the room that a request came to."""
    room: Room = request.app.state.room
    return room


def news_of(request: Request) -> News:
    """Return the saved searches."""
    news: News = request.app.state.news
    return news


def base_of(request: Request) -> str:
    """Return the address by which the reader reached the room, without a slash at its end."""
    return str(request.base_url).rstrip("/")


def words_of(request: Request) -> gettext.NullTranslations:
    """Return the messages in the reader's language."""
    return catalogue(language_of(request))


def wants_json(request: Request) -> bool:
    """Return whether the answer is to be JSON: it is asked for, and HTML is not."""
    accepted = request.headers.get("accept", "")
    return "application/json" in accepted and "text/html" not in accepted


def json_answer(values: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return an answer of JSON values; dataclasses and dates among them are written as such."""
    content = orjson.dumps(values, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS, default=str)
    return Response(content, status, dict(headers or {}), "application/json")


def answer(
    request: Request,
    template: str,
    values: Mapping[str, Any],
    *,
    data: Any,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a page, or ``data`` as JSON where that is asked for.

    Args:
        request: What is answered.
        template: Name of the page's template.
        values: What the template is given besides what every page has.
        data: The same answer for programs.
        status: Of the answer.
        headers: Of the answer, besides the usual.
    """
    varied = {"vary": "Accept, Cookie", **(headers or {})}
    if wants_json(request):
        return json_answer(data, status, varied)
    return HTMLResponse(rendered(request, template, values), status, varied)


def rendered(request: Request, template: str, values: Mapping[str, Any]) -> str:
    """Return a page as HTML."""
    language = language_of(request)
    room, state = room_of(request), request.state
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return _environment(language).get_template(template).render(
        lang=LANGUAGES[language],
        other_language="en" if language == "zh" else "zh",
        here=quote(path, safe=""),
        path=request.url.path,
        csrf=sessions.form_token(state.session, room.access.key),
        may_operate=state.role.allows(sessions.Role.OPERATOR),
        signed_in=not room.access.open and state.role is not sessions.Role.NOBODY,
        **values,
    )  # fmt: skip


def trouble(request: Request, status: int, title: str, advice: str = "", **values: Any) -> Response:
    """Return an error as a page or as JSON: what is wrong and what to do."""
    data = {"error": title, "advice": advice, **values}
    return answer(request, "trouble.html", {"title": title, "advice": advice, **values}, data=data, status=status)


def compile_templates() -> None:
    """Compile every template in the first language: the first page of each kind then waits for none."""
    environment = _environment(next(iter(LANGUAGES)))
    for name in environment.list_templates():
        environment.get_template(name)


@functools.cache
def _environment(language: str) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    translations = catalogue(language)
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined] # the extension's
    environment.filters["marked"] = marked_html
    environment.filters["emphasised"] = emphasised_html
    environment.filters["count"] = "{:,}".format
    environment.filters["percent"] = "{:.1%}".format
    environment.globals["label"] = functools.partial(labels.label, catalogue(language))
    environment.globals["facet_label"] = functools.partial(labels.facet_label, catalogue(language))
    environment.globals["asset"] = asset
    # reasons are stored in English, whatever language they are read in
    environment.filters["told"] = functools.partial(told, in_language=language)
    environment.globals["sentences"] = functools.partial(sentences, in_language=language)
    return environment


@functools.cache
def asset(name: str) -> str:
    """Return the address of a static file, which changes when the file does, so that browsers may keep it."""
    content = (Path(__file__).parent / "static" / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"
