"""The language of an answer: Chinese unless English is asked for, by a click that a cookie keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.app.i18n import LANGUAGES

if TYPE_CHECKING:
    from starlette.requests import Request

COOKIE = "baoku_language"


def language_of(request: Request) -> str:
    """Return the language that a request's answer is written in."""
    asked = request.cookies.get(COOKIE, "")
    return asked if asked in LANGUAGES else next(iter(LANGUAGES))
