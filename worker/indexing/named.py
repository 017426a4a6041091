"""In how many issues each sure name stands: bylines, credits, and people with a position."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from worker.indexing.client import failures_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from elasticsearch import Elasticsearch

FIELDS = ("byline.name", "credits.name", "people_roles.name")
_PAGE = 1000
# Counts are exact below it.
_EXACT = 1000


def issues_by_name(client: Elasticsearch, articles: str) -> dict[str, int]:
    """Return for each name the number of issues, in whichever of ``FIELDS`` it stands in most of them.

    Raises:
        EngineUnavailableError: The server is away.
        ConfigurationError: The alias is missing, or the user lacks a right.
    """
    counts: dict[str, int] = {}
    for field in FIELDS:
        for bucket in _buckets(client, articles, field):
            name = bucket["key"]["name"]
            counts[name] = max(counts.get(name, 0), bucket["issues"]["value"])
    return counts


def _buckets(client: Elasticsearch, articles: str, field: str) -> Iterator[dict[str, Any]]:
    """Yield one bucket a name, page by page, so that no archive has too many names."""
    names: dict[str, Any] = {"size": _PAGE, "sources": [{"name": {"terms": {"field": field}}}]}
    while True:
        issues = {"cardinality": {"field": "issue_id", "precision_threshold": _EXACT}}
        aggregation = {"names": {"composite": names, "aggs": {"issues": issues}}}
        with failures_named():
            found = client.search(index=articles, size=0, aggs=aggregation)["aggregations"]["names"]
        yield from found["buckets"]
        if "after_key" not in found:
            return
        names = {**names, "after": found["after_key"]}
