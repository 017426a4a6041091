"""A text that a web page holds twice, for wide screens and for narrow ones: all below the second beginning is its copy.

A refrain, a name or a teaser above its text stand twice as well. A copy is of several lines in the same order, one of
them a paragraph, and no other text follows.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from worker.parsing.patterns.spacing import squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.recognizers.annotations import Annotations

_FEWEST: Final = 2  # lines of a copy
_PARAGRAPH: Final = 30  # characters that a line of verse or of a column never has
_SENTENCE: Final = "。"
_HEAD: Final = 4  # characters by which most paragraphs are told from all others
_OPENING: Final = 12  # and those that are left from one another


def printed_twice(lines: Sequence[Line], annotations: Sequence[Annotations]) -> frozenset[int]:
    """Return the indices of the lines of the second printing; empty where a page holds its text once."""
    long = [(index, line) for index, line in enumerate(lines) if len(line.folded) >= _PARAGRAPH]
    heads = [_opening(line, _HEAD) for _, line in long]
    times = Counter(heads)
    places: dict[str, list[int]] = {}  # by how a paragraph begins: hardly two begin alike
    for head, (index, line) in zip(heads, long, strict=True):
        if not head or times[head] == 1:
            continue
        alike = places.setdefault(_opening(line, _OPENING), [])
        text = squeeze(line.folded) if alike else ""
        first = next((above for above in alike if squeeze(lines[above].folded) == text), None)
        if first is not None:
            return _copied(first, index, lines, annotations)
        alike.append(index)
    return frozenset()


def _opening(line: Line, size: int) -> str:
    """Return the first letters and digits of a line."""
    opening = ""
    for reach in (size, 2 * size, len(line.folded)):
        opening = squeeze(line.folded[:reach])
        if len(opening) >= size:
            break
    return opening[:size]


def _copied(first: int, second: int, lines: Sequence[Line], annotations: Sequence[Annotations]) -> frozenset[int]:
    """Return the lines of the copy that holds line ``second``, a printing of ``first``, if nothing else follows."""
    texts = [squeeze(line.folded) for line in lines]
    apart = second - first
    begin, end = second, second + 1
    while begin > max(apart, first + 1) and texts[begin - 1] == texts[begin - 1 - apart]:
        begin -= 1
    while end < min(len(lines), begin + apart) and texts[end] == texts[end - apart]:
        end += 1
    # All of what stands above the copy is in it, but for labels and titles.
    above = range(end - apart, begin)
    whole = not any(_is_text(index, lines, annotations) for index in (*above, *range(end, len(lines))))
    return frozenset(range(begin, end)) if whole and end - begin >= _FEWEST else frozenset()


def _is_text(index: int, lines: Sequence[Line], annotations: Sequence[Annotations]) -> bool:
    return _SENTENCE in lines[index].folded and annotations[index].furniture is None
