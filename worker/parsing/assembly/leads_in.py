"""The words that lead in a digest, 下面请看本周大事: no item of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.segmentation.observations import PageView

_FEWEST = 2  # further articles
_LONGEST = 60  # characters
# Must not match 请看看这座桥, which is said in a text.
_LEADS_IN = re.compile(
    r"(?:下面|以下|接下来)(?:就)?(?:请看|请听|来看|为[您你]|是|为).{0,12}(?:大事|要闻|新闻|快讯|简讯|消息|内容)"
    r"|为[您你](?:精选|梳理|盘点|速递|推送|选出).{0,16}(?:大事|要闻|新闻|快讯|简讯|消息|资讯|国际|本地)"
    r"|(?:带[您你]|一起)(?:来)?(?:速览|看看?|回顾|盘点).{0,12}(?:大事|要闻|新闻|快讯|简讯|消息|资讯)"
)


def leads_in(text: str) -> bool:
    """Tell whether a text (folded) is such words."""
    return len(text) <= _LONGEST and _LEADS_IN.search(text) is not None


def without_lead_in(drafts: Sequence[Draft], furniture: Sequence[int], view: PageView) -> tuple[list[Draft], list[int]]:
    """Return the drafts without the words above the first item of a digest, and the furniture with them."""
    kept, taken = list(drafts), list(furniture)
    first = kept[0] if kept else None
    if (
        first is None
        or first.kicker
        or first.head
        or first.subtitle
        or not first.paragraphs
        or first.bylines
        or first.notes
    ):
        return kept, taken
    opening = first.paragraphs[0]
    text = "".join(view.pieces[index].folded for index in opening.lines)
    alone = len(first.paragraphs) == 1 and not first.credits and not first.tails
    if not leads_in(text) or len(kept) - alone < _FEWEST:
        return kept, taken
    taken += opening.lines
    if alone:
        taken += [index for index in first.indices() if index not in opening.lines]
        del kept[0]
    else:
        del first.paragraphs[0]
    return kept, sorted(taken)
