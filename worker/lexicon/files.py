"""The files of the lexicon: words parted by white space, in groups where a line ``NAME:`` opens one."""

from __future__ import annotations

import functools
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

DATA = Path(__file__).parent / "data"


def _lines(name: str) -> Iterator[str]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line


@functools.cache
def groups(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the words of ``data/NAME.txt`` by group, in order; words before the first group are in group ""."""
    found: dict[str, list[str]] = {}
    group = ""
    for line in _lines(f"{name}.txt"):
        head, colon, rest = line.partition(":")
        if colon and not line.startswith(" "):
            group, line = head, rest  # noqa: PLW2901 - the line without its group's name
        found.setdefault(group, []).extend(line.split())
    return MappingProxyType({key: tuple(dict.fromkeys(words)) for key, words in found.items() if words})


@functools.cache
def words(name: str, *chosen: str) -> frozenset[str]:
    """Return the words of ``data/NAME.txt``, those of the chosen groups or of all."""
    found = groups(name)
    return frozenset(word for key in (chosen or found) for word in found[key])


@functools.cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of ``data/NAME.tsv``, their cells parted by tabs."""
    return tuple(tuple(line.split("\t")) for line in _lines(f"{name}.tsv"))


@functools.cache
def alternatives(name: str, *chosen: str) -> str:
    """Return the words as the inside of a group of a pattern, longer ones first so that none hides behind another."""
    return "|".join(sorted(words(name, *chosen), key=lambda word: (-len(word), word)))


def grouped(words: Iterable[str]) -> str:
    """Return words as the inside of a group, those of one first letter under it: few are tried at each place.

    Longer ones first, so that none hides behind another.
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        rests.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{first}(?:{'|'.join(endings)})" for first, endings in rests.items())


def contents() -> bytes:
    """Return all files of the lexicon, for the version of what is made with them."""
    return b"".join(path.read_bytes() for path in sorted(DATA.iterdir()))
