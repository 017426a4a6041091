"""The texts of a page by its first labels: what the second looks at where articles begin ask of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from worker.lexicon.characters import HAN
from worker.parsing.segmentation import labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from worker.parsing.segmentation.observations import PageView

_TEXT, _SHORTEST_TEXT = frozenset("PpLVCcNnMU"), 26  # roles, and characters
_HAN_PAIR = re.compile(rf"[{HAN}]{{2}}")


class PageTexts:
    """The texts of a page, by the first labels; all numbers are rows of the pieces that were labelled.

    Attributes:
        view: Of the page.
        asked: Indices of the pieces that were labelled, ascending.
        begun: How probably an article begins with each.
        roles: What each was labelled as.
        lines: Each with what goes on from it, folded.
        is_text: Whether each is a text, of some length.
        begins: The rows with which articles begin.
    """

    def __init__(self, view: PageView, asked: Sequence[int], names: Sequence[str], begun: Sequence[float]) -> None:
        self.view, self.asked, self.begun = view, asked, begun
        ends = [*asked[1:], len(view.pieces)]
        self.lines = [
            "".join(piece.folded for piece in view.pieces[first:end]) for first, end in zip(asked, ends, strict=True)
        ]
        self.roles = [labels.role_of(name) for name in names]
        self.is_text = [
            role in _TEXT and len(line) >= _SHORTEST_TEXT for role, line in zip(self.roles, self.lines, strict=True)
        ]
        self.begins = [row for row, name in enumerate(names) if labels.begins(name)]

    def begins_above(self, row: int) -> int:
        """Return the row with which the article above a row begins."""
        at = bisect_left(self.begins, row)
        return self.begins[at - 1] if at else 0

    def begins_below(self, row: int) -> int:
        """Return the row with which the next article below a row begins, or the number of rows."""
        at = bisect_right(self.begins, row)
        return self.begins[at] if at < len(self.begins) else len(self.asked)

    def told(self, first: int, end: int) -> str:
        """Return the texts of rows."""
        return " ".join(self.lines[row] for row in range(first, end) if self.is_text[row])

    def is_published(self, title: int, within: int) -> bool:
        """Return whether one of so many lines below a title, of its article, says when it was published."""
        below = self.asked[title + 1 : min(self.begins_below(title), title + 1 + within)]
        return any(self.view.annotations[each].metadata is not None for each in below)

    def alike(self, row: int) -> float:
        """Return how probably the other items with the mark of this one begin articles, on average."""
        mark = self.view.annotations[self.asked[row]].item
        others = [self.begun[each] for each in self._marked[mark.alphabet] if each != row] if mark is not None else []
        return sum(others) / len(others) if others else 0.0

    @cached_property
    def _marked(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        for row, index in enumerate(self.asked):
            mark = self.view.annotations[index].item
            if mark is not None:
                found.setdefault(mark.alphabet, []).append(row)
        return found


def says(title: str, above: str, below: str) -> float:
    """Return the share of a title's pairs of Chinese characters that the text below has, less that of the one above."""
    pairs = {pair for at in range(len(title) - 1) if _HAN_PAIR.fullmatch(pair := title[at : at + 2])}
    return sum((pair in below) - (pair in above) for pair in pairs) / len(pairs) if pairs else 0.0
