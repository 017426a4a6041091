"""The corpus of 1998 marked as papers of today are: 国民党 and a town's party committee are bodies.

The corpus tags such words as common nouns or abbreviations, so that one and the same word would be learned as a body
from new text and as none from the old.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from training.corpus import ORGANIZATION, PLACE, Entity, Line
from worker.enrichment.known_names import known_bodies
from worker.folding import fold
from worker.lexicon.files import groups

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.enrichment.words import Segmenter

# What makes a body of the place before it. Must NOT match 村党支部 without its village, nor 县委 of 县委书记 alone.
_OF_PLACE = re.compile(r"党委|党支部|党总支|党工委|村委会|居委会|委(?=书记|副书记|常委|宣传部|组织部|统战部|办公室)")
# Groups of the lexicon; those of ministries, armies and abroad are marked in the corpus by rules of its own.
_AS_TODAY = ("hong kong bodies", "taiwan bodies", "malay bodies", "singapore bodies", "world bodies", "world teams")
_PLACES = "省市县区州旗镇乡村屯寨道社"


def modern(lines: Iterable[Line], segmenter: Segmenter) -> list[Line]:
    """Return the lines with the bodies marked that the corpus leaves unmarked."""
    here = (name for group, names in groups("known_names").items() if group.endswith(_AS_TODAY) for name in names)
    known = known_bodies() & {fold(name) for name in here}
    return [_marked(line, segmenter, known) for line in lines]


def _marked(line: Line, segmenter: Segmenter, known: frozenset[str]) -> Line:
    entities: list[Entity] = []
    for start, end, kind in line.entities:
        of_place = _OF_PLACE.match(line.text, end) if kind == PLACE and line.text[end - 1] in _PLACES else None
        entities.append((start, of_place.end(), ORGANIZATION) if of_place else (start, end, kind))
    if not line.text:
        return line
    words = segmenter.words(line.text)
    taken = {at for start, end, _ in entities for at in range(start, end)}
    for index, start in enumerate(words.starts):
        word = words.word(index)
        if word in known and start not in taken:
            entities.append((start, start + len(word), ORGANIZATION))
    return Line(line.text, tuple(sorted(entities)))
