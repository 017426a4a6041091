"""Titles that a web page prints again.

Twice, in its head and above the text: an article begins with the first of the two. Above each picture of a gallery: the
first is the title.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from worker.lexicon import outlets
from worker.parsing.patterns.spacing import squeeze
from worker.parsing.recognizers.annotations import Cue, Furniture
from worker.parsing.recognizers.sites.metadata import is_former_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.recognizers.annotations import Annotations

_AGENCY: Final = re.compile(outlets.KNOWN)
_SHORTEST_PUBLISHED: Final = 3  # above the line of its date
_SHORTEST, _LONGEST = 6, 48  # characters of a title
_MOST_CLAUSES: Final = 2  # of a title that blanks part
_TWIN_BLANKS: Final = 4  # characters: blanks and marks that one printing has and the other has not
_FEWEST_PRINTINGS: Final = 3
_TEXT: Final = 40  # characters of a line that is text


def twin_titles(lines: Sequence[Line], annotations: Sequence[Annotations]) -> dict[int, int]:
    """Return the indices of titles that stand twice, one line after the other: of the first, and of its twin."""
    return {
        first: second
        for first, second in pairwise(range(len(lines)))
        if _is_title(lines[first], annotations[first])
        and _heads(second, lines, annotations)
        and (_may_begin(first, lines, annotations) or _is_dated(second + 1, annotations))
        and _is_printed_alike(lines[first].folded, lines[second].folded)
    }


def _is_printed_alike(first: str, second: str) -> bool:
    """Return whether two lines have the same letters and digits; their first tell of most that they differ."""
    if first[:1] != second[:1] and first[:1].isalnum() and second[:1].isalnum():
        return False
    return squeeze(first) == squeeze(second)


def repeated_below(lines: Sequence[Line]) -> frozenset[int]:
    """Return the printed lines of a title's length that stand twice, one below the other: what one is, so is the other.

    Neither is to be cut: a title of two clauses is printed again as a whole.
    """
    found: set[int] = set()
    for first, second in pairwise(range(len(lines))):
        text = lines[first].folded
        if not _SHORTEST <= len(text) <= _LONGEST or abs(len(text) - len(lines[second].folded)) > _TWIN_BLANKS:
            continue
        if text[-1] not in "。,;:、" and squeeze(text) == squeeze(lines[second].folded):
            found |= {first, second}
    return frozenset(found)


def titles_again(lines: Sequence[Line], annotations: Sequence[Annotations]) -> frozenset[int]:
    """Return the indices of the second and later printings of a title that stands above each picture of a gallery.

    Where a picture has no words it stands twice in a row.
    """
    places: dict[str, list[int]] = {}
    for index, (line, found) in enumerate(zip(lines, annotations, strict=True)):
        # An entry of a contents list, or what a machine wrote behind a date, names the title and is no printing of it.
        if _is_title(line, found) and found.item is None and not line.part:
            places.setdefault(squeeze(line.folded), []).append(index)
    return frozenset(
        index
        for printed in places.values()
        if len(printed) >= _FEWEST_PRINTINGS
        and all(_above_text(index, lines) or index + 1 in printed for index in printed[1:])
        for index in printed[1:]
    )


def former_title_alone(lines: Sequence[Line], annotations: Sequence[Annotations]) -> frozenset[int]:
    """Return the line that says what a text was called elsewhere, where no other line can be its title.

    原标题:老桥通车了, and then the text.
    """
    for index, (line, found) in enumerate(zip(lines, annotations, strict=True)):
        if is_former_title(line.folded):
            return frozenset({index}) if index + 1 < len(lines) and _above_text(index, lines) else frozenset()
        if found.furniture is None and found.metadata is None:
            break
    return frozenset()


def titles_above_metadata(
    lines: Sequence[Line], annotations: Sequence[Annotations], outside: frozenset[int]
) -> frozenset[int]:
    """Return where a title stands alone above the line that says when, where or by whom it was published.

    Above them is nothing, or what a web page prints around its texts: a stack of lines is no single title, and below
    a text the line may be its signature.
    """
    if all(found.metadata is None for found in annotations):
        return frozenset()
    return frozenset(
        index
        for index in range(len(lines) - 1)
        if not lines[index].part
        and annotations[index].item is None
        and not annotations[index].labels
        and (below := _below(index, lines)) - index <= _MOST_CLAUSES
        and _is_published(below, lines, annotations)
        and all(_is_title(lines[each], annotations[each], shortest=_SHORTEST_PUBLISHED) for each in range(index, below))
        and all(_is_around(above, annotations, outside) for above in range(index))
    )


def _below(index: int, lines: Sequence[Line]) -> int:
    """Return the index of the next printed line: a title of two clauses is cut between them."""
    below = index + 1
    while below < len(lines) and lines[below].part:
        below += 1
    return below


def _is_published(first: int, lines: Sequence[Line], annotations: Sequence[Annotations]) -> bool:
    """Tell whether a line, or a piece of it where it is cut, is about the text and no path of the web page.

    The name of an agency may stand between: 新华社 above 2024-03-31 08:00.
    """
    if first >= len(lines) or lines[first].part:
        return False
    if first + 1 < len(lines) and _AGENCY.fullmatch(lines[first].folded):
        first += 1
    last = first
    while last + 1 < len(lines) and lines[last + 1].part:
        last += 1
    return any(
        found.metadata is not None
        and (last > first or found.furniture is None or found.furniture.kind is Furniture.METADATA)
        and not (found.furniture is not None and found.furniture.kind is Furniture.BREADCRUMB)
        for found in annotations[first : last + 1]
    )


def _is_around(index: int, annotations: Sequence[Annotations], outside: frozenset[int]) -> bool:
    return index in outside or annotations[index].furniture is not None


def _above_text(index: int, lines: Sequence[Line]) -> bool:
    """Tell whether a sentence stands below a line; below a line of verse more verse does."""
    below = lines[index + 1].folded if index + 1 < len(lines) else ""
    return len(below) >= _TEXT or "。" in below


def _is_title(line: Line, found: Annotations, *, shortest: int = _SHORTEST) -> bool:
    if not shortest <= len(line.folded) <= _LONGEST or line.folded[-1] in "。,;:、":
        return False
    return (
        found.source_line is None
        and found.byline is None
        and found.credit is None
        and found.end is None
        and found.furniture is None
        and found.caption is None
        and found.page_label is None
    )


def _may_begin(first: int, lines: Sequence[Line], annotations: Sequence[Annotations]) -> bool:
    """Tell whether an article may begin: below a headline or a byline a line printed twice is a caption."""
    above = first - 1
    while above >= 0 and annotations[above].furniture is not None:
        above -= 1
    return above < 0 or bool(annotations[above].cues & Cue.ENDS_SENTENCE) or len(lines[above].folded) >= _TEXT


def _is_dated(index: int, annotations: Sequence[Annotations]) -> bool:
    """Tell whether a line says when a text was published: below a title and its twin, whatever stands above them."""
    return index < len(annotations) and annotations[index].metadata is not None


def _heads(twin: int, lines: Sequence[Line], annotations: Sequence[Annotations]) -> bool:
    """Tell whether text or what stands above one follows; below a line of verse that is sung twice more verse does."""
    if twin + 1 == len(lines):
        return False
    below, found = lines[twin + 1], annotations[twin + 1]
    if found.source_line is not None or found.byline is not None or found.metadata is not None:
        return True
    return len(below.folded) >= _TEXT or "。" in below.folded
