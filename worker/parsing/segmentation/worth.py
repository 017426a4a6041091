"""What the features of pieces are worth for each label: their weights added up.

Adding small arrays one by one costs more than the additions. So the rows of all features of a stretch are gathered at
once, and each piece's are added up by one call; a group of features that come together is one row, kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from worker.parsing.segmentation.features import Found, Words

KEPT = 6000  # groups whose worth is kept
_FIRST_ROOM = 1024


class Worth:
    """Adds up weights; remembers what groups of features are worth."""

    def __init__(self) -> None:
        self._places: dict[Words, int] = {}
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
        words: list[int] = []  # rows of ``weights``
        groups: list[int] = []  # places; a free one first for each piece, that of its words
        ends: list[tuple[int, int]] = []
        row_of, place_of = rows.get, self._places.get
        for each in found:
            words += [row for word in each.words if (row := row_of(word)) is not None]
            groups.append(0)
            for group in each.groups:
                place = place_of(group)
                groups.append(self._place(group, rows, weights) if place is None else place)
            ends.append((len(words), len(groups)))
        of_words = weights.take(np.array(words, np.intp), axis=0)
        of_groups = self._rows.take(np.array(groups, np.intp), axis=0)
        add_up = np.add.reduce
        first_word = first_group = 0
        for (last_word, last_group), own in zip(ends, out, strict=True):
            add_up(of_words[first_word:last_word], axis=0, out=of_groups[first_group])
            add_up(of_groups[first_group:last_group], axis=0, out=own)
            first_word, first_group = last_word, last_group

    def _place(self, group: Words, rows: dict[str, int], weights: NDArray[np.float32]) -> int:
        """Return the place of a group that is new."""
        place = len(self._places) + 1
        if place >= len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        self._rows[place] = weights[[rows[word] for word in group if word in rows]].sum(axis=0)
        self._places[group] = place
        return place
