"""Articles in the formats other programs read: CSV, JSON lines, RIS and BibTeX. Pure, one article at a time.

What is written is inert: a cell of a table that a spreadsheet would run as a formula is quoted, and no field can end
a record of RIS or BibTeX before its time.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    Document = Mapping[str, Any]

_LINE_ENDS = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # some take full width for the same
_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip
"""What has a meaning in TeX."""
_SPELLED = _TEX | str.maketrans({"{": r"\lbrace{}", "}": r"\rbrace{}"})
"""For a value whose braces are not balanced: BibTeX counts escaped braces too, and would not find the value's end."""
_LIGATURES = re.compile(r"-(?=-)|'(?=')|`(?=`)|[?!](?=`)")
"""Two characters that TeX would set as one: ``--`` as a dash, two apostrophes as a quotation mark."""
_BOM = "\ufeff"  # by which spreadsheets know UTF-8


class ExportFormat(StrEnum):
    """A format that hits are exported in."""

    CSV = "csv"
    JSONL = "jsonl"
    RIS = "ris"
    BIBTEX = "bibtex"


@dataclass(frozen=True, slots=True)
class Medium:
    """How a format is served: its media type and the ending of a file of it."""

    media_type: str
    suffix: str


MEDIA = {
    ExportFormat.CSV: Medium("text/csv; charset=utf-8; header=present", ".csv"),
    ExportFormat.JSONL: Medium("application/x-ndjson", ".jsonl"),
    ExportFormat.RIS: Medium("application/x-research-info-systems; charset=utf-8", ".ris"),
    ExportFormat.BIBTEX: Medium("application/x-bibtex; charset=utf-8", ".bib"),
}

COLUMNS = (
    "id", "publication", "date", "page", "kind", "column", "kicker", "headline", "subtitle", "byline", "source", "body",
    "captions", "category", "people", "places", "organizations", "keywords", "issue_id", "address",
    "people_roles", "divisions", "bodies", "body_kinds",
)  # fmt: skip
"""Columns of the CSV; of several values each is parted from the next by ``; ``."""


def exported(documents: Iterable[Document], form: ExportFormat, *, base: str = "") -> Iterator[bytes]:
    """Yield the articles in a format, as UTF-8, one article at a time.

    Args:
        documents: Whole documents, as the index has them.
        form: The format.
        base: Address of the reading room, for each article's permanent address; empty: there is none.
    """
    write: Callable[[Document, str], str] = {
        ExportFormat.CSV: _csv_row,
        ExportFormat.JSONL: _json_line,
        ExportFormat.RIS: _ris,
        ExportFormat.BIBTEX: _bibtex,
    }[form]
    if form is ExportFormat.CSV:
        yield (_BOM + _csv_line(COLUMNS)).encode()
    for document in documents:
        yield write(document, base).encode("utf-8", "replace")


def address_of(document: Document, base: str) -> str:
    """Return an article's permanent address."""
    return f"{base.rstrip('/')}/articles/{document['id']}" if base else ""


def _names(people: Sequence[Mapping[str, str]]) -> list[str]:
    return [one["name"] for one in people if one.get("name")]


def _csv_row(document: Document, base: str) -> str:
    values: dict[str, Any] = {**document, "address": address_of(document, base)}
    values["byline"] = [" ".join(filter(None, (one.get("role"), one.get("name")))) for one in values.get("byline", ())]
    values["people_roles"] = [f"{one['role']} {one['name']}" for one in values.get("people_roles", ())]
    values["body_kinds"] = [f"{one['body']} ({one['kind']})" for one in values.get("body_kinds", ())]
    return _csv_line(_cell(values.get(name, "")) for name in COLUMNS)


def _cell(value: Any) -> str:
    text = "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def _json_line(document: Document, _base: str) -> str:
    return orjson.dumps(document, option=orjson.OPT_APPEND_NEWLINE).decode()


def _ris(document: Document, base: str) -> str:
    date = document.get("date", "")
    fields = [
        ("TY", "NEWS"),
        ("ID", document["id"]),
        ("TI", _title(document)),
        *(("AU", name) for name in _names(document.get("byline", ()))),
        ("T2", document.get("publication", "")),
        ("PY", date[:4]),
        ("DA", date.replace("-", "/")),
        ("SP", document.get("page", "")),
        ("ET", document.get("edition", "")),
        ("AB", document.get("summary", "")),
        *(("KW", word) for word in document.get("keywords", ())),
        ("LA", "zh"),
        ("UR", address_of(document, base)),
    ]
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def _bibtex(document: Document, base: str) -> str:
    date = document.get("date", "")
    fields = [
        ("title", _title(document)),
        ("subtitle", document.get("subtitle", "")),
        ("author", " and ".join(f"{{{_tex(name)}}}" for name in _names(document.get("byline", ())))),
        ("journal", document.get("publication", "")),
        ("year", date[:4]),
        ("month", date[5:7].lstrip("0")),
        ("date", date),
        ("pages", document.get("page", "")),
        ("edition", document.get("edition", "")),
        ("abstract", document.get("summary", "")),
        ("keywords", ", ".join(document.get("keywords", ()))),
        ("url", address_of(document, base)),
        ("langid", "chinese"),
    ]
    lines = [f"  {name} = {{{value if name in _MADE else _tex(value)}}}," for name, value in fields if value]
    return "\n".join([f"@article{{{re.sub(r'[^0-9A-Za-z-]', '-', document['id'])},", *lines, "}", "", ""])


_MADE = frozenset({"author", "url"})  # put together by us: escaped where it was, or without anything to escape


def _title(document: Document) -> str:
    return _one_line(document.get("headline", "")) or str(document["id"])


def _one_line(text: str) -> str:
    return _LINE_ENDS.sub(" ", str(text)).strip()


def _tex(text: str) -> str:
    plain = _one_line(text)
    escaped = plain.translate(_TEX if _is_balanced(plain) else _SPELLED)
    return _LIGATURES.sub(r"\g<0>{}", escaped)


def _is_balanced(text: str) -> bool:
    """Return whether every brace that opens is closed, and none closes before."""
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return not depth
