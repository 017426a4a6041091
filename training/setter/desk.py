"""Where a page is put together: its words, articles, dress and furniture, and what is set so far."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from training.setter.article import Printer
from training.setter.finish import finished
from training.setter.furniture import Furniture
from training.setter.piece import NEWLINE, Piece, Sheet, lines_off

if TYPE_CHECKING:
    from collections.abc import Iterable

    from training.setter.dress import Dress
    from training.setter.material import Material
    from training.setter.story import Story
    from training.setter.words import Words


class Desk:
    """Collects the pieces of one page."""

    def __init__(self, words: Words, material: Material, dress: Dress) -> None:
        self.words = words
        self.material = material
        self.dress = dress
        self.printer = Printer(words, dress)
        self.furniture = Furniture(words, old=dress.region == "old")
        self.pieces: list[Piece] = []
        self.kinds: dict[int, str] = {}
        self.cut: set[int] = set()

    def next(self) -> int:
        """Return the number of the next article."""
        return len(self.kinds)

    def story(self, paragraphs: int | None = None, **shares: float) -> Story:
        """Return a story of a length that papers print."""
        usual = self.words.weighted({1: 3.0, 2: 4, 3: 4, 4: 3, 6: 2, 9: 1})
        return self.material.story(paragraphs=usual if paragraphs is None else paragraphs, **shares)

    def set(self, story: Story, joint: str | None = None) -> int:
        """Set an article; return its number."""
        number = self.next()
        return self.put(self.printer.article(story, number), story.kind, joint)

    def put(self, pieces: Iterable[Piece], kind: str, joint: str | None = None) -> int:
        """Add the pieces of the next article; return its number."""
        number = self.next()
        between = NEWLINE * (1 + self.dress.blank_between) if joint is None else joint
        self.kinds[number] = kind
        self.pieces += lines_off(pieces, between)
        return number

    def other(self, pieces: Iterable[Piece], joint: str | None = None) -> None:
        """Add pieces that belong to no article."""
        found = list(pieces)
        self.pieces += found if joint is None else lines_off(found, joint)

    def blank(self) -> None:
        """Leave a blank line before what was set last, at times."""
        if self.pieces and self.words.chance(0.4):
            self.pieces[-1] = replace(self.pieces[-1], joint=self.pieces[-1].joint + NEWLINE)

    def sheet(self) -> Sheet:
        """Return the page, finished."""
        return Sheet(tuple(finished(self.pieces, self.dress, self.words)), dict(self.kinds), frozenset(self.cut))
