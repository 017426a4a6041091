"""What a search found: frozen objects read from Elasticsearch's answers. Text in them is source characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from worker.search.marking import Excerpt, Marked, Marker, excerpts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from worker.search.facets import Facet

# In the order in which excerpts of one article are shown.
_EXCERPTED = ("source_line", "body", "captions", "editor_note", "tail")
_TITLED = ("kicker", "headline", "subtitle")
SHOWN = (
    "id", "issue_id", "publication", "date", "edition", "page", "kind", "column", "byline", "credits", *_TITLED,
    *_EXCERPTED, "similar",
)  # fmt: skip
"""Fields of a document that a hit is made of."""

STORY = "story"
"""Name of the inner hits of a collapsed search: the articles that tell the story of a hit."""
LISTED = 20
"""Most articles of one story that are named with its hit."""

EXCERPTS = 2
EXCERPT_CHARACTERS = 90


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found.

    Attributes:
        id: For example ``beibei-2023-10-27-p01-a03``.
        date: ISO date of its issue, empty when unknown.
        byline: Names with their roles, as one line; those of the pictures where the text names nobody.
        headline: With kicker and subtitle: the whole text with what was found in it.
        excerpts: The parts of the rest that show most of what was found.
        copies: Ids of other articles that tell the same story: those known when it was indexed; in a collapsed search
            those that were found, the earliest first.
        score: Comparable within one search only; None where hits are not ranked.
    """

    id: str
    issue_id: str
    publication: str
    date: str
    page: str
    kind: str
    column: str
    byline: str
    kicker: Marked
    headline: Marked
    subtitle: Marked
    excerpts: tuple[Excerpt, ...]
    copies: tuple[str, ...]
    score: float | None
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what a query found.

    Attributes:
        query: As it was asked.
        total: Number of articles that match, on all pages.
        relaxed: True when nothing held all of the query, and these hold some of it.
        facets: Empty when not asked for.
        after: Hand this back for the next page; empty on the last.
        milliseconds: That Elasticsearch took, by its own account.
        stories: Number of stories on all pages, all but exact, of a collapsed search; None for any other.
    """

    query: str
    total: int
    hits: tuple[Hit, ...]
    relaxed: bool = False
    facets: tuple[Facet, ...] = ()
    after: str = ""
    milliseconds: int = 0
    stories: int | None = None


def read_hit(answer: Mapping[str, Any], marker: Marker) -> Hit:
    """Return one hit of a response."""
    document = answer["_source"]
    marked = marker.mark(texts_of(document))
    nothing = Marked("")
    people = document.get("byline") or document.get("credits") or []
    rest = {name: text for name, text in marked.items() if name not in _TITLED}
    return Hit(
        id=answer["_id"],
        issue_id=document.get("issue_id", ""),
        publication=document.get("publication", ""),
        date=document.get("date", ""),
        page=document.get("page", ""),
        kind=document.get("kind", ""),
        column=document.get("column", ""),
        byline=" ".join(f"{one.get('role', '')} {one.get('name', '')}".strip() for one in people),
        kicker=marked.get("kicker", nothing),
        headline=marked.get("headline", nothing),
        subtitle=marked.get("subtitle", nothing),
        excerpts=excerpts(rest, count=EXCERPTS, length=EXCERPT_CHARACTERS),
        copies=_copies(answer),
        score=answer.get("_score"),
        edition=document.get("edition", ""),
    )


def _copies(answer: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ids of a hit's copies: of a collapsed search what lies under it, else what its document names."""
    if "inner_hits" in answer:
        under = (hit["_id"] for hit in answer["inner_hits"][STORY]["hits"]["hits"])
        return tuple(identifier for identifier in under if identifier != answer["_id"])
    return tuple(copy["id"] for copy in answer["_source"].get("similar", ()))


def texts_of(document: Mapping[str, Any]) -> dict[str, str]:
    """Return an article's texts by field, in the order they are shown; captions each by themselves."""
    texts: dict[str, str] = {}
    for name in (*_TITLED, *_EXCERPTED):
        value = document.get(name, "")
        if isinstance(value, str):
            if value:
                texts[name] = value
        else:
            texts.update({f"{name}.{number}": text for number, text in enumerate(value)})
    # the source line (本报讯…) says least: it is shown only for what is found in it, so the body comes first
    return dict(sorted(texts.items(), key=lambda item: item[0] == "source_line"))
