"""Digests of the day that greet their readers: 青石早新闻, 新闻早餐; what they count on from 1 are their items.

早安!今天是3月5日,欢迎收听新闻早餐。 【国内】 1、… 2、…: without such words the parts of a report are counted alike.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

# 青年早新闻, 新闻早餐, 几分钟速览最新热点. Must not match 早报名.
OF_DAY: Final = re.compile(
    r"[早晚晨午]间?新闻(?:[\s|:”]|$)|新闻(?:早|晚|午)餐|(?:几|一|三|五)分钟.{0,4}(?:速览|读懂|看|知).{0,8}(?:热点|新闻|要闻|天下|世界)"
)
_FEWEST = 5  # items
_MOST_ABOVE = 8  # lines above the first
_LONGEST_LABEL = 8  # characters of what heads some of them: 【国内】
_NUMBER = re.compile(r"(?P<number>[0-9]{1,2})\s?[、.](?=\s?\S.{11})")


class Digest(NamedTuple):
    """Where its items begin; and the lines of none: the greeting above the first, the labels between them."""

    items: frozenset[int] = frozenset()
    outside: frozenset[int] = frozenset()


_NONE = Digest()


def digest_of(lines: Sequence[Line]) -> Digest:
    """Return the counted items of a digest of the day; nothing of another page."""
    items: list[int] = []
    for index, line in enumerate(lines):
        match = _NUMBER.match(line.folded) if line.folded[0].isdigit() and not line.part else None
        if match and int(match["number"]) == len(items) + 1:
            items.append(index)
        elif not items and index >= _MOST_ABOVE:
            return _NONE
    if len(items) < _FEWEST or not items[0] or not any(OF_DAY.search(line.folded) for line in lines[: items[0]]):
        return _NONE
    labels = [index - 1 for index in items[1:] if _is_label(lines[index - 1])]
    return Digest(frozenset(items), frozenset([*range(items[0]), *labels]))


def _is_label(line: Line) -> bool:
    return len(line.folded) <= _LONGEST_LABEL and line.folded[0] in "【[" and line.folded[-1] in "】]"
