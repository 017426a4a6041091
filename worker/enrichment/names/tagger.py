"""Finds names with a linear-chain model whose weights lie in one table; many articles at a time, in arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from worker.document.enrichment import MentionKind
from worker.enrichment.names.clauses import clause_starts
from worker.enrichment.names.compact import Compact, compact
from worker.enrichment.names.decoding import Steps, best_spans
from worker.enrichment.names.features import SLOTS, TEMPLATES, VERSION, WIDE, features
from worker.enrichment.names.labels import COUNT, KINDS
from worker.enrichment.vocabulary import LINE_FEED, Words
from worker.errors import ConfigurationError
from worker.messages import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


# A slot of the table is two machine words of five 12-bit lanes: what each of the nine labels but "outside" says,
# relative to it. The sum over all templates stays inside its lane.
_LANES, _LANE_BITS = 5, 12
_LANE_SHIFTS = np.arange(_LANES, dtype=np.uint64) * np.uint64(_LANE_BITS)
_LANE_MASK = np.uint64((1 << _LANE_BITS) - 1)
LARGEST = 120  # TEMPLATES times twice as much stays below 1 << _LANE_BITS
_BATCH = 32_768  # characters tagged at a time: enough to make array calls cheap, and a bound on memory


class Found(NamedTuple):
    """A name in the compact text. ``margin``: how much a character of it prefers it to no name, in nats."""

    start: int
    end: int
    kind: MentionKind
    margin: float


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text without its spaces and the names in it; ``offsets``: of each of its characters in the text itself."""

    text: str
    offsets: NDArray[np.int32]
    names: list[Found] = field(default_factory=list)


class _Part(NamedTuple):
    owner: int
    start: int
    text: str
    words: Words


class Tagger:
    """The trained model.

    Args:
        slots: Those with any weight.
        weights: (slots, COUNT - 1) from -LARGEST to LARGEST, of each label less that of "outside".
        steps: (COUNT, COUNT) weights of a label (column) after another (row), in the table's units.
        unit: What a weight of 1 is worth in nats.
    """

    def __init__(
        self, slots: NDArray[np.int64], weights: NDArray[np.int8], steps: NDArray[np.int32], unit: float
    ) -> None:
        self._unit = unit
        self._steps = Steps.of(steps)
        self._bias = _packed(np.full((1, COUNT - 1), TEMPLATES * LARGEST))[0]
        # Written whole, so that its pages lie in the process that loads it and are shared by those forked from it.
        self._table = np.full((SLOTS, 2), 0, dtype=np.uint64)
        self._table[slots] = _packed(weights)
        self._wide = []
        first = 0
        for family in WIDE:
            rows = self._table[first : first + family.slots]
            self._wide.append((rows.reshape(family.rows, -1), family.shifts))
            first += family.slots

    def find(self, texts: Sequence[str], words: Sequence[Words]) -> list[Tagged]:
        """Return the names of each folded text in order; they do not overlap and cross no clause.

        Texts are tagged many at a time, and long ones in parts that end with a line; neither changes what is found.

        Args:
            texts: Folded.
            words: Of each text.
        """
        found: list[list[Tagged]] = [[] for _ in texts]
        batch: list[_Part] = []
        size = 0
        for number, (text, own) in enumerate(zip(texts, words, strict=True)):
            for part in _parts(number, text, own):
                batch.append(part)
                size += len(part.text)
                if size >= _BATCH:
                    self._find_batch(batch, found)
                    batch, size = [], 0
        self._find_batch(batch, found)
        return [_together(parts) for parts in found]

    def _find_batch(self, batch: Sequence[_Part], found: list[list[Tagged]]) -> None:
        if not batch:
            return
        view = compact([part.text for part in batch], [part.words for part in batch])
        results = []
        for part, (start, end), origin in zip(batch, view.spans, view.starts, strict=True):
            results.append(Tagged(view.text[start:end], view.offsets[start:end] + (part.start - origin)))
            found[part.owner].append(results[-1])
        number = 0
        for start, end, kind, score in best_spans(self._scores(view), clause_starts(view), self._steps):
            while view.spans[number][1] <= start:
                number += 1
            shift = view.spans[number][0]
            margin = score / (end - start) * self._unit
            results[number].names.append(Found(start - shift, end - shift, KINDS[kind], margin))

    def _scores(self, view: Compact) -> NDArray[np.int32]:
        """Return each character's score for each label, relative to no name: a line a label, a column a character."""
        seen = features(view)
        count = len(view.codes)
        one = np.tile(self._bias, (count, 1))
        for rows in seen.single:
            one += self._table.take(rows, axis=0, mode="clip")
        total = np.ascontiguousarray(one.T)
        for (table, shifts), rows in zip(self._wide, seen.wide, strict=True):
            taken = table.take(rows, axis=0, mode="clip")
            for slot, shift in enumerate(shifts):
                gives = slice(max(0, -shift), count - max(0, shift))
                gets = slice(max(0, shift), count - max(0, -shift))
                for half in range(2):
                    total[half, gets] += taken[gives, 2 * slot + half]
            del taken  # before the next are
        scores = np.zeros((1 + 2 * _LANES, count), dtype=np.int32)
        np.bitwise_and(
            total[:, None] >> _LANE_SHIFTS[:, None],
            _LANE_MASK,
            out=scores[1:].reshape(2, _LANES, count),
            casting="unsafe",
        )
        scores[1:] -= LARGEST * TEMPLATES
        return scores[:COUNT]


def _packed(weights: NDArray[np.integer[Any]]) -> NDArray[np.uint64]:
    """Return rows of COUNT - 1 weights as two machine words each.

    Lanes borrow from one another where a weight is negative; the bias that every sum gets makes each lane good again.
    """
    packed = np.zeros((len(weights), 2), dtype=np.uint64)
    for label in range(COUNT - 1):
        half, lane = divmod(label, _LANES)
        packed[:, half] += weights[:, label].astype(np.int64).view(np.uint64) << np.uint64(lane * _LANE_BITS)
    return packed


def _parts(owner: int, text: str, words: Words) -> Iterator[_Part]:
    """Yield a text whole, or a long one in parts of whole lines."""
    if len(text) <= _BATCH:
        yield _Part(owner, 0, text, words)
        return
    start = first = 0
    for number, at in enumerate([*words.starts[1:], len(text)], start=1):
        full = words.numbers[number - 1] == LINE_FEED and at - start >= _BATCH
        if full or number == len(words) or at - start >= 2 * _BATCH:
            yield _Part(owner, start, text[start:at], words.part(first, number))
            start, first = at, number


def _together(parts: Sequence[Tagged]) -> Tagged:
    """Return the parts of a text as one."""
    if len(parts) == 1:
        return parts[0]
    names: list[Found] = []
    shift = 0
    for part in parts:
        names += (name._replace(start=name.start + shift, end=name.end + shift) for name in part.names)
        shift += len(part.text)
    return Tagged("".join(part.text for part in parts), np.concatenate([part.offsets for part in parts]), names)


def load_tagger(path: Path) -> Tagger:
    """Return the model that ``training/train_names.py`` wrote.

    Raises:
        ConfigurationError: The file is missing or was made for other features.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            if int(stored["version"]) != VERSION:
                raise ConfigurationError(f"{path.name} was trained for features {stored['version']}, not {VERSION}")
            slots = np.cumsum(stored["gaps"].astype(np.int64))
            return Tagger(slots, stored["weights"], stored["steps"].astype(np.int32), float(stored["unit"]))
    except OSError as error:
        raise ConfigurationError(f"the name model {path.name} cannot be read: {plain(error)}") from None
