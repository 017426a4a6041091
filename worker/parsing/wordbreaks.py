"""Is a word broken between two characters? Evidence that two lines are one sentence, and a space a stray one."""

from __future__ import annotations

import functools
from importlib.resources import files


@functools.cache
def _pairs() -> frozenset[str]:
    """Return the pairs of ``data/pairs.txt`` (see ``training/build_pairs.py``)."""
    table = files("worker.parsing").joinpath("data/pairs.txt").read_text(encoding="utf-8")
    return frozenset(line[0] + second for line in table.splitlines() for second in line[1:])


def breaks_word(before: str, after: str) -> bool:
    """Tell whether the last character of ``before`` and the first of ``after`` (both folded) belong to one word."""
    return before[-1:] + after[:1] in _pairs()
