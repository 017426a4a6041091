"""Names that are sure somewhere in an issue, and the few of them that one of its articles can mean."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

_FEW = 200  # names; up to so many, looking for each costs less than finding out which to look for
_EDGE = 2  # characters: the shortest name has no more


class KnownNames:
    """Names of two characters and more, found by how they begin and how they end.

    A file may hold thousands of articles and as many names: asking each article for all of them took time that grew
    with the square of its size.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = frozenset(names)

    @cached_property
    def _by_head(self) -> dict[str, list[str]]:
        return _grouped(self._names, lambda name: name[:_EDGE])

    @cached_property
    def _by_tail(self) -> dict[str, list[str]]:
        return _grouped(self._names, lambda name: name[-_EDGE:])

    def possible_in(self, text: str) -> Collection[str]:
        """Return at least those names that the text holds."""
        if len(self._names) <= _FEW:
            return [name for name in self._names if name in text]
        heads = {text[at : at + _EDGE] for at in range(len(text) - 1)}
        return [name for head in heads & self._by_head.keys() for name in self._by_head[head]]

    def longer_than(self, name: str) -> list[str]:
        """Return the names that end in ``name``, itself left out."""
        alike = self._by_tail.get(name[-_EDGE:], ())
        return [other for other in alike if len(other) > len(name) and other.endswith(name)]


NONE_KNOWN = KnownNames()


def _grouped(names: Iterable[str], key: Callable[[str], str]) -> dict[str, list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[key(name)].append(name)
    return dict(groups)
