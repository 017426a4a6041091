r"""The query language: from what a person types to a tree.

    王俊 项目建设            both; each stands there as it is, or all its words do
    "城乡融合"  “城乡融合”    exactly that (also 「」『』《》)
    -调研  !调研              without that
    记者:熊辉 日期:2023-10    fields, by Chinese or English names, see ``worker.search.fields``
    北碚 OR 沙坪坝  北碚|沙坪坝   one suffices; binds tighter than white space; (北碚 OR 沙坪坝) is the same

Operators stand apart: a mark begins a phrase only where a chunk begins, a curved one also has to end where the chunk
ends, a colon makes a field only after a field's name. So a headline pasted as it is printed, with its own quotation
marks, colons and dashes, is taken as text.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.folding import fold
from worker.search.dates import DateError, parse_dates
from worker.search.errors import QueryError
from worker.search.fields import NAMES, ValueType, field_named
from worker.search.syntax import (
    OPENING_MARKS,
    AnyOf,
    Dates,
    InField,
    Phrase,
    Query,
    Span,
    Term,
    Without,
    Words,
)

if TYPE_CHECKING:
    from worker.search.fields import Field
    from worker.search.syntax import Atom, Part

MAX_CHARACTERS = 500
MAX_PARTS = 40

# What Python makes of bytes on the command line that are not UTF-8; no message can carry it.
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SPACE = re.compile(r"[\s\u200b\u2060\ufeff]+")
_CHUNK = re.compile(r"[^\s\u200b\u2060\ufeff]+")
# Something to search for: a letter, a digit or a Han character. Must NOT match rules, marks and punctuation.
_WORD = re.compile(r"[^\W_]")
# A name and its colon. Must NOT match a time (10:30) or a colon without a name.
_FIELD = re.compile(r"(?P<name>[^\W\d_][\w.]*)[:：]")
_OR = frozenset({"OR", "或", "或者", "|", "||", "｜"})
_AND = frozenset({"AND", "且", "并且", "&&"})
_NOT = frozenset({"NOT"})
# A hyphen, minus or exclamation mark. Must NOT be a dash: headlines have those.
_MINUS = "-－−!！"
# Must NOT match a lone star: ※ and * also stand between the parts of a headline.
_WILDCARD = re.compile(r"\w\*|\*\w")
_ASCII_NAME = re.compile(r"[a-z_.]+")
_ADDRESS = frozenset({"http", "https", "www", "ftp", "mailto"})
_BARS = "|｜"
_BAR = re.compile(rf"[{_BARS}]+")
_VALUE_BEGINS = frozenset(":：|｜")  # behind one of these
_OPENING, _CLOSING = "(（", ")）"
_ALIKE = 0.75  # share of letters in common from which an unknown English name is taken for a slip


@dataclass(frozen=True, slots=True)
class _Or:
    span: Span


def parse(text: str) -> Query:
    """Return the tree of a query; white space alone gives the query without parts, which means every article.

    Raises:
        QueryError: With the place and what to write instead.
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryError(
            f"a query has at most {MAX_CHARACTERS} characters, this one has {len(text)}",
            text, MAX_CHARACTERS, len(text),
        )  # fmt: skip
    refuse_surrogates(text)
    return _Parser(text).query()


def unknown_fields(text: str) -> tuple[str, ...]:
    """Return what stands before a colon in a query and is no field: Foo of Foo:bar, 作家 of 作家:老舍.

    It is searched as text, since headlines have colons too; where nothing is found, somebody may have meant a field.
    """
    found = (_FIELD.match(chunk.lstrip(_MINUS)) for chunk in _CHUNK.findall(text))
    names = (match["name"] for match in found if match is not None and match.end() < len(match.string))
    return tuple(dict.fromkeys(name for name in names if field_named(fold(name)) is None))


def refuse_surrogates(text: str) -> None:
    """Raise QueryError where ``text`` holds what is no character and cannot be sent."""
    if wrong := _SURROGATE.search(text):
        raise QueryError("this is no character: the query is not UTF-8", text, wrong.start(), wrong.end())


class _Parser:
    """Reads one query from left to right; ``at`` is where it stands. ``text`` may be but the head of the ``whole``."""

    def __init__(self, text: str, whole: str = "") -> None:
        self.text = text
        self.whole = whole or text
        self.at = 0

    def query(self) -> Query:
        parts: list[Part] = []
        pending: list[Atom | Without | AnyOf] = []  # operands of an OR that is being read
        joint: _Or | None = None
        count = 0
        while (part := self._next()) is not None:
            if isinstance(part, _Or):
                if not pending or joint is not None:
                    raise self._error("OR stands between two parts", part.span)
                joint = part
                continue
            count += 1
            if count > MAX_PARTS:
                raise self._error(f"a query has at most {MAX_PARTS} parts", Span(part.span.start, len(self.text)))
            if joint is None and pending:
                parts.append(_joined(pending))
                pending = []
            pending.append(part)
            joint = None
        if joint is not None:
            raise self._error("OR stands between two parts", joint.span)
        if pending:
            parts.append(_joined(pending))
        if not parts and _CHUNK.search(self.text):
            raise self._error("there is no letter, digit or character to search for", Span(0, len(self.text)))
        return Query(tuple(parts), self.text)

    def _next(self) -> Atom | Without | AnyOf | _Or | None:
        """Return the next part, None at the end. Punctuation that stands alone is passed over."""
        while (chunk := self._peek()) is not None:
            start = self.at
            end = start + len(chunk)
            if chunk in _OR:
                self.at = end
                return _Or(Span(start, end))
            if chunk in _AND:
                self.at = end
                continue
            if chunk in _NOT or _leaves_out(chunk):
                if (without := self._without(chunk)) is not None:
                    return without
                continue
            if (group := self._group()) is not None:
                return group
            if (either := self._either(chunk)) is not None:
                return either
            atom = self._atom()
            if atom is not None:
                return atom
        return None

    def _without(self, chunk: str) -> Without | None:
        """Read what is to be left out; None when nothing but punctuation follows the mark."""
        start, end = self.at, self.at + len(chunk)
        self.at = end if chunk in _NOT else start + 1
        while (left_out := self._peek()) is not None and left_out[0] in _MINUS and (bare := left_out.lstrip(_MINUS)):
            self.at += len(left_out) - len(bare)  # NOT -甲 leaves out once
        if (group := self._group()) is not None:
            raise self._error("leave out one at a time: -甲 -乙", Span(start, group.span.end))
        part = self._atom()
        if part is not None:
            return Without(part, Span(start, part.span.end))
        if chunk in _NOT:
            raise self._error("NOT needs something after it", Span(start, end))
        return None

    def _group(self) -> AnyOf | None:
        """Read alternatives in brackets, (甲 OR 乙); None when the bracket is of text: (上) 老街."""
        chunk = self._peek()
        if chunk is None or chunk[0] not in _OPENING:
            return None
        start = self.at
        end = next((at for at in range(start + 1, len(self.text)) if self.text[at] in _CLOSING), None)
        if end is None:
            return None
        inside = self.text[start + 1 : end]
        if not (_BAR.search(inside) or any(each in _OR for each in inside.split())):
            return None
        if any(mark in inside for mark in _OPENING):
            raise self._error("brackets stand in no other brackets: write 甲 OR 乙 OR 丙", Span(start, end + 1))
        reader = _Parser(self.text[:end], self.whole)
        reader.at = start + 1
        parts = reader.query().parts
        if len(parts) != 1 or not isinstance(parts[0], AnyOf):
            raise self._error("brackets hold alternatives only: (甲 OR 乙)", Span(start, end + 1))
        self.at = end + 1
        return AnyOf(parts[0].parts, Span(start, end + 1))

    def _either(self, chunk: str) -> AnyOf | None:
        """Read alternatives that a bar joins without spaces, 甲|乙; None when there is no bar between two words."""
        start = self.at
        bars, end = self._bars(start, start + len(chunk))
        cuts = [start, *(at for bar in bars for at in bar), end]
        pieces = [(first, last) for first, last in zip(cuts[::2], cuts[1::2], strict=True) if first < last]
        if len(pieces) < len(cuts) // 2 or len(pieces) <= 1 or chunk[0] in OPENING_MARKS:
            return None
        parts: list[Atom | Without] = []
        if any(self.text[first:last] in _OR | _AND | _NOT for first, last in pieces):
            return None
        for first, last in pieces:
            reader = _Parser(self.text[:last], self.whole)
            reader.at = first
            piece = self.text[first:last]
            part = reader._without(piece) if _leaves_out(piece) else reader._atom()
            if part is None or reader.at < last:
                return None
            parts.append(part)
        self.at = end
        return AnyOf(tuple(parts), Span(start, end))

    def _bars(self, start: int, end: int) -> tuple[list[tuple[int, int]], int]:
        """Return where the bars of a chunk stand, but those between marks (人物:"甲|乙"), and where the chunk ends.

        What stands between marks has white space, too: 丁|人物:"甲 乙" is one.
        """
        bars: list[tuple[int, int]] = []
        at = start
        while at < end:
            if bar := _BAR.match(self.text, at, end):
                bars.append(bar.span())
                at = bar.end()
                continue
            closing = OPENING_MARKS.get(self.text[at], "") if at > start and self.text[at - 1] in _VALUE_BEGINS else ""
            closed = next((to for to in range(at + 1, len(self.text)) if self.text[to] in closing), at)
            if closed >= end and (last := _CHUNK.match(self.text, closed)):
                end = last.end()
            at = closed + 1
        return bars, end

    def _peek(self) -> str | None:
        """Pass over white space; return the chunk that begins here.

        A bar with nothing before it joins nothing, and is passed over; one that stands alone is an OR.
        """
        if space := _SPACE.match(self.text, self.at):
            self.at = space.end()
        match = _CHUNK.match(self.text, self.at)
        if match and (bar := _BAR.match(self.text, self.at)) and bar.end() < match.end():
            self.at = bar.end()
            return self.text[self.at : match.end()]
        return match.group() if match else None

    def _atom(self) -> Atom | None:
        """Read one phrase, field or chunk; None when it is mere punctuation."""
        chunk = self._peek()
        if chunk is None:
            return None
        value = self._phrase(chunk)
        if value is not None:
            return value
        match = _FIELD.match(chunk)
        if match is not None and (field := self._field(match)) is not None:
            return self._in_field(field, match)
        return self._words(chunk)

    def _phrase(self, chunk: str) -> Phrase | None:
        """Read a phrase when a mark begins one here; see the module's text for which do."""
        closing = OPENING_MARKS.get(chunk[0])
        if closing is None:
            return None
        start = self.at
        straight = chunk[0] in closing and len(closing) == 1
        end = next((at for at in range(start + 1, len(self.text)) if self.text[at] in closing), None)
        if end is None:
            if straight:
                raise self._error('the quotation mark is not closed: write "…"', Span(start, len(self.text)))
            return None
        inside = self.text[start + 1 : end]
        apart = end + 1 == len(self.text) or _SPACE.match(self.text, end + 1) is not None
        if not straight and not (apart and _WORD.search(inside)):
            return None
        if not _WORD.search(inside):
            raise self._error("there is nothing to search for between the quotation marks", Span(start, end + 1))
        self.at = end + 1
        return Phrase(" ".join(inside.split()), Span(start, end + 1))

    def _words(self, chunk: str) -> Words | None:
        start = self.at
        self.at += len(chunk)
        if wildcard := _WILDCARD.search(chunk):
            raise self._error(
                "there are no wildcards; part of a word finds it, write it without *",
                Span(start + wildcard.start(), start + wildcard.end()),
            )
        if not _WORD.search(chunk):
            return None
        text = chunk.lstrip(_BARS)  # a bar with nothing before it joins nothing
        first = start + chunk.index(text)
        return Words(text, Span(first, first + len(text)))

    def _field(self, match: re.Match[str]) -> Field | None:
        """Return the field that a chunk names, None when it is text with a colon in it."""
        name = fold(match["name"])
        field = field_named(name)
        if field is not None:
            return field
        alike = difflib.get_close_matches(name, NAMES, n=1, cutoff=_ALIKE) if _ASCII_NAME.fullmatch(name) else []
        if alike:
            span = Span(self.at, self.at + len(match["name"]))
            raise self._error(f"there is no field {match['name']}, did you mean {alike[0]}?", span)
        if _ASCII_NAME.fullmatch(name) and len(name) > 1 and name not in _ADDRESS and name == match["name"]:
            span = Span(self.at, self.at + len(match["name"]))
            known = ", ".join(sorted({each for each in NAMES if each.isascii()}))
            raise self._error(f'there is no field {name}; the fields are {known}. Put text in marks: "…"', span)
        return None

    def _in_field(self, field: Field, match: re.Match[str]) -> Atom:
        start = self.at
        name = self.text[start : start + match.end()]
        self.at = start + match.end()
        after_name = self.at
        chunk = self._peek()
        if chunk is None:
            raise self._error(f"a value is missing after {name}", Span(start, after_name))
        value: Phrase | Words | None = self._phrase(chunk)
        if value is None:
            value = self._words(chunk)
        if value is None:
            raise self._error(f"a value is missing after {name}", Span(start, self.at))
        span = Span(start, value.span.end)
        if field.type is ValueType.TEXT:
            return InField(field, value, span)
        if field.type is ValueType.TERM:
            return Term(field, value.text, span)
        # a quoted value begins one character after its mark
        offset = value.span.start + isinstance(value, Phrase)
        try:
            first, last = parse_dates(value.text)
        except DateError as error:
            raise self._error(error.message, Span(offset + error.start, offset + error.end)) from None
        return Dates(field, first, last, span)

    def _error(self, message: str, span: Span) -> QueryError:
        return QueryError(message, self.whole, span.start, min(span.end, len(self.text)))


def _leaves_out(chunk: str) -> bool:
    """Return whether a minus stands before something: -古镇, not a dash of its own."""
    return chunk[0] in _MINUS and len(chunk) > 1 and chunk[1] not in _MINUS


def _joined(parts: list[Atom | Without | AnyOf]) -> Part:
    if len(parts) == 1:
        return parts[0]
    flat = [each for part in parts for each in (part.parts if isinstance(part, AnyOf) else (part,))]
    return AnyOf(tuple(flat), Span(parts[0].span.start, parts[-1].span.end))
