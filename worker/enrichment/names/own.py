"""What the user's dictionaries say of names; it goes before the model and all rules."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Final

from worker.enrichment.names.spans import ORGANIZATION, PERSON, PLACE, Name, without_overlaps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from worker.enrichment.vocabulary import Words

_KINDS: Final = {"nr": PERSON, "ns": PLACE, "nt": ORGANIZATION}
_OPEN: Final = "nz"  # another proper noun, and what a line without a tag has: it says nothing of the kind
BY_DICTIONARY: Final = 100.0
"""How sure such a name is, in nats a character: above whatever the model says."""


class Own:
    """The user's words, as far as they speak of names.

    Args:
        tags: Part of speech of each word.
    """

    def __init__(self, tags: Mapping[str, str]) -> None:
        self._kinds = {word: _KINDS[tag[:2]] for word, tag in tags.items() if tag[:2] in _KINDS}
        self._no_names = {word for word, tag in tags.items() if tag[:2] not in _KINDS and tag != _OPEN}

    def settle(self, names: Sequence[Name], words: Words) -> list[Name]:
        """Return the names with those that the user's dictionaries hold, and without what they call something else.

        A word tagged nr, ns or nt is a person, place or organisation wherever the text is cut there, but inside a
        longer name; a word with any other tag is no name by itself.

        Args:
            names: In order, without overlaps.
            words: Of the text.
        """
        kept = [name for name in names if name.text not in self._no_names]
        added = [] if not self._kinds else [name for name in self._written(words) if not _is_held(name, kept)]
        return without_overlaps([*kept, *added]) if added else kept

    def _written(self, words: Words) -> Iterator[Name]:
        for index, start in enumerate(words.starts):
            kind = self._kinds.get(word := words.word(index))
            if kind is not None:
                yield Name(start, start + len(word), kind, word, BY_DICTIONARY)


def _is_held(new: Name, names: Sequence[Name]) -> bool:
    """Return whether a longer one of the names, which are in order, holds the new one."""
    at = bisect.bisect_right(names, new.start, key=lambda name: name.start) - 1
    return at >= 0 and names[at].end >= new.end and names[at].end - names[at].start > new.end - new.start
