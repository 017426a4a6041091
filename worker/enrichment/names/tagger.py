"""Finds names with a linear-chain model whose weights lie in one small table; a whole article at a time, in arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from worker.enrichment.names.clauses import clause_starts
from worker.enrichment.names.decoding import Steps, best_spans
from worker.enrichment.names.features import MARGIN, TABLE_BITS, VERSION, Compact, feature_rows
from worker.enrichment.names.labels import COUNT, KINDS
from worker.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from worker.models import MentionKind

# A row of the table is two machine words of five 12-bit lanes: what each of the nine labels but "outside" says,
# relative to it. Weights are shifted to 0..2*LARGEST, so that the sum over all templates stays inside its lane.
_LANES, _LANE_BITS = 5, 12
LARGEST = 84
_GAP = [("\n", "x")] * MARGIN
_BATCH = 16_384  # characters tagged at a time: enough to make array calls cheap, and a bound on memory


@dataclass(frozen=True, slots=True)
class Found:
    """A name in the compact text. ``margin``: how much a character of it prefers it to no name, in nats."""

    start: int
    end: int
    kind: MentionKind
    margin: float


class Tagger:
    """The trained model.

    Args:
        table: (2 ** TABLE_BITS, COUNT - 1) int8 weights from -LARGEST to LARGEST, of each label less that of "outside".
        steps: (COUNT, COUNT) weights of a label (column) after another (row), in the table's units.
        unit: What a weight of 1 is worth in nats.
    """

    def __init__(self, table: NDArray[np.int8], steps: NDArray[np.int32], unit: float) -> None:
        self._unit = unit
        shifted = table.astype(np.uint8) + np.uint8(LARGEST)  # wraps for negative weights, as it should
        self._table = np.zeros((len(table), 2), dtype=np.uint64)
        for label in range(COUNT - 1):
            half, lane = divmod(label, _LANES)
            self._table[:, half] |= shifted[:, label].astype(np.uint64) << np.uint64(lane * _LANE_BITS)
        self._steps = Steps.of(steps)

    def find(self, views: Sequence[Compact]) -> list[list[Found]]:
        """Return the names of each compact text in order; they do not overlap and cross no clause.

        Texts are tagged many at a time, and long ones in parts that end with a line; neither changes what is found.
        """
        found: list[list[Found]] = [[] for _ in views]
        batch: list[tuple[int, int, Compact]] = []
        size = 0
        for number, view in enumerate(views):
            for start, part in _lines(view):
                batch.append((number, start, part))
                size += len(part.text)
                if size >= _BATCH:
                    self._find_batch(batch, found)
                    batch, size = [], 0
        self._find_batch(batch, found)
        return found

    def _find_batch(self, batch: Sequence[tuple[int, int, Compact]], found: list[list[Found]]) -> None:
        if not batch:
            return
        joined, starts = _joined([part for _, _, part in batch])
        scores = self._scores(joined)
        clauses = clause_starts(joined)
        owner = 0
        for start, end, kind, score in best_spans(scores, clauses, self._steps):
            while owner + 1 < len(starts) and start >= starts[owner + 1]:
                owner += 1
            number, offset, _ = batch[owner]
            shift = offset - starts[owner]
            margin = score / (end - start) * self._unit
            found[number].append(Found(start + shift, end + shift, KINDS[kind], margin))

    def _scores(self, view: Compact) -> NDArray[np.int32]:
        """Return each character's score for each label, relative to no name."""
        rows = feature_rows(view)
        total = np.zeros((len(view.text), 2), dtype=np.uint64)
        taken = np.empty_like(total)
        for row in rows:
            self._table.take(row, axis=0, out=taken, mode="clip")
            total += taken
        scores = np.zeros((len(total), COUNT), dtype=np.int32)
        for label in range(COUNT - 1):
            half, lane = divmod(label, _LANES)
            sums = (total[:, half] >> np.uint64(lane * _LANE_BITS)) & np.uint64((1 << _LANE_BITS) - 1)
            scores[:, label + 1] = sums
        scores[:, 1:] -= LARGEST * len(rows)
        return scores


def _lines(view: Compact) -> Iterator[tuple[int, Compact]]:
    """Yield a text whole, or a long one in parts of whole lines, each with its offset."""
    if len(view.text) <= _BATCH:
        if view.text:
            yield 0, view
        return
    start = first = at = 0
    for number, (word, _) in enumerate(view.words, start=1):
        at += len(word)
        if (word == "\n" and at - start >= _BATCH) or number == len(view.words) or at - start >= 4 * _BATCH:
            cut = slice(start, at)
            yield start, Compact(view.text[cut], view.words[first:number], view.offsets[cut], view.parted[cut])
            start, first = at, number


def _joined(parts: Sequence[Compact]) -> tuple[Compact, list[int]]:
    """Return the texts end to end, two line feeds between them as a text has outside itself, and where each starts."""
    if len(parts) == 1:
        return parts[0], [0]
    starts: list[int] = []
    words: list[tuple[str, str]] = []
    parted: list[NDArray[np.bool_]] = []
    at = 0
    for part in parts:
        starts.append(at)
        words += part.words
        words += _GAP
        parted += [part.parted, np.zeros(MARGIN, dtype=np.bool_)]
        at += len(part.text) + MARGIN
    text = ("\n" * MARGIN).join(part.text for part in parts) + "\n" * MARGIN
    return Compact(text, words, np.zeros(0, dtype=np.int32), np.concatenate(parted)), starts


def load_tagger(path: Path) -> Tagger:
    """Return the model that ``training/train_names.py`` wrote.

    Raises:
        ConfigurationError: The file is missing or was made for other features.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            if int(stored["version"]) != VERSION:
                raise ConfigurationError(f"{path.name} was trained for features {stored['version']}, not {VERSION}")
            table = np.zeros((1 << TABLE_BITS, COUNT - 1), dtype=np.int8)
            table[np.cumsum(stored["gaps"].astype(np.int64))] = stored["weights"]
            return Tagger(table, stored["steps"].astype(np.int32), float(stored["unit"]))
    except OSError as error:
        raise ConfigurationError(f"the name model {path.name} cannot be read: {error}") from None
