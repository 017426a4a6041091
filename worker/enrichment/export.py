"""Enrichment as JSON values, for ``baoku parse``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from worker.document.enrichment import Enrichment


def enrichment_json(enrichment: Enrichment) -> dict[str, Any]:
    """Return what enrichment adds to an article as JSON values; the search words and the signature are left out."""
    return {
        "people": list(enrichment.people),
        "people_roles": [{"name": name, "role": role} for name, role in enrichment.people_roles],
        "places": list(enrichment.places),
        "organizations": list(enrichment.organizations),
        "divisions": list(enrichment.divisions),
        "keywords": list(enrichment.keywords),
        "category": enrichment.category,
        "category_confidence": enrichment.category_confidence,
        "summary": enrichment.summary,
        "dates": list(enrichment.dates),
        "mentions": [
            {
                "kind": mention.kind.value,
                "name": mention.name,
                "field": mention.field,
                "start": mention.start,
                "end": mention.end,
                **({"role": mention.role} if mention.role else {}),
            }
            for mention in enrichment.mentions
        ],
    }
