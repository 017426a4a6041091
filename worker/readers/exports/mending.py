"""Records of an export that were rejected, mended in a small file of their own: ``NAME.mended.EXT``.

Such a record is a part of its page by itself: it stands beside what the export brought, and takes nothing's place.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from worker.document.source import Document
from worker.readers.base import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from worker.readers.exports.records import Row

_NO_ID = re.compile(r"[^A-Za-z0-9]+")


def parts_of(
    rows: Iterable[Row | Rejected], *, reader: str, format_name: str, encoding: str = ""
) -> Iterator[Document | Rejected]:
    """Yield a document for each record, by its key in the export, else by its number here."""
    for number, row in enumerate(rows, 1):
        if isinstance(row, Rejected):
            yield row
            continue
        key = row.record or f"mended {number}"
        yield Document(
            articles=(row.article,),
            identity=dataclasses.replace(row.identity, part=_NO_ID.sub("-", key).strip("-").lower()),
            key=key,
            format=format_name,
            reader=reader,
            encoding=encoding,
        )
