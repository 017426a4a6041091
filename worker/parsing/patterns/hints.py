"""What a line must hold for a pattern to be tried, found out for all lines of a page at once.

Most patterns that are sought in every line hold one of a few words wherever they match, and hardly any line has one.
Looking for each of these words in each line took a third of the time that patterns take.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from worker.folding.signs import SignTable

_MOST: Final = 1 << 15  # texts, more than any page has lines: a bound on memory
_TABLE: Final = SignTable()
_foreseen: dict[str, int] = {}


def hint(words: Iterable[str]) -> int:
    """Return the bit of some words, see :func:`may_hold`; the first two letters of each are looked for.

    Call it when a module is loaded.
    """
    return _TABLE.sign(words)


def foresee(texts: Iterable[str]) -> None:
    """Find out at once what some texts hold, in place of those before: the lines of a page, folded."""
    _foreseen.clear()
    foresee_more(texts)


def foresee_more(texts: Iterable[str]) -> None:
    """Find it out of further texts of the page: pieces of its lines."""
    new = [text for text in dict.fromkeys(texts) if text not in _foreseen and "\n" not in text]
    del new[_MOST - len(_foreseen) :]
    _foreseen.update(zip(new, _TABLE.held_by(new), strict=True))


def forget() -> None:
    """Forget the texts: the issue is read."""
    _foreseen.clear()


def may_hold(folded: str, hints: int) -> bool:
    """Tell whether a text may hold a hint, one of several if their bits are joined; what was not foreseen may."""
    held = _foreseen.get(folded)
    return held is None or held & hints != 0
