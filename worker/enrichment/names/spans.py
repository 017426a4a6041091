"""Names as spans of an article's folded text, before they become mentions."""

from __future__ import annotations

import bisect
import itertools
import operator
from typing import TYPE_CHECKING, Final

from worker.document.enrichment import MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterable

# The kinds under names of their own: asking an enumeration for a member took a tenth of a microsecond, some 640 times
# an article.
PERSON: Final = MentionKind.PERSON
PLACE: Final = MentionKind.PLACE
ORGANIZATION: Final = MentionKind.ORGANIZATION


class Name:
    """A name at ``text[start:end]``.

    Attributes:
        text: The name without the spaces that a wide setting put in it.
        sure: How much the tagger prefers it to no name, in nats a character; rules give ``BY_RULE``.
        role: The position that the text gives a person, folded.
        role_start: Where that stands in the text.
    """

    # No tuple: an article's names are asked for these some 2,000 times, and of a tuple a field takes twice as long,
    # of a compiled class next to nothing.
    __slots__ = ("end", "kind", "role", "role_start", "start", "sure", "text")

    def __init__(
        self, start: int, end: int, kind: MentionKind, text: str, sure: float, *, role: str = "", role_start: int = 0
    ) -> None:
        self.start = start
        self.end = end
        self.kind = kind
        self.text = text
        self.sure = sure
        self.role = role
        self.role_start = role_start

    def _replace(
        self,
        *,
        start: int | None = None,
        end: int | None = None,
        kind: MentionKind | None = None,
        text: str | None = None,
        sure: float | None = None,
        role: str | None = None,
        role_start: int | None = None,
    ) -> Name:
        """Return the name with other values of some attributes; names are not changed where they are."""
        return Name(
            self.start if start is None else start,
            self.end if end is None else end,
            self.kind if kind is None else kind,
            self.text if text is None else text,
            self.sure if sure is None else sure,
            role=self.role if role is None else role,
            role_start=self.role_start if role_start is None else role_start,
        )

    def _told(self) -> tuple[int, int, MentionKind, str, float, str, int]:
        return self.start, self.end, self.kind, self.text, self.sure, self.role, self.role_start

    def __eq__(self, other: object) -> bool:
        """Return whether another name is the same in all attributes."""
        return isinstance(other, Name) and self._told() == other._told()

    def __lt__(self, other: Name) -> bool:
        """Return whether a name stands before another one."""
        return (self.start, self.end) < (other.start, other.end)

    def __hash__(self) -> int:
        """Return the same of equal names."""
        return hash(self._told())

    def __repr__(self) -> str:
        """Return all attributes, for the message of a test that fails."""
        return f"Name{self._told()}"


BY_RULE: Final = 1.6
_start = operator.attrgetter("start")


class Spans:
    """Names by where they stand: of a text of many, those at a place are found without a look at all the others."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = sorted(names, key=_start)
        self._starts = [name.start for name in self._names]
        self._reach = list(itertools.accumulate((name.end for name in self._names), max))

    def over(self, name: Name) -> list[Name]:
        """Return those that share a character with a name, in order of position."""
        first = bisect.bisect_right(self._reach, name.start)  # all before end sooner
        return [
            each for each in self._names[first : bisect.bisect_left(self._starts, name.end)] if each.end > name.start
        ]


def without_overlaps(names: Iterable[Name]) -> list[Name]:
    """Return the names in order of position; of two that overlap the surer stays, then the longer, then the earlier."""
    names = sorted(names, key=_start)
    for left, right in itertools.pairwise(names):
        if left.end > right.start:
            break
    else:
        return names
    kept: list[Name] = []  # by position
    starts: list[int] = []
    for name in sorted(names, key=lambda name: (-name.sure, name.start - name.end, name.start)):
        at = bisect.bisect_left(starts, name.start)
        if (at and kept[at - 1].end > name.start) or (at < len(kept) and kept[at].start < name.end):
            continue
        kept.insert(at, name)
        starts.insert(at, name.start)
    return kept
