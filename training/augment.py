"""Makes training text: today's sentences from templates, and corpus lines with their names exchanged.

A tagger that saw only January 1998 would know its names by heart; exchanged names teach it to look at the context, and
the templates bring the offices, positions and phrases of today.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

from training.corpus import ORGANIZATION, PERSON, PLACE, Entity, Line
from training.names import Names
from training.today import Sentences
from worker.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from training.today.bodies import Bodies

_OTHER_BODY = 0.5  # of the organisations of a line are exchanged
_SLOT = re.compile(r"\{(.)\}")


def generate(count: int, names: Names, source: random.Random) -> list[Line]:
    """Return ``count`` lines made from the templates."""
    text = (Path(__file__).parent / "templates.txt").read_text(encoding="utf-8")
    templates = [line for line in text.splitlines() if line and not line.startswith("#")]
    slots: dict[str, tuple[int, Callable[[], str]]] = {
        "人": (PERSON, names.person),
        "外": (PERSON, names.foreign),
        "地": (PLACE, names.place),
        "镇": (PLACE, names.township),
        "机": (ORGANIZATION, names.organization),
        "局": (ORGANIZATION, names.office),
        "职": (0, names.position),
    }
    return [_fill(source.choice(templates), slots) for _ in range(count)]


def _fill(template: str, slots: dict[str, tuple[int, Callable[[], str]]]) -> Line:
    text = ""
    entities: list[Entity] = []
    for number, part in enumerate(_SLOT.split(template)):
        if number % 2:
            kind, draw = slots[part]
            name = draw()
            if kind:
                entities.append((len(text), len(text) + len(name), kind))
            text += name
        else:
            text += part
    return Line(fold(text), tuple(entities))


def exchange(lines: Iterable[Line], names: Names, bodies: Bodies, source: random.Random) -> list[Line]:
    """Return the lines that hold names, with those names exchanged, the same one for the same one."""
    return [_exchange(line, names, bodies, source) for line in lines if line.entities]


def _exchange(line: Line, names: Names, bodies: Bodies, source: random.Random) -> Line:
    chosen: dict[str, str] = {}
    text = ""
    at = 0
    entities: list[Entity] = []
    for start, end, kind in line.entities:
        name = line.text[start:end]
        if name not in chosen:
            chosen[name] = _other(name, kind, names, bodies, source)
        text += line.text[at:start]
        entities.append((len(text), len(text) + len(chosen[name]), kind))
        text += chosen[name]
        at = end
    return Line(text + line.text[at:], tuple(entities))


def _other(name: str, kind: int, names: Names, bodies: Bodies, source: random.Random) -> str:
    if kind == ORGANIZATION:
        return fold(bodies.body()) if source.random() < _OTHER_BODY else name
    if kind == PERSON:
        if len(name) <= 3:
            draw = source.random()
            return fold(names.person() if draw < 0.86 else names.neighbour() if draw < 0.94 else names.foreign())
        return fold(names.foreign() if source.random() < 0.8 else names.neighbour())
    if kind == PLACE and source.random() < 0.5:
        return fold(names.place() if name[-1] in "省市县区州" or source.random() < 0.5 else names.township())
    return name


def augmented(lines: Sequence[Line], *, generated: int, seed: int = 7) -> list[Line]:
    """Return the lines and copies with other names, each twice so that they weigh as much as the generated ones."""
    source = random.Random(seed)
    names = Names(source)
    today = Sentences(names, source)
    return [
        *lines,
        *lines,
        *exchange(lines, names, today.bodies, source),
        *exchange(lines, names, today.bodies, source),
        *generate(generated // 2, names, source),
        *today.draw(generated),
    ]
