"""What a reporter states before his text is text: 时间:…, 地点:…; it is no headline and belongs to no page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.parsing.assembly.drafts import Paragraph, in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.assembly.drafts import Draft
    from worker.parsing.layout.lines import Line

# Must NOT match 时间:2012-08-15 来源:…: when a text was published.
_STATED = re.compile(
    r"(?:采访)?(?:时间|地点|人物|对象|主题|嘉宾|对话人|被访者|受访者|受访人|投诉人|投诉内容|来电人|来信人|藏家|藏品)\s?:"
    r"(?!\s{0,2}(?:19|20)[0-9]{2}[-/.年])"
)
_LONGEST = 40


def is_labelled_fact(folded: str) -> bool:
    """Tell whether a line states when, where or of whom a text tells."""
    return len(folded) <= _LONGEST and _STATED.match(folded) is not None


def with_labelled_facts(draft: Draft, lines: Sequence[Line]) -> Draft:
    """Return a draft, the lines of its headline that state time, place or person made paragraphs of the text."""
    # The first line of a headline stays, but where a line above it can be the headline: then that is.
    asked = (*(draft.head if draft.kicker else draft.head[1:]), *draft.subtitle)
    stated = [index for index in asked if is_labelled_fact(lines[index].folded)]
    told = in_order((*draft.paragraphs, *(Paragraph((index,)) for index in stated)))
    if told != draft.paragraphs:
        draft = draft.having(
            subtitle=tuple([index for index in draft.subtitle if index not in stated]),
            head=tuple([index for index in draft.head if index not in stated]),
            paragraphs=told,
        )
    return draft.having(head=draft.kicker, kicker=()) if draft.kicker and not draft.head else draft
