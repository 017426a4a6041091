"""The labels that the model gives the pieces of a page, and what each says.

A label is a letter for the role of the piece, ``*`` where an article begins with it, and inside the model a digit for
the article around it. Capital letters begin a part, small ones go on with it: ``Pp`` paragraph, ``Cc`` caption, ``Nn``
editor's note. The digits: ``0`` headed, and a source line or byline has come; ``1`` headed, no source yet; ``2`` no
headline yet; ``3`` its headline stood below; ``9`` before the first article.
"""

from __future__ import annotations

from typing import Final

FURNITURE: Final = "F"  # belongs to no article
KICKER: Final = "K"
HEADLINE: Final = "H"
SUBTITLE: Final = "S"
BELOW: Final = "D"  # headline printed below its text
BYLINE: Final = "A"
SIGNATURE: Final = "T"
CREDIT: Final = "R"
CAPTION, CAPTION_ON = "C", "c"
NOTE, NOTE_ON = "N", "n"
SUMMARY: Final = "M"
PARAGRAPH, PARAGRAPH_ON = "P", "p"
SOURCED: Final = "L"  # a paragraph that opens with its source line; inside the model only
SUBHEAD: Final = "U"
VERSE: Final = "V"
BEGINS: Final = "*"


def role_of(label: str) -> str:
    """Return the role of a label, whether or not an article begins with it."""
    return label[0]


def begins(label: str) -> bool:
    """Return whether an article begins with the piece."""
    return label[1:2] == BEGINS


def without_context(label: str) -> str:
    """Return the label without the digit for the article around it; ``L`` is a paragraph that opens with its source."""
    return label[:-1].replace(SOURCED, PARAGRAPH)
