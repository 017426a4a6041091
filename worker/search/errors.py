"""What is wrong with a query, and where."""

from __future__ import annotations

import unicodedata

_WIDE = frozenset("WF")


class QueryError(Exception):
    """A query that cannot be understood or that would overload the server.

    Args:
        message: One line: what is wrong and what to write instead.
        query: The query as it was given.
        start: Offset in characters of the first wrong character, 0 to ``len(query)``.
        end: Offset after the last one, ``start`` or more.
    """

    def __init__(self, message: str, query: str, start: int, end: int) -> None:
        self.message = message
        self.query = query
        self.start = start
        self.end = end
        super().__init__(message, query, start, end)

    def __str__(self) -> str:
        return f"{self.message} (at character {self.start + 1})"

    @property
    def pointer(self) -> str:
        """Two lines: the query, and carets under the wrong characters (Chinese ones are two columns wide)."""
        shown = "".join(" " if unicodedata.category(character)[0] in "CZ" else character for character in self.query)
        before = sum(map(_columns, shown[: self.start]))
        under = max(1, sum(map(_columns, shown[self.start : self.end])))
        return f"{shown}\n{' ' * before}{'^' * under}"


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
