"""Sentences of today with their names marked: templates filled with names that are built as such names are.

``templates.txt`` has the sentences, ``vocabulary.txt`` the parts of names, ``../stems.txt`` stems of townships and
villages. Nothing is copied from a paper; which names a sentence holds is known because it was put together.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from training.corpus import ORGANIZATION, PERSON, PLACE, Entity, Line
from training.today.bodies import Bodies
from training.today.people import People
from training.today.places import Places
from training.today.societies import Societies
from training.today.words import Words, lists
from worker.folding import fold
from worker.lexicon import files as lexicon

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from training.names import Names

_HERE = Path(__file__).parent
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{([^{}]+)\}")

Draw = tuple[int, "Callable[[], str]"]


def templates() -> list[str]:
    """Return the templates; a line that begins with ``#`` is a comment."""
    lines = (_HERE / "templates.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


class Sentences:
    """Draws sentences.

    Args:
        names: Draws people and divisions.
        source: Of the draws.
    """

    def __init__(self, names: Names, source: random.Random) -> None:
        self._random = source
        self._templates = templates()
        vocabulary = lists(_HERE / "vocabulary.txt", _HERE.parent / "stems.txt", lexicon.DATA / "known_names.txt")
        people = People(vocabulary, names, source)
        places = Places(vocabulary, names, source)
        self.bodies = Bodies(vocabulary, names, places, source)
        societies = Societies(vocabulary, names, places, source)
        self.places = places
        self.people = people
        words = Words(vocabulary, source)
        self._slots: dict[str, Draw] = {
            **{slot: (PERSON, draw) for slot, draw in people.slots().items()},
            **{slot: (PLACE, draw) for slot, draw in places.slots().items()},
            **{slot: (ORGANIZATION, draw) for slot, draw in self.bodies.slots().items()},
            **{slot: (ORGANIZATION, draw) for slot, draw in societies.slots().items()},
            **{slot: (0, draw) for slot, draw in words.slots().items()},
            "职": (0, names.position),
        }

    def draw(self, count: int) -> list[Line]:
        """Return so many sentences."""
        return [self._filled(self._random.choice(self._templates)) for _ in range(count)]

    def _filled(self, template: str) -> Line:
        while _CHOICE.search(template):
            template = _CHOICE.sub(lambda match: self._random.choice(match[1].split("|")), template)
        text = ""
        entities: list[Entity] = []
        for number, part in enumerate(_SLOT.split(template)):
            if not number % 2:
                text += part
                continue
            before = ""
            if part.startswith("衔"):  # a title stands before the name and is none of it
                before, part = self.people.title(), part[1:]  # noqa: PLW2901
            kind, draw = self._slots[part]
            text += before
            name = draw()
            if kind:
                entities.append((len(text), len(text) + len(name), kind))
            text += name
        return Line(fold(text), tuple(entities))
