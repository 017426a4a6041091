"""Rows of tables."""

from __future__ import annotations

import re
from typing import Final

_FEWEST_CELLS: Final = 3
_LONGEST_CELL: Final = 12
_SENTENCE_MARKS: Final = re.compile(r"[。,;!?]")


def is_row(folded: str) -> bool:
    """Return whether a line is a row of a table: three cells or more, half of them numbers."""
    cells = folded.split() if " " in folded and not _SENTENCE_MARKS.search(folded) else ()
    if len(cells) < _FEWEST_CELLS or max(map(len, cells)) > _LONGEST_CELL:
        return False
    numbers = sum(1 for cell in cells if cell[0] in "0123456789+-" and cell.rstrip("%℃元名分秒")[-1:].isdigit())
    return 2 * numbers >= len(cells)
