"""How a reader narrows what was found: values of facets chosen or left out, and days; as parts of a query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.search import fields
from worker.search.dates import DateError, parse_dates
from worker.search.errors import QueryError
from worker.search.syntax import AnyOf, Dates, Term, Without

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from worker.search.syntax import Atom, Part

FACET_FIELDS = {
    "publication": fields.PUBLICATION,
    "edition": fields.EDITION,
    "months": fields.DATE,
    "page": fields.PAGE,
    "kind": fields.KIND,
    "category": fields.CATEGORY,
    "people": fields.PEOPLE,
    "roles": fields.ROLES,
    "places": fields.PLACES,
    "divisions": fields.DIVISIONS,
    "organizations": fields.BODIES,
    "body_kinds": fields.BODY_KINDS,
    "byline": fields.BYLINE,
    "keywords": fields.KEYWORDS,
}
"""Facets that can be chosen from, in the order they are shown, each with the field of the query language."""

# An article has one of these: of several chosen, any will do. Of the others an article may have all.
_SINGLE = frozenset({"publication", "edition", "months", "page", "kind", "category"})


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What was chosen.

    Attributes:
        chosen: (facet, value) pairs; values of one facet that an article has one of are alternatives.
        excluded: (facet, value) pairs that no hit may have.
        first: First day, None for no limit.
        last: Last day, None for no limit.
    """

    chosen: tuple[tuple[str, str], ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None

    def parts(self) -> tuple[Part, ...]:
        """Return what must hold, as parts of a query. Raises QueryError for a month that is none."""
        found: list[Part] = []
        if self.first or self.last:
            found.append(Dates(fields.DATE, self.first, self.last))
        for facet in FACET_FIELDS:
            atoms = [_atom(facet, value) for name, value in self.chosen if name == facet]
            if facet in _SINGLE and len(atoms) > 1:
                found.append(AnyOf(tuple(atoms)))
            else:
                found += atoms
        found += [Without(_atom(facet, value)) for facet, value in self.excluded]
        return tuple(found)


def day_of(text: str, *, last: bool = False) -> dt.date | None:
    """Return the first (or the last) day that a year, month or day means; None for empty text.

    Raises:
        QueryError: It is none of these.
    """
    if not text.strip():
        return None
    try:
        days = parse_dates(text.strip())
    except DateError as error:
        raise QueryError(error.message, text, 0, len(text)) from None
    return days[1] if last else days[0]


def known(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the pairs whose facet there is and whose value is not empty, each once."""
    return tuple(dict.fromkeys((facet, value) for facet, value in pairs if facet in FACET_FIELDS and value.strip()))


def _atom(facet: str, value: str) -> Atom:
    field = FACET_FIELDS[facet]
    if facet == "months":
        return Dates(field, day_of(value), day_of(value, last=True))
    return Term(field, value)
