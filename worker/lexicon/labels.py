"""Labels by what they announce (``data/labels.txt``), each as the inside of a group of a pattern, or as words."""

from __future__ import annotations

from typing import Final

from worker.lexicon.files import alternatives, words

NOTES: Final = alternatives("labels", "note")
COLUMNS: Final = alternatives("labels", "column", "comment", "leader")
COMMENTS: Final = alternatives("labels", "comment")
KINDS: Final = alternatives("labels", "comment", "leader", "kind")
"""What a piece is, as it says before its headline."""
PARTS: Final = words("labels", "part")
SERIES: Final = alternatives("labels", "series")
DIGESTS: Final = alternatives("labels", "digest")
BOXES: Final = alternatives("labels", "box")
OPINIONS: Final = alternatives("labels", "opinion")
OPINION_KINDS: Final = alternatives("labels", "what")
CONTENTS: Final = words("labels", "contents")
NOTICES: Final = alternatives("labels", "notice")
SURE_NOTICES: Final = alternatives("labels", "sure_notice")
