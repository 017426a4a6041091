"""What every request passes: the name it calls, how often, who it comes from; and the headers of every answer.

Written against ASGI itself, so that streams (exports, events) pass through as they are made.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection

from worker.web import sessions
from worker.web.sessions import Role

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from worker.web.room import Room

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_PUBLIC = ("/healthz", "/static/", "/login", "/language/")


def cookie_name(port: int | None) -> str:
    """Return the name of the session's cookie: cookies do not know ports, and two rooms may share a host."""
    return f"baoku_session_{port or 0}"


class Gate:
    """Middleware: see the module."""

    def __init__(self, app: ASGIApp, room: Room) -> None:
        self._app = app
        self._room = room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        fresh = self._admit(connection)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if not scope["path"].startswith("/static/"):
                    headers.setdefault("cache-control", "no-store")
                if fresh is not None and not any(
                    value.startswith(cookie_name(connection.url.port)) for value in headers.getlist("set-cookie")
                ):
                    headers.append("set-cookie", cookie(fresh, self._room.access.key, connection))
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _admit(self, connection: HTTPConnection) -> sessions.Session | None:
        """Note in the request's state who it comes from and why it is refused; return a session that is new."""
        access = self._room.access
        state = connection.state
        value = connection.cookies.get(cookie_name(connection.url.port), "")
        session = sessions.unsealed(value, access.key, time.time()) if value else None
        if session is not None and session in self._room.ended:
            session = None
        fresh = None if session else sessions.new_session(Role.NOBODY, time.time())
        state.session = session or fresh
        state.role = Role.OPERATOR if access.open else state.session.role
        state.refused = self._refusal(connection)
        return fresh

    def _refusal(self, connection: HTTPConnection) -> tuple[int, float] | None:
        """Return the status with which a request is refused and after how many seconds it may come again."""
        access, state = self._room.access, connection.state
        host = (urlsplit(f"//{connection.headers.get('host', '')}").hostname or "").lower()
        if access.hosts and host not in access.hosts:
            return 421, 0
        if connection.scope["method"] not in _SAFE and _is_foreign(connection.headers):
            return 403, 0
        if access.open:
            return None
        source = connection.client.host if connection.client else ""
        if pause := self._room.requests.take(source) or self._take_credentials(connection, source):
            return 429, pause
        if state.role is Role.NOBODY and not connection.scope["path"].startswith(_PUBLIC):
            return 401, 0
        return None

    def _take_credentials(self, connection: HTTPConnection, source: str) -> float:
        """Grant the role that an Authorization header proves; return how long to wait after too many wrong ones."""
        credentials = sessions.basic_credentials(connection.headers.get("authorization", ""))
        if credentials is None:
            return 0.0
        if pause := self._room.logins.take(source):
            return pause
        access = self._room.access
        role = sessions.role_of(
            *credentials, operator_password=access.operator_password, reader_password=access.reader_password
        )
        if role is not Role.NOBODY:
            self._room.logins.give_back(source)
        connection.state.role = role
        return 0.0


def cookie(session: sessions.Session, key: bytes, connection: HTTPConnection) -> str:
    """Return the header that sets the session's cookie."""
    secure = "; Secure" if connection.url.scheme == "https" else ""
    name = cookie_name(connection.url.port)
    return f"{name}={sessions.sealed(session, key)}; Path=/; HttpOnly; SameSite=Lax{secure}"


def _is_foreign(headers: Headers) -> bool:
    """Return whether a page of another site sent a request that changes something."""
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
