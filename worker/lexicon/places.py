"""Chinese divisions (``data/regions.tsv``, made by ``training/build_regions.py``) and places of the world."""

from __future__ import annotations

import functools
from typing import Final

from worker.lexicon.files import rows, words

WORLD: Final = words("world")
ABROAD: Final = words("abroad")
"""States as Taiwan and Hong Kong call them too, and cities of the world (``training/build_abroad.py``)."""
WORDLIKE: Final = words("wordlike_divisions")
"""Divisions without their suffix that are words as well."""


@functools.cache
def divisions() -> tuple[tuple[str, str, str], ...]:
    """Return the administrative divisions: province, city, district; the lower levels empty for the higher ones."""
    cells = ((*row, "", "")[:3] for row in rows("regions"))
    return tuple((province, city, district) for province, city, district in cells)


@functools.cache
def place_names() -> frozenset[str]:
    """Return the names of all divisions, with their suffix and without it, and those of the world."""
    full = {next(part for part in reversed(division) if part) for division in divisions()}
    bare = {name[:-1] for name in full if name[-1] in "省市县区旗" and len(name) > 2}  # noqa: PLR2004 - one character is no name
    return frozenset(full | bare) | WORLD
