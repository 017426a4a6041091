"""The letters and digits that folding changes: which text needs a folded companion, and the same rules for a server."""

from __future__ import annotations

import functools
import itertools

from worker.folding import fold
from worker.folding.spelling import needs_spelling

# What a server folds by itself: Han, and full-width letters and digits. The rest (circled digits, mathematical letters)
# is found by the companions alone; it would double the rules that every copy of the index settings carries.
_SERVER_RANGES = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\uff10", "\uff5a"))
_WORTH_AN_ARRAY = 40  # characters


@functools.cache
def folded_letters() -> frozenset[str]:
    """Return the letters and digits that folding changes more than lower case does."""
    every = "".join(map(chr, itertools.chain(range(0x80, 0xD800), range(0xE000, 0x30000))))
    pairs = zip(every, fold(every), strict=True)
    return frozenset(old for old, new in pairs if new not in (old, old.lower()) and new.isalnum())


def needs_folding(text: str) -> bool:
    """Return whether search compares ``text`` in another spelling than analysis gives it.

    Analysis lowers the case and drops punctuation by itself, full-width punctuation as well; it neither folds letters
    and digits nor spells numbers and ligatures in one way (``worker.folding.spelling``).
    """
    if not text.isascii() and needs_spelling(fold(text)):
        return True
    if "," in text and needs_spelling(text):
        return True
    if len(text) < _WORTH_AN_ARRAY:
        return not text.isascii() and not folded_letters().isdisjoint(text)
    from worker.folding.arrays import holds_any  # noqa: PLC0415 - NumPy takes 0.1 s to load; screens index nothing

    return holds_any(text, folded_letters)


@functools.cache
def server_rules() -> tuple[str, ...]:
    """Return folding as rules of Elasticsearch's ``mapping`` character filter: one character to one, ``區 => 区``."""
    return tuple(
        f"{letter} => {fold(letter)}"
        for letter in sorted(folded_letters())
        if any(first <= letter <= last for first, last in _SERVER_RANGES)
    )
