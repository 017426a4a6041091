"""Fits the second look at where articles begin: ``python -m training.beginnings --out FILE``.

The model labels annotated pages alone, and where it wavers, what is known of the place and whether an article begins
there is taken down (``worker/parsing/segmentation/beginnings``). Pages are the layouts of the repository that are not
held back, those of ``--layouts FOLDER``, and as many times ``--together`` pages of several of them set one below the
other; the golden pages are fitted, too. Of each third of the sites the table shows how many
places are told wrongly by the model alone and by what the other two thirds teach.

``--more`` is added to the log odds: an article that is joined to another is lost with it, one that is parted is not.
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
from worker.parsing.segmentation.beginnings import Evidence, SecondLook
from worker.parsing.segmentation.features import features
from worker.parsing.segmentation.labelling import label_pieces
from worker.parsing.segmentation.model import model

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from training.segmentation.sources import AnnotatedPage

_TOGETHER = 0.5  # how much a place of a page of several counts, others being 1
_VERSION = "1"


class Row(NamedTuple):
    """A place at which the model wavers: what is known of it, whether an article begins, the fold, the weight."""

    evidence: Evidence
    begins: bool
    fold: int
    weight: float


class _Recorder:
    """Takes down the places of a page, and adds nothing."""

    learns = True

    def __init__(self) -> None:
        self.places: dict[int, Evidence] = {}

    def added(self, places: Mapping[int, Evidence]) -> dict[int, float]:
        """Return nothing to add."""
        self.places.update(places)
        return {}


def rows_of(pages: Iterable[AnnotatedPage], fold: int, weight: float) -> list[Row]:
    """Return the places of annotated pages at which the model wavers."""
    rows: list[Row] = []
    for page in pages:
        for view, wanted in labelled_views(page.text, page.found):
            recorder = _Recorder()
            label_pieces(view, features(view), dataclasses.replace(model(), beginnings=recorder))
            rows += [Row(each, labels.begins(wanted[at]), fold, weight) for at, each in recorder.places.items()]
    return rows


def fitted(rows: Sequence[Row], more: float = 0.0) -> SecondLook:
    """Return what tells the places apart best."""
    weights, bias = regression(
        [row.evidence for row in rows], [row.begins for row in rows], [row.weight for row in rows]
    )
    return SecondLook(_VERSION, weights, round(bias + more, 4))


def unseen(rows: Sequence[Row]) -> list[tuple[Row, bool]]:
    """Return each row with what is said of it by what the other folds teach."""
    found: list[tuple[Row, bool]] = []
    for fold in range(FOLDS):
        look = fitted([row for row in rows if row.fold != fold])
        found += [(row, look.added({0: row.evidence})[0] + row.evidence.model > 0) for row in rows if row.fold == fold]
    return found


def main() -> None:
    """Fit, show what it is worth on sites held out, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--layouts", nargs="*", type=Path, default=(), help="folders of further annotated pages")
    parser.add_argument("--together", type=int, default=450, help="pages of several")
    parser.add_argument("--more", type=float, default=0.6, help="log odds")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    rows = gathered(rows_of, options.layouts, options.together, _TOGETHER)
    told = unseen(rows)
    for name, weight in (("single pages", 1.0), ("set together", _TOGETHER)):
        those = [(row, said) for row, said in told if row.weight == weight]
        model_wrong = sum((row.evidence.model > 0) != row.begins for row, _ in those)
        wrong = sum(said != row.begins for row, said in those)
        print(f"{name}: {len(those)} places, wrong by the model {model_wrong}, by the second look {wrong}")
    look = fitted(rows, options.more)
    weights = dict(zip(Evidence._fields, look.weights, strict=True))
    options.out.write_text(
        json.dumps({"version": look.version, "weights": weights, "bias": look.bias}, indent=1) + "\n", encoding="utf-8"
    )
    for name, weight in weights.items():
        print(f"{name:12} {weight:+.3f}")


if __name__ == "__main__":
    main()
