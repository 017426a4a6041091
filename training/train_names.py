"""Makes the tagger of names: ``python -m training.train_names [--out FILE]``. Deterministic; nine minutes on one core.

Several fits, each from nothing, on names and sentences of its own and in an order of its own: what one learns by chance
the others do not, and their mean errs less than each. Then the mean of that and of the shipped weights, which go back
to texts and templates of earlier versions: every version was made so, and none has to be found again to make the next.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from training.augment import augmented
from training.corpus import ORGANIZATION, PLACE, TRAINING_LINES, Line, corpus_path, read_corpus
from training.crf import Learner, Weights
from training.modern import modern
from worker.enrichment.lexicons import DATA
from worker.enrichment.names.clauses import clause_starts
from worker.enrichment.names.compact import MARGIN, compact
from worker.enrichment.names.features import SLOTS, VERSION
from worker.enrichment.names.features import features as seen
from worker.enrichment.names.tagger import LARGEST
from worker.enrichment.words import load_segmenter
from worker.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from worker.enrichment.words import JiebaSegmenter

_ENCODED_TOGETHER = 500  # lines
_BATCH = 400  # clauses
_LEAST_SEEN = 4  # rarer features are left unlearned
_RATE = 0.12
_WORTH = 3  # units: a row that says less is left out
_NOT_LETTERS = re.compile(r"[^\u3400-\u9fffa-z]+")
# How much likelier a place or a body begins in papers of today than in those of 1998, of which more than half of the
# text is: at it both kinds are found as often as wrongly on sentences of today, and the corpus loses nothing.
_LEAN = 0.3  # nats
_COMPARED = 30  # letters at the end of a line
_BEFORE_DRAWS = 6  # the number before the first fit's, of what its text is drawn with
MODEL = DATA / "names.npz"


class Encoded(NamedTuple):
    """Characters laid end to end: the slots that speak for each, a column a character, its label; clause starts."""

    features: NDArray[np.int32]
    labels: NDArray[np.int8]
    starts: NDArray[np.int64]


def encode(lines: Sequence[Line], segmenter: JiebaSegmenter) -> Encoded:
    """Return lines laid end to end as the learner reads them."""
    whole = [line for line in lines if line.text]
    parts = [whole[first : first + _ENCODED_TOGETHER] for first in range(0, len(whole), _ENCODED_TOGETHER)]
    features, labels, starts = zip(*(_encoded(part, segmenter) for part in parts), strict=True)
    before = np.cumsum([0, *map(len, labels[:-1])])
    return Encoded(
        np.concatenate(features, axis=1),
        np.concatenate(labels),
        np.concatenate([part + shift for part, shift in zip(starts, before, strict=True)]),
    )


def _encoded(lines: Sequence[Line], segmenter: JiebaSegmenter) -> Encoded:
    """Return a few lines; the line feeds that part them are left out."""
    texts = [line.text for line in lines]
    view = compact(texts, segmenter.words_of(texts))
    labels = np.zeros(sum(map(len, texts)) + MARGIN * (len(texts) + 1), np.int8)
    for line, origin in zip(lines, view.starts, strict=True):
        for start, end, kind in line.entities:
            labels[origin + start : origin + end] = 3 * kind - 1
            labels[origin + start] = 3 * kind - 2
            labels[origin + end - 1] = 3 * kind
    inside = np.zeros(len(view.text), np.bool_)
    for span in view.spans:
        inside[slice(*span)] = True
    clauses = np.zeros(len(view.text), np.bool_)
    clauses[clause_starts(view)] = True
    return Encoded(
        seen(view).slots()[:, inside], labels[view.offsets][inside], np.flatnonzero(clauses[inside]).astype(np.int64)
    )


def fit(encoded: Encoded, epochs: int, seed: int) -> Weights:
    """Return weights learned in two or more epochs, in which clauses come in the order that ``seed`` draws."""
    features, labels, starts = encoded
    ends = np.append(starts[1:], len(labels))
    # A clause edge inside a name (a space, a very long clause) would make the gold path impossible.
    whole = np.isin(labels[starts], [0, 1, 4, 7]) & np.isin(labels[ends - 1], [0, 3, 6, 9])
    starts, ends = starts[whole], ends[whole]
    known = np.bincount(features.ravel(), minlength=SLOTS) >= _LEAST_SEEN
    learner = Learner(Weights.zeros(SLOTS))
    random = np.random.default_rng(seed)
    began = time.perf_counter()
    total = np.zeros_like(learner.weights.rows)
    for epoch in range(epochs):
        learner.rate = _RATE * (1.1 - epoch / epochs)
        order = random.permutation(len(starts))
        # Clauses of like length share a batch, batches come in random order.
        blocks = [
            block[np.argsort(ends[block] - starts[block])]
            for block in np.array_split(order, max(len(order) // 8000, 1))
        ]
        batches = [batch for block in blocks for batch in np.array_split(block, max(len(block) // _BATCH, 1))]
        loss = 0.0
        for number in random.permutation(len(batches)):
            batch = batches[number]
            lengths = ends[batch] - starts[batch]
            at = np.repeat(starts[batch] - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths) + np.arange(
                lengths.sum()
            )
            loss += learner.update(features[:, at], labels[at], lengths, known, random)
        print(
            f"epoch {epoch + 1}: loss {loss / len(labels):.4f} a character, {time.perf_counter() - began:.0f} s",
            flush=True,
        )
        if epoch:  # the mean over epochs is steadier than the last; the first is still raw
            total += learner.weights.rows / (epochs - 1)
    return Weights(total, learner.weights.steps)


def save(weights: Weights, path: Path) -> None:
    """Write the model as int8: rows without a weight are left out."""
    relative = weights.rows[:, 1:] - weights.rows[:, :1]
    largest = np.quantile(np.abs(relative[relative != 0]), 0.9998)
    unit = largest / LARGEST
    table = np.clip(np.rint(relative / unit), -LARGEST, LARGEST).astype(np.int8)
    used = np.flatnonzero((np.abs(table) >= _WORTH).any(axis=1))
    steps = np.clip(np.rint(weights.steps / unit), -3000, 3000).astype(np.int16)
    gaps = np.diff(used, prepend=0).astype(np.uint32)
    np.savez_compressed(
        path, version=np.int64(VERSION), unit=np.float64(unit), gaps=gaps, weights=table[used], steps=steps
    )
    print(f"{path}: {len(used)} rows, unit {unit:.4f}, {path.stat().st_size / 1e6:.2f} MB")


def load(path: Path) -> Weights:
    """Return the weights of a model that ``save`` has written, in nats."""
    with np.load(path) as stored:
        unit = float(stored["unit"])
        rows = np.zeros((SLOTS, stored["weights"].shape[1] + 1), np.float32)
        rows[np.cumsum(stored["gaps"], dtype=np.int64), 1:] = stored["weights"] * unit
        return Weights(rows, (stored["steps"] * unit).astype(np.float32))


def mean(models: Iterable[Weights]) -> Weights:
    """Return the mean of several models, of which only one is held besides."""
    total: Weights | None = None
    count = 0
    for model in models:
        count += 1
        if total is None:
            total = Weights(model.rows.copy(), model.steps.copy())
        else:
            total.rows += model.rows
            total.steps += model.steps
    if total is None:
        raise ValueError("the mean of no models")
    total.rows /= count
    total.steps /= count
    return total


def leaning(weights: Weights) -> Weights:
    """Return weights of which names of today are a little likelier, see ``_LEAN``."""
    steps = weights.steps.copy()
    steps[:, [3 * kind - 2 for kind in (PLACE, ORGANIZATION)]] += _LEAN
    return Weights(weights.rows, steps)


def without_pages(lines: Sequence[Line], folder: Path) -> list[Line]:
    """Return the lines that stand on none of the gold pages of a folder, for an honest measure on those pages."""
    pages = "\n".join(
        "\n".join([*article["paragraphs"], article["headline"], article["kicker"], article["subtitle"]])
        for path in sorted(folder.glob("*.gold.json"))
        for article in json.loads(path.read_text(encoding="utf-8"))["articles"]
    )
    # The pages' punctuation may differ from the corpus's: compare letters, whole and after the source line.
    squeezed = _NOT_LETTERS.sub("", fold(pages))
    kept = [line for line in lines if _NOT_LETTERS.sub("", line.text)[-_COMPARED:] not in squeezed]
    print(f"{len(lines) - len(kept)} of {len(lines)} lines left out")
    return kept


def fits(
    lines: Sequence[Line], segmenter: JiebaSegmenter, *, count: int, epochs: int, generated: int
) -> Iterator[Weights]:
    """Yield fits, each with exchanged names, sentences of today and an order that its number draws."""
    for number in range(1, count + 1):
        print(f"fit {number} of {count}", flush=True)
        text = augmented(lines, generated=generated, seed=_BEFORE_DRAWS + number)
        yield fit(encode(text, segmenter), epochs, number)


def main() -> None:
    """Train on the corpus's first lines and write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--fits", type=int, default=4)
    parser.add_argument("--epochs", type=int, default=5, help="of each fit; two at least")
    parser.add_argument("--generated", type=int, default=72000, help="sentences of today made for each fit")
    parser.add_argument("--anew", action="store_true", help="without the shipped weights")
    parser.add_argument(
        "--without", type=Path, help="folder of gold pages: anew, and without the lines that they are made of"
    )
    options = parser.parse_args()
    lines = read_corpus(corpus_path())[:TRAINING_LINES]
    if options.without:
        lines = without_pages(lines, options.without)
    segmenter = load_segmenter()
    lines = modern(lines, segmenter)
    weights = leaning(
        mean(fits(lines, segmenter, count=options.fits, epochs=options.epochs, generated=options.generated))
    )
    if not options.anew and not options.without:
        weights = mean([weights, load(MODEL)])
    save(weights, options.out)


if __name__ == "__main__":
    main()
