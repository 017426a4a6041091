"""Surnames, folded to simplified characters (``data/surnames.txt`` says where they are from)."""

from __future__ import annotations

from typing import Final

from worker.lexicon.files import words

COMPOUND: Final = words("surnames", "compound")
COMMON: Final = words("surnames", "common")  # may begin a name that runs on to another
SINGLE: Final = words("surnames", "common", "usual")
# Rare ones are ordinary words as well: they count only beside other proof.
ANY: Final = words("surnames", "common", "usual", "rare")


def surname_length(text: str, singles: frozenset[str] = SINGLE) -> int:
    """Return the length of the surname that ``text`` begins with, 0 for none."""
    if text[:2] in COMPOUND and len(text) > 2:  # noqa: PLR2004 - a compound surname and a given name
        return 2
    return 1 if text[:1] in singles else 0
