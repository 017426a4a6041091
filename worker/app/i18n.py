"""The messages of baoku in the languages there are. Their source text is English."""

from __future__ import annotations

import functools
import gettext
from pathlib import Path

LOCALES = Path(__file__).parent / "locale"
LANGUAGES = {"zh": "zh-Hans", "en": "en"}
"""Languages there are, each with its tag in HTML; the first is used unless told."""


@functools.cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the messages of a language."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("baoku", LOCALES, [language])
