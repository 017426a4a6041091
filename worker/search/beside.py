"""What is shown beside an article: its issue, copies of its story, and what is like it. Pure: bodies of searches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from worker.search.building import Order, sort_of
from worker.search.request import MAX_SIZE
from worker.search.results import SHOWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from worker.search.results import Hit

_DATED = re.compile(r"-[0-9]{4}-[0-9]{2}-[0-9]{2}(-|$)")  # an id that is narrow enough for a prefix
_SIMILAR_FIELDS = ("title_words", "body_words")


class Beside(NamedTuple):
    """What is shown beside an article.

    Attributes:
        issue: Documents of its issue in their order, its own among them.
        copies: Documents of the articles that tell the same, by date.
        similar: Articles whose words are most like its own.
    """

    issue: list[Mapping[str, Any]]
    copies: list[Mapping[str, Any]]
    similar: tuple[Hit, ...]


def of_issue(identifier: str, fields: Sequence[str]) -> dict[str, Any]:
    """Return the search for the articles of an issue: of one page, or of all pages of a day of a paper."""
    wanted: list[dict[str, Any]] = [{"term": {"issue_id": identifier}}]
    if _DATED.search(identifier):
        wanted.append({"prefix": {"issue_id": f"{identifier}-"}})
    return _listed({"bool": {"filter": {"bool": {"should": wanted}}}}, MAX_SIZE, fields)


def of_these(identifiers: Sequence[str], fields: Sequence[str]) -> dict[str, Any]:
    """Return the search for those of these articles that there are."""
    return _listed({"ids": {"values": list(identifiers)}}, min(len(identifiers), MAX_SIZE), fields)


def like(alias: str, identifier: str, size: int) -> dict[str, Any]:
    """Return the search for the articles whose words are most like an article's."""
    return {
        "query": {"more_like_this": {
            "fields": list(_SIMILAR_FIELDS),
            "like": [{"_index": alias, "_id": identifier}],
            "min_term_freq": 1,
            "min_doc_freq": 2,
            "max_query_terms": 30,
            "minimum_should_match": "20%",
        }},
        "size": size,
        "_source": {"includes": list(SHOWN)},
    }  # fmt: skip


def sources(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the documents of an answer."""
    return [hit["_source"] for hit in answer["hits"]["hits"]]


def _listed(query: Mapping[str, Any], size: int, fields: Sequence[str]) -> dict[str, Any]:
    return {
        "query": query,
        "sort": sort_of(Order.OLDEST, scored=False),
        "size": size,
        "track_total_hits": False,
        **({"_source": list(fields)} if fields else {}),
    }
