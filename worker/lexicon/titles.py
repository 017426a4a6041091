"""Offices and callings that stand beside a name (``data/titles.txt``), and courtesies that state none."""

from __future__ import annotations

import functools
from typing import Final

from worker.lexicon.files import words

TITLES: Final = words("titles")
COURTESY: Final = words("courtesy")
_LONGEST: Final = max(map(len, TITLES))


@functools.lru_cache(1 << 12)  # positions come again and again
def office(role: str) -> str:
    """Return the office or calling that a position ends in, the whole position where no such word ends it: 局长."""
    lengths = range(min(_LONGEST, len(role)), 1, -1)
    return next((role[-length:] for length in lengths if role[-length:] in TITLES), role)
