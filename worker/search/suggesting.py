"""Names and headlines that begin as a person has begun to type."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from worker.folding import fold
from worker.search.errors import QueryError
from worker.search.parser import refuse_surrogates
from worker.search.pieces import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_PREFIX = 40

_NAMES = ("people", "places", "organizations", "keywords")
_WORD = re.compile(r"[^\W_]")
# The whole of the Basic Multilingual Plane without surrogates and private use: every form that folding may join.
_LETTERS = (range(0x21, 0xD800), range(0xF900, 0xFFF0))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that begins so.

    Attributes:
        text: As it is printed.
        field: ``people``, ``places``, ``organizations``, ``keywords`` or ``headline``.
        articles: Number of articles that have it.
    """

    text: str
    field: str
    articles: int


def suggestion_body(prefix: str, size: int) -> dict[str, Any]:
    """Return the parts of a search request for names and headlines that begin with ``prefix``.

    Raises:
        QueryError: The prefix is too long, is not UTF-8, or holds nothing to search for.
    """
    refuse_surrogates(prefix)
    wanted = prefix.strip()
    if len(wanted) > MAX_PREFIX:
        raise QueryError(f"at most {MAX_PREFIX} characters", prefix, MAX_PREFIX, len(prefix))
    if not _WORD.search(wanted):
        raise QueryError("there is no letter, digit or character to begin with", prefix, 0, len(prefix))
    folded = fold(wanted)
    names = [
        {"constant_score": {"filter": {"prefix": {field: folded}}, "boost": 0}}
        for name in _NAMES
        for field in (name, f"folded.{name}")
    ]
    headlines = [_begins(field, tokens(folded)) for field in ("headline", "folded.headline")]
    pattern = "".join(map(_any_form, folded)) + ".*"
    return {
        "query": {"bool": {"should": [*names, *headlines], "minimum_should_match": 1}},
        "aggregations": {name: {"terms": {"field": name, "include": pattern, "size": size}} for name in _NAMES},
        "size": size,
        "source": {"includes": ["headline"]},
        "track_total_hits": False,
    }


def _begins(field: str, words: list[str]) -> dict[str, Any]:
    """Return a clause for a field whose first words these are, the last one begun."""
    clauses: list[dict[str, Any]] = [{"span_term": {field: word}} for word in words]
    if words[-1].isascii():
        clauses[-1] = {"span_multi": {"match": {"prefix": {field: words[-1]}}}}
    run = {"span_near": {"clauses": clauses, "slop": 0, "in_order": True}} if len(clauses) > 1 else clauses[0]
    return {"span_first": {"match": run, "end": len(words)}}


def read_suggestions(answer: Mapping[str, Any], size: int) -> tuple[Suggestion, ...]:
    """Return the suggestions of a response: names by frequency, then headlines."""
    names = [
        Suggestion(bucket["key"], name, bucket["doc_count"])
        for name in _NAMES
        for bucket in answer["aggregations"][name]["buckets"]
    ]
    unique: dict[str, Suggestion] = {}
    for suggestion in sorted(names, key=lambda one: (-one.articles, one.text)):
        unique.setdefault(suggestion.text, suggestion)
    headlines: defaultdict[str, int] = defaultdict(int)
    for hit in answer["hits"]["hits"]:
        if hit["_score"] > 0 and "headline" in hit["_source"]:
            headlines[hit["_source"]["headline"]] += 1
    found = [*unique.values()][:size]
    return (*found, *(Suggestion(text, "headline", count) for text, count in headlines.items()))[: 2 * size]


@functools.cache
def _forms() -> Mapping[str, str]:
    """Return for each folded character all that fold to it."""
    forms: defaultdict[str, str] = defaultdict(str)
    every = "".join(map(chr, (point for block in _LETTERS for point in block)))
    for source, folded in zip(every, fold(every), strict=True):
        forms[folded] += source
    return {folded: sources for folded, sources in forms.items() if len(sources) > 1}


def _any_form(character: str) -> str:
    r"""Return a pattern of Lucene's regular expressions for every form of a folded character.

    A backslash takes the meaning from a mark, but gives one to a letter: ``\d`` is any digit, ``\b`` an error.
    """
    return "(" + "|".join(form if form.isalnum() else f"\\{form}" for form in _forms().get(character, character)) + ")"
