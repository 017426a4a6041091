"""Tables within JSON, as data frames and databases write them: columns of values, rows under a row of names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from worker.readers.exports.tables import is_header

if TYPE_CHECKING:
    from worker.readers.exports.mapping import ColumnMapping

_NAMES, _ROWS = ("columns", "header", "fields"), ("data", "rows", "values")
_FEWEST = 2


def records_of(value: Any, mapping: ColumnMapping) -> list[Any] | None:
    """Return the records of a table; None for what is no table."""
    if isinstance(value, list):
        return _dump(value) or _rows(value, mapping)
    if not isinstance(value, dict) or not value:
        return None
    names, rows = (next((value[one] for one in said if one in value), None) for said in (_NAMES, _ROWS))
    if isinstance(names, list) and isinstance(rows, list):
        return _rows([names, *rows], mapping)
    return _columns(value, mapping)


def _rows(value: list[Any], mapping: ColumnMapping) -> list[Any] | None:
    """Read ``[[name, ...], [value, ...], ...]``."""
    if len(value) < _FEWEST or not all(isinstance(row, list) for row in value):
        return None
    names = value[0]
    if not all(isinstance(name, str) for name in names) or not is_header(names, mapping):
        return None
    return [dict(zip(names, row, strict=False)) for row in value[1:]]


def _columns(value: dict[Any, Any], mapping: ColumnMapping) -> list[Any] | None:
    """Read ``{name: {number: value, ...}, ...}`` and ``{name: [value, ...], ...}``."""
    columns = list(value.values())
    if not is_header([str(name) for name in value], mapping):
        return None
    if all(isinstance(column, dict) for column in columns):
        numbers = list(columns[0])
        if not numbers or any(list(column) != numbers for column in columns):
            return None
        return [{name: column[number] for name, column in value.items()} for number in numbers]
    if all(isinstance(column, list) and len(column) == len(columns[0]) for column in columns):
        if len(columns[0]) < _FEWEST:
            return None
        return [dict(zip(value, row, strict=True)) for row in zip(*columns, strict=True)]
    return None


def _dump(value: list[Any]) -> list[Any] | None:
    """Read what phpMyAdmin writes: a header, the database's name, then each table with its rows."""
    head = value[0] if value else None
    if not isinstance(head, dict) or head.get("type") != "header" or "version" not in head:
        return None
    tables = [one["data"] for one in value if isinstance(one, dict) and isinstance(one.get("data"), list)]
    return [record for table in tables for record in table]
