"""What assembly asks of a line's shape, whichever reading looked at it."""

from __future__ import annotations

from typing import Protocol


class Shape(Protocol):
    """The shape of a line or piece."""

    @property
    def indent(self) -> bool:
        """Whether it is indented as the paragraphs of the page are."""

    @property
    def finished(self) -> bool:
        """Whether nothing need follow: a sentence has ended, or the article has."""

    @property
    def opens(self) -> bool:
        """Whether it opens as an item or a report does, and so goes on from nothing."""
