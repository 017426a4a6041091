"""Words that say what somebody did for a text or a picture (``data/roles.txt``)."""

from __future__ import annotations

from typing import Final

from worker.lexicon.files import alternatives, words

# As the inside of a group of a pattern.
RANKS: Final = alternatives("roles", "rank")
RANK_WORDS: Final = words("roles", "rank")
WRITERS: Final = alternatives("roles", "writer")
LABELS: Final = alternatives("roles", "label", "picture")
LABEL_WORDS: Final = words("roles", "label", "picture")
SPACED: Final = alternatives("roles", "spaced")
"""Labels that may stand before a blank."""
READERS: Final = alternatives("roles", "reader")
WORKS: Final = alternatives("roles", "work")
EDITORS: Final = alternatives("roles", "editor")
EDITING: Final = alternatives("roles", "editor", "editing")
TEACHERS: Final = alternatives("roles", "teacher")
OTHERS: Final = alternatives("roles", "editor", "editing", "teacher")
"""Whose names stand in a byline and are no author's."""
PICTURE_LABELS: Final = alternatives("roles", "picture")
PICTURES: Final = words("roles", "picture")
WORK_WORDS: Final = words("roles", "work")
READER_WORDS: Final = tuple(sorted(words("roles", "reader")))
