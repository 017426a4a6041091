"""Fits the weights of the segmentation: ``python -m training.segmentation FOLDER... --out FILE``."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import numpy as np

from training.segmentation.crf import Learner
from training.segmentation.pages import Example, sequences
from worker.parsing.segmentation.learned.labels import begins, without_context
from worker.parsing.segmentation.learned.model import best_path, marginals, read_model

_EPOCHS = 7
_BINS = (0.5, 0.7, 0.9, 0.95, 1.01)


def is_held(layout: str) -> bool:
    """Return whether a layout is held out from training, by the digest of its name."""
    return hashlib.sha1(layout.encode(), usedforsecurity=False).digest()[0] % 5 == 0


def main() -> None:
    """Fit on the layouts that are not held out, show how the held ones are labelled, then fit on all and write."""
    parser = argparse.ArgumentParser(prog="training.segmentation", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="folders of annotated pages (NAME.txt, NAME.gold.json)")
    parser.add_argument("--out", required=True, type=Path, help="file to write the weights to")
    parser.add_argument("--version", default="1", help="of the weights")
    options = parser.parse_args()
    examples = [
        example
        for folder in options.folders
        for gold in sorted(folder.glob("*.gold.json"))
        for example in sequences(gold)
        if example.words
    ]
    held = [example for example in examples if is_held(example.layout)]
    kept = [example for example in examples if not is_held(example.layout)]
    if held and kept:
        _fit(kept, options.out, options.version)
        _show(held, options.out)
    _fit(examples, options.out, options.version)


def _fit(examples: list[Example], out: Path, version: str) -> None:
    learner = Learner(examples)
    random = np.random.default_rng(1)
    for number in range(_EPOCHS):
        print(f"{len(examples)} pages, epoch {number}: loss {learner.epoch(number, random):.0f}", flush=True)
    learner.write(out, version)


def _show(held: list[Example], weights: Path) -> None:
    """Print the share of right labels and beginnings, and how often a label said to be so sure is right."""
    model = read_model(weights.read_bytes())
    right = total = true = found = wanted = 0
    sure: list[tuple[float, bool]] = []
    for example in held:
        scores = model.scores(example.words, len(example.words))
        shares = marginals(scores, model.follows)
        for index, (column, label) in enumerate(zip(best_path(scores, model.follows), example.labels, strict=True)):
            name = model.names[column]
            same = without_context(name) == without_context(label)
            right, total = right + same, total + 1
            true += begins(name) and begins(label)
            found, wanted = found + begins(name), wanted + begins(label)
            sure.append((float(shares[index, column]), same))
    print(f"held layouts: {len(held)} pages, labels right {right / total:.3f}", end=", ")
    print(f"beginnings precision {true / max(1, found):.3f} recall {true / max(1, wanted):.3f}")
    least = 0.0
    for most in _BINS:
        own = [same for value, same in sure if least <= value < most]
        if own:
            print(f"  said {least:.2f} to {min(most, 1):.2f}: {len(own)} labels, {sum(own) / len(own):.3f} right")
        least = most


if __name__ == "__main__":
    main()
