"""Trains the name tagger: ``python -m training.train_names [--out FILE]``. Deterministic; minutes on one core.

``--mean FIT...`` writes the mean of models that were fitted before, which errs less than each of them.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

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
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from worker.enrichment.words import Segmenter

_BATCH = 400  # clauses
_LEAST_SEEN = 4  # rarer features are left unlearned
_RATE = 0.12
_WORTH = 3  # units: a row that says less is left out
_NOT_LETTERS = re.compile(r"[^\u3400-\u9fffa-z]+")
# How much likelier a place or a body begins in papers of today than in those of 1998, of which more than half of the
# text is: at it both kinds are found as often as wrongly on sentences of today, and the corpus loses nothing.
_LEAN = 0.3  # nats
_COMPARED = 30  # letters at the end of a line


def encode(
    lines: Sequence[Line], segmenter: Segmenter
) -> tuple[NDArray[np.int32], NDArray[np.int8], NDArray[np.int64]]:
    """Return features, labels and clause starts of lines laid end to end."""
    features, labels, starts = [], [], []
    offset = 0
    for line in lines:
        if not line.text:
            continue
        view = compact([line.text], [segmenter.words(line.text)])
        label = np.zeros(len(line.text) + 2 * MARGIN, np.int8)
        for start, end, kind in line.entities:
            label[start + MARGIN : end + MARGIN] = 3 * kind - 1
            label[start + MARGIN] = 3 * kind - 2
            label[end - 1 + MARGIN] = 3 * kind
        inside = slice(*view.spans[0])
        features.append(seen(view).slots()[:, inside])
        labels.append(label[view.offsets][inside])
        clauses = clause_starts(view) - inside.start
        starts.append(clauses[(clauses >= 0) & (clauses < inside.stop - inside.start)] + offset)
        offset += inside.stop - inside.start
    return np.concatenate(features, axis=1), np.concatenate(labels), np.concatenate(starts)


def train(lines: Sequence[Line], segmenter: Segmenter, epochs: int, seeds: int = 2) -> Weights:
    """Return weights learned from ``lines`` in two or more epochs, the mean of those of so many orders of the lines.

    What one order learns by chance another does not: the mean errs less than each.
    """
    encoded = encode(lines, segmenter)
    learned = [_learned(encoded, epochs, seed) for seed in range(1, seeds + 1)]
    rows, steps = learned[0].rows, learned[0].steps
    for other in learned[1:]:
        rows += other.rows
        steps = steps + other.steps
    return Weights(rows / seeds, steps / seeds)


def _learned(encoded: tuple[NDArray[np.int32], NDArray[np.int8], NDArray[np.int64]], epochs: int, seed: int) -> Weights:
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


def mean(fits: Sequence[Path]) -> Weights:
    """Return the mean of several models, names of today a little likelier (see ``_LEAN``)."""
    models = [load(path) for path in fits]
    rows, steps = models[0].rows, models[0].steps
    for other in models[1:]:
        rows += other.rows
        steps = steps + other.steps
    steps = (steps / len(models)).astype(np.float32)
    steps[:, [3 * kind - 2 for kind in (PLACE, ORGANIZATION)]] += _LEAN
    return Weights(rows / len(models), steps)


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


def main() -> None:
    """Train on the corpus's first lines and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=DATA / "names.npz")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seeds", type=int, default=2, help="orders of the lines whose mean is written")
    parser.add_argument("--generated", type=int, default=72000, help="sentences made from the templates of today")
    parser.add_argument("--without", type=Path, help="folder of gold pages: leave out the lines they are made of")
    parser.add_argument("--lines", type=int, default=TRAINING_LINES, help="of the corpus, from its start")
    parser.add_argument("--seed", type=int, default=7, help="of the sentences that are made and the names exchanged")
    parser.add_argument("--mean", type=Path, nargs="+", metavar="FIT", help="train nothing: write the mean of these")
    options = parser.parse_args()
    if options.mean:
        save(mean(options.mean), options.out)
        return
    lines = read_corpus(corpus_path())[: min(options.lines, TRAINING_LINES)]
    if options.without:
        lines = without_pages(lines, options.without)
    segmenter = load_segmenter()
    lines = modern(lines, segmenter)
    text = augmented(lines, generated=options.generated, seed=options.seed)
    save(train(text, segmenter, options.epochs, options.seeds), options.out)


if __name__ == "__main__":
    main()
