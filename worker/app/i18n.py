"""The messages of baoku in the languages there are. Their source text is English.

Two ways lead through the one catalogue:

- what is written for a person at the edge is a template: ``say("{count} files in {folder}", count=3, folder=path)``;
- what comes from below (an error, a reason in a report or in the ledger, a warning of the parser) is English already,
  for it is stored and logged: ``told(text)`` finds the template that it was made of and fills in the translation.
  Records of earlier versions are read the same way; what no template made stays as it is.
"""

from __future__ import annotations

import functools
import gettext
import os
import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from worker.app.message_patterns import Patterns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from worker.errors import IngestError

LOCALES = Path(__file__).parent / "locale"
LANGUAGES = {"zh": "zh-Hans", "en": "en"}
"""Languages there are, each with its tag in HTML; the first is the reading room's unless told."""
SETTING = "BAOKU_LANGUAGE"


class Language(StrEnum):
    """What may be asked for."""

    CHINESE = "zh"
    ENGLISH = "en"


SOURCE = "en"
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides
_ENDS = "。！？.!?…"
_FULL_WIDTH_ENDS = "。！？：；，、"


class Catalogue(gettext.GNUTranslations):
    """The messages of one language."""

    @functools.cached_property
    def patterns(self) -> Patterns:
        """The templates of messages that come from below, and what each is in this language."""
        known: Mapping[Any, str] = self._catalog  # type: ignore[attr-defined] # gettext says no other way to list them
        return Patterns({source: told for source, told in known.items() if isinstance(source, str) and source})


@functools.cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the messages of a language."""
    if language == SOURCE:
        return gettext.NullTranslations()
    return gettext.translation("baoku", LOCALES, [language], class_=Catalogue)


def chosen(environment: Mapping[str, str]) -> str:
    """Return the language of the terminal: what BAOKU_LANGUAGE says, else the locale; English for any other."""
    if (asked := environment.get(SETTING, "").lower()) in LANGUAGES:
        return asked
    locale = next((value for name in _LOCALE_VARIABLES if (value := environment.get(name))), "")
    # LANGUAGE is a list of wishes that GNU's programs heed before the locale, unless that is the C locale by order
    wishes = environment.get("LANGUAGE", "").split(":") if environment.get("LC_ALL") not in {"C", "POSIX"} else []
    for wish in (*filter(None, wishes), locale):
        language = re.split(r"[_.@-]", wish.lower(), maxsplit=1)[0]
        if language in LANGUAGES:
            return language
    return SOURCE


def language() -> str:
    """Return the language of the terminal of this process."""
    return chosen(os.environ)


def say(template: str, /, **fields: object) -> str:
    """Return a template in the terminal's language, with its fields filled in."""
    return said_in(language(), template, **fields)


def said_in(a_language: str, template: str, /, **fields: object) -> str:
    """Return a template in a language, with its fields filled in."""
    words = catalogue(a_language).gettext(template)
    return words.format(**fields) if fields else words


def say_count(one: str, many: str, count: int, /, **fields: object) -> str:
    """Return the template for one or for many, filled in; ``{count}`` is the number with its thousands parted."""
    return catalogue(language()).ngettext(one, many, count).format(count=f"{count:,}", **fields)


def told(text: str, in_language: str = "") -> str:
    """Return a text from below in a language, by default the terminal's; as it is where the catalogue lacks it."""
    words = catalogue(in_language or language())
    return words.patterns.told(text) if isinstance(words, Catalogue) else text


def told_error(error: IngestError, in_language: str = "") -> str:
    """Return what is wrong and what can be done about it, as sentences of a language."""
    return sentences(error.reason, error.advice, in_language=in_language)


def sentences(*texts: str, in_language: str = "") -> str:
    """Return texts from below as sentences after each other, each with its full stop but the last."""
    target = in_language or language()
    parts = [part for text in texts if (part := told(text, target).strip())]
    stop = "。" if target == "zh" else "."
    ended = [part if part[-1] in _ENDS else part + stop for part in parts[:-1]] + parts[-1:]
    return "".join(part if part[-1] in _FULL_WIDTH_ENDS else part + " " for part in ended).strip()
