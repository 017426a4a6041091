"""The mapping file beside an export: what its unusual columns are.

``NAME.mapping.yml`` (or ``.yaml``), for ``NAME.csv``::

    title: 稿件名        # field: column, or a list of columns
    content: [导语, 全文]
    values:              # what every record is taken to say
      paper: 云岭周报
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from worker.errors import PermanentError
from worker.messages import message
from worker.readers.companions import mends
from worker.readers.exports.aliases import Field, field_of, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from worker.readers.base import Source

_MOST_BYTES = 64 * 1024
_ENDINGS = (".mapping.yml", ".mapping.yaml")


class ColumnMapping(NamedTuple):
    """Fields by plain names of columns, and values of fields that have no column."""

    columns: Mapping[str, Field]
    values: Mapping[Field, Any]


NO_MAPPING = ColumnMapping({}, {})


def mapping_of(source: Source) -> ColumnMapping:
    """Return what the mapping file beside an export says; nothing where there is none.

    Raises:
        PermanentError: The mapping file is not as it must be.
    """
    path = PurePosixPath(source.name)
    export = PurePosixPath(mends(source.name) or source.name)
    for stem in dict.fromkeys((path.stem, path.name, export.stem, export.name)):
        for ending in _ENDINGS:
            data = source.sibling(stem + ending)
            if data is not None:
                return _parsed(data, stem + ending)
    return NO_MAPPING


def _parsed(data: bytes, name: str) -> ColumnMapping:
    try:
        loaded = yaml.safe_load(data) if len(data) <= _MOST_BYTES and b"&" not in data else None
    except yaml.YAMLError as error:
        raise _wrong(name, message("it is no YAML")) from error
    if not isinstance(loaded, dict):
        raise _wrong(name, message("it holds no mapping"))
    columns: dict[str, Field] = {}
    values: dict[Field, Any] = {}
    for key, said in loaded.items():
        if key == "values" and isinstance(said, dict):
            values |= {_field(name, str(field)): value for field, value in said.items()}
            continue
        field = _field(name, str(key))
        for column in said if isinstance(said, list) else [said]:
            columns[plain(str(column))] = field
    return ColumnMapping(columns, values)


def _field(name: str, key: str) -> Field:
    found = Field(key) if key in set(Field) else field_of(key)
    if found is None:
        raise _wrong(name, message(f"{key!r} is no field"))
    return found


def _wrong(name: str, what: str) -> PermanentError:
    return PermanentError(
        f"the mapping file {name} cannot be used: {what}.",
        f"Write lines of FIELD: COLUMN; the fields are {', '.join(Field)}.",
        "bad_mapping",
        "read",
    )
