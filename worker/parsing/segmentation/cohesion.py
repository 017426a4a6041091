"""Does a text go on with the story above it, or is it another story: learnt from public collections of articles.

Neighbouring stretches of one article were told from the end of one and the beginning of the next of the same day. What
is asked: how rare the pairs of characters are that both texts have, and the longer runs; whether they stand where
the text opens; how alike the topics are (latent semantic analysis of pairs by texts; Deerwester et al., 1990); how the
text opens, 昨日, 记者 as a story does, or 他, 此外 as a later paragraph. ``training/cohesion`` fits the file.
"""

from __future__ import annotations

import functools
import re
import zlib
from dataclasses import dataclass
from importlib.resources import files
from typing import IO, TYPE_CHECKING

import numpy as np

from worker.folding.arrays import points

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

LONGEST_ABOVE, LONGEST_BELOW, SHORTEST = 1200, 500, 25  # characters that are looked at; with fewer nothing is known
OPENINGS = 8192  # places for what texts open with
COMMON = 2.5  # rarity (nats) that says nothing: a pair of every twelfth text
_RARE = 5.0  # nats
_HAN_FIRST, _HAN_LAST = 0x4E00, 0x9FFF
_OPENS = 24  # characters of an opening; _FIRST: in which what was told above counts for more
_FIRST = 30
_CLAUSE, _LONGEST_CLAUSE = 8, 12
_LONGEST_RUN = 6  # characters: a longer run is a quotation, or a long name
_DIGITS = re.compile("[0-9〇一二三四五六七八九十]+")
_PAUSES = re.compile("[,。:;!?]")
_TINY = 1e-6
_FILE = "data/cohesion.npz"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of pairs of characters.

    Attributes:
        pairs: Codes of the pairs that many texts have, rising; any other is rarer.
        rarity: Of each, in nats above ``COMMON``; ``unknown``: of any other.
        topics: A vector for each.
    """

    pairs: NDArray[np.uint32]
    rarity: NDArray[np.float32]
    topics: NDArray[np.float32]
    unknown: float

    def of(self, codes: NDArray[np.uint32]) -> NDArray[np.float32]:
        """Return how rare pairs are."""
        at, known = self._find(codes)
        return np.where(known, self.rarity[at], np.float32(self.unknown)).astype(np.float32)

    def topic(self, codes: NDArray[np.uint32]) -> NDArray[np.float32]:
        """Return the topic of a text that has these pairs; its length is 1, or 0 where nothing is known."""
        at, known = self._find(codes)
        total = self.topics[at[known]].sum(0)
        return np.asarray(total / (float(np.sqrt(total @ total)) + _TINY), np.float32)

    def _find(self, codes: NDArray[np.uint32]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        at = np.minimum(np.searchsorted(self.pairs, codes), len(self.pairs) - 1)
        return at, self.pairs[at] == codes


@dataclass(frozen=True, slots=True)
class Cohesion:
    """The lexicon, and what each measure and each opening is worth, in nats."""

    version: str
    lexicon: Lexicon
    weights: NDArray[np.float32]
    bias: float
    openings: NDArray[np.float32]

    def of(self, above: str, below: str) -> float:
        """Return the log odds that ``below`` goes on with the story of ``above``, both folded; 0 for short texts."""
        above, below = above[-LONGEST_ABOVE:], below[:LONGEST_BELOW]
        if min(len(above), len(below)) < SHORTEST:
            return 0.0
        own = self.openings[list(opening(below))].sum()
        return float(measures(above, below, self.lexicon) @ self.weights + own + self.bias)


@functools.cache
def cohesion() -> Cohesion:
    """Return what the package has learnt."""
    with (files("worker.parsing") / _FILE).open("rb") as file:
        return read_cohesion(file)


def read_cohesion(file: IO[bytes]) -> Cohesion:
    """Return what :func:`write` wrote."""
    found = np.load(file, allow_pickle=False)
    rarity, topics, openings = (
        found[name] * step for name, step in zip(("rarity", "topics", "openings"), found["step"], strict=True)
    )
    lexicon = Lexicon(np.cumsum(found["pairs"], dtype=np.uint32), rarity, topics, float(found["unknown"]))
    return Cohesion(str(found["version"]), lexicon, found["weights"], float(found["bias"]), openings)


def write(learnt: Cohesion, path: Path) -> None:
    """Write what was learnt, in steps of a byte."""
    lexicon = learnt.lexicon
    stored = [(lexicon.rarity, 255, np.uint8), (lexicon.topics, 127, np.int8), (learnt.openings, 127, np.int8)]
    steps = [float(np.abs(values).max()) / most for values, most, _ in stored]
    rarity, topics, openings = (
        np.rint(values / step).astype(kind) for (values, _, kind), step in zip(stored, steps, strict=True)
    )
    np.savez_compressed(
        path,
        version=np.array(learnt.version),
        pairs=np.diff(lexicon.pairs, prepend=np.uint32(0)),
        rarity=rarity,
        topics=topics,
        unknown=np.float32(lexicon.unknown),
        weights=learnt.weights,
        bias=np.float32(learnt.bias),
        openings=openings,
        step=np.array(steps, np.float32),
    )


def pair_codes(text: str) -> NDArray[np.uint32]:
    """Return a code for each two Chinese characters in a row."""
    found = points(text)
    first, second = found[:-1], found[1:]
    han = (found >= _HAN_FIRST) & (found <= _HAN_LAST)
    return ((first << np.uint32(16)) | second)[han[:-1] & han[1:]]


def opening(text: str) -> Iterable[int]:
    """Return the places of what a text opens with: its first characters, the pairs of its first line, the clause."""
    start = _DIGITS.sub("0", text[:_OPENS])
    clause = _PAUSES.split(start, maxsplit=1)[0]
    words = [f"p{start[:size]}" for size in range(1, 5)]
    words += [f"b{start[at : at + 2]}" for at in range(len(start) - 1)]
    words += [f"c{clause[:_CLAUSE]}", f"l{min(len(clause), _LONGEST_CLAUSE)}"]
    return [zlib.crc32(word.encode()) % OPENINGS for word in words]


def measures(above: str, below: str, lexicon: Lexicon) -> NDArray[np.float32]:
    """Return what the two texts have in common, by rarity and topic, and how long they are."""
    told, times = np.unique(pair_codes(above), return_counts=True)
    new, again = np.unique(pair_codes(below), return_counts=True)
    told_worth, new_worth = lexicon.of(told), lexicon.of(new)
    shared, at, place = np.intersect1d(told, new, assume_unique=True, return_indices=True)
    worth = told_worth[at]
    most = np.sort(worth)[::-1]
    total = float(worth.sum())
    told_weight, new_weight = told_worth * (1 + np.log(times)), new_worth * (1 + np.log(again))
    lengths = _norm(told_weight) * _norm(new_weight)
    cosine = float(told_weight[at] @ new_weight[place]) / lengths
    first = np.unique(pair_codes(below[:_FIRST]))
    first_worth = lexicon.of(first)
    known = np.isin(first, shared, assume_unique=True)
    first_known = float(first_worth[known].sum()) / (float(first_worth.sum()) + _TINY)
    runs = shared_runs(above, below)
    rare = sorted((_worth_of_run(run, lexicon) for run in {run for _, run in runs}), reverse=True)
    topic = float(lexicon.topic(told) @ lexicon.topic(new))
    size, own = float(np.log(len(above))), float(np.log(len(below)))
    amount, runs_worth = float(np.log1p(total)), float(np.log1p(sum(rare)))
    covered = sum(len(run) for _, run in runs)
    again_told, again_all = covered / len(below), covered / min(len(above), len(below))
    found = [
        cosine,
        total / (float(new_worth.sum()) + _TINY),
        total / (float(told_worth.sum()) + _TINY),
        amount,
        float(np.log1p(worth[times[at] > 1].sum())),
        first_known,
        float(first_worth[known].max(initial=0)),
        *(float(most[rank]) if len(most) > rank else 0.0 for rank in (0, 1, 3)),
        float(np.sqrt((worth > _RARE - COMMON).sum())),
        len(rare) ** 0.5,
        runs_worth,
        *(rare[rank] if len(rare) > rank else 0.0 for rank in (0, 1, 3)),
        max((len(run) for _, run in runs), default=0) ** 0.5,
        float(any(where < _FIRST for where, _ in runs)),
        topic,
        again_told,
        again_all,
        *(value * value for value in (cosine, topic, first_known, again_told)),
        size,
        own,
        *(value * length for value in (cosine, topic, amount, runs_worth, first_known) for length in (size, own)),
    ]
    return np.array(found, np.float32)


def _norm(values: NDArray[np.floating]) -> float:
    return float(np.sqrt((values * values).sum())) + _TINY


def shared_runs(above: str, below: str) -> list[tuple[int, str]]:
    """Return the runs of three Chinese characters and more of ``below`` that ``above`` has, and where, none twice."""
    told = {above[at : at + 3] for at in range(len(above) - 2)}
    found: list[tuple[int, str]] = []
    at = 0
    while at < len(below) - 2:
        end = at + 3
        if below[at:end] not in told or not all("一" <= character <= "\u9fff" for character in below[at:end]):
            at += 1
            continue
        while end < len(below) and below[at : end + 1] in above:
            end += 1
        found.append((at, below[at:end]))
        at = end
    return found


def _worth_of_run(run: str, lexicon: Lexicon) -> float:
    codes = pair_codes(run)
    return float(lexicon.of(codes).mean() * np.sqrt(min(len(run), _LONGEST_RUN)))
