"""What exports call their columns: one table for every shape of export."""

from __future__ import annotations

import functools
import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from worker.folding import fold
from worker.readers.exports.cells import is_nothing, unwrapped
from worker.readers.exports.source_lines import issue_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


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
# compared without case, white space, hyphens and underscores, traditional characters as simplified ones.
_A_TEXT = 80  # characters
_ADDRESS = re.compile(r"https?://|data:|/")
# What a name says besides its field: 刊登日期 and news_date are the date. A name that is listed is what the list says.
_OF_WHAT = re.compile(
    r"(?:稿件|文章|新闻|报道|报导|报纸|报刊|刊登|刊发|刊出|发表|发行|出版|见报|文献|所在|所属|稿|原"
    r"|newspaper|news|article|art|document|doc|story|item|post|paper|html|dcterms|dc)(?=.{2})"
)
_OF_KIND = re.compile(r"(?<=.{2})(?:名称|姓名|全文|内容|信息|文本|name|text|html|string|str|zh|cn|raw|cleaned|clean)$")
# A name in two languages, as reference managers write it: Title-题名, 作者 Author. The Chinese one is the surer.
_TWO_LANGUAGES = re.compile(
    r"(?P<latin>[a-z]{2,30})(?P<han>[\u3400-\u9fff]{2,12})|(?P<han2>[\u3400-\u9fff]{2,12})(?P<latin2>[a-z]{2,30})"
)
_OF_STORY = frozenset({Field.TITLE, Field.CONTENT})
_ISSUE = (Field.PAPER, Field.DATE, Field.PAGE)
_DERIVED = 1000  # rank of names that are not listed: behind all that are
_DIGITS_OF_DAY = len("27.0")
_PARTS_OF_DAY = tuple(map(str.split, ("year 年 年份 nian", "month 月 月份 yue", "day 日 日期 ri")))
_NOISE = re.compile(r"[\s_\-./:：（）()]+")


@functools.lru_cache(maxsize=4096)  # a column's name stands in every record
def plain(name: str) -> str:
    """Return a column's name as names are compared."""
    return fold(_NOISE.sub("", name)).casefold()


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


@functools.lru_cache(maxsize=4096)
def _found(key: str) -> tuple[Field, int] | None:
    """Return the field that a plain name is, and how far down it is listed."""
    if key in _FIELD_OF:
        return _FIELD_OF[key]
    bare = _OF_WHAT.sub("", key, count=1) if _OF_WHAT.match(key) else key
    for one in (bare, _OF_KIND.sub("", bare), _OF_KIND.sub("", key)):
        if one != key and one in _FIELD_OF:
            field, rank = _FIELD_OF[one]
            return field, _DERIVED + rank
    if two := _TWO_LANGUAGES.fullmatch(key):
        return _found(two["han"] or two["han2"]) or _found(two["latin"] or two["latin2"])
    return None


def field_of(name: str) -> Field | None:
    """Return the field that a column is, by its name alone."""
    found = _found(plain(name))
    return found[0] if found else None


def unknown_texts(record: Mapping[str, Any], mapping: Mapping[str, Field] | None = None) -> tuple[str, ...]:
    """Return the columns that hold a text and are no field: nobody would miss a number, but a story."""
    return tuple(
        str(name)
        for name, value in record.items()
        if isinstance(value, str)
        and len(value) >= _A_TEXT
        and not _ADDRESS.match(value)
        and _found(key := plain(str(name))) is None
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
        field, rank = (mapping[key], -1) if mapping and key in mapping else _found(key) or (None, 0)
        if field is not None and (field not in found or rank < found[field][0]):
            found[field] = (rank, value)
    fields = {field: value for field, (_, value) in found.items()}
    mapped = {field for field, (rank, _) in found.items() if rank < 0}  # what a mapping file names stands
    fields |= {field: said for field, said in _told_as_a_whole(record, mapping) if field not in mapped}
    if len(str(fields.get(Field.DATE, ""))) <= _DIGITS_OF_DAY and (day := _day_in_parts(record)):
        fields[Field.DATE] = day
    return fields


def _told_as_a_whole(record: Mapping[str, Any], mapping: Mapping[str, Field] | None) -> Iterator[tuple[Field, str]]:
    """Yield paper, day and page where one value of a record tells them together, and is no title and no text."""
    told = issue_told(value for name, value in record.items() if _of_column(str(name), mapping) not in _OF_STORY)
    if told:
        yield from ((field, said) for field, said in zip(_ISSUE, told, strict=True) if said)


def _of_column(name: str, mapping: Mapping[str, Field] | None) -> Field | None:
    key = plain(name)
    found = _found(key)
    return mapping[key] if mapping and key in mapping else found[0] if found else None


def _day_in_parts(record: Mapping[str, Any]) -> str:
    """Return the day of a record that has its year, month and day in three columns; empty where it has not."""
    values = {plain(str(name)): value for name, value in record.items()}
    parts = [next((values[name] for name in names if name in values), None) for names in _PARTS_OF_DAY]
    texts = [str(part).strip().removesuffix(".0") for part in parts]
    return "-".join(texts) if all(re.fullmatch(r"\d{1,4}", text, re.ASCII) for text in texts) else ""
