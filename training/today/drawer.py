"""What all that draws bodies draws from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

    from training.names import Names
    from training.today.places import Places
    from training.today.words import Lists


class Drawer:
    """Draws names from word lists, other names and places, by one source of chance."""

    def __init__(self, vocabulary: Lists, names: Names, places: Places, source: random.Random) -> None:
        self._lists = vocabulary
        self._names = names
        self._places = places
        self._random = source

    def _word(self, name: str) -> str:
        return self._random.choice(self._lists[name])
