"""Records of a database's dump: the rows of its INSERT statements, as mysqldump, phpMyAdmin and SQLite write them.

Nothing is run: names of columns are read from the statement or from the table's definition, values as they stand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.errors import PermanentError
from worker.readers.base import Rejected
from worker.readers.exports.records import Row, bad_row, row_of_record
from worker.readers.exports.tables import is_header, no_header

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.readers.exports.mapping import ColumnMapping

_NAME = r"[`\"\[]?(?:\w{1,64}[`\"\]]?\.[`\"\[]?)?(?P<table>\w{1,64})[`\"\]]?"
_CREATE = re.compile(
    rf"^CREATE\s(?:TEMPORARY\s)?TABLE\s(?:IF\sNOT\sEXISTS\s)?{_NAME}\s?\(", re.IGNORECASE | re.MULTILINE
)
_INSERT = re.compile(
    rf"^(?:INSERT|REPLACE)\s(?:IGNORE\s)?INTO\s{_NAME}\s?(?:\((?P<columns>[^()]{{1,4000}})\)\s?)?VALUES?\s{{0,4}}(?=\()",
    re.IGNORECASE | re.MULTILINE,
)
_STATEMENT = re.compile(r"^(?:CREATE\s(?:TEMPORARY\s)?TABLE|INSERT\s|REPLACE\s)", re.IGNORECASE | re.MULTILINE)
_COLUMN = re.compile(r"\s{0,64}(?:[`\"\[](?P<quoted>[^`\"\]\n]{1,64})[`\"\]]|(?P<bare>\w{1,64}))\s")
_SIGN = re.compile(r"'[^']{0,4000}+'|[(),]")  # what may part two columns, and texts in which it does not
_NO_COLUMN = frozenset({"primary", "unique", "key", "index", "constraint", "foreign", "fulltext", "check"})
_NAME_OF_ANYTHING = "name"  # a title only where nothing else is one: users and tags have names
_OPENS = re.compile(r"[\s,]*+\(")
# What else a value may be, and what ends it: a number, NULL, a function of the database.
_OTHERWISE = r"(?P<number>-?\d[\d.eE+-]*+)|(?P<word>[A-Za-z_]\w{0,30}+(?:\([^()']{0,40}\))?))\s{0,64}+(?P<end>[,)])"
_VALUE = re.compile(rf"\s{{0,64}}+(?:N?'(?P<text>(?:[^'\\]|\\.|'')*+)'|{_OTHERWISE}", re.DOTALL)
# Of databases to which a backslash is a character.
_PLAIN_VALUE = re.compile(rf"\s{{0,64}}+(?:N?'(?P<text>(?:[^']|'')*+)'|{_OTHERWISE}", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)|''", re.DOTALL)
_MEANT = {"n": "\n", "r": "\r", "t": "\t", "0": "", "Z": "", "b": ""}
_LONGEST_DEFINITION = 64 * 1024  # characters
_MARKS = re.compile(
    r"^(?:--|/\*|SET\s|DROP\s|CREATE\s|INSERT\s|REPLACE\s|LOCK\s|USE\s|PRAGMA\s|BEGIN|START\s)", re.IGNORECASE
)


def is_dump(text: str) -> bool:
    """Return whether a text begins with statements or comments of SQL, and creates or fills a table."""
    return bool(_MARKS.match(text.lstrip("\ufeff \t\r\n")) and _STATEMENT.search(text))


def rows_of_dump(text: str, mapping: ColumnMapping) -> Iterator[Row | Rejected]:
    """Yield the records of a dump's tables whose columns are those of articles.

    Raises:
        PermanentError: None of its tables has such columns.
    """
    tables = {found["table"]: _columns(text, found.end()) for found in _CREATE.finditer(text)}
    escapes = "`" in text or "\\'" in text  # of MySQL
    seen: list[str] = []
    any_table = False
    numbers: dict[str, int] = {}
    at = 0
    while (found := _INSERT.search(text, at)) is not None:
        at = found.end()
        named = [name.strip().strip('`"[]') for name in found["columns"].split(",")] if found["columns"] else []
        columns = named or tables.get(found["table"], [])
        if not is_header([name for name in columns if name.lower() != _NAME_OF_ANYTHING], mapping):
            seen = seen or columns
            continue
        any_table = True
        while (opened := _OPENS.match(text, at)) is not None:
            numbers[found["table"]] = number = numbers.get(found["table"], 0) + 1
            key = f"{found['table']}: row {number}"
            values, at = _values(text, opened.end(), escapes=escapes)
            if at < 0:
                yield Rejected(
                    key, bad_row("the row is cut off, or holds what is no value.", "Export the table again.")
                )
                at = opened.end()
                break
            yield _row(columns, values, mapping, key)
    if not any_table:
        raise no_header(seen)


def _row(columns: Sequence[str], values: Sequence[str | None], mapping: ColumnMapping, key: str) -> Row | Rejected:
    try:
        if len(values) != len(columns):
            raise bad_row(f"the row has {len(values)} cells, the header {len(columns)}.", "Export the table again.")
        return row_of_record(dict(zip(columns, values, strict=True)), mapping)
    except PermanentError as error:
        return Rejected(key, error)


def _columns(text: str, at: int) -> list[str]:
    """Return the names of the columns of a table's definition that goes on at ``at``."""
    found: list[str] = []
    depth, start = 0, at
    for sign in _SIGN.finditer(text, at, at + _LONGEST_DEFINITION):
        depth += {"(": 1, ")": -1}.get(sign.group(), 0)
        if depth < 0 or (not depth and sign.group() == ","):
            column = _COLUMN.match(text, start)
            name = (column["quoted"] or column["bare"]) if column else ""
            if column and (column["quoted"] or name.lower() not in _NO_COLUMN):
                found.append(name)
            start = sign.end()
        if depth < 0:
            break
    return found


def _values(text: str, at: int, *, escapes: bool) -> tuple[list[str | None], int]:
    """Return the values of a row and where it ends; -1 where it does not."""
    values: list[str | None] = []
    while (found := _VALUE.match(text, at) if escapes else _PLAIN_VALUE.match(text, at)) is not None:
        at = found.end()
        if found["text"] is not None:
            values.append(_ESCAPED.sub(_meant, found["text"]) if escapes else found["text"].replace("''", "'"))
        else:
            values.append(found["number"])  # NULL, a function: nothing
        if found["end"] == ")":
            return values, at
    return values, -1


def _meant(escaped: re.Match[str]) -> str:
    character = escaped[1]
    return "'" if character is None else _MEANT.get(character, character)
