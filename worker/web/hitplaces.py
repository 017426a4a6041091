"""Where on a page's image stands what a query found in an article's text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import TYPE_CHECKING, NamedTuple

from worker.document.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from worker.document.geometry import PlacedLine
    from worker.search import Marked

_CONTEXT = 40  # characters compared on either side of a hit
_ENOUGH = 6  # of them must agree, or all there are: otherwise another place of the same word would be shown
_WIDE = frozenset("WFA")  # A, such as “ and …, is wide among Chinese characters
_MOST_PAIRS = 200_000  # of hits with places compared; a page on which more are possible has none marked


@dataclass(frozen=True, slots=True)
class HitPlace:
    """A hit on the image.

    Attributes:
        number: Of its mark in the text, from 1.
        text: Source characters found.
        boxes: One for each line it stands in, in points of the page.
    """

    number: int
    text: str
    boxes: tuple[Box, ...]


class _Hit(NamedTuple):
    number: int
    text: str
    before: str
    printed: str
    after: str


def hit_places(
    marked: Mapping[str, Marked], order: Sequence[str], apart: Iterable[str], lines: Sequence[PlacedLine], page: int
) -> tuple[HitPlace, ...]:
    """Return where the hits of an article stand on a page, in the order of their numbers.

    A line's text has blanks and breaks that the article's text has not, so both are compared without them; where the
    same characters are printed more than once, those stand for a hit that have the same characters around them. Hits
    whose line is not known are left out.

    Args:
        marked: The article's texts by field.
        order: Fields in the order in which marks are numbered.
        apart: Those of them that are shown paragraph by paragraph.
        lines: Lines of the article, in order.
        page: Of the file; of lines on others nothing is returned.
    """
    hits = list(_hits(marked, order, frozenset(apart)))
    stream = [(line, at) for line in lines for at, character in enumerate(line.text) if not character.isspace()]
    printed = "".join(_same(line.text[at]) for line, at in stream)
    pairs: list[tuple[int, int, int]] = []
    for index, hit in enumerate(hits):
        for start in _starts(printed, hit.printed):
            agree = _agreeing(hit, printed, start)
            if agree >= min(_ENOUGH, len(hit.before) + len(hit.after)):
                pairs.append((-agree, index, start))
        if len(pairs) > _MOST_PAIRS:
            return ()
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, index, start in sorted(pairs):
        if index not in found and start not in taken:
            found[index] = start
            taken.add(start)
    places = []
    for index, start in sorted(found.items()):
        hit = hits[index]
        boxes = tuple(_boxes(stream[start : start + len(hit.printed)], page))
        if boxes:
            places.append(HitPlace(hit.number, hit.text, boxes))
    return tuple(places)


def _hits(marked: Mapping[str, Marked], order: Sequence[str], apart: frozenset[str]) -> Iterator[_Hit]:
    number = 0
    for name in order:
        if name not in marked:
            continue
        text = marked[name].text
        for mark in marked[name].marks:
            if name in apart and text[mark.start] == "\n":
                continue  # not shown, so not numbered
            number += 1
            before, after = _squeezed(text[: mark.start]), _squeezed(text[mark.end :])
            words = text[mark.start : mark.end]
            yield _Hit(number, words, before[-_CONTEXT:], _squeezed(words), after[:_CONTEXT])


def _starts(printed: str, wanted: str) -> Iterator[int]:
    at = printed.find(wanted) if wanted else -1
    while at >= 0:
        yield at
        at = printed.find(wanted, at + 1)


def _agreeing(hit: _Hit, printed: str, start: int) -> int:
    """Return how many characters around a place are those around a hit."""
    end = start + len(hit.printed)
    before = zip(reversed(hit.before), reversed(printed[max(0, start - _CONTEXT) : start]), strict=False)
    after = zip(hit.after, printed[end : end + _CONTEXT], strict=False)
    return sum(1 for side in (before, after) for _ in takewhile(lambda pair: pair[0] == pair[1], side))


def _boxes(characters: Sequence[tuple[PlacedLine, int]], page: int) -> Iterator[Box]:
    for _, group in groupby(characters, key=lambda one: one[0].number):
        inside = list(group)
        line, first, last = inside[0][0], inside[0][1], inside[-1][1] + 1
        if line.page == page and len(line.stops) == len(line.text):
            ends = (*line.stops, 1000)
            yield _part(line, ends[first] / 1000, ends[last] / 1000)
        elif line.page == page:
            before, found, whole = (_width(part) for part in (line.text[:first], line.text[first:last], line.text))
            yield _part(line, before / whole, (before + found) / whole)


def _part(line: PlacedLine, start: float, end: float) -> Box:
    x0, y0, x1, y1 = line.box
    if line.vertical:
        return Box(x0, y0 + (y1 - y0) * start, x1, y0 + (y1 - y0) * end)
    return Box(x0 + (x1 - x0) * start, y0, x0 + (x1 - x0) * end, y1)


def _width(text: str) -> float:
    """Return how many characters wide a text is in print: letters, digits and blanks are half as wide as Chinese."""
    return sum(
        0.0 if unicodedata.combining(character) else 1.0 if unicodedata.east_asian_width(character) in _WIDE else 0.5
        for character in text
    )


def _squeezed(text: str) -> str:
    return "".join(_same(character) for character in text if not character.isspace())


def _same(character: str) -> str:
    """Return a character as one of usual width, so that full-width digits and letters agree with others."""
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character
