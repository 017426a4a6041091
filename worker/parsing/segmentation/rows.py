"""Titles of items in a row: where most of them begin an article, the others do as well.

Each stands behind a like mark, or a title and one paragraph take turns. The model weighs each by its neighbours; a row
is told by all of it. Numbered parts of one text are no items: then most of them begin nothing.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from worker.parsing.segmentation.observations import PageView

_FEWEST: Final = 3
_WIDEST: Final = 100  # half-widths of a title
_TEXT: Final = 20  # characters of what stands below it
_FEWEST_UNMARKED: Final = 4  # titles without a mark, one paragraph below each
_SHORTEST, _LONGEST = 6, 42  # characters of such a title


def titles_left_out(view: PageView, pieces: Sequence[int], beginning: AbstractSet[int]) -> frozenset[int]:
    """Return the titles of rows that begin no article though more than half of their row do.

    Args:
        view: Of the page.
        pieces: Indices of those that were asked, ascending.
        beginning: Indices of pieces with which an article begins, by the model.
    """
    found: set[int] = set()
    for row in (*_rows(view, pieces), *_in_turn(view, beginning)):
        begun = beginning & set(row)
        if len(row) > len(begun) > len(row) / 2:
            found.update(index for index in row if index not in begun)
    return frozenset(found)


def _rows(view: PageView, pieces: Sequence[int]) -> list[list[int]]:
    """Return the rows of titles with one kind of mark; of numbers, those that count on."""
    by_mark: dict[str, list[int]] = {}
    for index in pieces:
        mark = view.annotations[index].item
        if mark is not None and index + 1 < len(view.pieces) and _is_title(index, view):
            by_mark.setdefault(mark.alphabet, []).append(index)
    rows: list[list[int]] = []
    for alike in by_mark.values():
        rows += _counted(alike, view)
    return [row for row in rows if len(row) >= _FEWEST]


def _counted(alike: Sequence[int], view: PageView) -> list[list[int]]:
    """Return the runs of marks that count on; signs all count as one run."""
    ordinals = {index: found.ordinal for index in alike if (found := view.annotations[index].item) is not None}
    rows: list[list[int]] = [[alike[0]]]
    for before, index in pairwise(alike):
        if ordinals[index] == 0 or ordinals[index] - ordinals[before] in {1, 2}:
            rows[-1].append(index)
        else:
            rows.append([index])
    return rows


def _is_title(index: int, view: PageView) -> bool:
    """Tell whether a marked piece is a title: a line without a sentence, a paragraph below it that has no such mark.

    A title of two clauses is cut between them; of the last text of a page a few words may be left.
    """
    end = _end_of_title(index, view)
    if end == len(view.pieces) or index in view.outside or view.annotations[index].source_line is not None:
        return False
    own, below = range(index, end), view.pieces[end]
    if view.pieces[index].part and below.part:
        return False
    if view.pieces[end - 1].folded[-1] in "。,;、" or any(view.seen[at].stops for at in own):
        return False
    if sum(view.pieces[at].width for at in own) > _WIDEST or view.annotations[end].item is not None:
        return False
    return len(below.folded) >= (_SHORTEST if end + 1 == len(view.pieces) else _TEXT)


def _end_of_title(index: int, view: PageView) -> int:
    """Return what stands below a printed line that opens with a mark, or behind a marked piece amid a line."""
    end = index + 1
    while not view.pieces[index].part and end < len(view.pieces) and view.pieces[end].part:
        if view.annotations[end].item is not None:
            break
        end += 1
    return end


def _in_turn(view: PageView, beginning: AbstractSet[int]) -> list[list[int]]:
    """Return the rows of lines that are titles without a mark, each with one paragraph, and one line, below it."""
    if len(beginning) < _FEWEST_UNMARKED - 1 or any(view.widths):
        return []
    first = [index for index, piece in enumerate(view.pieces) if not piece.part]
    texts = [_is_text(index, view) for index in first]
    rows: list[list[int]] = [[]]
    position = 0
    while position + 1 < len(first):
        if texts[position + 1] and not texts[position] and _is_headline(first[position], first[position + 1], view):
            rows[-1].append(first[position])
            position += 2
        else:
            rows.append([])
            position += 1
    return [row for row in rows if len(row) >= _FEWEST_UNMARKED]


def _is_headline(index: int, below: int, view: PageView) -> bool:
    """Tell whether the pieces of a line have the length of a title and are nothing that recognisers know."""
    line = view.lines[view.line_of[index]].folded
    if not _SHORTEST <= len(line) <= _LONGEST or line[-1] in "。,;:、":
        return False
    known = (
        mark.source_line or mark.credit or mark.furniture or mark.end or mark.metadata
        for mark in view.annotations[index:below]
    )
    return not any(known) and view.outside.isdisjoint(range(index, below))


def _is_text(index: int, view: PageView) -> bool:
    """Tell whether a line holds a sentence and belongs to no page."""
    line = view.lines[view.line_of[index]].folded
    return len(line) >= _TEXT and ("。" in line or "," in line) and view.annotations[index].furniture is None
