"""Which issue a file is: what is known before it is read, who says what, what was taken."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class StatedIdentity:
    """What the file itself states of its issue (METS, e-paper, export); empty or None where it says nothing.

    ``section`` is the name of the page: 要闻.
    """

    publication: str = ""
    date: dt.date | None = None
    page: str = ""
    edition: str = ""
    number: str = ""
    part: str = ""
    section: str = ""
    date_end: dt.date | None = None


NOTHING_STATED = StatedIdentity()


@dataclass(frozen=True, slots=True)
class IdentityHints:
    """What is known of an issue before its text is read.

    Attributes:
        path: Path of the file relative to the inbox, with ``/``.
        sidecar: Decoded ``NAME.yml`` beside it: keys publication, date, page, number.
        default_publication: From the settings.
        stated: What the format itself says; None for a format that says nothing.
    """

    path: str = ""
    sidecar: tuple[tuple[str, str], ...] = ()
    default_publication: str = ""
    stated: StatedIdentity | None = None


class Origin(StrEnum):
    """What says which issue a file is, in the order in which it is believed."""

    SIDECAR = "sidecar"
    FORMAT = "format"
    NAME = "file name"
    FOLDER = "folder"
    MASTHEAD = "masthead"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sources that say different things of one field; dates are ISO.

    Attributes:
        field: ``publication``, ``date``, ``page``, ``edition`` or ``number``.
        taken: The value that was taken; ``other`` is the one that was not.
        taken_from: Who says so; ``other_from``: who says otherwise.
    """

    field: str
    taken: str
    other: str
    taken_from: Origin
    other_from: Origin

    @property
    def contests(self) -> bool:
        """Whether it leaves open which issue this is: the page itself names another paper or day than its name does.

        A sidecar is a person's word, and a format that states its issue means it: these settle it.
        """
        return (
            self.field in {"publication", "date"}
            and self.taken_from in {Origin.NAME, Origin.FOLDER}
            and self.other_from is Origin.MASTHEAD
        )


@dataclass(frozen=True, slots=True)
class IssueIdentity:
    """Which issue a file is, and which part of it. Empty or None where it cannot be known.

    Attributes:
        date: Of a joint issue (12月30日—31日) the first day; ``date_end`` is then the last.
        number: The paper's own (第1234期).
        edition: 号外, 县域版, 海外版: pages of two editions never replace each other.
        part: Tells files of one page apart, one article a file: ``02`` of ``20231227-05-02.txt``.
        conflicts: Where two sources contradict each other.
        masthead: The paper's name as the page prints it; empty where a person or the format states the paper.
    """

    publication: str = ""
    date: dt.date | None = None
    page: str = ""
    number: str = ""
    section: str = ""
    edition: str = ""
    part: str = ""
    date_end: dt.date | None = None
    conflicts: tuple[Conflict, ...] = ()
    masthead: str = ""

    @property
    def contested(self) -> bool:
        """Whether paper or date are in doubt: such a file replaces nothing until a person settles it."""
        return any(conflict.contests for conflict in self.conflicts)
