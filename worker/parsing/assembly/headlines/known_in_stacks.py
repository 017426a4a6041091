"""What the page carries besides its articles is no part of a headline, whatever the model took it for.

页面加载中 or 321人看过 between title and text is as short as a subtitle. The last line of a stack stays: a headline may
have the form of such a line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.parsing.recognizers.annotations import Furniture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.segmentation.observations import PageView

_KINDS = frozenset({Furniture.NAVIGATION, Furniture.COPYRIGHT, Furniture.METADATA, Furniture.BREADCRUMB})


def without_known(drafts: Sequence[Draft], furniture: Sequence[int], view: PageView) -> list[int]:
    """Take lines of a web page's frame out of stacks that have another line; return the furniture with them."""
    left = [*furniture]
    for draft in drafts:
        stack = sorted(draft.stack)
        known = [index for index in stack if _is_known(index, view)]
        if not known or len(known) == len(stack):
            continue
        for part in (draft.kicker, draft.head, draft.subtitle):
            part[:] = [index for index in part if index not in known]
        if not draft.head:
            draft.head, draft.kicker = (draft.kicker, []) if draft.kicker else (draft.subtitle, [])
            draft.subtitle = [] if draft.head is draft.subtitle else draft.subtitle
        left += known
    return sorted(left)


def _is_known(index: int, view: PageView) -> bool:
    if view.line_of[index] in view.weather:
        return True
    mark = view.annotations[index].furniture
    return mark is not None and not mark.edge_only and mark.kind in _KINDS
