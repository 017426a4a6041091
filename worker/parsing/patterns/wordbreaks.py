"""Is a word broken between two characters? Evidence that two lines are one sentence, and a space a stray one."""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import Final

# After these something must follow, unless they end a longer word: 总和, 何在, 可为.
_UNENDING: Final = frozenset("的和与及或在将把被对从向为又而于以是让使")


@functools.cache
def _pairs() -> frozenset[str]:
    """Return the pairs of ``data/pairs.txt`` (see ``training/build_pairs.py``)."""
    table = files("worker.parsing").joinpath("data/pairs.txt").read_text(encoding="utf-8")
    return frozenset(line[0] + second for line in table.splitlines() for second in line[1:])


def breaks_word(before: str, after: str) -> bool:
    """Tell whether the last character of ``before`` and the first of ``after`` (both folded) belong to one word."""
    return before[-1:] + after[:1] in _pairs()


def runs_on(before: str, after: str) -> bool:
    """Tell whether ``before`` (folded) goes on in ``after``: it breaks a word, or ends with one that ends no phrase."""
    return breaks_word(before, after) or (before[-1:] in _UNENDING and not breaks_word(before[:-1], before[-1:]))
