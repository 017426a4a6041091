"""What exports call their columns: one table for every shape of export."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from worker.readers.exports.cells import is_nothing, unwrapped

if TYPE_CHECKING:
    from collections.abc import Mapping


class Field(StrEnum):
    """A field of an article or of the issue it stands in; its value is its name in a mapping file."""

    TITLE = "title"
    KICKER = "kicker"
    SUBTITLE = "subtitle"
    AUTHOR = "author"
    CONTENT = "content"
    COLUMN = "column"
    PAPER = "paper"
    DATE = "date"
    PAGE = "page"
    SECTION = "section"
    EDITION = "edition"
    NUMBER = "number"
    PART = "part"
    ORDINAL = "ordinal"
    URL = "url"
    IMAGES = "images"
    CAPTIONS = "captions"
    KEYWORDS = "keywords"
    COORDS = "coords"
    FILE = "file"
    RECORD = "record"


ISSUE_FIELDS = frozenset(
    {Field.PAPER, Field.DATE, Field.PAGE, Field.SECTION, Field.EDITION, Field.NUMBER, Field.FILE, Field.COLUMN}
)
"""What an object says for all that it holds."""

# The surest name first: a record that has both ``paper_name`` and ``source`` names its paper by the former. Names are
# compared without case, white space, hyphens and underscores.
_A_TEXT = 80  # characters
_ADDRESS = re.compile(r"https?://|data:|/")
_NOISE = re.compile(r"[\s_\-.:：（）()]+")


def plain(name: str) -> str:
    """Return a column's name as names are compared."""
    return _NOISE.sub("", name).casefold()


def _table() -> dict[str, tuple[Field, int]]:
    table: dict[str, tuple[Field, int]] = {}
    field, rank = Field.TITLE, 0
    for line in Path(__file__).with_name("data").joinpath("aliases.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        for word in line.split():
            if word.endswith(":"):
                field, rank = Field(word[:-1]), 0
            else:
                table[word] = (field, rank)
                rank += 1
    return table


_FIELD_OF = _table()


def field_of(name: str) -> Field | None:
    """Return the field that a column is, by its name alone."""
    found = _FIELD_OF.get(plain(name))
    return found[0] if found else None


def unknown_texts(record: Mapping[str, Any], mapping: Mapping[str, Field] | None = None) -> tuple[str, ...]:
    """Return the columns that hold a text and are no field: nobody would miss a number, but a story."""
    return tuple(
        str(name)
        for name, value in record.items()
        if isinstance(value, str)
        and len(value) >= _A_TEXT
        and not _ADDRESS.match(value)
        and (key := plain(str(name))) not in _FIELD_OF
        and key not in (mapping or {})
    )


def fields_of(record: Mapping[str, Any], mapping: Mapping[str, Field] | None = None) -> dict[Field, Any]:
    """Return a record's values by field; where two columns are one field, the surest name that has a value.

    Args:
        record: Values by column.
        mapping: Fields by :func:`plain` names of columns: what a mapping file says, before the table.
    """
    found: dict[Field, tuple[int, Any]] = {}
    for name, value in record.items():
        if is_nothing(value := unwrapped(value)):
            continue
        key = plain(str(name))
        field, rank = (mapping[key], -1) if mapping and key in mapping else _FIELD_OF.get(key, (None, 0))
        if field is not None and (field not in found or rank < found[field][0]):
            found[field] = (rank, value)
    return {field: value for field, (_, value) in found.items()}
