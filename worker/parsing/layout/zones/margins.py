"""The head and the foot of a page where no rule parts them from it: they are told by their words.

Paper, page and date stand on the topmost lines, who made the page on the lowest one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.document.geometry import Box
    from worker.document.source import SourceLine

_DEEPEST = 0.15  # of the page's height
_MOST_LINES = 10
_LEFT_OVER = 14  # characters besides a date and a page: 星期五 农历九月十三, a section's name
_LOWEST = 0.93  # of the page's height
_LONGEST_FOOT = 60  # characters
_DISPLAY = 1.4  # of the text's size
_HAN = "\u3400"
_LONGEST_NAME = 11  # characters
_DEEPEST_RULE = 0.25  # of the page's height
_BELOW = 6.0  # sizes of the text: how far below a rule what it heads begins
_FOLLOWS = 0.9  # sizes of white between two lines of one text

# 第03版, A07版, A07 alone, 2023年10月27日; not 改版, and no date within a sentence: little may be left over.
_STATED = re.compile(
    r"第?[A-Z]{0,2}[0-9]{1,3}版|第[一二三四五六七八九十]{1,3}版|^[A-Z][0-9]{1,3}$|(?:19|20)[0-9]{2}[年./-][0-9]{1,2}[月./-][0-9]{1,2}日?"
)

# 责任编辑 方明 校对 孙亮, 本版责编：杨涛, 一版责编 …; not a line of text that speaks of an editor: it begins otherwise.
_MAKERS = re.compile(
    r"(?:本版|[一二三四五六七八九十0-9]{1,3}版|执行|值班)?(?:责任编辑|责编|编辑|主编|版式|美编|校对|总编)[^。，]*$"
)


def running_head(lines: Sequence[SourceLine], height: float, body: float) -> set[int]:
    """Return the positions of the lines that head a page; none where its topmost lines state neither page nor date.

    Args:
        lines: Of the page.
        height: Of the page, in points.
        body: Size of its text.
    """
    top: list[tuple[Box, int]] = sorted(
        (line.box, position)
        for position, line in enumerate(lines)
        if line.box is not None and line.text and line.box.y1 < _DEEPEST * height
    )
    stated = [box for box, position in top if _states(lines[position].text)]
    if not stated:
        return set()
    first = min(box.y0 for box, _ in top)
    row = [box for box in stated if box.y0 < first + 3 * (box.y1 - box.y0)] or stated
    depth = max(box.y1 for box in row)
    found = {position for box, position in top if (box.y0 + box.y1) / 2 < depth}
    if any(is_headline(lines[position], body) for position in found):
        # An article exported as a page of its own has paper and date below its headline.
        return {position for position in found if _states(lines[position].text)}
    if len(found) > _MOST_LINES or any(_goes_on(lines[position], lines, found) for position in found):
        return set()
    return found


def running_foot(lines: Sequence[SourceLine], height: float) -> set[int]:
    """Return the positions of the lines at the foot of a page that say who made it; see :func:`running_head`."""
    return {
        position
        for position, line in enumerate(lines)
        if line.box is not None
        and line.box.y0 > _LOWEST * height
        and len(line.text) <= _LONGEST_FOOT
        and _MAKERS.match("".join(line.text.split()))
    }


def is_headline(line: SourceLine, body: float) -> bool:
    """Return whether a line is set as a headline, and too long for the name of a paper or of a section."""
    large = line.style is not None and line.style.size >= _DISPLAY * body
    return large and sum(character >= _HAN for character in line.text) > _LONGEST_NAME and not _states(line.text)


def closes_headline(rule: Box, lines: Sequence[SourceLine], height: float, body: float) -> bool:
    """Return whether a rule parts a headline from its own text, rather than a page's head from its articles.

    Args:
        rule: In points.
        lines: Of the page.
        height: Of the page.
        body: Size of its text.
    """
    if rule.y0 > _DEEPEST_RULE * height or rule.height > rule.width:
        return False
    over = [line for line in lines if line.box is not None and line.box.y1 <= rule.y0 + 1]
    under = [line for line in lines if line.box is not None and rule.y0 < line.box.y0 < rule.y0 + _BELOW * body]
    plain = all(line.style is not None and line.style.size < _DISPLAY * body for line in under)
    return bool(under) and plain and any(is_headline(line, body) for line in over)


def _states(text: str) -> bool:
    rest, count = _STATED.subn("", "".join(text.split()))
    return count > 0 and len(rest) <= _LEFT_OVER


def _goes_on(line: SourceLine, lines: Sequence[SourceLine], found: set[int]) -> bool:
    """Return whether a line is one of a text that goes on right below it."""
    box, style = line.box, line.style
    if box is None or style is None:
        return False
    return any(
        other.box is not None
        and other.style is not None
        and position not in found
        and abs(other.style.size - style.size) < 0.05 * style.size
        and 0 <= other.box.y0 - box.y1 <= _FOLLOWS * style.size
        and min(other.box.x1, box.x1) > max(other.box.x0, box.x0)
        for position, other in enumerate(lines)
    )
