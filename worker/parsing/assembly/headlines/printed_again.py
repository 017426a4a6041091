"""A title that the page has above, in its head or in its list of titles, is the headline where it stands again.

影像的魅力 in the list of the page, and below it title, subtitle, and the two once more: of a stack, the line that is
printed a second time right above the text is the headline, the lines below it are its subtitle.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.lexicon.characters import BULLETS
from worker.parsing.assembly.headlines.decks import is_series
from worker.parsing.patterns import cues
from worker.parsing.patterns.spacing import squeezed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.segmentation.observations import PageView

_SHORTEST, _LONGEST = 4, 60  # characters of a title
_REACH = 12  # pieces between the first line of a stack and its text
_BULLET = re.compile(rf"^[{BULLETS}·•>*\-\s]{{1,4}}")


def with_titles_printed_again(drafts: Sequence[Draft], furniture: Sequence[int], view: PageView) -> list[int]:
    """Give drafts the headline that is printed a second time above their text; return the furniture without it."""
    left = set(furniture)
    places: dict[str, int] = {}
    for draft in drafts:
        stack = sorted(draft.stack)
        text = next((index for index in draft.indices() if index not in stack), -1)
        if not stack or not stack[0] < text <= stack[0] + _REACH + len(stack):
            continue
        free = left.union(stack)
        rows = _rows([index for index in range(stack[0], text) if index in free], view)
        if left and not places:
            places = _places(_rows(furniture, view), view)
        if len(rows) > 1:
            _choose(draft, rows, places, left, view)
    return sorted(left)


def _places(rows: Sequence[Sequence[int]], view: PageView) -> dict[str, int]:
    """Return where each line stands first, by its characters."""
    found: dict[str, int] = {}
    for row in rows:
        found.setdefault(squeezed(_BULLET.sub("", _text(row, view))), row[0])
    return found


def _choose(draft: Draft, rows: list[list[int]], places: Mapping[str, int], left: set[int], view: PageView) -> None:
    stack = set(draft.stack)
    own = _places(rows, view)
    again = [at for at, row in enumerate(rows) if _is_again(row, places, own, view)]
    if not again:
        return
    first = next(at for at in again if all(each in again for each in range(at, again[-1] + 1)))
    block = [row for at, row in enumerate(rows) if at >= first and (at in again or stack.issuperset(row))]
    head = block[0] if len(block) > 1 and first + 1 not in again else [index for row in block for index in row]
    if squeezed(_text(head, view)) == squeezed(_text(draft.head, view)):
        return
    below = [index for row in block for index in row if index not in head]
    above = rows[first - 1] if first and first - 1 not in again and stack.issuperset(rows[first - 1]) else []
    if squeezed(_text(above, view)) in {squeezed(_text(row, view)) for row in block}:
        above = []
    taken = {*head, *below, *above}
    draft.kicker, draft.head, draft.subtitle = [*above], [*head], below
    left -= taken
    left |= stack - taken


def _rows(indices: Sequence[int], view: PageView) -> list[list[int]]:
    """Return the indices of each printed line."""
    rows: list[list[int]] = []
    for index in indices:
        if rows and view.line_of[index] == view.line_of[rows[-1][-1]]:
            rows[-1].append(index)
        else:
            rows.append([index])
    return rows


def _text(row: Sequence[int], view: PageView) -> str:
    return "".join(view.pieces[index].folded for index in row)


def _is_again(row: Sequence[int], places: Mapping[str, int], own: Mapping[str, int], view: PageView) -> bool:
    """Tell whether a line is a title that stands above as well, in what is no article's or in its own stack."""
    text = _text(row, view)
    if not _SHORTEST <= len(text) <= _LONGEST or text[-1] in "。,;:、)】" or is_series(text):
        return False
    key = squeezed(text)
    if min(places.get(key, row[0]), own.get(key, row[0])) >= row[0]:
        return False
    if cues.COLUMN.fullmatch(text) or cues.BOX.fullmatch(text):
        return False
    return not any(_is_known(index, view) for index in row)


def _is_known(index: int, view: PageView) -> bool:
    found = view.annotations[index]
    return any(
        mark is not None
        for mark in (found.source_line, found.byline, found.credit, found.furniture, found.metadata, found.page_label)
    )
