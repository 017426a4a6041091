"""From the tree of a query to the body of a search request. Pure: words come from the segmenter that is given.

A chunk of text matches strictly where it stands as it is or where all its pieces do (``worker.search.pieces``); all
chunks must match. When that finds nothing the caller builds the query once more, relaxed: then any piece suffices,
while phrases in quotation marks, fields and what is left out hold as before.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from worker.document.identifiers import page_label
from worker.enrichment.bodies.forms import NO_DECISIONS
from worker.enrichment.names.places import divisions_of, path_of
from worker.folding import fold
from worker.folding.spelling import spelled
from worker.search import fields, matching
from worker.search.errors import QueryError
from worker.search.matching import ANYWHERE, IN_BODY, IN_TITLE, Clause, Scope
from worker.search.pieces import pieces, tokens
from worker.search.syntax import AnyOf, Dates, InField, Phrase, Query, Term, Without, Words

if TYPE_CHECKING:
    import datetime as dt

    from worker.enrichment import Segmenter
    from worker.search.syntax import Atom, Part

# Added to the score where a chunk stands in the headline as it is, and where it stands anywhere as it is. A body's own
# score for a few words is below the first, so that headlines come first; measured with benchmarks/search.py.
HEADLINE_BONUS = 12.0
EXACT_BONUS = 4.0
# Elasticsearch looks up 1,024 terms in one query whatever its size; some are left for what a caller adds.
MAX_TERMS = 1000
# A pasted sentence longer than this is found by its words: looking it up as it is in every field would cost most of
# the terms, and nothing else has all its words.
LONGEST_PHRASE = 30


class Order(StrEnum):
    """How hits are sorted."""

    RELEVANCE = "relevance"
    RECENT = "recent"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Matching:
    """A query's clauses.

    Attributes:
        clause: What finds and ranks.
        can_relax: Whether a relaxed form would ask for less.
    """

    clause: Clause
    can_relax: bool


def build(query: Query, segmenter: Segmenter, *, relaxed: bool = False, tiers: bool = False) -> Matching:
    """Return the clauses of a query.

    Args:
        query: The parsed query.
        segmenter: Cuts chunks into words.
        relaxed: Any piece of the chunks suffices.
        tiers: Score by the kind of match alone (headline, exact, words), so that a date can decide within each kind.

    Raises:
        QueryError: The query asks for more than a server may be willing to look up.
    """
    builder = _Builder(segmenter, tiers=tiers)
    clause = builder.relaxed(query) if relaxed else builder.strict(query)
    if matching.cost(clause) > MAX_TERMS:
        raise QueryError("this asks for too much at once: shorten it", query.text, 0, len(query.text))
    return Matching(clause, can_relax=not relaxed and builder.can_relax(query))


def sort_of(order: Order, *, scored: bool) -> list[Any]:
    """Return the sort of a request. The id comes last, so that paging neither skips nor repeats a hit.

    Args:
        order: What the reader wants.
        scored: Whether the query ranks at all; a query of nothing but fields goes by date.
    """
    newest = {"date": {"order": "desc", "missing": "_last"}}
    places = [{"page": {"order": "asc", "missing": "_last"}}, {"ordinal": "asc"}, {"id": "asc"}]
    if order is Order.OLDEST:
        return [{"date": {"order": "asc", "missing": "_last"}}, *places]
    if order is Order.NEWEST or not scored:
        return [newest, *places]
    return [{"_score": "desc"}, newest, {"id": "asc"}]


def ranks(query: Query) -> bool:
    """Tell whether a query holds text, by which hits can be ranked."""
    return any(isinstance(atom, Words | Phrase | InField) for atom in query.atoms())


class _Builder:
    def __init__(self, segmenter: Segmenter, *, tiers: bool) -> None:
        self._segmenter = segmenter
        self._tiers = tiers

    def strict(self, query: Query) -> Clause:
        must = [self._part(part) for part in query.parts if _scores(part)]
        return _bool(must, [self._part(part) for part in query.parts if not _scores(part)])

    def relaxed(self, query: Query) -> Clause:
        loose = [part for part in query.parts if _is_loose(part)]
        kept = [part for part in query.parts if not _is_loose(part)]
        atoms = [atom for part in loose for atom in (part.parts if isinstance(part, AnyOf) else (part,))]
        any_piece = matching.any_of(clause for atom in atoms for clause in self._any_piece(atom))
        must = [any_piece, *(self._part(part) for part in kept if _scores(part))]
        return _bool(must, [self._part(part) for part in kept if not _scores(part)])

    def can_relax(self, query: Query) -> bool:
        texts = {
            piece
            for part in query.parts
            if _is_loose(part)
            for atom in (part.parts if isinstance(part, AnyOf) else (part,))
            if (text := text_of(atom))
            for piece in pieces(text[0], self._segmenter)
        }
        return len(texts) > 1

    def _part(self, part: Part) -> Clause:  # noqa: PLR0911 - one case a node
        match part:
            case AnyOf(parts):
                return matching.any_of(self._part(member) for member in parts)
            case Without(atom):
                return {"bool": {"must_not": [self._unwanted(atom)]}}
            case Term(field, value):
                return _term(field, value)
            case Dates(field, first, last):
                return _dates(field, first, last)
            case Phrase(text):
                return self._exact(text, ANYWHERE)
            case Words(text):
                return self._chunk(text, ANYWHERE)
            case InField(field, value):
                scope = _scope(field)
                return self._exact(value.text, scope) if isinstance(value, Phrase) else self._chunk(value.text, scope)

    def _unwanted(self, atom: Atom) -> Clause:
        """What is left out is left out where it stands as it is, not where its words are strewn about."""
        text = text_of(atom)
        return matching.phrase(*text) if text else self._part(atom)

    def _exact(self, text: str, scope: Scope) -> Clause:
        return self._either(self._phrases(text, scope))

    def _chunk(self, text: str, scope: Scope) -> Clause:
        every = matching.all_of([matching.piece(piece, scope) for piece in pieces(text, self._segmenter)])
        if self._tiers:
            every = matching.bonus(every, 1)
        if len(tokens(text)) > LONGEST_PHRASE:
            return every
        return self._either([every, *self._phrases(text, scope)])

    def _either(self, clauses: list[Clause]) -> Clause:
        """Join the kinds of match: their scores add up, but in tiers only the best kind counts."""
        return matching.best_of(clauses) if self._tiers else matching.any_of(clauses)

    def _phrases(self, text: str, scope: Scope) -> list[Clause]:
        """Return a clause for each place where a text may stand as it is; only the headline counts for more."""
        if scope is not ANYWHERE:
            return [matching.bonus(matching.phrase(text, scope), EXACT_BONUS)]
        return [
            matching.bonus(matching.phrase(text, IN_TITLE), HEADLINE_BONUS),
            matching.bonus(matching.phrase(text, IN_BODY), EXACT_BONUS),
        ]

    def _any_piece(self, atom: Atom | Without) -> list[Clause]:
        text = text_of(atom)
        if not text:
            return []
        found = [matching.piece(piece, text[1]) for piece in pieces(text[0], self._segmenter)]
        return [matching.bonus(clause, 1) for clause in found] if self._tiers else found


def text_of(part: Part) -> tuple[str, Scope] | None:
    """Return the text that a part asks for and where; None when it asks for something else."""
    match part:
        case Words(text) | Phrase(text):
            return text, ANYWHERE
        case InField(field, value):
            return value.text, _scope(field)
    return None


def _scope(field: fields.Field) -> Scope:
    return IN_TITLE if field == fields.TITLE else IN_BODY


def _is_loose(part: Part | Atom) -> bool:
    """Tell whether a part is chunks of text and nothing else, which is what gives way when nothing is found."""
    if isinstance(part, AnyOf):
        return all(_is_loose(member) for member in part.parts)
    return isinstance(part, Words) or (isinstance(part, InField) and isinstance(part.value, Words))


def _scores(part: Part) -> bool:
    if isinstance(part, AnyOf):
        return any(_scores(member) for member in part.parts)
    return isinstance(part, Words | Phrase | InField)


def _bool(must: list[Clause], filters: list[Clause]) -> Clause:
    if not must and not filters:
        return matching.EVERYTHING
    return {"bool": {"must": must, "filter": filters}}


def _term(field: fields.Field, value: str) -> Clause:
    values = [spelled(value)]
    if field == fields.KIND:
        values = [fields.KIND_NAMES.get(values[0], values[0])]
    elif field == fields.BODY_KINDS:
        values = [fields.BODY_KIND_NAMES.get(values[0], values[0])]
    elif field == fields.DIVISIONS:
        values = _paths(values[0])
    elif field == fields.ORGANIZATIONS:  # a short form finds what is printed in full: 柳林县二中, 柳林县第二中学
        values = list(dict.fromkeys([values[0], NO_DECISIONS.standing(values[0], values[0]).name]))
    elif field == fields.PAGE:
        values = _page_labels(value)
    elif not any(target.startswith("folded.") for target in field.targets):
        values = [value]  # ids and codes stand in the index as they are
    return matching.any_of({"terms": {target: values}} for target in field.targets)


def _paths(value: str) -> list[str]:
    """Return the paths that a division may mean: a path as it is, else those of all divisions of this name."""
    return [value] if "/" in value else [path_of(division) for division in divisions_of(value)] or [value]


def _page_labels(value: str) -> list[str]:
    """Return the labels that one page may have in the index: 第4版 -> 4, 04, p04; a2 -> a2, A2, a02, A02."""
    bare = fold(value).removeprefix("第").removesuffix("版")
    padded = page_label(bare).removeprefix("p")
    letters = padded.rstrip("0123456789")
    number = padded[len(letters) :].lstrip("0")
    forms = (bare, padded, letters + number, fold(value))
    return list(dict.fromkeys(form for text in forms if text for form in (text, text.upper())))


def _dates(field: fields.Field, first: dt.date | None, last: dt.date | None) -> Clause:
    limits = {name: day.isoformat() for name, day in (("gte", first), ("lte", last)) if day}
    return {"range": {field.targets[0]: limits}}
