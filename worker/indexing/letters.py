"""The letters and digits that folding changes: which text needs a folded companion, and the same rules for a server."""

from __future__ import annotations

import functools
import itertools

from worker.folding import fold

# What a server folds by itself: Han, and full-width letters and digits. The rest (circled digits, mathematical letters)
# is found by the companions alone; it would double the rules that every copy of the index settings carries.
_SERVER_RANGES = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\uff10", "\uff5a"))


@functools.cache
def folded_letters() -> frozenset[str]:
    """Return the letters and digits that folding changes more than lower case does."""
    every = "".join(map(chr, itertools.chain(range(0x80, 0xD800), range(0xE000, 0x30000))))
    pairs = zip(every, fold(every), strict=True)
    return frozenset(old for old, new in pairs if new not in (old, old.lower()) and new.isalnum())


@functools.cache
def server_rules() -> tuple[str, ...]:
    """Return folding as rules of Elasticsearch's ``mapping`` character filter: one character to one, ``區 => 区``."""
    return tuple(
        f"{letter} => {fold(letter)}"
        for letter in sorted(folded_letters())
        if any(first <= letter <= last for first, last in _SERVER_RANGES)
    )
