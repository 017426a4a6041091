"""Records of reference managers: RIS, EndNote (refer), NoteExpress, RefWorks, BibTeX.

Catalogues of papers (CNKI, ProQuest, Zotero) give what they hold of an article in these: headline, writers, paper, day,
page, at times its abstract. Such a record tells of an article and is not its page, so each is a part of the page by
itself and replaces nothing that is there of it. Tags are those of the formats' own descriptions: RIS of 2011, EndNote's
import filter, NoteExpress' and RefWorks' tagged exports as CNKI writes them.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from worker.errors import PermanentError
from worker.readers.base import Rejected
from worker.readers.exports.aliases import Field
from worker.readers.exports.bibtex import entries_of, is_bibtex
from worker.readers.exports.days import day_of
from worker.readers.exports.records import Row, bad_row, row_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

Values = dict[str, list[str]]
"""What a record says, by tag; a tag may come often."""


class _Form(NamedTuple):
    """How a format writes its records.

    ``tags`` names the tags of each field, the surest first. ``opens`` is the tag of a record's first line, ``closes``
    that of its last, empty where the next one ends it; a record with one of ``volume`` is of a journal.
    """

    name: str
    line: re.Pattern[str]
    opens: str
    closes: str
    tags: Mapping[Field, tuple[str, ...]]
    volume: tuple[str, ...]


_RIS = _Form(
    "ris",
    re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?: {1,2}- ?| {1,2}-$)(?P<value>.*)"),
    "TY",
    "ER",
    {
        Field.TITLE: ("TI", "T1", "CT"),
        Field.PAPER: ("T2", "JF", "JO", "JA", "J2"),
        Field.AUTHOR: ("AU", "A1"),
        Field.CONTENT: ("AB", "N2"),
        Field.DATE: ("DA", "Y1", "PY"),
        Field.PAGE: ("SP",),
        Field.KEYWORDS: ("KW",),
        Field.URL: ("UR",),
        Field.EDITION: ("ET",),
    },
    ("VL", "IS"),
)
_ENDNOTE = _Form(
    "endnote",
    re.compile(r"%(?P<tag>[0-9A-Z@!#$\]&()*+^><\[=~?])(?: (?P<value>.*)|$)"),
    "0",
    "",
    {
        Field.TITLE: ("T",),
        Field.PAPER: ("J", "B"),
        Field.AUTHOR: ("A",),
        Field.CONTENT: ("X",),
        Field.DATE: ("8", "D"),
        Field.PAGE: ("P",),
        Field.KEYWORDS: ("K",),
        Field.URL: ("U",),
    },
    ("V", "N"),
)
_NOTEEXPRESS = _Form(
    "noteexpress",
    re.compile(r"\{(?P<tag>[A-Za-z][A-Za-z /]{1,40})\}\s?[:：]\s?(?P<value>.*)"),
    "Reference Type",
    "",
    {
        Field.TITLE: ("Title",),
        Field.PAPER: ("Journal", "Newspaper", "Secondary Title"),
        Field.AUTHOR: ("Author",),
        Field.CONTENT: ("Abstract",),
        Field.DATE: ("Date", "Year"),
        Field.PAGE: ("Pages",),
        Field.KEYWORDS: ("Keywords",),
        Field.URL: ("URL", "Link"),
    },
    ("Volume", "Issue"),
)
_REFWORKS = _Form(
    "refworks",
    re.compile(r"(?P<tag>[A-Z][A-Z0-9]) (?P<value>\S.*)"),
    "RT",
    "",
    {
        Field.TITLE: ("T1",),
        Field.PAPER: ("JF", "JO", "T2"),
        Field.AUTHOR: ("A1",),
        Field.CONTENT: ("AB",),
        Field.DATE: ("FD", "YR"),
        Field.PAGE: ("SP", "OP"),
        Field.KEYWORDS: ("K1",),
        Field.URL: ("UL", "LK"),
    },
    ("VO", "IS"),
)
_BIBTEX_TAGS: Mapping[Field, tuple[str, ...]] = {
    Field.TITLE: ("title",),
    Field.SUBTITLE: ("subtitle",),
    Field.PAPER: ("journal", "journaltitle", "newspaper", "secondarytitle"),
    Field.AUTHOR: ("author",),
    Field.CONTENT: ("abstract",),
    Field.DATE: ("date", "urn:day", "year"),
    Field.PAGE: ("pages",),
    Field.KEYWORDS: ("keywords",),
    Field.URL: ("url",),
    Field.EDITION: ("edition",),
}
_BIBTEX_VOLUME = ("volume", "number")

# A head may name who made the export (Provider: ...) before its first record.
_SIGNS = (
    (_RIS, re.compile(r"\A(?:(?!TY)[^\n]{0,200}\n){0,10}TY {1,2}- ?[A-Z]{3,8}\s*\n\s*[A-Z][A-Z0-9] {1,2}- ?")),
    (_ENDNOTE, re.compile(r"\A\s*%0 [A-Za-z][A-Za-z ]{2,40}\n\s*%[0-9A-Z@!+] ")),
    (_NOTEEXPRESS, re.compile(r"\A\s*\{Reference Type\}\s?[:：]")),
    (_REFWORKS, re.compile(r"\A\s*RT [A-Z][A-Za-z, ]{2,40}\n(?:[A-Z][A-Z0-9] [^\n]*\n)*?T1 ")),
)
_NEWS = re.compile(r"news", re.IGNORECASE)  # NEWS, Newspaper Article, newspaper
_INVERTED = re.compile(r"(?P<last>[^,，\u3400-\u9fff]+),\s*(?P<first>[^,，\u3400-\u9fff]+)")
_SEVERAL = re.compile(r"[;；]+")
_BREAK = "(#br)"  # of a line, as CNKI writes it
_DIGITS_OF_PART = 9  # of ten to the ninth: two records of one page hardly meet


def form_of(text: str) -> str:
    """Return the name of the format that a text's beginning is, ``ris``; empty where it is none of them."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return next((form.name for form, sign in _SIGNS if sign.match(text)), "bibtex" if is_bibtex(text) else "")


def rows_of_references(text: str) -> Iterator[Row | Rejected]:
    """Yield the records of a text in one of the formats; one that cannot be read is rejected alone."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    form = next((form for form, sign in _SIGNS if sign.match(text)), None)
    tags, volume = (form.tags, form.volume) if form else (_BIBTEX_TAGS, _BIBTEX_VOLUME)
    records = _records(text, form) if form else entries_of(text)
    for number, record in enumerate(records, 1):
        try:
            if record is None:
                raise bad_row("the record is cut off: the file ends within it.")
            yield _row(*record, tags, volume)
        except PermanentError as error:
            yield Rejected(f"record {number}", error)


def _records(text: str, form: _Form) -> Iterator[tuple[str, Values] | None]:
    """Yield the kind of each record and what it says; None for one that the file ends within."""
    kind, values, last = "", Values(), ""
    opened = False
    for line in text.split("\n"):
        match = form.line.match(line.strip())
        tag, value = (match["tag"], match["value"] or "") if match else ("", line)
        if tag == form.opens:
            if opened:
                yield kind, values
            kind, values, last, opened = value.strip(), {}, "", True
        elif opened and tag and tag == form.closes:
            yield kind, values
            opened = False
        elif opened and tag:
            values.setdefault(tag, []).append(value.strip())
            last = tag
        elif opened and last and value.strip():  # a long value goes on
            values[last][-1] += f"\n{value.strip()}"
    if opened:
        yield None if form.closes else (kind, values)


def _row(kind: str, values: Values, tags: Mapping[Field, tuple[str, ...]], volume: tuple[str, ...]) -> Row:
    fields: dict[Field, Any] = {}
    for field, names in tags.items():
        said = [values[name] for name in names if any(values.get(name, ()))]
        if said and field is Field.DATE:
            day = next((day for one in said for value in one if (day := _day(value))), None)
            fields |= {field: day} if day else {}
        elif said:
            fields[field] = _value(field, [value for value in said[0] if value])
    if not fields.keys() - {Field.TITLE}:
        raise bad_row("the record has a title, and nothing else that belongs to an article.")
    if not _NEWS.search(kind) and (Field.DATE not in fields or any(values.get(name) for name in volume)):
        fields.pop(Field.PAGE, None)  # 310-320: of a volume, no page of a paper
    row = row_of(fields)
    if not (row.identity.publication and row.identity.date):
        return row
    told = "\n".join((row.article.headline, *(person.name for person in row.article.byline)))
    part = int.from_bytes(hashlib.sha256(told.encode()).digest()[:8]) % 10**_DIGITS_OF_PART
    return dataclasses.replace(row, identity=dataclasses.replace(row.identity, part=str(part)))


def _value(field: Field, said: list[str]) -> Any:
    if field in {Field.AUTHOR, Field.KEYWORDS}:
        parts = (part.strip() for value in said for part in _SEVERAL.split(value.replace("\n", ";")))
        return [_name(part) if field is Field.AUTHOR else part for part in parts if part]
    return [value.replace(_BREAK, "\n") for value in said] if field is Field.CONTENT else said[0]


def _name(name: str) -> str:
    """Return a name as printed: ``Roosevelt, Eleanor`` has its first name first."""
    match = _INVERTED.fullmatch(name.strip())
    return f"{match['first'].strip()} {match['last'].strip()}" if match else name.strip()


def _day(value: str) -> dt.date | None:
    """Return the day that a date names; None for a year or a month."""
    return day_of(value.strip().rstrip("/"))
