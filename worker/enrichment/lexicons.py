"""Word lists of the product, kept as text beside the code: ``data/NAME.txt``, words parted by white space."""

from __future__ import annotations

import functools
from pathlib import Path

DATA = Path(__file__).parent / "data"


@functools.cache
def lexicon(name: str) -> frozenset[str]:
    """Return the words of ``data/NAME.txt``; a line that begins with ``#`` is a comment."""
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@functools.cache
def divisions() -> tuple[tuple[str, str, str], ...]:
    """Return the administrative divisions: province, city, district; the lower levels empty for the higher ones.

    ``data/regions.tsv`` is made by ``training/build_regions.py``.
    """
    lines = (DATA / "regions.tsv").read_text(encoding="utf-8").splitlines()
    rows = (tuple((*line.split("\t"), "", "")[:3]) for line in lines)
    return tuple((province, city, district) for province, city, district in rows)
