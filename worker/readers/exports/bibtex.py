"""BibTeX: ``@article{key, title = {...}, ...}``, each entry's type and fields, TeX's own marks undone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENTRY = re.compile(r"@(?P<kind>[A-Za-z]{3,30})\s{0,8}\{\s{0,8}(?P<key>[^\s,{}=]{1,200})\s{0,8},")
_BEGINS = re.compile(
    r"\A(?:\s|%[^\n]{0,400}\n){0,100}" + _ENTRY.pattern + r"[^@]{0,4000}?\btitle\s{0,8}=\s{0,8}[{\"]", re.IGNORECASE
)
_NAME = re.compile(r"[\s,]*(?P<name>[A-Za-z][\w+-]{0,60})\s*=\s*")
_MOST_WITHOUT_END = 100
_BARE = re.compile(r"[^\s,{}\"#]+")
_MARK = re.compile(r"[{}\"\\]")
_AND = re.compile(r"[{}]|\sand\s")
_SPELLED = {
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "lbrace": "{", "rbrace": "}",
    "textendash": "–", "textemdash": "—",
}  # fmt: skip
_TEX = re.compile(r"\\(?:(?P<word>[A-Za-z]+)(?:\{\}|\s?)|(?P<sign>[{}$&%#_]))|(?P<brace>[{}])")


def is_bibtex(text: str) -> bool:
    """Return whether a text begins with an entry that has a title."""
    return bool(_BEGINS.match(text))


def entries_of(text: str) -> Iterator[tuple[str, dict[str, list[str]]] | None]:
    """Yield each entry's type and its fields by their names in small letters; None for one that has no end.

    Year, month and day in three fields are also given as one, ``urn:day``. After so many without an end the rest is
    given up: the end of each is sought as far as the text goes.
    """
    at = without_end = 0
    while without_end < _MOST_WITHOUT_END and (match := _ENTRY.search(text, at)):
        found = _fields(text, match.end())
        if found is None:
            yield None
            without_end += 1
            at = match.end()
            continue
        fields, at = found
        values = {name: _people(value) if name == "author" else [_plain(value)] for name, value in fields.items()}
        if day := "-".join(filter(None, (_plain(fields.get(name, "")) for name in ("year", "month", "day")))):
            values["urn:day"] = [day]
        yield match["kind"], values


def _fields(text: str, at: int) -> tuple[dict[str, str], int] | None:
    """Return the fields of an entry, and where it ends; None where it does not."""
    fields: dict[str, str] = {}
    while named := _NAME.match(text, at):
        end = _end_of_value(text, named.end())
        if end is None:
            return None
        fields.setdefault(named["name"].lower(), text[named.end() : end])
        at = end
    closing = re.compile(r"[\s,]*\}").match(text, at)
    return (fields, closing.end()) if closing else None


def _end_of_value(text: str, at: int) -> int | None:
    """Return where a value ends: at its closing brace or quotation mark, or at the end of a bare word."""
    if text[at : at + 1] not in {"{", '"'}:
        bare = _BARE.match(text, at)
        return bare.end() if bare else None
    quoted, depth = text[at] == '"', 0
    place = at + 1 if quoted else at
    while match := _MARK.search(text, place):
        sign, place = match.group(), match.end()
        if sign == "\\":
            # BibTeX counts escaped braces too; a quotation mark after it ends nothing.
            place += text[place : place + 1] == '"'
        elif sign == '"':
            if quoted and depth == 0:
                return place
        else:
            depth += 1 if sign == "{" else -1
            if depth == 0 and not quoted:
                return place
    return None


def _people(value: str) -> list[str]:
    """Return the names that ``and`` parts, outside braces: {Reed and Sons} is one."""
    inner = value.strip()[1:-1] if value.strip()[:1] in {"{", '"'} else value
    cuts, depth, at = list[str](), 0, 0
    for match in _AND.finditer(inner):
        if match.group() in {"{", "}"}:
            depth += 1 if match.group() == "{" else -1
        elif depth == 0:
            cuts.append(inner[at : match.start()])
            at = match.end()
    return [name for part in (*cuts, inner[at:]) if (name := _plain(part))]


def _plain(value: str) -> str:
    """Return a value as people read it, without the marks around it."""
    value = value.strip()
    if value[:1] == '"':
        value = value[1:-1]
    return _TEX.sub(lambda one: one["sign"] or _SPELLED.get(one["word"] or "", ""), value).strip()
