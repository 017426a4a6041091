"""Names that are sure somewhere in an issue, and the few of them that one of its articles can mean."""

from __future__ import annotations

import itertools
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from worker.folding.arrays import points

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from numpy.typing import NDArray

_FEW: Final = 200  # names; up to so many, looking for each costs less than finding out which to look for
_FEWER: Final = 64  # names; up to so many are looked for without a look at their characters
_POINTS: Final = 0x10000  # code points told apart; all beyond are taken for one
_EDGE: Final = 2  # characters: the shortest name has no more


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
            return [name for name in self._likely_in(text) if name in text]
        heads = {text[at : at + _EDGE] for at in range(len(text) - 1)}
        return [name for head in heads & self._by_head.keys() for name in self._by_head[head]]

    def _likely_in(self, text: str) -> Iterable[str]:
        """Return the names whose first and last characters the text holds: asked of all names at once."""
        if len(self._names) <= _FEWER:
            return self._names
        names, heads, tails = self._edges
        held = np.zeros(_POINTS, dtype=np.bool_)
        held[np.minimum(points(text), _POINTS - 1)] = True
        return itertools.compress(names, (held[heads] & held[tails]).tolist())

    @cached_property
    def _edges(self) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
        """The names, the code point of the first character of each and that of the last."""
        names = list(self._names)
        edges = (np.array([min(ord(name[at]), _POINTS - 1) for name in names], dtype=np.int64) for at in (0, -1))
        heads, tails = edges
        return names, heads, tails

    def longer_than(self, name: str) -> list[str]:
        """Return the names that end in ``name``, itself left out."""
        alike = self._by_tail.get(name[-_EDGE:], ())
        return [other for other in alike if len(other) > len(name) and other.endswith(name)]


NONE_KNOWN: Final = KnownNames()


def _grouped(names: Iterable[str], key: Callable[[str], str]) -> dict[str, list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[key(name)].append(name)
    return dict(groups)
