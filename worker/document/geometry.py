"""Where things stand on a page as it is shown, in points."""

from __future__ import annotations

from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in points (1/72 inch) of the page as it is shown (rotation and crop applied), origin top left."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Horizontal extent, in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Vertical extent, in points."""
        return self.y1 - self.y0

    def union(self, other: Box) -> Box:
        """Return the smallest rectangle that holds both."""
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))


class Region(NamedTuple):
    """A rectangle of a page that an article covers; ``page`` is its position in the file, from 1."""

    page: int
    box: Box


class PlacedLine(NamedTuple):
    """A printed line and where it stands.

    Attributes:
        number: As the line ranges of articles count, from 1.
        page: Position of its page in the file, from 1.
        box: In points of the page as shown.
        vertical: It runs from top to bottom.
        text: As it was read.
        stops: Where each of its characters begins, in thousandths of the box's width; empty where all are alike, or
            nobody knows.
    """

    number: int
    page: int
    box: Box
    vertical: bool
    text: str
    stops: tuple[int, ...] = ()
