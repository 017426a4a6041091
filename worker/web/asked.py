"""What an address asks for: a search with its narrowing, and the addresses that differ from it by one choice."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from worker.search import Order, Request
from worker.search.facets import ALL_NAMES
from worker.search.narrowing import FACET_FIELDS, Narrowing, day_of, known

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

    from worker.search.syntax import Part

PAGE_SIZE = 20
MOST_SIZE = 100
_WITHOUT = "no_"


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as an address holds it.

    Attributes:
        query: As typed.
        first: First day as typed; empty for none. ``last`` likewise.
        after: Where the page before ended.
        size: Hits on a page.
    """

    query: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    first: str = ""
    last: str = ""
    order: str = ""
    collapse: bool = False
    after: str = ""
    size: int = PAGE_SIZE

    @classmethod
    def of(cls, parameters: QueryParams) -> Asked:
        """Read the parameters of an address; what makes no sense there is left out."""
        pairs = parameters.multi_items()
        size = parameters.get("size", "")
        return cls(
            query=parameters.get("q", ""),
            chosen=known(pairs),
            excluded=known((name.removeprefix(_WITHOUT), value) for name, value in pairs if name.startswith(_WITHOUT)),
            first=parameters.get("from", "").strip(),
            last=parameters.get("to", "").strip(),
            order=parameters.get("sort", "") if parameters.get("sort", "") in set(Order) else "",
            collapse=parameters.get("collapse", "") == "1",
            after=parameters.get("after", ""),
            size=max(1, min(MOST_SIZE, int(size))) if size.isascii() and size.isdecimal() else PAGE_SIZE,
        )

    @property
    def order_used(self) -> Order:
        """The order of the hits: as asked, else the best first; without any text that is by date."""
        return Order(self.order) if self.order else Order.RELEVANCE

    def filters(self) -> tuple[Part, ...]:
        """Return the narrowing as parts of a query. Raises QueryError."""
        first, last = day_of(self.first), day_of(self.last, last=True)
        return Narrowing(self.chosen, self.excluded, first, last).parts()

    def request(self, at_length: str = "") -> Request:
        """Return what is asked of the search, with more values of one facet. Raises QueryError."""
        return Request(
            self.query,
            order=self.order_used,
            size=self.size,
            after=self.after,
            collapse=self.collapse,
            filters=self.filters(),
            counted=ALL_NAMES,
            at_length=at_length,
        )

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters that say the same, in a fixed order: a permanent address."""
        found = [("q", self.query)] if self.query else []
        found += self.chosen
        found += [(_WITHOUT + facet, value) for facet, value in self.excluded]
        found += [(name, value) for name, value in (("from", self.first), ("to", self.last)) if value]
        found += [("sort", self.order)] if self.order else []
        found += [("collapse", "1")] if self.collapse else []
        found += [("size", str(self.size))] if self.size != PAGE_SIZE else []
        found += [("after", self.after)] if self.after else []
        return found

    def query_string(self) -> str:
        """Return the parameters as text."""
        return urlencode(self.pairs())

    def address(self, path: str = "/search") -> str:
        """Return the address of this search on a page."""
        text = self.query_string()
        return f"{path}?{text}" if text else path

    def first_page(self) -> Asked:
        """Return the same search from its first hit on."""
        return dataclasses.replace(self, after="")

    def choosing(self, facet: str, value: str) -> Asked:
        """Return the search with a value chosen, in place of its exclusion."""
        pair = (facet, value)
        excluded = tuple(one for one in self.excluded if one != pair)
        return dataclasses.replace(self, chosen=known((*self.chosen, pair)), excluded=excluded, after="")

    def excluding(self, facet: str, value: str) -> Asked:
        """Return the search with a value left out, in place of its choice."""
        pair = (facet, value)
        chosen = tuple(one for one in self.chosen if one != pair)
        return dataclasses.replace(self, excluded=known((*self.excluded, pair)), chosen=chosen, after="")

    def without(self, facet: str, value: str) -> Asked:
        """Return the search without a choice and without an exclusion of a value."""
        pair = (facet, value)
        return dataclasses.replace(
            self,
            chosen=tuple(one for one in self.chosen if one != pair),
            excluded=tuple(one for one in self.excluded if one != pair),
            after="",
        )

    def with_days(self, first: str, last: str) -> Asked:
        """Return the search within other days."""
        return dataclasses.replace(self, first=first, last=last, after="")


FACETS = tuple(FACET_FIELDS)
