"""Titles that a web page prints again.

Twice, in its head and above the text: an article begins with the first of the two. Above each picture of a gallery: the
first is the title.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from worker.parsing.recognizers.annotations import Cue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.recognizers.annotations import Annotations

_SHORTEST, _LONGEST = 6, 48  # characters of a title
_FEWEST_PRINTINGS = 3
_TEXT = 40  # characters of a line that is text


def twin_titles(lines: Sequence[Line], annotations: Sequence[Annotations]) -> dict[int, int]:
    """Return the indices of titles that stand twice, one line after the other: of the first, and of its twin."""
    return {
        first: second
        for first, second in pairwise(range(len(lines)))
        if _is_title(lines[first], annotations[first])
        and _squeezed(lines[first]) == _squeezed(lines[second])
        and _may_begin(first, lines, annotations)
        and _heads(second, lines, annotations)
    }


def titles_again(lines: Sequence[Line], annotations: Sequence[Annotations]) -> frozenset[int]:
    """Return the indices of the second and later printings of a title that stands above each picture of a gallery."""
    places: dict[str, list[int]] = {}
    for index, (line, found) in enumerate(zip(lines, annotations, strict=True)):
        if _is_title(line, found):
            places.setdefault(_squeezed(line), []).append(index)
    return frozenset(
        index
        for printed in places.values()
        if len(printed) >= _FEWEST_PRINTINGS and all(_above_text(index, lines) for index in printed[1:])
        for index in printed[1:]
    )


def _above_text(index: int, lines: Sequence[Line]) -> bool:
    """Tell whether a sentence stands below a line; below a line of verse more verse does."""
    below = lines[index + 1].folded if index + 1 < len(lines) else ""
    return len(below) >= _TEXT or "。" in below


def _squeezed(line: Line) -> str:
    return "".join(filter(str.isalnum, line.folded))


def _is_title(line: Line, found: Annotations) -> bool:
    if not _SHORTEST <= len(line.folded) <= _LONGEST or line.folded[-1] in "。,;:、":
        return False
    marked = (
        found.source_line,
        found.byline,
        found.credit,
        found.end,
        found.furniture,
        found.caption,
        found.page_label,
    )
    return all(mark is None for mark in marked)


def _may_begin(first: int, lines: Sequence[Line], annotations: Sequence[Annotations]) -> bool:
    """Tell whether an article may begin: below a headline or a byline a line printed twice is a caption."""
    above = first - 1
    while above >= 0 and annotations[above].furniture is not None:
        above -= 1
    return above < 0 or bool(annotations[above].cues & Cue.ENDS_SENTENCE) or len(lines[above].folded) >= _TEXT


def _heads(twin: int, lines: Sequence[Line], annotations: Sequence[Annotations]) -> bool:
    """Tell whether text or what stands above one follows; below a line of verse that is sung twice more verse does."""
    if twin + 1 == len(lines):
        return False
    below, found = lines[twin + 1], annotations[twin + 1]
    if found.source_line is not None or found.byline is not None or found.metadata is not None:
        return True
    return len(below.folded) >= _TEXT or "。" in below.folded
