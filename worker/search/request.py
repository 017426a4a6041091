"""What is asked of a search, and which page of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from worker.search.building import Order
from worker.search.errors import QueryError
from worker.search.facets import NAMES
from worker.search.parser import parse
from worker.search.results import LISTED, STORY
from worker.search.syntax import Query, to_text

if TYPE_CHECKING:
    from worker.search.cursor import Cursor
    from worker.search.syntax import Part

MAX_SIZE = 1000
"""Hits on one page at most: a page is held in memory whole."""

MAX_STORIES = 10_000
"""Stories that can be paged through: Elasticsearch pages collapsed hits by number, not by where a page ended."""

_COLLAPSE = {"field": "story", "inner_hits": {"name": STORY, "size": LISTED, "_source": False, "sort": ["date", "id"]}}


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked.

    Attributes:
        query: In the language of ``worker.search.parser``; empty for every article.
        order: How the hits are sorted.
        size: Hits on a page, 0 to ``MAX_SIZE``.
        after: ``Results.after`` of the page before; empty for the first.
        facets: Whether to count how all hits are spread.
        collapse: One hit a story: of articles that tell the same, the one that comes first in the order.
        filters: Parts that must hold besides, whatever the query says.
        counted: Names of the facets, of ``facets.ALL_NAMES``.
        at_length: Name of the facet of which more values are counted.
    """

    query: str
    order: Order = Order.RELEVANCE
    size: int = 10
    after: str = ""
    facets: bool = True
    collapse: bool = False
    filters: tuple[Part, ...] = ()
    counted: tuple[str, ...] = NAMES
    at_length: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.size <= MAX_SIZE:
            raise ValueError(f"size is 0 to {MAX_SIZE}, not {self.size}")

    @property
    def paged_by(self) -> str:
        """Name of the order of the hits, for the cursor: a page of stories is no page of articles."""
        narrowed = f" {to_text(Query(self.filters))}" if self.filters else ""
        return f"{self.order}{' stories' if self.collapse else ''}{narrowed}"

    def parsed(self) -> Query:
        """Return the tree of the query and the filters. Raises QueryError."""
        return joined(self.query, self.filters)


def joined(query: str, filters: tuple[Part, ...] = ()) -> Query:
    """Return the tree of a query with further parts that must hold. Raises QueryError."""
    return Query((*parse(query).parts, *filters), query)


def page_after(request: Request, cursor: Cursor | None, values: int) -> dict[str, Any]:
    """Return what makes the server begin where the page before ended.

    Args:
        request: What is asked.
        cursor: Where that was; None for the first page.
        values: Number of values in the sort of a hit.

    Raises:
        QueryError: The cursor is that of another query, or too far on.
    """
    return _collapsed(request, cursor) if request.collapse else _following(request, cursor, values)


def _following(request: Request, cursor: Cursor | None, values: int) -> dict[str, Any]:
    if cursor is None:
        return {}
    if len(cursor.values) != values:
        raise _wrong_page(request)
    return {"search_after": list(cursor.values)}


def _collapsed(request: Request, cursor: Cursor | None) -> dict[str, Any]:
    offset = offset_of(cursor)
    if cursor is not None and (len(cursor.values) != 1 or offset < 1):
        raise _wrong_page(request)
    if offset + request.size > MAX_STORIES:
        message = f"only the first {MAX_STORIES:,} stories can be paged through: narrow the query, or do not collapse"
        raise QueryError(message, request.query, 0, len(request.query))
    return {"collapse": _COLLAPSE, "from_": offset}


def offset_of(cursor: Cursor | None) -> int:
    """Return the number of stories on the pages before, 0 where the cursor holds anything else."""
    value = cursor.values[0] if cursor else 0
    return value if isinstance(value, int) else 0


def _wrong_page(request: Request) -> QueryError:
    return QueryError("this is not where a page of this query ended", request.after, 0, len(request.after))
