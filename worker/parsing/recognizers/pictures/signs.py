"""Captions of a few words behind a sign that points at the picture: ▲育秧, ■老桥边的早市, several on a page.

Titles of items behind the same sign have their text below them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.recognizers.annotations import Annotations

_POINTING = frozenset("▲△▼▽◀◁◣◤◥◢")
_ALSO = frozenset("■◆")  # these open items and headings as well
_SIGNS = _POINTING | _ALSO
_FEWEST = 3
_SHORTEST, _LONGEST = 3, 32  # characters: a sign and a word at least
_TEXT = 30


def captions_behind_signs(lines: Sequence[Line], annotations: Sequence[Annotations]) -> frozenset[int]:
    """Return the indices of such captions: of one sign three at least, half of them without a text below."""
    rows: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        sign = line.folded[0]
        if sign in _SIGNS and _may_be(line, annotations[index]):
            rows.setdefault(sign, []).append(index)
    if not rows:
        return frozenset()
    first_text = next((index for index, line in enumerate(lines) if _is_text(line)), len(lines))
    found: set[int] = set()
    for sign, row in rows.items():
        if len(row) < _FEWEST or (sign in _ALSO and row[0] < first_text) or first_text == len(lines):
            continue
        below = [index + 1 for index in row if index + 1 < len(lines) and index + 1 not in row]
        if 2 * sum(annotations[index].byline is None for index in below) <= len(row):
            found.update(row)
    return frozenset(found)


def _may_be(line: Line, found: Annotations) -> bool:
    if line.part or not _SHORTEST <= len(line.folded) <= _LONGEST or line.folded[-1] in "。,;:":
        return False
    named = found.byline is not None and any(role in line.folded for role in ("记者", "通讯员", "作者"))
    return not named and found.source_line is None and found.credit is None


def _is_text(line: Line) -> bool:
    return len(line.folded) >= _TEXT and "。" in line.folded
