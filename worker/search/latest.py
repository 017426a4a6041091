"""What many searches find among the articles written lately, some hundred in one request: for saved searches."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import TYPE_CHECKING, Any

from worker.search.together import several

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from elasticsearch import Elasticsearch

    from worker.search.matching import Clause

_TOGETHER = 200  # searches in one request
_FIRST = 50  # articles of each that come with it


def written_since(moment: dt.datetime) -> Clause:
    """Return the clause for articles written to the index then or later."""
    return {"range": {"ingested_at": {"gte": moment.astimezone(dt.UTC).isoformat(timespec="milliseconds")}}}


def look_up(
    client: Elasticsearch, alias: str, clauses: Mapping[str, Clause], moment: dt.datetime, fields: Sequence[str]
) -> Iterator[tuple[str, list[Mapping[str, Any]] | None]]:
    """Yield each name whose clause finds articles written since a moment, with these; None where they are too many.

    Args:
        client: May read the alias.
        alias: Of the articles.
        clauses: Of the searches, by name.
        moment: From which on.
        fields: Of the articles, that are returned.

    Raises:
        ApiError: The server refuses one of them.
    """
    late = written_since(moment)
    names = iter(clauses)
    while some := list(islice(names, _TOGETHER)):
        asked = [
            {
                "query": {"bool": {"filter": [late, clauses[name]]}},
                "size": _FIRST,
                "_source": list(fields),
                "track_total_hits": _FIRST + 1,
                "sort": ["_doc"],
            }
            for name in some
        ]
        for name, answer in zip(some, several(client, alias, asked), strict=True):
            hits = answer["hits"]
            if hits["total"]["value"] > _FIRST:
                yield name, None
            elif hits["hits"]:
                yield name, [hit["_source"] for hit in hits["hits"]]
