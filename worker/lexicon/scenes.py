"""Who does what before a camera (``data/scenes.txt``); readers of all callings stand there too."""

from __future__ import annotations

from typing import Final

from worker.lexicon import roles
from worker.lexicon.files import alternatives, groups

PEOPLE: Final = "|".join(sorted((*groups("scenes")["people"], *roles.READER_WORDS), key=len, reverse=True))
DOES: Final = alternatives("scenes", "does")
