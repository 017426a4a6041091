"""Marks what a query found in the text it found it in, by offsets into the source.

The engine's own highlighter knows one field at a time: it cannot show a match of a folded companion or of the words
field in the text as it is printed. Text is spelled as the index has it, so the query's parts are looked for
in the folded text here, and what is found there is led back to its place in the source (``worker.folding.spelling``).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.folding import fold
from worker.folding.spelling import spell
from worker.search import fields
from worker.search.building import text_of
from worker.search.matching import ANYWHERE, IN_BODY, IN_TITLE, Scope
from worker.search.pieces import pieces, tokens
from worker.search.syntax import Term, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from worker.enrichment import Segmenter
    from worker.folding.spelling import Spelling
    from worker.search.syntax import Query

_NOT_HAN = re.compile(r"[^\u3007\u3400-\u9fff\U00020000-\U0003ffff]")
# What may stand between two tokens of a phrase: analysis drops it. Bounded, so that looking stays quick.
_BETWEEN = r"[\W_]{0,8}"
# Where an excerpt may begin or end without tearing a sentence.
_SENTENCE_END = re.compile(r"[。！？!?；;\n]+[”’」』)）]?")


@dataclass(frozen=True, slots=True)
class Mark:
    """A match: offsets of its first character and after its last, in the text it belongs to."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marked:
    """Source text with what was found in it.

    Attributes:
        text: Source characters.
        marks: In order, apart from each other.
    """

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of an article's text.

    Attributes:
        field: The field of the document it was taken from.
        start: Offset of its first character there.
        opens: Whether the field's text begins with it; ``closes``: whether it ends with it.
    """

    field: str
    start: int
    content: Marked
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A part of the query: the whole of it, and its pieces for an article that has only them."""

    whole: re.Pattern[str]
    pieces: tuple[re.Pattern[str], ...]
    scope: Scope


class Marker:
    """Finds the parts of one query in text.

    Args:
        query: The parsed query; what it leaves out is not looked for.
        segmenter: The one the query was built with.
    """

    def __init__(self, query: Query, segmenter: Segmenter) -> None:
        self._wanted: list[_Wanted] = []
        for atom in query.atoms():
            text = text_of(atom)
            if text is not None:
                cut = pieces(text[0], segmenter) if isinstance(atom, Words) or _is_words_in_field(atom) else ()
                self._wanted.append(_Wanted(_pattern(text[0]), tuple(_pattern(piece.text) for piece in cut), text[1]))
            elif isinstance(atom, Term) and atom.field in fields.NAMED_IN_TEXT:
                self._wanted.append(_Wanted(_pattern(atom.value), (), ANYWHERE))

    def mark(self, texts: dict[str, str]) -> dict[str, Marked]:
        """Return the texts of one article, by field, with their marks.

        A part of the query that stands somewhere in the article as it is, is marked only where it does; otherwise each
        of its pieces is marked.
        """
        spellings = {name: spell(text) for name, text in texts.items()}
        found: dict[str, list[Mark]] = {name: [] for name in texts}
        for wanted in self._wanted:
            where = {name: spelling for name, spelling in spellings.items() if _holds(wanted.scope, name)}
            if not _collect((wanted.whole,), where, found):
                _collect(wanted.pieces, where, found)
        return {name: Marked(text, _merged(found[name])) for name, text in texts.items()}


def excerpts(marked: dict[str, Marked], *, count: int, length: int) -> tuple[Excerpt, ...]:
    """Return the parts of the texts that show most of what was found, in the order of the texts.

    Args:
        marked: By field, in the order in which they are to be shown.
        count: At most so many; without any mark the beginning of the first text stands for all.
        length: Characters of one, about; it ends with a sentence where one ends near.
    """
    windows = [
        (_worth(marked[name], window), position, window, name)
        for position, name in enumerate(marked)
        for window in _windows(marked[name], length)
    ]
    if not windows:
        first = next((name for name in marked if marked[name].text), None)
        return (_excerpt(first, marked[first], (0, _fitted_end(marked[first].text, 0, length))),) if first else ()
    best = sorted(windows, key=lambda window: (-window[0], window[1], window[2]))[:count]
    return tuple(
        _excerpt(name, marked[name], window) for _, _, window, name in sorted(best, key=lambda window: window[1:3])
    )


def _is_words_in_field(atom: object) -> bool:
    return isinstance(getattr(atom, "value", None), Words)


@functools.lru_cache(1024)
def _pattern(text: str) -> re.Pattern[str]:
    """Return a pattern for folded text that stands there as it is, punctuation apart.

    Latin letters and digits are whole words in the index: 97 must NOT match within 1997.
    """
    parts = []
    for token in tokens(text):
        escaped = re.escape(token)
        parts.append(rf"(?<![0-9a-z]){escaped}(?![0-9a-z])" if _NOT_HAN.match(token) else escaped)
    return re.compile(_BETWEEN.join(parts) if parts else r"(?!)")


def _holds(scope: Scope, name: str) -> bool:
    if scope is ANYWHERE:
        return True
    field = name.partition(".")[0]
    return (field in fields.TITLE_FIELDS) is (scope is IN_TITLE) and scope in (IN_TITLE, IN_BODY)


def _collect(patterns: Iterable[re.Pattern[str]], texts: dict[str, Spelling], found: dict[str, list[Mark]]) -> bool:
    any_found = False
    for pattern in patterns:
        for name, spelling in texts.items():
            marks = [Mark(*spelling.span(*match.span())) for match in pattern.finditer(spelling.text)]
            found[name] += marks
            any_found = any_found or bool(marks)
    return any_found


def _merged(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    merged: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        if merged and mark.start < merged[-1].end:
            merged[-1] = Mark(merged[-1].start, max(merged[-1].end, mark.end))
        else:
            merged.append(mark)
    return tuple(merged)


def _windows(content: Marked, length: int) -> list[tuple[int, int]]:
    """Return the windows of a text, each from a sentence's beginning, that together hold every mark."""
    windows: list[tuple[int, int]] = []
    for mark in content.marks:
        if windows and mark.start < windows[-1][1]:  # begun in the last one: it may end a little later
            windows[-1] = (windows[-1][0], max(windows[-1][1], mark.end))
            continue
        begin = _fitted_start(content.text, mark.start, length // 3)
        if windows:
            begin = max(begin, windows[-1][1])
        windows.append((begin, max(mark.end, _fitted_end(content.text, begin, length))))
    return windows


def _fitted_start(text: str, at: int, reach: int) -> int:
    """Return where to begin so that ``at`` is shown: after the last sentence end within reach, or ``reach`` before."""
    earliest = max(0, at - reach)
    start = earliest
    for match in _SENTENCE_END.finditer(text, earliest, at):
        start = match.end()
    return start


def _fitted_end(text: str, start: int, length: int) -> int:
    """Return where to end: after the last sentence that ends in the second half of the window, or at its end."""
    latest = min(len(text), start + length)
    if latest == len(text):
        return latest
    end = latest
    for match in _SENTENCE_END.finditer(text, start + length // 2, latest):
        end = match.end()
    return end


def _worth(content: Marked, window: tuple[int, int]) -> int:
    """Count the different things that are marked within a window."""
    return len({fold(content.text[mark.start : mark.end]) for mark in content.marks if _within(mark, window)})


def _excerpt(name: str, content: Marked, window: tuple[int, int]) -> Excerpt:
    start, end = window
    marks = tuple(Mark(mark.start - start, mark.end - start) for mark in content.marks if _within(mark, window))
    return Excerpt(name, start, Marked(content.text[start:end], marks), start == 0, end == len(content.text))


def _within(mark: Mark, window: tuple[int, int]) -> bool:
    return window[0] <= mark.start and mark.end <= window[1]
