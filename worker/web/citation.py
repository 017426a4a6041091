"""How an article is cited: GB/T 7714, the Chinese standard, for newspapers ([N])."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_AUTHORS = 3  # of more the first three and 等


def citation(document: Mapping[str, Any]) -> str:
    """Return ``熊辉. 题名[N]. 北碚报, 2023-10-27(1).``; what is not known is left out."""
    names = [one["name"] for one in document.get("byline", ()) if one.get("name")]
    authors = ", ".join(names[:_MOST_AUTHORS]) + (", 等" if len(names) > _MOST_AUTHORS else "")
    title = " ".join(document.get("headline", "").split())
    page = f"({document['page']})" if document.get("page") else ""
    place = ", ".join(part for part in (document.get("publication", ""), document.get("date", "")) if part)
    return ". ".join(part for part in (authors, f"{title}[N]", f"{place}{page}") if part) + "."
