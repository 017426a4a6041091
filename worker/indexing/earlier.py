"""Documents of earlier schemas as this one has them: what is carried over where its original is not at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from worker.indexing.fields import Document

# Fields of schema 1 that are called otherwise since.
_RENAMED = {"lead": "source_line"}


def migrated(document: Document) -> Document:
    """Return an article's document with the field names of today; one of today as it is.

    Schema 1 had the source line as ``lead``, the divisions of places as ``regions`` (today places on a page) and one
    unit an issue.
    """
    renamed = {_RENAMED.get(name, name): value for name, value in document.items()}
    if isinstance(renamed.get("folded"), dict):
        renamed["folded"] = {_RENAMED.get(name, name): value for name, value in renamed["folded"].items()}
    regions = renamed.get("regions", ())
    if any(isinstance(region, str) for region in regions):
        del renamed["regions"]
        renamed["divisions"] = regions
    if "issue_id" in renamed:
        renamed.setdefault("unit_id", renamed["issue_id"])
    return renamed
