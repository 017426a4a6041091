"""Records of text with marks: ``<doc><contenttitle>...`` without a root, and ``标题：... 正文：...`` line by line."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any, BinaryIO

from worker.errors import PermanentError
from worker.readers.base import Rejected
from worker.readers.exports.aliases import Field, field_of
from worker.readers.exports.records import Row, bad_row, row_of, row_of_record
from worker.readers.exports.streams import LONGEST_LINE, encoding_of, lines
from worker.readers.text.read import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.readers.exports.mapping import ColumnMapping

_OPENS = re.compile(r"\s*<doc(?:\s[^<>]*)?>\s*", re.IGNORECASE)
_CLOSES = re.compile(r"</doc>", re.IGNORECASE)
_MEMBER_OPENS = re.compile(r"<(?P<name>[A-Za-z_][\w.-]{0,30})(?:\s[^<>]*+)?>")
_MEMBER_CLOSES = re.compile(r"</(?P<name>[A-Za-z_][\w.-]{0,30})>")
_LABEL = re.compile(
    r"^[\s#*_【\[]{0,6}(?P<name>[\u3400-\u9fff]{1,6}|[A-Za-z]{2,15}-[\u3400-\u9fff]{1,8}|[A-Za-z][A-Za-z_ ]{2,15})"
    r"\*{0,2}(?:[】\]]\s*[：:]?|\s*[：:])\s*(?P<value>.*)$"
)
# Title-题名: 渡口添了候船亭: what reference managers write is a label wherever it stands, and nobody's text.
_IN_TWO_LANGUAGES = re.compile(r"\s{0,8}[A-Za-z]{2,15}-[\u3400-\u9fff]{1,8}\s?[:：]")
_SAFE = frozenset(
    {Field.TITLE, Field.AUTHOR, Field.DATE, Field.PAGE, Field.PAPER, Field.CONTENT, Field.SECTION, Field.SUBTITLE,
     Field.KICKER, Field.KEYWORDS, Field.URL, Field.COLUMN, Field.NUMBER, Field.EDITION, Field.IMAGES, Field.CAPTIONS}
)  # fmt: skip


def rows_of_docs(file: BinaryIO, mapping: ColumnMapping) -> tuple[str, Iterator[Row | Rejected]]:
    """Return the encoding of a file of ``<doc>`` records, and its records."""
    encoding = encoding_of(file)
    return encoding, _doc_rows(file, encoding, mapping)


def _doc_rows(file: BinaryIO, encoding: str, mapping: ColumnMapping) -> Iterator[Row | Rejected]:
    codec = "utf-8" if encoding.startswith(("utf-8", "utf-16")) else encoding
    number, held = 0, 0
    body: list[str] | None = None
    for line in lines(file, encoding):
        text = line.decode(codec, "replace")
        # A record may begin, or end and begin, within a line.
        for piece in re.split(r"(?i)(?<=</doc>)|(?=<doc[\s>])", text):
            opens = _OPENS.match(piece)
            if opens:
                if body is not None:
                    yield Rejected(f"record {number}", bad_row("the record has no end (</doc>)."))
                number += 1
                body, held = [], 0
                piece = piece[opens.end() :]  # noqa: PLW2901 - the rest of it
            if body is None:
                continue
            held += len(piece)
            if held > LONGEST_LINE:
                yield Rejected(f"record {number}", bad_row(f"the record is longer than {LONGEST_LINE:,} bytes."))
                body = None
                continue
            body.append(piece)
            if _CLOSES.search(piece):
                yield _doc_row("".join(body), number, mapping)
                body = None
    if body is not None:
        yield Rejected(f"record {number}", bad_row("the record is cut off: the file ends within it."))


def _members(body: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each member of a record, up to the next closing of that name."""
    closings: dict[str, list[int]] = {}
    for match in _MEMBER_CLOSES.finditer(body):
        closings.setdefault(match["name"], []).append(match.start())
    at = 0
    for match in _MEMBER_OPENS.finditer(body):
        name, places = match["name"], closings.get(match["name"], [])
        nearest = bisect_left(places, match.end())
        if match.start() < at or nearest == len(places):  # within a member, or never closed
            continue
        yield name, body[match.end() : places[nearest]]
        at = places[nearest] + len(name) + len("</>")


def _doc_row(body: str, number: int, mapping: ColumnMapping) -> Row | Rejected:
    record = {name: html.unescape(value).strip() for name, value in _members(body)}
    try:
        if "\ufffd" in body:
            raise bad_row("the record holds bytes that are no text in the file's encoding.")
        return row_of_record(record, mapping)
    except PermanentError as error:
        return Rejected(f"record {number}", error)


def label_of(line: str) -> tuple[Field, str] | None:
    """Return the field that a label at the head of a line names, and what stands after it: ``标题：北坡通了电``."""
    match = _LABEL.match(line)
    field = field_of(match["name"]) if match else None
    return (field, match["value"]) if match and field in _SAFE else None


def is_labelled(text: str) -> bool:
    """Return whether a text is made of labelled fields: a label of the title and one of the text, title first.

    A single 作者：... or 来源：... below a headline is no such text.
    """
    found: list[Field] = []
    for line in text.split("\n", 200)[:200]:
        label = label_of(line)
        if label:
            found.append(label[0])
        elif line.strip() and not found and not _IN_TWO_LANGUAGES.match(line):
            return False
    return Field.TITLE in found and (Field.CONTENT in found or len(set(found)) > 2)  # noqa: PLR2004 - title, date, author


def rows_of_labelled(data: bytes, max_bytes: int, mapping: ColumnMapping) -> tuple[str, Iterator[Row | Rejected]]:
    """Return the encoding of a labelled text, and its records: a label that comes again begins the next one."""
    source = read(data, max_bytes=max_bytes, labels=True)
    return source.encoding, _labelled_rows(source.text, mapping)


def _labelled_rows(text: str, mapping: ColumnMapping) -> Iterator[Row | Rejected]:
    for number, record in enumerate(_labelled(text), 1):
        try:
            yield row_of({**mapping.values, **record})
        except PermanentError as error:
            yield Rejected(f"record {number}", error)


def _labelled(text: str) -> Iterator[dict[Field, Any]]:
    values: dict[Field, list[str]] = {}
    shared: dict[Field, list[str]] = {}
    current: Field | None = None
    for line in text.split("\n"):
        label = label_of(line)
        field = label[0] if label else None
        # Within a text only the label of the next record ends it: a story may quote 来源：... or 时间：...
        sure = _IN_TWO_LANGUAGES.match(line)
        if sure and field is None:  # of the catalogue: Organ-单位
            current = None if current is Field.CONTENT else current
            continue
        if field is not None and current is Field.CONTENT and field is not _first(values) and not sure:
            field = None
        if field is not None and label is not None:
            if field in values and Field.TITLE in values and field in {_first(values), Field.TITLE}:
                yield _joined(values, shared)
                shared = shared or {
                    key: said for key, said in values.items() if key in {Field.PAPER, Field.DATE, Field.PAGE}
                }
                values = {}
            values.setdefault(field, []).append(label[1])
            current = field
        elif current is Field.CONTENT:
            values[current].append(line)
        elif line.strip() and Field.CONTENT not in values and current is not None:
            # The text without a label of its own, after the labelled lines.
            current = Field.CONTENT
            values[current] = [line]
    if Field.TITLE in values or Field.CONTENT in values:
        yield _joined(values, shared)


def _first(values: dict[Field, list[str]]) -> Field | None:
    return next(iter(values), None)


def _joined(values: dict[Field, list[str]], shared: dict[Field, list[str]]) -> dict[Field, Any]:
    return {field: "\n".join(said).strip() for field, said in {**shared, **values}.items()}
