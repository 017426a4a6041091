"""Fits the look at gaps between texts in which an article may begin: ``python -m training.gaps --out FILE``.

The model labels annotated pages, and of each gap between two texts of a page what is known and whether an article
begins in it is taken down (``worker/parsing/segmentation/gaps``). Pages are those of ``training.beginnings``. All gaps
teach of which the model is not certain; asked are fewer. Of each third of the sites the table shows how many of the
gaps that are asked are told wrongly by the model alone, by the look at single lines (which had these pages in its fit),
and by both looks, that at gaps being taught by the other two thirds.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from training.confidence import regression
from training.folds import FOLDS, gathered
from training.segmentation.pages import labelled_views
from worker.parsing.segmentation import labels
from worker.parsing.segmentation.features import features
from worker.parsing.segmentation.gaps import ASKED, Evidence, Gap, GapLook
from worker.parsing.segmentation.labelling import label_pieces
from worker.parsing.segmentation.model import model

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from training.segmentation.sources import AnnotatedPage

_TOGETHER = 0.5  # how much a gap of a page of several counts, others being 1
_TEACHING = 8.5  # log odds of the model, either way, up to which a gap teaches
_VERSION = "1"


class Row(NamedTuple):
    """A gap in which an article may begin: what is known, whether one does, the fold, the weight."""

    gap: Gap
    begins: bool
    fold: int
    weight: float


class _Recorder:
    """Takes down the gaps of a page, and leaves what is said of them."""

    asked = _TEACHING

    def __init__(self) -> None:
        self.gaps: list[Gap] = []

    def log_odds(self, gap: Gap) -> float:
        """Return what was said without it."""
        self.gaps.append(gap)
        return gap.placed


def rows_of(pages: Iterable[AnnotatedPage], fold: int, weight: float) -> list[Row]:
    """Return the gaps of annotated pages."""
    rows: list[Row] = []
    for page in pages:
        for view, wanted in labelled_views(page.text, page.found):
            recorder = _Recorder()
            label_pieces(view, features(view), dataclasses.replace(model(), gaps=recorder))
            asked = [index for index, seen in enumerate(view.seen) if not seen.amid]
            for gap in recorder.gaps:
                pieces = wanted[asked[gap.first] : asked[gap.last] + 1]
                rows.append(Row(gap, any(map(labels.begins, pieces)), fold, weight))
    return rows


def fitted(rows: Sequence[Row]) -> GapLook:
    """Return what tells the gaps apart best."""
    weights, bias = regression(
        [row.gap.evidence for row in rows], [row.begins for row in rows], [row.weight for row in rows]
    )
    return GapLook(_VERSION, weights, bias)


def unseen(rows: Sequence[Row]) -> list[tuple[Row, bool]]:
    """Return each row with what is said of it, the look being taught by the other folds."""
    found: list[tuple[Row, bool]] = []
    for fold in range(FOLDS):
        look = fitted([row for row in rows if row.fold != fold])
        found += [(row, look.log_odds(row.gap) > 0) for row in rows if row.fold == fold]
    return found


def main() -> None:
    """Fit, show what it is worth on sites held out, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--layouts", nargs="*", type=Path, default=(), help="folders of further annotated pages")
    parser.add_argument("--together", type=int, default=450, help="pages of several")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    rows = gathered(rows_of, options.layouts, options.together, _TOGETHER)
    told = unseen(rows)
    for name, weight in (("single pages", 1.0), ("set together", _TOGETHER)):
        asked = [(row, said) for row, said in told if row.weight == weight and abs(row.gap.evidence.model) < ASKED]
        alone = sum((row.gap.evidence.model > 0) != row.begins for row, _ in asked)
        placed = sum((row.gap.placed > 0) != row.begins for row, _ in asked)
        wrong = sum(said != row.begins for row, said in asked)
        print(f"{name}: {len(asked)} gaps, wrong by the model {alone}, by single lines {placed}, by both looks {wrong}")
    look = fitted(rows)
    weights = dict(zip(Evidence._fields, look.weights, strict=True))
    options.out.write_text(
        json.dumps({"version": look.version, "weights": weights, "bias": look.bias}, indent=1) + "\n", encoding="utf-8"
    )
    for name, weight in weights.items():
        print(f"{name:14} {weight:+.3f}")


if __name__ == "__main__":
    main()
