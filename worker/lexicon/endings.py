"""How names of places and institutions end where they stand before a person's (``data/endings.txt``)."""

from __future__ import annotations

from typing import Final

from worker.lexicon.files import words

PLACES: Final = tuple(sorted(words("endings", "place")))
INSTITUTIONS: Final = tuple(sorted(words("endings", "institution")))
UNITS: Final = (*PLACES, *INSTITUTIONS)
