"""Who a request comes from: a signed cookie, and the token that every form carries. Pure but for the clock."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from enum import StrEnum

SESSION_SECONDS = 12 * 3600


class Role(StrEnum):
    """What somebody may do; an operator may do what a reader may."""

    NOBODY = "nobody"
    READER = "reader"
    OPERATOR = "operator"

    def allows(self, needed: Role) -> bool:
        """Return whether this role suffices where ``needed`` is asked for."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class Session:
    """A browser's session.

    Attributes:
        nonce: Random; the token of its forms is made from it.
        role: Granted by a password; nobody before.
        expires: Seconds since the epoch.
    """

    nonce: str
    role: Role
    expires: int


@dataclass(slots=True)
class Ended:
    """Sessions that were signed out of before their time: their cookies count no longer, whoever kept one."""

    _expiries: dict[str, int] = field(default_factory=dict)

    def end(self, session: Session, now: float) -> None:
        """End a session, and forget those that are over anyway."""
        self._expiries = {nonce: expires for nonce, expires in self._expiries.items() if expires > now}
        self._expiries[session.nonce] = session.expires

    def __contains__(self, session: Session) -> bool:
        return session.nonce in self._expiries


def new_session(role: Role, now: float) -> Session:
    """Return a session that begins now."""
    return Session(secrets.token_urlsafe(18), role, int(now) + SESSION_SECONDS)


def sealed(session: Session, key: bytes) -> str:
    """Return the session as the value of a cookie."""
    content = f"{session.nonce}.{session.role}.{session.expires}"
    return f"{content}.{_mac(key, 'session', content)}"


def unsealed(value: str, key: bytes, now: float) -> Session | None:
    """Return the session that a cookie holds; None when it is forged, damaged or over."""
    content, _, mac = value.rpartition(".")
    if not hmac.compare_digest(_mac(key, "session", content).encode(), mac.encode("utf-8", "replace")):
        return None
    match content.split("."):
        case [nonce, role, expires] if role in set(Role) and expires.isdecimal() and int(expires) > now:
            return Session(nonce, Role(role), int(expires))
    return None


def form_token(session: Session, key: bytes) -> str:
    """Return the token that a form of this session must carry."""
    return _mac(key, "form", session.nonce)


def token_fits(token: str, session: Session, key: bytes) -> bool:
    """Return whether a form of this session carries its token."""
    return hmac.compare_digest(token.encode("utf-8", "replace"), form_token(session, key).encode())


def basic_credentials(header: str) -> tuple[str, str] | None:
    """Return user and password of an Authorization header; None when it holds none."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        user, colon, password = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    return (user, password) if colon else None


def role_of(user: str, password: str, *, operator_password: str, reader_password: str) -> Role:
    """Return the role that a name and a password grant: ``operator`` and ``reader`` are the names."""
    known = {"operator": (operator_password, Role.OPERATOR), "reader": (reader_password, Role.READER)}
    wanted, role = known.get(user, ("", Role.NOBODY))
    fits = hmac.compare_digest(password.encode("utf-8", "replace"), wanted.encode())
    return role if wanted and fits else Role.NOBODY


def _mac(key: bytes, purpose: str, content: str) -> str:
    digest = hmac.new(key, f"{purpose}\n{content}".encode("utf-8", "replace"), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
