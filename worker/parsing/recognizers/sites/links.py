"""What a web page prints around its texts: navigation lines, and below 相关新闻 the headlines of other texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.lexicon import navigation
from worker.parsing.recognizers.annotations import Annotations, Furniture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

_FEWEST, _MOST = 2, 12  # links below a label
_LONGEST = 40  # characters of a link
_TEASER = 6  # lines of a teaser, its label included
_PAINT = " :|/+-*>»【】[]•·"


def outside_text(lines: Sequence[Line], annotations: Sequence[Annotations]) -> frozenset[int]:
    """Return the indices of the lines that surely belong to no article."""
    found = {index for index, one in enumerate(annotations) if one.furniture is not None and one.furniture.is_sure}
    for index in sorted(found):
        if _name(lines[index]) in navigation.RELATED:
            found |= _links_below(index, lines, annotations)
    return frozenset(found) | _last_word(lines, found) | _behind_source(lines, annotations)


def _behind_source(lines: Sequence[Line], annotations: Sequence[Annotations]) -> frozenset[int]:
    """Return the pieces behind a source line that say when a site printed it: 【某报/某/松溪报导】 2007.01.22 04:15."""
    return frozenset(
        index
        for index in range(1, len(lines))
        if lines[index].part
        and (above := annotations[index - 1].source_line) is not None
        and above.span.end >= len(lines[index - 1].folded)
        and annotations[index].metadata is not None
        and _is_furniture(annotations[index])
    )


def _last_word(lines: Sequence[Line], outside: set[int]) -> frozenset[int]:
    """Return the last line of a page that stands below the teaser of another text: what the site says of itself."""
    last = len(lines) - 1
    if last < 1 or not lines[last - 1].folded.endswith(("...", "…")) or lines[last - 1].folded.endswith("……"):
        return frozenset()
    above = range(max(0, last - _TEASER), last)
    related = any(index in outside and _name(lines[index]) in navigation.RELATED for index in above)
    return frozenset({last}) if related else frozenset()


def _name(line: Line) -> str:
    return "".join(line.folded.split()).strip(_PAINT)


def _links_below(label: int, lines: Sequence[Line], annotations: Sequence[Annotations]) -> set[int]:
    """Return the lines below a label that are links; where text follows, the last of them may be its headline."""
    end = label + 1
    while end < len(lines) and _is_link(lines[end], annotations[end]):
        end += 1
    count = end - label - 1
    closed = end == len(lines) or _is_furniture(annotations[end])
    return set(range(label + 1, end)) if closed and _FEWEST <= count <= _MOST else set()


def _is_furniture(found: Annotations) -> bool:
    return found.furniture is not None and found.furniture.kind is not Furniture.POINTER


def _is_link(line: Line, found: Annotations) -> bool:
    if len(line.folded) > _LONGEST or "。" in line.folded or _is_furniture(found):
        return False
    return found.source_line is None and found.byline is None and found.credit is None and found.end is None
