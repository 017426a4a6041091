"""What a reporter or the paper thinks of a report, printed below it with a title of its own, is an article.

记者手记 on a line of its own above the title, or 【短评】 and ·短评· before it. Without a title it is the report's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.lexicon import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.recognizers.annotations import Annotations

# 记者手记, 【记者观察】. Must not match 点评:, which an editor adds to each of several texts.
_ALONE: Final = re.compile(rf"[【(·■●◆]?(?:{labels.COMMENTS}|(?:记者|采访)(?:手记|札记)|记者观察)[】)·]?")
_BEFORE_TITLE: Final = re.compile(
    rf"(?:【(?:{labels.COMMENTS})】|·(?:{labels.COMMENTS})·)\s?[^【】。]{{4,30}}(?<![,:;、])"
)
_LONGEST_LABEL: Final = 8
_SHORTEST, _LONGEST = 4, 30  # characters of a title
_TEXT: Final = 24  # characters of the first line of the text


def comment_titles(lines: Sequence[Line], annotations: Sequence[Annotations]) -> frozenset[int]:
    """Return the indices of the titles of such comments below a text."""
    found: set[int] = set()
    told = False
    for index, line in enumerate(lines[:-1]):
        text = line.folded
        if told and text[-1] != "。" and _may_be_label(text[:_LONGEST_LABEL]):
            if len(text) <= _LONGEST_LABEL and _ALONE.fullmatch(text):
                if index + 2 < len(lines) and _is_title(lines[index + 1], annotations[index + 1], lines[index + 2]):
                    found.add(index + 1)
            elif _BEFORE_TITLE.fullmatch(text) and _is_text(lines[index + 1]):
                found.add(index)
        told = told or "。" in text
    return frozenset(found)


def _may_be_label(head: str) -> bool:
    """Tell whether the head of a line holds what the label of every comment does."""
    return "评" in head or "记" in head or "察" in head


def _is_title(line: Line, found: Annotations, below: Line) -> bool:
    if line.part or not _SHORTEST <= len(line.folded) <= _LONGEST or line.folded[-1] in "。,;:、":
        return False
    return found.byline is None and found.credit is None and found.end is None and _is_text(below)


def _is_text(line: Line) -> bool:
    return len(line.folded) >= _TEXT and ("," in line.folded or "。" in line.folded)
