"""Word lists of enrichment alone, as text beside the code; what parsing reads too is in ``worker.lexicon``."""

from __future__ import annotations

import functools
from pathlib import Path

DATA = Path(__file__).parent / "data"


@functools.cache
def lexicon(name: str) -> frozenset[str]:
    """Return the words of ``data/NAME.txt``; a line that begins with ``#`` is a comment."""
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
