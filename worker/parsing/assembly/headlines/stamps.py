"""When a page was printed and where a picture's file lies are no part of a headline, whatever the model took them for.

Between title and text a stamp (16:20 2021/11/10, img_2021.jpg) is short as a subtitle. A stack of stamps alone stays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.lexicon.characters import HAN

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.segmentation.observations import PageView

_HAN = re.compile(rf"[{HAN}]")
# Of a line without a Chinese word: when it was printed (16:20 2021/11/10), a picture's file (img_2021.jpg), its place.
_STAMP = re.compile(r"[0-9]:[0-9]{2}|[0-9]{4}[/.-][0-9]|[a-z]_[0-9]|!\[")


def without_stamps(drafts: Sequence[Draft], furniture: Sequence[int], view: PageView) -> tuple[list[Draft], list[int]]:
    """Return the drafts without such lines in stacks that have another one, and the furniture with them."""
    found: list[Draft] = []
    left = [*furniture]
    for draft in drafts:
        stamps = _stamps(draft, view)
        found.append(_without(draft, stamps) if stamps else draft)
        left += stamps
    return found, sorted(left)


def _stamps(draft: Draft, view: PageView) -> list[int]:
    """Return the stamps of a stack that holds another line."""
    stack = sorted(draft.stack)
    worded = {view.line_of[index] for index in stack if _HAN.search(view.pieces[index].folded)}
    stamps = [index for index in stack if worded and _is_stamp(index, worded, view)]
    return stamps if len(stamps) < len(stack) else []


def _without(draft: Draft, stamps: Collection[int]) -> Draft:
    """Return a draft without stamps; where none of its headline is left, the kicker or the subtitle is that."""
    kicker, head, subtitle = (
        tuple(index for index in part if index not in stamps) for part in (draft.kicker, draft.head, draft.subtitle)
    )
    if head:
        return draft.having(kicker=kicker, head=head, subtitle=subtitle)
    if kicker:
        return draft.having(kicker=(), head=kicker, subtitle=subtitle)
    return draft.having(kicker=(), head=subtitle, subtitle=())


def _is_stamp(index: int, worded: Collection[int], view: PageView) -> bool:
    """Tell whether a line beside one in Chinese is a stamp or a picture's place."""
    return view.line_of[index] not in worded and _STAMP.search(view.pieces[index].folded) is not None
