"""A file of the made archive, and what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file and what it is.

    Attributes:
        contested: Fields on which name and masthead are made to contradict each other.
        copy_of: Path of the file that it is a copy of.
    """

    habit: str
    path: str
    text: str
    publication: str
    date: dt.date
    page: str
    edition: str = ""
    part: str = ""
    contested: frozenset[str] = frozenset()
    copy_of: str = ""
