"""How the hits are spread: the aggregations that are asked for, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VALUES = 10
"""Most frequent values of a facet."""

MANY_VALUES = 200
"""Values of the one facet that is asked for at length."""

MONTHS = "months"
_FIELDS = {
    "publication": "publication",
    "edition": "edition",
    "kind": "kind",
    "category": "category",
    "people": "people",
    "places": "places",
    "divisions": "divisions",
    "organizations": "bodies",
    "body_kinds": "body_kinds.kind",
    "roles": "roles",
    "keywords": "keywords",
    "page": "page",
    "byline": "byline.name",
}
NAMES = (
    MONTHS, "publication", "edition", "kind", "category", "people", "places", "divisions", "organizations",
    "body_kinds", "keywords",
)  # fmt: skip
"""Facets that are counted unless others are asked for."""
ALL_NAMES = (MONTHS, *_FIELDS)


@dataclass(frozen=True, slots=True)
class Count:
    """A value and the number of hits that have it."""

    value: str
    hits: int


@dataclass(frozen=True, slots=True)
class Facet:
    """One way in which the hits are spread.

    Attributes:
        name: ``months`` (values are ``YYYY-MM`` in order), or a field, whose most frequent values come first.
        others: Sum of the counts of the values that are not listed.
    """

    name: str
    counts: tuple[Count, ...]
    others: int = 0


def aggregations(names: Sequence[str] = NAMES, at_length: str = "") -> dict[str, Any]:
    """Return the aggregations of a request for the facets of these names; of one of them more values."""
    months = {"field": "date", "calendar_interval": "month", "format": "yyyy-MM", "min_doc_count": 1}
    return {
        name: {"date_histogram": months}
        if name == MONTHS
        else {"terms": {"field": _FIELDS[name], "size": MANY_VALUES if name == at_length else VALUES}}
        for name in names
    }


def read_facets(answer: Mapping[str, Any]) -> tuple[Facet, ...]:
    """Return the facets of a response's ``aggregations``; those without a value are left out."""
    facets = (_read(name, answer[name]) for name in ALL_NAMES if name in answer)
    return tuple(facet for facet in facets if facet.counts)


def _read(name: str, aggregation: Mapping[str, Any]) -> Facet:
    counts = (
        Count(bucket.get("key_as_string", bucket["key"]), bucket["doc_count"]) for bucket in aggregation["buckets"]
    )
    return Facet(name, tuple(counts), aggregation.get("sum_other_doc_count", 0))
