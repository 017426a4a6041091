"""What the features of pieces are worth for each label: their weights added up.

Adding small arrays one by one costs more than the additions. So the rows of all features of a stretch are gathered at
once, the first of every piece, then the second of every piece and so on, and are added up by one call; a group of
features that come together is one row, kept.
"""

from __future__ import annotations

from array import array
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from worker.parsing.segmentation.features import Found
    from worker.parsing.segmentation.groups import Group

KEPT: Final = 6000  # groups whose worth is kept
_FIRST_ROOM: Final = 1024
_FEW: Final = 8  # words of a piece, more than most texts have
_WORDS: Final = 0  # the place of nothing: words of their own are added up in its stead


class Worth:
    """Adds up weights; remembers what groups of features are worth."""

    def __init__(self) -> None:
        self._places: dict[Group, int] = {}
        self._rows = np.zeros((0, 0), np.float32)  # place 0 is nothing's

    def __len__(self) -> int:
        """Return of how many groups the worth is kept."""
        return len(self._places)

    def add_up(
        self, found: Iterable[Found], rows: dict[str, int], weights: NDArray[np.float32], out: NDArray[np.float32]
    ) -> None:
        """Write into ``out``, a row a piece, what its features are worth: words one after the other, then groups.

        Args:
            found: The features of the pieces: a few dozen, as all their weights are held together.
            rows: By feature, the row of ``weights`` that holds its weights, always the same.
            weights: One column a label.
            out: Where to write to.
        """
        if not len(self._rows):
            self._rows = np.zeros((_FIRST_ROOM, weights.shape[1]), np.float32)
        if len(self._places) >= KEPT:
            self._places.clear()
        words: list[list[int]] = []  # rows of ``weights``, by piece
        groups: list[list[int]] = []  # places
        known = self._places
        for each in found:
            words.append([row for word in each.words if (row := rows.get(word)) is not None])
            places = [_WORDS]
            for group in each.groups:
                place = known.get(group)
                places.append(self._place(group, rows, weights) if place is None else place)
            groups.append(places)
        if not groups:
            return
        of_groups = self._rows.take(_in_turn(groups, 0), axis=0)
        # A few pieces have many words; the others' rows are not made as many.
        for pieces in (
            [piece for piece, own in enumerate(words) if 0 < len(own) <= _FEW],
            [piece for piece, own in enumerate(words) if len(own) > _FEW],
        ):
            if pieces:
                of_groups[0, pieces] = _sums([words[piece] for piece in pieces], weights)
        np.add.reduce(of_groups, axis=0, out=out)

    def _place(self, group: Group, rows: dict[str, int], weights: NDArray[np.float32]) -> int:
        """Return the place of a group that is new."""
        place = len(self._places) + 1
        if place >= len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        own = np.array([rows[word] for word in group if word in rows], np.intp)
        np.add.reduce(weights.take(own, axis=0), axis=0, out=self._rows[place])
        self._places[group] = place
        return place


def _sums(lists: list[list[int]], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the sum of the rows of each list, one after the other."""
    of_words = weights.take(_in_turn(lists, -1), axis=0)
    size = len(of_words)
    for piece, own in enumerate(lists):
        if len(own) < size:
            of_words[len(own) :, piece] = 0
    sums: NDArray[np.float32] = np.add.reduce(of_words, axis=0)
    return sums


def _in_turn(lists: list[list[int]], free: int) -> NDArray[np.intp]:
    """Return the first of each list, the second of each and so on, ``free`` where a list has no more."""
    # By way of an array: NumPy looks at each number of a list twice.
    flat = array("q", [*chain.from_iterable(zip_longest(*lists, fillvalue=free))])
    return np.array(flat, np.intp).reshape(-1, len(lists))
