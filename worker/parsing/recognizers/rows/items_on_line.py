"""Items that one printed line holds: each opens with its source line, or closes with whom it is from.

【东方社甲城5日电】…。【西部社乙城5日电】…。 and …。(东方社) …。(西部社): wires and briefs whose line breaks are lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.parsing.recognizers.annotations import EndKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.recognizers.annotations import Annotations

_FEWEST = 3  # items: of two, one may be quoted by the other
_ENDS = frozenset("。!?”)】")
_SIGNS = frozenset({EndKind.PEOPLE, EndKind.AGENCY})


def items_on_line(lines: Sequence[Line], annotations: Sequence[Annotations]) -> frozenset[int]:
    """Return the indices of the pieces with which an item begins that goes on with nothing before it on its line."""
    found: list[int] = []
    for first, end in _printed(lines):
        opened = [at for at in range(first, end) if _opens(at, lines, annotations)]
        if len(opened) >= _FEWEST:
            found += opened
            continue
        closed = [at for at in range(first, end) if _closes(lines[at], annotations[at])]
        if len(closed) >= _FEWEST:
            found += [at + 1 for at in closed if at + 1 < end]
    return frozenset(found)


def _printed(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield where the pieces of each printed line of several begin, and end."""
    for index, line in enumerate(lines):
        if line.parts >= _FEWEST and not line.part:
            yield index, index + line.parts


def _opens(index: int, lines: Sequence[Line], annotations: Sequence[Annotations]) -> bool:
    """Tell whether a piece opens with a source line, and what stands before it on its line has ended."""
    if annotations[index].source_line is None:
        return False
    return not lines[index].part or lines[index - 1].folded[-1] in _ENDS


def _closes(line: Line, found: Annotations) -> bool:
    """Tell whether a piece ends in whom its text is from, or is that alone."""
    return found.end is not None and found.end.kind in _SIGNS and line.folded[-1] in ")】〕"
