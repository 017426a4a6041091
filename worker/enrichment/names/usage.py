"""How often an article says something: in a very long text, what is near counts as the article."""

from __future__ import annotations

from collections import defaultdict
from typing import Final, Protocol

_NEAR: Final = 20_000  # characters; keeps the time of a file without articles proportional to its size
_MANY_PLACES: Final = 400  # from which going through them takes longer than ``str.count`` does


class Counted(Protocol):
    """What can tell how often it holds a string: a text itself, where it is short."""

    def count(self, string: str, /) -> int:
        """Return how often the string occurs, as ``str.count`` does."""


class Usage:
    """What is said around each place of one article.

    Args:
        text: Folded.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._window = -1
        self._near: Counted = text

    def near(self, start: int) -> Counted:
        """Return the text, or of a very long one at least ``_NEAR`` characters on both sides of ``start``.

        Cheap while one place after the other is asked for.
        """
        if len(self._text) > 2 * _NEAR and start // _NEAR != self._window:
            self._window = start // _NEAR
            self._near = _Indexed(self._text[max(0, self._window - 1) * _NEAR : (self._window + 2) * _NEAR])
        return self._near


class _Indexed:
    """A text with the places of each pair of characters in it: a list of names asks for thousands of counts."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._counts: dict[str, int] = {}
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for at in range(len(text) - 1):
            self._places[text[at : at + 2]].append(at)

    def count(self, string: str) -> int:
        """Return how often the string occurs, as ``str.count`` does."""
        count = self._counts.get(string)
        if count is None:
            count = self._counts[string] = self._counted(string)
        return count

    def _counted(self, string: str) -> int:
        text = self._text
        places = self._places.get(string[:2], ()) if len(string) > 1 else None
        if places is None or len(places) > _MANY_PLACES:
            return text.count(string)
        found = end = 0
        for at in places:
            if at >= end and text.startswith(string, at):
                found += 1
                end = at + len(string)
        return found
