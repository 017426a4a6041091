"""Units and counters that stand behind a number without a space (``data/units.txt``)."""

from __future__ import annotations

from typing import Final

from worker.lexicon.files import words

UNITS: Final = words("units")
