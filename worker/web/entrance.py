"""Signing in and out, and the language."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse, Response

from worker.app.i18n import LANGUAGES
from worker.web import sessions
from worker.web.answering import answer, room_of, trouble, wants_json, words_of
from worker.web.gate import cookie
from worker.web.i18n import COOKIE

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

_YEAR = 365 * 24 * 3600


def form(request: Request) -> Response:
    """Show the form to sign in; as JSON, the token that forms of this session must carry."""
    return _form(request, 200)


def refused(request: Request) -> Response:
    """Return the same in place of a page that one must sign in for."""
    answered = _form(request, 401)
    if wants_json(request) or request.url.path.endswith(".atom"):  # what speaks Basic; browsers get the form
        answered.headers["www-authenticate"] = 'Basic realm="baoku", charset="UTF-8"'
    return answered


def enter(request: Request, fields: FormData) -> Response:
    """Sign in."""
    room, words = room_of(request), words_of(request)
    source = request.client.host if request.client else ""
    if pause := room.logins.take(source):
        answered = trouble(request, 429, words.gettext("Too many attempts; wait a little"))
        answered.headers["retry-after"] = str(int(pause) + 1)
        return answered
    role = sessions.role_of(
        str(fields.get("user", "")),
        str(fields.get("password", "")),
        operator_password=room.access.operator_password,
        reader_password=room.access.reader_password,
    )
    if role is sessions.Role.NOBODY:
        return _form(request, 401, words.gettext("Name or password is wrong"))
    room.logins.give_back(source)
    answered = RedirectResponse(local(str(fields.get("next", ""))), 303)
    answered.headers.append("set-cookie", cookie(sessions.new_session(role, time.time()), room.access.key, request))
    return answered


def leave(request: Request, _fields: FormData) -> Response:
    """Sign out."""
    room_of(request).ended.end(request.state.session, time.time())
    answered = RedirectResponse("/", 303)
    fresh = sessions.new_session(sessions.Role.NOBODY, time.time())
    answered.headers.append("set-cookie", cookie(fresh, room_of(request).access.key, request))
    return answered


def language(request: Request) -> Response:
    """Keep a language and go back to the page it was chosen on."""
    chosen = request.path_params["language"]
    if chosen not in LANGUAGES:
        return trouble(request, 404, words_of(request).gettext("There is no such page"))
    answered = RedirectResponse(local(request.query_params.get("next", "")), 303)
    answered.set_cookie(COOKIE, chosen, max_age=_YEAR, samesite="lax", httponly=True)
    return answered


def local(address: str) -> str:
    """Return an address if it is a path on this server, else the front page."""
    plain = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if plain and "\\" not in address else "/"


def _form(request: Request, status: int, said: str = "") -> Response:
    room = room_of(request)
    here = request.query_params.get("next") or request.url.path
    if request.url.path not in {"/login", "/logout"} and request.url.query:
        here += f"?{request.url.query}"
    token = sessions.form_token(request.state.session, room.access.key)
    data = {"csrf": token, "signed_in_as": request.state.role, "error": said or None}
    values = {"said": said, "next": local("/" if here in {"/login", "/logout"} else here)}
    return answer(request, "login.html", values, data=data, status=status)
