"""When and where something happened, as city papers print it above a report: 时间:前晚 地点:老桥. It heads nothing."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

_LONGEST = 24  # characters
_FACT = re.compile(r"(?P<what>时间|地点|人物|事件|天气):[^:。]{1,20}")


def fact_lines(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indices of such pieces, two at least one behind the other, each of another sort."""
    found: set[int] = set()
    for index, below in pairwise(range(len(lines))):
        first, second = lines[index].folded, lines[below].folded
        if len(first) > _LONGEST or ":" not in first[:3] or ":" not in second[:3]:
            continue
        one, other = _FACT.fullmatch(first), _FACT.fullmatch(second)
        if one and other and one["what"] != other["what"]:
            found |= {index, below}
    return frozenset(found)
