"""Lines set letter-spaced (2 0 2 3 年 1 0 月 2 7 日   星 期 五) read as if they were not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from worker.folding import fold
from worker.folding.arrays import letters_and_digits, points

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEWEST: Final = 6  # characters standing alone; 北 碚 报 is a name, and read as one elsewhere
_SHARE: Final = 0.7
_ALONE: Final = re.compile(r"(?<!\S)\S(?!\S)")
_PIECE: Final = re.compile(r"\S+")
_BETWEEN: Final = re.compile(r"(?<=\S)\s(?=\S)")
_WORDS: Final = re.compile(r"[^\W_]+").findall  # letters and digits: what str.isalnum says of a character, for less
_GAPS: Final = re.compile(r"\s{2,}")


def letter_spaced(text: str) -> bool:
    """Return whether most characters of a line stand alone between spaces."""
    if text.count(" ") + text.count("\u3000") < _FEWEST - 1:
        return False
    alone = len(_ALONE.findall(text))
    return alone >= _FEWEST and alone >= _SHARE * len(_PIECE.findall(text))


def squeeze(text: str) -> str:
    """Return a text without white space and punctuation: two printings of one headline become equal."""
    return text if text.isalnum() else "".join(_WORDS(text))


def squeeze_each(texts: Sequence[str]) -> list[str]:
    """Return what :func:`squeeze` does of each of some texts; all of a page at once cost less."""
    letters = points("\n".join(text.replace("\n", " ") for text in texts))
    kept = letters_and_digits(letters) | (letters == ord("\n"))
    return letters[kept].tobytes().decode("utf-32-le", "surrogatepass").split("\n") if texts else []


def squeezed(text: str) -> str:
    """Return ``text`` folded and squeezed."""
    return squeeze(fold(text))


def tightened(text: str) -> str:
    """Return a letter-spaced line without its single spaces, wider gaps as one; any other line as it is."""
    return _GAPS.sub(" ", _BETWEEN.sub("", text)) if letter_spaced(text) else text
