"""What a reporter states before his text is text: 时间:…, 地点:…; it is no headline and belongs to no page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.parsing.assembly.drafts import Paragraph

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


def give_labelled_facts(draft: Draft, lines: Sequence[Line]) -> None:
    """Take the lines that state time, place or person out of the headline, and make them paragraphs of the text."""
    for stack in (draft.head, draft.subtitle):
        # The first line of a headline stays, but where a line above it can be the headline: then that is.
        for index in [each for each in stack if each != stack[0] or stack is draft.subtitle or draft.kicker]:
            if is_labelled_fact(lines[index].folded):
                stack.remove(index)
                draft.paragraphs.append(Paragraph([index]))
    if not draft.head and draft.kicker:
        draft.head, draft.kicker = draft.kicker, []
    draft.paragraphs.sort(key=lambda paragraph: paragraph.lines[0])
