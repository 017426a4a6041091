"""Whom a text names, as it was read: names, roles, what is beside them and what was not understood."""

from __future__ import annotations

from typing import Final, NamedTuple

from worker.document.issue import Contributor


class Named(NamedTuple):
    """A person: name and role as read (folded). ``sure``: a name by its form; ``picture``: of a picture, not a text."""

    name: str
    role: str = ""
    sure: bool = True
    picture: bool = False


class People(NamedTuple):
    """What was read.

    Attributes:
        named: The people, in order.
        marked: A role or a word for what was done says that people are named.
        work: What was done, as printed (文/图); empty when nothing says so.
        units: Places and institutions beside the names.
        rest: Characters that were not understood.
    """

    named: tuple[Named, ...]
    marked: bool
    work: str
    units: int
    rest: int

    @property
    def pictured(self) -> tuple[str, ...]:
        """Return the names (folded) of those who took or drew and did not write: 孙波 of 钱进/文 孙波/图."""
        wrote = {person.name for person in self.named if not person.picture}
        return tuple(person.name for person in self.named if person.picture and person.name not in wrote)

    @property
    def sure(self) -> bool:
        """Return whether all are names by their form."""
        return bool(self.named) and all(person.sure for person in self.named)

    def contributors(self, folded: str, source: str) -> tuple[Contributor, ...]:
        """Return the people with name and role in source characters; ``folded`` and ``source`` are the text read."""
        found: list[Contributor] = []
        position = 0
        for person in self.named:
            name, position = _verbatim(person.name, folded, source, position)
            at = folded.find(person.role) if person.role else -1
            found.append(Contributor(name, source[at : at + len(person.role)] if at >= 0 else person.role))
        return tuple(found)


NOBODY: Final = People((), False, "", 0, 0)


def _verbatim(name: str, folded: str, source: str, position: int) -> tuple[str, int]:
    """Return a name in source characters; it stands in ``folded`` from ``position`` on, maybe with spaces inside."""
    whole = folded.find(name, position)
    if whole >= 0:
        return source[whole : whole + len(name)], whole + len(name)
    characters: list[str] = []
    at = position
    for wanted in name:
        if wanted == " ":
            characters.append(" ")
            continue
        at = folded.find(wanted, at)
        if at < 0:
            return name, position
        characters.append(source[at])
        at += 1
    return "".join(characters), at
