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


def without_stamps(drafts: Sequence[Draft], furniture: Sequence[int], view: PageView) -> list[int]:
    """Take lines of a web page's frame out of stacks that have another line; return the furniture with them."""
    left = [*furniture]
    for draft in drafts:
        stack = sorted(draft.stack)
        worded = {view.line_of[index] for index in stack if _HAN.search(view.pieces[index].folded)}
        stamps = [index for index in stack if worded and _is_stamp(index, worded, view)]
        if not stamps or len(stamps) == len(stack):
            continue
        for part in (draft.kicker, draft.head, draft.subtitle):
            part[:] = [index for index in part if index not in stamps]
        if not draft.head:
            draft.head, draft.kicker = (draft.kicker, []) if draft.kicker else (draft.subtitle, [])
            draft.subtitle = [] if draft.head is draft.subtitle else draft.subtitle
        left += stamps
    return sorted(left)


def _is_stamp(index: int, worded: Collection[int], view: PageView) -> bool:
    """Tell whether a line beside one in Chinese is a stamp or a picture's place."""
    return view.line_of[index] not in worded and _STAMP.search(view.pieces[index].folded) is not None
