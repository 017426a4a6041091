"""Clauses for text: the parts of a query body that find and rank. Pure.

Folded text is asked of both the source's characters and their folded companions. The analyzers lower the case and drop
punctuation, and a document without a companion is not changed by folding any further: so every form is found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from worker.folding.spelling import spelled
from worker.search.fields import BODY_FIELDS, BODY_WORDS, TITLE_FIELDS, TITLE_WORDS
from worker.search.pieces import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from worker.search.pieces import Piece

Clause = dict[str, Any]

EVERYTHING: Clause = {"match_all": {}}
# The analyzer of the characters fields. Named here because a bare word may go through another one there.
_CHARACTERS = "standard"
# A number with its sign, as the words of the index have it. Must NOT match a lone sign.
_PERCENTAGE = re.compile(r"(?<![\d.])\d{1,15}(?:\.\d{1,6})?[%‰]")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which text is searched: fields of characters and fields of words, each with its weight."""

    characters: tuple[tuple[str, float], ...]
    words: tuple[tuple[str, float], ...]

    @property
    def weighted(self) -> list[str]:
        """The fields of characters with their folded companions, as Elasticsearch writes weights."""
        return [f"{name}^{weight:g}" for field, weight in self.characters for name in (field, f"folded.{field}")]


_TITLE_WEIGHT = 3.0
_TITLES = tuple((name, _TITLE_WEIGHT) for name in TITLE_FIELDS)
_BODIES = tuple((name, 1.0) for name in BODY_FIELDS)
IN_TITLE = Scope(_TITLES, ((TITLE_WORDS, _TITLE_WEIGHT),))
IN_BODY = Scope(_BODIES, ((BODY_WORDS, 1.0),))
ANYWHERE = Scope(_TITLES + _BODIES, IN_TITLE.words + IN_BODY.words)


def phrase(text: str, scope: Scope) -> Clause:
    """Return a clause for text that stands there as it is, punctuation apart; a percentage needs its sign."""
    text = spelled(text)
    stands: Clause = {"multi_match": {
        "query": text, "type": "phrase", "fields": scope.weighted, "analyzer": _CHARACTERS,
    }}  # fmt: skip
    shares = dict.fromkeys(_PERCENTAGE.findall(text))
    if not shares:
        return stands
    # Analysis drops the sign; the words of the index keep it.
    signs = [any_of({"term": {name: share}} for name, _ in scope.words) for share in shares]
    return {"bool": {"must": [stands], "filter": signs}}


def piece(wanted: Piece, scope: Scope) -> Clause:
    """Return a clause for one piece: a word, or characters side by side."""
    if not wanted.word:
        return phrase(wanted.text, scope)
    terms = [{"term": {name: {"value": wanted.text, "boost": weight}}} for name, weight in scope.words]
    return terms[0] if len(terms) == 1 else {"dis_max": {"queries": terms, "tie_breaker": 0.5}}


def all_of(clauses: Sequence[Clause]) -> Clause:
    """Return a clause that holds where all hold."""
    return clauses[0] if len(clauses) == 1 else {"bool": {"must": list(clauses)}}


def any_of(clauses: Iterable[Clause]) -> Clause:
    """Return a clause that holds where one holds; more of them rank higher."""
    listed = list(clauses)
    return listed[0] if len(listed) == 1 else {"bool": {"should": listed, "minimum_should_match": 1}}


def best_of(clauses: Sequence[Clause]) -> Clause:
    """Return a clause that holds where one holds, and scores as the best of them alone."""
    return clauses[0] if len(clauses) == 1 else {"dis_max": {"queries": list(clauses)}}


def bonus(clause: Clause, value: float) -> Clause:
    """Return a clause that adds ``value`` to the score where ``clause`` holds, whatever the field's own score."""
    return {"constant_score": {"filter": clause, "boost": value}}


def cost(clause: Any) -> int:
    """Count the terms that Lucene looks up for a clause, near enough: each token of a phrase in each of its fields.

    Elasticsearch refuses a query beyond a number of them that depends on its heap and processors, never below 1,024.
    """
    if isinstance(clause, list):
        return sum(map(cost, clause))
    if not isinstance(clause, dict):
        return 0
    total = 0
    for name, value in clause.items():
        if name == "multi_match":
            total += len(value["fields"]) * len(tokens(value["query"]))
        elif name in {"term", "range"}:
            total += 1
        elif name == "terms":
            total += sum(len(values) for values in value.values())
        else:
            total += cost(value)
    return total
