"""What enrichment adds to an article: names, keywords, search words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class MentionKind(StrEnum):
    """What a name names."""

    PERSON = "person"
    PLACE = "place"
    ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands: ``field`` is kicker, headline, subtitle, body or ``captions.N``; offsets are characters.

    ``name`` is the form used in facets; ``role`` the title the text gives a person (区委书记).
    """

    kind: MentionKind
    name: str
    field: str
    start: int
    end: int
    role: str = ""


@dataclass(frozen=True, slots=True)
class Enrichment:
    """What enrichment adds to one article. Lists are in order of first mention (keywords: of weight), no repeats.

    Attributes:
        title_words: Space-joined search words of kicker, headline and subtitle, folded (see ``Segmenter``).
        body_words: The same of source line, body and captions.
        people_roles: (name, role) pairs that the text states.
        divisions: Administrative divisions the text is about, as paths from the province: ``重庆市/北碚区``.
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
    keywords: tuple[str, ...] = ()
    category: str = "unknown"
    category_confidence: float = 0.0
    summary: str = ""
    dates: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = field(default=(), repr=False)
