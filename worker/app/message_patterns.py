"""Finds the template that a text was made of, and says the same by another one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIELD = re.compile(r"\{([a-z_][a-z0-9_]*)[^{}]*\}")
# The end of a sentence, where a reason and its advice were put after each other.
_COLON = re.compile(r": ")
_SENTENCE_END = re.compile(r"(?<=[.!?;]) +")
_LISTED = "; "  # between the messages of a list
# Fields that hold a word of the program's own, not a name.
_OWN_WORDS = frozenset({"field", "taken_from", "other_from"})
_DEEPEST = 4  # messages within a field of a message
_LONGEST = 4000  # characters of a text that is looked at: a stored reason may hold what a library said of a whole file


class _Pattern(NamedTuple):
    template: str
    key: str  # the longest part without a field: what the text must hold
    source: re.Pattern[str]
    told: str


class Patterns:
    """Templates of one language with their counterparts in another.

    A template that says more by itself wins: of ``{path}: {what}`` and ``{path}: no such file`` the second. What a
    field was filled with may be a message of its own, and is said in the other language too.
    """

    FEWEST_LETTERS = 6
    """A template with fewer letters of its own says too little to be known again: ``{number} ms``."""

    def __init__(self, told: Mapping[str, str]) -> None:
        """Take templates with fields in braces, each with its counterpart."""
        self._exact = {source: text for source, text in told.items() if not _FIELD.search(source)}
        templates = [source for source in told if _says_enough(source) and "%(" not in source]
        templates.sort(key=lambda source: len(_FIELD.sub("", source)), reverse=True)
        self._patterns = [
            _Pattern(source, max(map(_unescaped, _literals(source)), key=len), _compiled(source), told[source])
            for source in templates
        ]

    def knows(self, template: str) -> bool:
        """Return whether texts that a template made are looked for."""
        return any(pattern.template == template for pattern in self._patterns)

    def told(self, text: str) -> str:
        """Return a text in the other language; as it is where no template made it."""
        return self._told(text, 0)

    def _told(self, text: str, depth: int) -> str:
        exact = self._exact.get(text)
        if exact is not None and (not depth or " " in text):  # a field that is one word may be a name
            return exact
        if text[-1:] == "." and (exact := self._exact.get(text[:-1])) is not None:
            return exact + "。"
        if depth > _DEEPEST or len(text) > _LONGEST or " " not in text:
            return text
        if (several := self._listed(text, depth)) is not None:
            return several
        for pattern in self._patterns:
            if pattern.key in text and (match := pattern.source.fullmatch(text)):
                fields = {
                    name: self._told(value, 0 if name in _OWN_WORDS else depth + 1)
                    for name, value in match.groupdict().items()
                }
                return pattern.told.format(**fields)
        return self._by_parts(text, depth)

    def _listed(self, text: str, depth: int) -> str | None:
        """Return a list of messages, each of which is one by itself; None where it is no such list."""
        parts = text.split(_LISTED)
        said = [self._told(part, depth) for part in parts] if len(parts) > 1 else []
        return "；".join(said) if said and all(map(str.__ne__, said, parts)) else None

    def _by_parts(self, text: str, depth: int) -> str:
        """Return a text of several messages, or of a path and what is said of it, part by part."""
        for end in _SENTENCE_END.finditer(text):
            head, tail = text[: end.start()], text[end.end() :]
            if (said := self._told(head, depth + 1)) != head:
                rest = self._told(tail, depth + 1)
                return said + ("" if said[-1:] in "。！？；" else " ") + rest
        for colon in _COLON.finditer(text):
            tail = text[colon.end() :]
            exact = self._exact.get(tail)
            if exact is not None:
                return text[: colon.end()] + exact
            if (said := self._told(tail, depth + 1)) != tail:
                return text[: colon.end()] + said
        return text


def _says_enough(source: str) -> bool:
    own = sum(letter.isalpha() for letter in _FIELD.sub("", source))
    return _FIELD.search(source) is not None and own >= Patterns.FEWEST_LETTERS


def _literals(source: str) -> list[str]:
    return _FIELD.split(source)[::2]


def _unescaped(literal: str) -> str:
    return literal.replace("{{", "{").replace("}}", "}")


def _compiled(source: str) -> re.Pattern[str]:
    """Return a pattern of all that a template can make; a field that comes twice is filled alike."""
    parts = _FIELD.split(source)
    seen: set[str] = set()
    made = []
    for number, part in enumerate(parts):
        if number % 2 == 0:
            made.append(re.escape(_unescaped(part)))
        elif part in seen:
            made.append(f"(?P={part})")
        else:
            seen.add(part)
            made.append(f"(?P<{part}>.*?)")
    return re.compile("".join(made), re.DOTALL)
