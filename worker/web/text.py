"""Text with marks as HTML. Everything that came from a file is escaped here or by the templates; nothing else is."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from worker.search import Mark, Marked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


class HitNumbers:
    """Numbers the marks of a page from 1, so that each can be jumped to.

    Attributes:
        placed: Numbers of those that are marked on the page's image as well.
    """

    def __init__(self, placed: Collection[int] = ()) -> None:
        self.placed = placed
        self._numbers = itertools.count(1)

    def next(self) -> int:
        """Return the number of the next mark."""
        return next(self._numbers)


def marked_html(content: Marked, numbers: HitNumbers | None = None) -> Markup:
    """Return text with its marks as ``<mark>``; with ``numbers`` each has an id (``hit-1``), and leads to its place."""
    return Markup("").join(
        _mark(piece, numbers) if is_marked else escape(piece) for piece, is_marked in _pieces(content)
    )


def emphasised_html(content: Marked) -> Markup:
    """Return text with its marks as ``<em>``: in what is shown beside an article, whose marks alone are counted."""
    return Markup("").join(
        Markup('<em class="found-here">{}</em>').format(piece) if is_marked else escape(piece)
        for piece, is_marked in _pieces(content)
    )


def paragraphs_html(content: Marked, numbers: HitNumbers | None = None) -> list[Markup]:
    """Return each paragraph (line feeds part them) with its marks; a mark that spans two is shown in the first."""
    return [marked_html(paragraph, numbers) for paragraph in paragraphs(content)]


def paragraphs(content: Marked) -> Iterator[Marked]:
    """Yield the paragraphs of a text, each with its marks."""
    start = 0
    for line in content.text.split("\n"):
        end = start + len(line)
        marks = tuple(
            Mark(mark.start - start, min(mark.end, end) - start) for mark in content.marks if start <= mark.start < end
        )
        yield Marked(line, marks)
        start = end + 1


def _pieces(content: Marked) -> Iterator[tuple[str, bool]]:
    """Yield the text piece by piece, each with whether it is marked."""
    at = 0
    for mark in content.marks:
        yield content.text[at : mark.start], False
        yield content.text[mark.start : mark.end], True
        at = mark.end
    yield content.text[at:], False


def _mark(piece: str, numbers: HitNumbers | None) -> Markup:
    if numbers is None:
        return Markup("<mark>{}</mark>").format(piece)
    number = numbers.next()
    if number in numbers.placed:
        return Markup('<mark id="hit-{0}"><a href="#place-{0}">{1}</a></mark>').format(number, piece)
    return Markup('<mark id="hit-{}">{}</mark>').format(number, piece)
