"""Lines of a page that no article has: what was taken for furniture, and whether one of them can be a title.

`missing_headlines` and `missing_stack_parts` look here for what an article lacks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.lexicon.characters import HAN
from worker.parsing.patterns.spacing import squeeze
from worker.parsing.recognizers.annotations import Furniture
from worker.parsing.segmentation.affinity import pairs_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from worker.parsing.segmentation.observations import PageView

SHORTEST: Final = 6  # characters of a title: what is shorter may be a column's name
LONGEST: Final = 40
FEWEST_PAIRS: Final = 3  # of a title's characters that a text repeats; fewer say nothing
IN_HAN: Final = re.compile(rf"[{HAN}]{{2}}")
_LONGEST_SECTION: Final = 6  # of a first line that names a section
# A title's line may hold these beside its words.
_BESIDE: Final = frozenset({Furniture.ORNAMENT, Furniture.SLOGAN})


def lines_above(first: int, reach: int, left: frozenset[int], view: PageView) -> Iterator[list[int]]:
    """Yield the pieces of each printed line above a text, from the last up, as long as all of it is furniture."""
    index = first - 1
    for _ in range(reach):
        line: list[int] = []
        while index >= 0 and index in left and (not line or view.line_of[index] == view.line_of[line[0]]):
            line.insert(0, index)
            index -= 1
        if not line or (index >= 0 and view.line_of[index] == view.line_of[line[0]]):
            return
        yield line


def is_unknown(index: int, view: PageView) -> bool:
    """Return whether no recogniser knows a line."""
    found = view.annotations[index]
    known = (
        *(found.source_line, found.byline, found.credit, found.end, found.furniture, found.caption, found.page_label),
        *(found.metadata, found.item),
    )
    if index in view.outside or view.line_of[index] in view.weather or view.line_of[index] in view.repeated:
        return False
    return all(mark is None for mark in known)


def is_title(line: Sequence[int], view: PageView, shortest: int = SHORTEST) -> bool:
    """Return whether a line has the length of a title, no sentence's end, and is nothing that recognisers know."""
    text = folded_text(line, view)
    size = len(text) - sum(map(str.isascii, text)) / 2  # half as wide as a Chinese one
    if not shortest <= len(text) or size > LONGEST + SHORTEST or text[-1] in "。,;:、":
        return False
    for index in line:
        found = view.annotations[index]
        known = (found.source_line, found.credit, found.end, found.caption, found.page_label, found.metadata)
        if index in view.outside or any(mark is not None for mark in known):
            return False
        if found.furniture is not None and found.furniture.kind not in _BESIDE:
            return False
    return True


def names_section(line: Sequence[int], told: str, view: PageView) -> bool:
    """Return whether a line is as short as a section's name, and the text repeats nothing of it."""
    text = squeeze(folded_text(line, view))
    return len(text) <= _LONGEST_SECTION and not pairs_repeated(text, told)[0]


def folded_text(indices: Collection[int], view: PageView) -> str:
    """Return the folded text of some pieces, a blank between them."""
    return " ".join([view.pieces[index].folded for index in indices])


def pairs_repeated(title: str, text: str) -> tuple[int, int]:
    """Return how many of a title's pairs of Chinese characters a text repeats, and how many there are."""
    pairs = [pair for pair in pairs_of(title) if IN_HAN.fullmatch(pair)]
    return sum(pair in text for pair in pairs), len(pairs)
