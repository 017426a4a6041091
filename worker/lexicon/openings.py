"""Words that open a headline's second part and go on about what its first says (``data/openings.txt``)."""

from __future__ import annotations

from typing import Final

from worker.lexicon.files import words

GOES_ON: Final = tuple(sorted(words("openings", "goes on")))
