"""What web editions print around a text (``data/navigation.txt``)."""

from __future__ import annotations

from typing import Final

from worker.lexicon.files import alternatives, words

LINES: Final = words("navigation", "line", "related", "read_on", "amid")
AMID: Final = words("navigation", "amid")
"""Lines that stand amid a text, squeezed and stripped of signs: an advertisement, for which the text makes room."""
READ_ON: Final = words("navigation", "read_on")
RELATED: Final = words("navigation", "related")
WORDS: Final = alternatives("navigation", "word")
BUTTONS: Final = alternatives("navigation", "button")
TAGS: Final = words("navigation", "tag")
"""Words about a text that are as short as a name."""
