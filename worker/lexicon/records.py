"""Labels of records around a text (``data/records.txt``)."""

from __future__ import annotations

from typing import Final

from worker.lexicon.files import groups

_LABELS = groups("records")
TITLES: Final = frozenset(_LABELS["title"])
AUTHORS: Final = frozenset(_LABELS["author"])
OF_OTHERS: Final = frozenset(_LABELS["of_others"])
"""What a paper prints of a book, a film or a person."""
LABELS: Final = frozenset(label for name, labels in _LABELS.items() if name != "of_others" for label in labels)
