"""Names as spans of an article's folded text, before they become mentions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.models import MentionKind


@dataclass(frozen=True, slots=True)
class Name:
    """A name at ``text[start:end]``.

    Attributes:
        text: The name without the spaces that a wide setting put in it.
        sure: How much the tagger prefers it to no name, in nats a character; rules give ``BY_RULE``.
    """

    start: int
    end: int
    kind: MentionKind
    text: str
    sure: float
    role: str = ""


BY_RULE = 1.6


def without_overlaps(names: Iterable[Name]) -> list[Name]:
    """Return the names in order of position; of two that overlap the surer stays, then the longer, then the earlier."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda name: (-name.sure, name.start - name.end, name.start)):
        if all(name.end <= other.start or name.start >= other.end for other in kept):
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)
