"""Letters in a row: each opens with whom it greets, 编辑先生:, 敬启者:. One such line alone may stand in any text.

Where the first of a page has a line above it, its title or who wrote, the others have; else each begins with the
greeting, and what stands above the next one signs the letter above.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.recognizers.annotations import Annotations

_FEWEST = 2  # letters
_LONGEST_GREETING, _LONGEST_HEAD = 16, 30  # characters
# Must not match 编辑:柳禾青, who edited the page.
_GREETS = re.compile(
    r"敬启者[:,]?|编辑部:"
    r"|(?:尊敬的|亲爱的)?(?:贵[报刊社])?(?:编辑部?|总编辑?|主编|编者|社长|发行人|台长)(?:的)?"
    r"(?:先生|女士|小姐|同志|老师|朋友|诸君|们|大鉴|台鉴|赐鉴|惠鉴|钧鉴|[您你]们?好){1,3}[:,!]?"
)
# What a letter closes with: 敬祝 / 编安, 此致 / 敬礼.
_CLOSES = re.compile(r"(?:此致|敬礼|[敬顺]?[祝颂](?:[编撰文时春夏秋冬大]安|好)?|[编撰文时春夏秋冬大]安)[!。]?")


class Letters(NamedTuple):
    """With which piece each letter begins; and the pieces that sign one."""

    begin: frozenset[int]
    signatures: frozenset[int]


_NONE = Letters(frozenset(), frozenset())


def letters_of(lines: Sequence[Line], annotations: Sequence[Annotations]) -> Letters:
    """Return the letters of a page that has several; nothing of another."""
    greetings = [
        index
        for index, line in enumerate(lines)
        if len(line.folded) <= _LONGEST_GREETING and _GREETS.fullmatch(line.folded)
    ]
    if len(greetings) < _FEWEST:
        return _NONE
    if _is_head(greetings[0] - 1, lines, annotations):
        heads = (greeting - 1 for greeting in greetings)
        return Letters(
            frozenset(
                head for head in heads if _is_head(head, lines, annotations) and _is_over(head - 1, lines, annotations)
            ),
            frozenset(),
        )
    above = frozenset(greeting - 1 for greeting in greetings[1:] if _is_head(greeting - 1, lines, annotations))
    return Letters(frozenset(greetings), above)


def _is_head(index: int, lines: Sequence[Line], annotations: Sequence[Annotations]) -> bool:
    """Tell whether a line is short, no sentence and nothing known of the page."""
    if index < 0 or annotations[index].furniture is not None:
        return False
    text = lines[index].folded
    return len(text) <= _LONGEST_HEAD and "。" not in text and _CLOSES.fullmatch(text) is None


def _is_over(index: int, lines: Sequence[Line], annotations: Sequence[Annotations]) -> bool:
    """Tell whether a letter has ended with a line, or none stands there."""
    return index < 0 or annotations[index].furniture is not None or not _is_head(index, lines, annotations)
