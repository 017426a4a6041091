"""What enrichment adds to an article: names, keywords, search words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class MentionKind(StrEnum):
    """What a name names."""

    PERSON = "person"
    PLACE = "place"
    ORGANIZATION = "organization"


class Mention(NamedTuple):
    """A name where it stands: ``field`` is kicker, headline, subtitle, body or ``captions.N``; offsets are characters.

    Attributes:
        name: The name; of an organisation in short, its full form where the article or its issue has that.
        role: The position that the text gives a person, as printed (区委书记).
        division: Path of the division that a place lies in, where that is known.
        body: The one form that an organisation has across the archive, where that is another than ``name``.
    """

    kind: MentionKind
    name: str
    field: str
    start: int
    end: int
    role: str = ""
    division: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Enrichment:
    """What enrichment adds to one article. Lists are in order of first mention (keywords: of weight), no repeats.

    Attributes:
        title_words: Space-joined search words of kicker, headline and subtitle, folded (see ``Segmenter``).
        body_words: The same of source line, body and captions.
        people_roles: (name, role) pairs that the text states.
        divisions: Administrative divisions the text is about, as paths from the province: ``重庆市/北碚区``.
        place_divisions: (place, path, why) of the places whose division is known; see ``enrichment.regions.WHYS``.
        organizations: As they are printed, in the full form where the article or its issue has that.
        bodies: The same in the one form that each has across the archive.
        body_forms: (body, printed) where a body is printed in another form.
        body_kinds: (body, kind) of the bodies whose name tells their kind; see ``enrichment.bodies.kinds``.
        body_aliases: Further forms, folded, by which the bodies are found.
        category: One of the documented scheme, ``unknown`` when unsure; ``category_confidence`` 0 to 1.
        dates: ISO dates that the text speaks of.
        signature: MinHash bands as hex strings, for finding the same story.
    """

    title_words: str = ""
    body_words: str = ""
    people: tuple[str, ...] = ()
    people_roles: tuple[tuple[str, str], ...] = ()
    places: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()
    place_divisions: tuple[tuple[str, str, str], ...] = ()
    bodies: tuple[str, ...] = ()
    body_forms: tuple[tuple[str, str], ...] = ()
    body_kinds: tuple[tuple[str, str], ...] = ()
    body_aliases: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    category: str = "unknown"
    category_confidence: float = 0.0
    summary: str = ""
    dates: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = field(default=(), repr=False)
