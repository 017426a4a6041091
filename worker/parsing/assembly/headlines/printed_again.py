"""A title that the page has above, in its head or in its list of titles, is the headline where it stands again.

影像的魅力 in the list of the page, and below it title, subtitle, and the two once more: of a stack, the line that is
printed a second time right above the text is the headline, the lines below it are its subtitle. Above, it may stand
within a longer line (a breadcrumb, the name of the site, a section), or its broken lines in one; and a text without a
headline has the last line above it that is printed twice, of which it repeats a word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from worker.lexicon.characters import BULLETS, HAN
from worker.parsing.assembly.drafts import left_over
from worker.parsing.assembly.headlines.decks import is_series
from worker.parsing.patterns import cues
from worker.parsing.patterns.spacing import squeeze
from worker.parsing.segmentation.affinity import pairs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.segmentation.observations import PageView

_SHORTEST, _LONGEST = 4, 60  # characters of a title
_REACH = 12  # pieces between the first line of a stack and its text
_SHORTEST_WITHIN = 6  # of a title that stands within a longer line
_BROKEN, _MOST_BROKEN = 14, 3  # characters of a line of a broken title, and how many such lines
_IN_HAN = re.compile(rf"[{HAN}]{{2}}")
_BULLET = re.compile(rf"^[{BULLETS}·•>*\-\s]{{1,4}}")


@dataclass(frozen=True, slots=True)
class _Printed:
    """What stands in the furniture of a page: each line once, by its characters, and all of them in turn."""

    first: dict[str, int]
    all: str
    starts: list[int]
    places: list[int]

    def within(self, key: str, index: int) -> bool:
        """Tell whether a line above ``index`` holds ``key``."""
        at = self.all.find(key)
        return at >= 0 and self.places[bisect_right(self.starts, at) - 1] < index


def with_titles_printed_again(
    drafts: Sequence[Draft], furniture: Sequence[int], view: PageView
) -> tuple[list[Draft], list[int]]:
    """Return the drafts with the headline that is printed a second time above their text, and what is left over."""
    left = frozenset(furniture)
    found: list[Draft] = []
    printed: _Printed | None = None
    for draft in drafts:
        found.append(draft)
        stack = sorted(draft.stack)
        signed = bool(stack) and all(view.annotations[index].byline is not None for index in stack)
        text = next((index for index in draft.indices() if index not in stack), -1)
        first = stack[0] if stack and not signed else max(0, text - _REACH)
        if not first < text <= first + _REACH + len(stack) or draft.after:
            continue
        free = left.union(stack)
        rows = _rows([index for index in range(first, text) if index in free], view)
        if printed is None:
            printed = _printed(_rows(furniture, view), view)
        if not stack or signed:
            found[-1] = _with_last(draft, rows, printed, view)
        elif len(rows) > 1:
            found[-1] = _with_chosen(draft, rows, printed, view)
        left = left_over(left, draft, found[-1])
    return found, sorted(left)


def _printed(rows: Sequence[Sequence[int]], view: PageView) -> _Printed:
    keys = [_key(row, view) for row in rows]
    starts = [0, *accumulate(len(key) + 1 for key in keys[:-1])] if keys else []
    first: dict[str, int] = {}
    for key, row in zip(keys, rows, strict=True):
        first.setdefault(key, row[0])
    return _Printed(first, "\n".join(keys), starts, [row[0] for row in rows])


def _key(row: Sequence[int], view: PageView) -> str:
    return squeeze(_BULLET.sub("", _text(row, view)))


def _with_last(draft: Draft, rows: Sequence[list[int]], printed: _Printed, view: PageView) -> Draft:
    """Return a draft without a headline, or with a byline in its place, with the last line above printed twice."""
    text = "\n".join(view.pieces[index].folded for paragraph in draft.paragraphs for index in paragraph.lines)
    for row in reversed(rows):
        key = _key(row, view)
        if len(key) < _SHORTEST_WITHIN or not (_may_stand_again(row, view) and printed.within(key, row[0])):
            continue
        if any(pair in text for pair in pairs_of(_text(row, view))):
            return draft.having(kicker=(), head=tuple(row), subtitle=(), bylines=draft.stack + draft.bylines)
        break
    return draft


def _with_chosen(draft: Draft, rows: list[list[int]], printed: _Printed, view: PageView) -> Draft:
    """Return a draft with those lines of the stack as its headline that are printed twice."""
    stack = set(draft.stack)
    own: dict[str, int] = {}
    for row in rows:
        own.setdefault(_key(row, view), row[0])
    able = [at for at, row in enumerate(rows) if _may_stand_again(row, view)]
    again = [
        at
        for at in able
        if min(each.get(_key(rows[at], view), rows[at][0]) for each in (printed.first, own)) < rows[at][0]
    ]
    if not again:
        again = _within(rows, able, stack, printed, view)
    if not again:
        return draft
    first = next(at for at in again if all(each in again for each in range(at, again[-1] + 1)))
    block = [row for at, row in enumerate(rows) if at >= first and (at in again or stack.issuperset(row))]
    head = block[0] if len(block) > 1 and first + 1 not in again else [index for row in block for index in row]
    if squeeze(_text(head, view)) == squeeze(_text(draft.head, view)):
        return draft
    below = [index for row in block for index in row if index not in head]
    above = rows[first - 1] if first and first - 1 not in again and stack.issuperset(rows[first - 1]) else []
    if squeeze(_text(above, view)) in {squeeze(_text(row, view)) for row in block}:
        above = []
    return draft.having(kicker=tuple(above), head=tuple(head), subtitle=tuple(below))


def _within(
    rows: list[list[int]], able: Sequence[int], stack: set[int], printed: _Printed, view: PageView
) -> list[int]:
    """Return which rows stand above within longer lines, where the stack has them not all, or has others besides.

    Several of them are one title, broken, where all are short: else they are the parts of one stack, printed in a row.
    """
    keys = {at: _key(rows[at], view) for at in able}
    again = [at for at in able if printed.within(keys[at], rows[at][0])]
    if not any(len(keys[at]) >= _SHORTEST_WITHIN for at in again):
        return []
    if {index for at in again for index in rows[at]} == stack:
        return []
    broken = len(again) <= _MOST_BROKEN and all(len(_text(rows[at], view)) <= _BROKEN for at in again)
    return again if len(again) == 1 or broken else []


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


def _may_stand_again(row: Sequence[int], view: PageView) -> bool:
    """Tell whether a line has the form of a title, and nothing is known of it."""
    text = _text(row, view)
    if not _SHORTEST <= len(text) <= _LONGEST or "。" in text or text[-1] in ",;:、)】" or is_series(text):
        return False
    if _IN_HAN.search(text) is None:
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
