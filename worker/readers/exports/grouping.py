"""Records of an export to documents: one for each paper, day and page."""

from __future__ import annotations

import dataclasses
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from worker.document.source import Document
from worker.messages import message

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from worker.document.identity import StatedIdentity
    from worker.document.issue import Article
    from worker.readers.base import Rejected
    from worker.readers.exports.records import Row

_MOST_CHARACTERS = 8 * 1024 * 1024  # held at once: records of a page may stand apart by so much and still come together
# Of one page: an export that says neither page nor day would be a single one, to be held and written whole.
_MOST_OF_A_PAGE = 1024 * 1024
_LONGEST_NAMES = 200  # characters of a warning
_ROW_COSTS = 500  # characters that a record weighs besides its text


class _Key(NamedTuple):
    publication: str
    date: dt.date | None
    edition: str
    page: str
    part: str


@dataclasses.dataclass(slots=True)
class _Group:
    identity: StatedIdentity
    rows: list[Row] = dataclasses.field(default_factory=list)
    weight: int = 0


def documents_of(
    rows: Iterable[Row | Rejected], *, reader: str, format_name: str, encoding: str = ""
) -> Iterator[Document | Rejected]:
    """Yield the documents of an export, and what of it was rejected; memory does not grow with it.

    Records of one page come together wherever they stand in an export of some megabytes. In a larger one those that
    come long after the others of their page are a part of the page by themselves: they replace nothing. So are those of
    a page that holds more than any has in print, unless the export is baoku's own.
    """
    from worker.readers.base import Rejected  # noqa: PLC0415 - a name for isinstance alone

    open_groups: OrderedDict[_Key, _Group] = OrderedDict()
    closed: dict[int, int] = {}  # times a key was closed, by the key's hash: a key itself is ten times as large
    held = 0
    made = 0

    def close(key: _Key, *, last: bool = False) -> Document:
        nonlocal held, made
        group = open_groups.pop(key)
        held -= group.weight
        times = closed[hash(key)] = closed.get(hash(key), 0) + 1
        made += 1
        alone = last and made == 1
        document = _document(key, group, times, alone=alone, reader=reader, format_name=format_name, encoding=encoding)
        return dataclasses.replace(document, read_ahead=held)

    for row in rows:
        if isinstance(row, Rejected):
            yield row
            continue
        key = _Key(
            row.identity.publication, row.identity.date, row.identity.edition, row.identity.page, row.identity.part
        )
        group = open_groups.setdefault(key, _Group(row.identity))
        weight = _ROW_COSTS + row.article.characters
        group.rows.append(row)
        group.weight += weight
        held += weight
        if group.weight > _MOST_OF_A_PAGE and not row.complete:
            yield close(key)
        while held > _MOST_CHARACTERS:
            yield close(next(iter(open_groups)))
    while open_groups:
        yield close(next(iter(open_groups)), last=len(open_groups) == 1)


def _document(
    key: _Key, group: _Group, times: int, *, alone: bool, reader: str, format_name: str, encoding: str
) -> Document:
    rows, twice = _once(group.rows)
    orders = [row.order for row in rows]
    if all(orders) and len(set(orders)) == len(orders):
        rows = sorted(rows, key=lambda row: row.order)
        articles = tuple(dataclasses.replace(row.article, ordinal=row.order) for row in rows)
    else:
        articles = tuple(dataclasses.replace(row.article, ordinal=number) for number, row in enumerate(rows, 1))
    identity = group.identity
    sections = {row.identity.section for row in rows if row.identity.section}
    part = key.part if times == 1 else "-".join(filter(None, (key.part, str(times))))
    identity = dataclasses.replace(identity, section=sections.pop() if len(sections) == 1 else "", part=part)
    named = (key.publication, key.date.isoformat() if key.date else "", key.edition, key.page, part)
    return Document(
        articles=articles,
        identity=identity,
        key="" if alone else "/".join(filter(None, named)) or "-",
        complete=all(row.complete for row in rows),
        format=format_name,
        reader=reader,
        encoding=encoding,
        warnings=tuple(_warnings(rows, twice)),
    )


def _warnings(rows: list[Row], twice: int) -> Iterator[str]:
    if twice:
        yield message(f"records that stand twice in the export and were taken once: {twice}")
    guessed = dict.fromkeys(row.guessed for row in rows if row.guessed)
    if guessed:
        columns = "、".join(guessed)[:_LONGEST_NAMES]
        yield message(f"columns of an unknown name that were taken for the text, as no other was: {columns}")
    unknown = dict.fromkeys(name for row in rows for name in row.unknown)
    if unknown:
        columns = "、".join(unknown)[:_LONGEST_NAMES]
        yield message(f"columns that hold texts and are not known, name them in a mapping file: {columns}")


def _once(rows: list[Row]) -> tuple[list[Row], int]:
    """Return the rows without those that say word for word what another one says, and how many they were.

    Crawlers that were started again write what they have once more.
    """
    kept: dict[Article, Row] = {}
    for row in rows:
        kept.setdefault(dataclasses.replace(row.article, ordinal=row.order), row)
    return list(kept.values()), len(rows) - len(kept)
