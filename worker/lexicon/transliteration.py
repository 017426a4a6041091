"""Characters that write foreign and minority names by sound (``data/transliteration.txt``)."""

from __future__ import annotations

from typing import Final

from worker.lexicon.files import words

CHARACTERS: Final = words("transliteration")
