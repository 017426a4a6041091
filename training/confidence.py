"""Fits what the confidence of articles means: ``python -m training.confidence --judge FOLDER... --out FILE``.

The layouts of the repository that are not held back, and the annotated pages of further folders (``NAME.marked``, or
``NAME.txt`` with ``NAME.gold.json``) are read as the package reads them, and a logistic regression learns from the
evidence which articles have right bounds. What it says of sites that it has not seen is set against what was right
there (``calibrated``), and the file is written.

Pages whose like the weights of the segmentation have seen are nearly all right, and say little: ``FOLDER:0.2`` weighs
each page of a folder a fifth. ``--off`` is taken off the log odds of the shares: where errors of the pages have been
read, and mended, fewer articles of other pages are right.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from training.accuracy import right_bounds
from training.annotated import annotated_pages
from training.folds import fold_of
from training.layouts import held_back, layouts
from training.segmentation.calibration import calibrated, reliability
from worker.document.source import SourceText
from worker.errors import NoArticleError
from worker.parsing import issue_json, parse_issue
from worker.parsing.segmentation.judge import Evidence, Judge
from worker.parsing.segmentation.model import log_odds, model

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from training.annotated import Page

_FOLDS = 10
_PENALTY = 10.0  # on the square of each weight, as if the evidence had a spread of 1
_STEPS = 25
_DIGITS = 4
_VERSION = "1"


class Row(NamedTuple):
    """An article that was found: its evidence, whether its bounds are right, the site, what the page weighs."""

    evidence: Evidence
    right: bool
    site: str
    weight: float


class _Recorder:
    """Takes down the evidence of the articles; what it says of one is its place in the list."""

    def __init__(self) -> None:
        self.seen: list[Evidence] = []

    def of(self, evidence: Evidence) -> float:
        """Return the place of the evidence."""
        self.seen.append(evidence)
        return float(len(self.seen) - 1)

    def doubts(self, evidence: Evidence) -> tuple[tuple[str, float], ...]:  # noqa: ARG002 - of the protocol
        """Return nothing: what is not yet learnt takes from no article."""
        return ()


def rows_of(folder: Path, weight: float) -> list[Row]:
    """Return the articles found on the annotated pages of a folder."""
    return _rows(annotated_pages(folder), weight)


def rows_of_layouts() -> list[Row]:
    """Return the articles found on the layouts of the repository that are not held back."""
    return _rows((page for page in layouts() if not held_back(page.site)), 1.0)


def _rows(pages: Iterable[Page], weight: float) -> list[Row]:
    rows: list[Row] = []
    for page in pages:
        recorder = _Recorder()
        try:
            issue = parse_issue(SourceText(page.text, "utf-8"), weights=dataclasses.replace(model(), judge=recorder))
        except NoArticleError:
            continue
        right = right_bounds(page.found["articles"], issue_json(issue)["articles"])
        for article, is_right in zip(issue.articles, right, strict=True):
            rows.append(Row(recorder.seen[int(article.confidence)], is_right, page.site, weight))
    return rows


def fitted(rows: Sequence[Row]) -> tuple[list[float], float]:
    """Return the weights and the bias that tell best which rows are right, by Newton's method."""
    return regression([row.evidence for row in rows], [row.right for row in rows], [row.weight for row in rows])


def regression(
    evidence: Sequence[Sequence[float]], wanted: Sequence[bool], weight: Sequence[float]
) -> tuple[list[float], float]:
    """Return the weights and the bias of a logistic regression, by Newton's method.

    Args:
        evidence: A row of numbers for each example.
        wanted: What each is.
        weight: How often each counts.
    """
    values, right, share = np.array(evidence, float), np.array(wanted, float), np.array(weight, float)
    mean, spread = values.mean(0), values.std(0)
    spread[spread == 0] = 1
    inputs = np.column_stack([(values - mean) / spread, np.ones(len(values))])
    penalty = np.full(inputs.shape[1], _PENALTY)
    penalty[-1] = 0
    weights = np.zeros(inputs.shape[1])
    for _ in range(_STEPS):
        stated = 1 / (1 + np.exp(-inputs @ weights))
        gradient = inputs.T @ (share * (right - stated)) - penalty * weights
        curve = (inputs * (share * stated * (1 - stated))[:, None]).T @ inputs + np.diag(penalty + 1e-9)
        weights += np.linalg.solve(curve, gradient)
    scaled = weights[:-1] / spread
    return [round(float(one), _DIGITS) for one in scaled], round(float(weights[-1] - scaled @ mean), _DIGITS)


def unseen(rows: Sequence[Row]) -> list[tuple[float, bool]]:
    """Return for each row what a fit without its site says, as a probability, and whether it is right."""
    found: list[tuple[float, bool]] = []
    for fold in range(_FOLDS):
        weights, bias = fitted([row for row in rows if fold_of(row.site, _FOLDS) != fold])
        judge = Judge("", weights, bias, (), ())
        found += [
            (1 / (1 + math.exp(-judge.log_odds(row.evidence))), row.right)
            for row in rows
            if fold_of(row.site, _FOLDS) == fold and row.weight >= 1
        ]
    return found


def learnt(rows: Sequence[Row], off: float) -> Judge:
    """Return the judge of all rows; ``off`` is taken off the log odds of each share."""
    weights, bias = fitted(rows)
    shares = calibrated(unseen(rows))
    right = [round(1 / (1 + math.exp(off - log_odds(share))), _DIGITS) for share in shares.right]
    return Judge(_VERSION, weights, bias, shares.stated, right)


def _held_out(rows: Sequence[Row], off: float) -> list[tuple[float, bool]]:
    """Return the confidence of each row by what was learnt, shares included, from the other folds' sites."""
    found: list[tuple[float, bool]] = []
    for fold in range(_FOLDS):
        judge = learnt([row for row in rows if fold_of(row.site, _FOLDS) != fold], off)
        own = [row for row in rows if fold_of(row.site, _FOLDS) == fold and row.weight >= 1]
        found += [(judge.of(row.evidence), row.right) for row in own]
    return found


def main() -> None:
    """Fit, show what it is worth on sites held out, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--judge", nargs="+", required=True, metavar="FOLDER[:WEIGHT]")
    parser.add_argument("--off", type=float, default=0.0, help="log odds")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    rows = rows_of_layouts()
    for each in options.judge:
        folder, _, weight = each.partition(":")
        rows += rows_of(Path(folder), float(weight or 1))
    print(reliability(_held_out(rows, options.off)))
    judge = learnt(rows, options.off)
    stored = {
        "version": judge.version,
        "weights": dict(zip(Evidence._fields, judge.weights, strict=True)),
        "bias": judge.bias,
        "stated": judge.stated,
        "right": judge.right,
    }
    options.out.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    for name, weight in zip(Evidence._fields, judge.weights, strict=True):
        print(f"{name:12} {weight:+.3f}")


if __name__ == "__main__":
    main()
