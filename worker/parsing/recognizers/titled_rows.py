"""Digests whose items each open with their title in brackets: 【河东早市迁入旧粮库】昨日,…."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.recognizers.annotations import Annotations

_FEWEST = 3  # items: one or two may be the parts of a text
_SHORTEST, _LONGEST = 6, 36  # characters of a title
_TEXT = 20  # characters of what stands behind it


def bracket_titles(lines: Sequence[Line], annotations: Sequence[Annotations]) -> frozenset[int]:
    """Return the indices of titles in brackets, where at least three items of a page open with one."""
    found = [
        index
        for index in range(len(lines) - 1)
        if _is_title(lines[index], annotations[index])
        and lines[index + 1].part
        and len(lines[index + 1].folded) >= _TEXT
    ]
    return frozenset(found) if len(found) >= _FEWEST else frozenset()


def _is_title(line: Line, found: Annotations) -> bool:
    text = line.folded
    if line.part or text[0] != "【" or text[-1] != "】" or found.source_line is not None or found.furniture is not None:
        return False
    return _SHORTEST <= len(text) - 2 <= _LONGEST and "】" not in text[:-1]
