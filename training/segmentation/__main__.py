"""Fits the weights of the segmentation: ``python -m training.segmentation --out FILE``.

Pages are printed by the setter, and the layouts of the golden pages (and of ``--layouts``) are filled with other words.
The fit begins with the shipped weights and is drawn to them, so that what was learnt from texts that are gone stays;
``--prior FILE`` takes others, ``--anew`` none. First the layouts are parted into folds: each is read by weights that
were fitted without it, which gives the figures shown, the confidence of the articles included. A prior has seen the
golden layouts already: with one, only the layouts of ``--layouts`` are held out. Then all pages are fitted, and the
weights written.
"""

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from training.accuracy import measure
from training.layouts import LAYOUTS
from training.segmentation.calibration import calibrated, reliability
from training.segmentation.crf import Learner
from training.segmentation.judging import Judged, fold_of, read_pages, with_confidence
from training.segmentation.prior import SHIPPED, Prior, read_prior
from training.segmentation.sources import (
    GOLDEN,
    AnnotatedPage,
    annotated,
    as_read,
    of_layouts,
    placed,
    printed,
    refilled,
    sequences_of,
    set_together,
)

if TYPE_CHECKING:
    from training.segmentation.pages import Example
    from worker.parsing.segmentation.model import Calibration

_EPOCHS, _FURTHER = 8, 4  # from nothing; from a prior
_AVERAGED, _FURTHER_AVERAGED = 4, 3  # last epochs whose weights are averaged
_FURTHER_RATE = 0.06  # of learning, half of that from nothing: what was known stays better
_NEW, _NEW_RATE = 8, 0.4  # epochs and rate where only what is new is learnt: it may move far, nothing is forgotten
_STATED = 3.0  # how often an annotated page itself counts
_SHRINK, _FEWEST = 0.03, 40  # from a prior: penalty on leaving it, and pieces that have a feature which may
_MADE = 3.0  # how often a page of ``--pages`` counts


def main() -> None:
    """Show how layouts are read that were held out, then fit on all and write."""
    parser = argparse.ArgumentParser(prog="training.segmentation", description=__doc__)
    parser.add_argument("--out", required=True, type=Path, help="file to write the weights to")
    parser.add_argument("--articles", type=Path, help="JSON lines of known articles; else the project's own sentences")
    parser.add_argument(
        "--layouts", type=Path, action="append", default=[], help="more annotated pages, to be refilled"
    )
    parser.add_argument(
        "--pages", type=Path, action="append", default=[], help="annotated pages to be fitted as they are"
    )
    parser.add_argument(
        "--placed", type=Path, action="append", default=[], help="PDF pages of benchmarks.page_designs, with gold"
    )
    parser.add_argument("--printed", type=int, default=1600, help="pages of the setter")
    parser.add_argument("--family", action="append", default=[], help="a family of the setter to print; else all")
    parser.add_argument(
        "--judge",
        type=Path,
        action="append",
        default=[],
        help="annotated pages that tell what confidence means, unfitted",
    )
    parser.add_argument("--times", type=int, default=1, help="how often each layout is refilled")
    parser.add_argument("--together", type=int, default=0, help="pages of several layouts, one below the other")
    parser.add_argument("--folds", type=int, default=3, help="0: no held-out figures, no calibration")
    parser.add_argument("--version", default="1", help="of the weights")
    parser.add_argument("--prior", type=Path, default=SHIPPED, help="weights to begin with and to be drawn to")
    parser.add_argument(
        "--settled", type=float, default=Learner.settled, help="how often the prior has seen as many pages"
    )
    parser.add_argument(
        "--share", type=float, default=1.0, help="how much of what is learnt is taken, the rest stays the prior's"
    )
    parser.add_argument(
        "--keep", type=Path, action="append", default=[], help="texts that are to be read as the prior reads them"
    )
    parser.add_argument(
        "--only-new",
        action="store_true",
        help="learn features that the prior does not know, leave all others as they are",
    )
    parser.add_argument("--anew", action="store_true", help="begin with no weights")
    options = parser.parse_args()
    prior = None if options.anew else read_prior(options.prior)
    settled = math.inf if options.only_new else options.settled
    pages = [*printed(options.printed, options.articles, options.family)]
    own = [*of_layouts(_STATED)]
    further = [page for folder in options.layouts for page in annotated(folder, _STATED)]
    for found in (own, annotated(GOLDEN, _STATED), further):
        stated = [*found]
        pages += [*stated, *refilled(stated, options.times, options.articles)]
    pages += set_together([*own, *further], options.together)
    for folder in options.pages:
        pages += annotated(folder, _MADE)
    for folder in options.placed:
        pages += placed(folder)
    known = list(sequences_of(pages))
    print(f"{len(known)} pages, {sum(len(own.words) for _, found in known for own in found)} pieces", flush=True)
    calibration = prior.calibration if prior else None
    if options.folds and (prior is None or options.layouts):
        calibration = _cross_validated(known, options.out, options.folds, prior, settled)
    kept = [example for folder in options.keep for example in as_read(folder, options.prior, _MADE)]
    learner = _fit([*kept, *(example for _, found in known for example in found)], prior, settled)
    learner.take(options.share)
    learner.write(options.out, options.version)
    if options.judge:
        calibration = _judged([page for folder in options.judge for page in annotated(folder)], options.out)
    learner.write(options.out, options.version, calibration)


def _judged(pages: list[AnnotatedPage], out: Path) -> Calibration:
    """Return what confidence means on pages that were not fitted; show how they are read."""
    judged = [*read_pages(pages, out)]
    print(f"not fitted: {len(judged)} pages, {measure([(each.wanted, each.found) for each in judged])}")
    rows = with_confidence(judged)
    print(reliability([*_told(rows[::2], rows[1::2]), *_told(rows[1::2], rows[::2])]), flush=True)
    return calibrated(rows)


def _cross_validated(
    known: list[tuple[AnnotatedPage, list[Example]]], out: Path, folds: int, prior: Prior | None, settled: float
) -> Calibration | None:
    """Read every stated layout by weights fitted without it; show the figures, and return what confidence means.

    With a prior that says what confidence means, the table shows whether that still holds, and it is returned.
    """
    seen = {GOLDEN.name, LAYOUTS.name} if prior else set()  # the prior has read these layouts
    judged: list[Judged] = []
    for fold in range(folds):
        held = [page for page, _ in known if page.folder and page.folder not in seen and fold in fold_of(page, folds)]
        kept = [own for page, found in known if fold not in fold_of(page, folds) for own in found]
        _fit(kept, prior, settled).write(out, "held out")
        judged += read_pages(held, out)
    for folder in sorted({each.folder for each in judged}):
        own = [(each.wanted, each.found) for each in judged if each.folder == folder]
        print(f"held out by layout, {folder}: {len(own)} pages, {measure(own)}")
    # Where lines have places the layout tells the articles: that it is right says nothing of text.
    rows = with_confidence(each for each in judged if not each.placed)
    if prior and prior.calibration:
        print(reliability([(prior.calibration.of(probability), right) for probability, right in rows]), flush=True)
        return prior.calibration
    # The shares that a half is told are those of the other half: the table is no praise of oneself.
    told = [*_told(rows[::2], rows[1::2]), *_told(rows[1::2], rows[::2])]
    print(reliability(told), flush=True)
    return calibrated(rows)


def _told(rows: list[tuple[float, bool]], others: list[tuple[float, bool]]) -> list[tuple[float, bool]]:
    """Return the articles with the confidence that a calibration on other ones gives them."""
    calibration = calibrated(others)
    return [(calibration.of(probability), right) for probability, right in rows]


def _fit(examples: list[Example], prior: Prior | None, settled: float) -> Learner:
    start = time.monotonic()
    random = np.random.default_rng(1)
    epochs, averaged = (_FURTHER, _FURTHER_AVERAGED) if prior else (_EPOCHS, _AVERAGED)
    learner = (
        Learner(
            examples,
            prior=prior,
            rate=_FURTHER_RATE,
            shrink=_SHRINK,
            fewest=0 if math.isinf(settled) else _FEWEST,
            settled=settled,
        )
        if prior
        else Learner(examples)
    )
    if math.isinf(settled):
        learner.rate, epochs = _NEW_RATE, _NEW
    if prior:
        learner.settle(random)
    for number in range(epochs):
        loss = learner.epoch(number, random)
        if number >= epochs - averaged:
            learner.remember()
    learner.average()
    print(f"{len(examples)} pages fitted in {time.monotonic() - start:.0f} s, loss {loss:.0f}", flush=True)
    return learner


if __name__ == "__main__":
    main()
