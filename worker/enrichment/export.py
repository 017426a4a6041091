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
        "bodies": list(enrichment.bodies),
        "body_forms": [{"body": body, "printed": printed} for body, printed in enrichment.body_forms],
        "body_kinds": [{"body": body, "kind": kind} for body, kind in enrichment.body_kinds],
        "divisions": list(enrichment.divisions),
        "place_divisions": [
            {"place": place, "division": path, "why": why} for place, path, why in enrichment.place_divisions
        ],
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
                **{
                    name: value
                    for name, value in (("role", mention.role), ("division", mention.division), ("body", mention.body))
                    if value
                },
            }
            for mention in enrichment.mentions
        ],
    }
