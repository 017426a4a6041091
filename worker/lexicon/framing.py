"""Words of what sites, applications and forms print around a text (``data/framing.txt``)."""

from __future__ import annotations

from typing import Final

from worker.lexicon.files import alternatives

WORDS: Final = alternatives("framing", "word")
"""The more of them a line has, the less it is a title."""
