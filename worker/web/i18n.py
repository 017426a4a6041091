"""The languages of the reading room: Chinese unless English is asked for, by a click that a cookie keeps."""

from __future__ import annotations

import functools
import gettext
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request

LOCALES = Path(__file__).parent / "locale"
LANGUAGES = {"zh": "zh-Hans", "en": "en"}
"""Languages there are, by the name in addresses, each with its tag in HTML; the first is used unless told."""
COOKIE = "baoku_language"


@functools.cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the messages of a language; the source text of all messages is English."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("baoku", LOCALES, [language])


def language_of(request: Request) -> str:
    """Return the language that a request's answer is written in."""
    asked = request.cookies.get(COOKIE, "")
    return asked if asked in LANGUAGES else next(iter(LANGUAGES))
