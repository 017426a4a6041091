"""The tree of a parsed query, and how it is written back.

Spans are offsets into the query in characters; they tell where a part stood and do not count when trees are compared.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from worker.search.fields import Field

OPENING_MARKS = {
    '"': '"',
    "“": "”“„‟",
    "”": "”“„‟",
    "„": "”“„‟",
    "‟": "”“„‟",
    "「": "」",
    "『": "』",
    "《": "》",
    "＂": "＂",
}
"""Marks that begin an exact phrase, each with those that may end it: input methods give curved ones either way."""


@dataclass(frozen=True, slots=True)
class Span:
    """Offsets of the first character and after the last."""

    start: int
    end: int


NOWHERE = Span(0, 0)
"""The span of a part that was not read from a query."""


@dataclass(frozen=True, slots=True)
class Words:
    """Text without white space: it stands there as it is, or all its words do."""

    text: str
    span: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Text that must stand there as it is."""

    text: str
    span: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class InField:
    """Words or a phrase in the text of one field (标题:…)."""

    field: Field
    value: Words | Phrase
    span: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Term:
    """A field that has exactly this value (人物:…)."""

    field: Field
    value: str
    span: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Dates:
    """Days from ``first`` to ``last``, both included; None leaves that side open."""

    field: Field
    first: dt.date | None
    last: dt.date | None
    span: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


Atom: TypeAlias = Words | Phrase | InField | Term | Dates


@dataclass(frozen=True, slots=True)
class Without:
    """What must not be there."""

    part: Atom
    span: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Two parts or more of which one suffices."""

    parts: tuple[Atom | Without, ...]
    span: Span = dataclasses.field(default=NOWHERE, compare=False, repr=False)


Part: TypeAlias = Atom | Without | AnyOf


@dataclass(frozen=True, slots=True)
class Query:
    """Parts that must all hold. No part: every article. ``text`` is the query as it was typed."""

    parts: tuple[Part, ...]
    text: str = dataclasses.field(default="", compare=False, repr=False)

    def atoms(self) -> Iterator[Atom]:
        """Yield what is asked for, in order, not what is to be left out."""
        for part in self.parts:
            for member in part.parts if isinstance(part, AnyOf) else (part,):
                if not isinstance(member, Without):
                    yield member


def to_text(node: Query | Part) -> str:  # noqa: PLR0911 - one case a node
    """Write a tree as a query that parses to an equal tree."""
    match node:
        case Query(parts=parts):
            return " ".join(to_text(part) for part in parts)
        case AnyOf(parts):
            return " OR ".join(to_text(part) for part in parts)
        case Without(part):
            return f"-{to_text(part)}"
        case InField(field, Words(text)) if "|" in text or "｜" in text:
            return f"{field.name}: {text}"  # right behind the colon the bar would part it
        case InField(field, value):
            return f"{field.name}:{to_text(value)}"
        case Term(field, value):
            return f"{field.name}:{_quoted(value)}"
        case Dates(field, first, last):
            return f"{field.name}:{first or ''}..{last or ''}"
        case Phrase(text):
            return _quoted(text)
        case Words(text):
            return text


def _quoted(text: str) -> str:
    """Put marks around a text that it does not hold itself.

    Text that holds every kind of closing mark was not read from between marks, so it is read back without.
    """
    for opening in ('"', "“", "「", "『", "《", "＂"):
        closing = OPENING_MARKS[opening]
        if not any(mark in text for mark in closing):
            return f"{opening}{text}{closing[0]}"
    return text
