"""Fits the second look at which line above a text is its headline: ``python -m training.heads --out FILE``.

Annotated pages are read as the package reads them, and of each article that begins where one does, what is known of
the lines above its text is taken down (``worker/parsing/segmentation/heads``), with which of them are the headline: all
printings of it. Pages are the layouts of the repository that are not held back, those of ``--layouts FOLDER``, as
many times ``--together`` pages of several of them set one below the other, and the golden pages. Of each third of the
sites the table shows how many headlines are right as they are read without it, and by what the other two thirds teach.
"""

from __future__ import annotations

import argparse
import dataclasses
import difflib
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from training.folds import FOLDS, gathered
from training.segmentation.pages import labelled_views
from worker.parsing.assembly.headlines.weighed import better
from worker.parsing.assembly.pages import read_page
from worker.parsing.identity.pagination import split_pages
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation import labels
from worker.parsing.segmentation.heads import Evidence, HeadLook
from worker.parsing.segmentation.model import model

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from training.segmentation.sources import AnnotatedPage
    from worker.parsing.segmentation.heads import Head

_TOGETHER = 0.35  # how much an article of a page of several counts, others being 1
_PENALTY = 10.0  # on the square of each weight, as if the evidence had a spread of 1
_STEPS, _DIGITS = 25, 4
_ALIKE, _SHORTEST = 0.9, 4  # of two printings of a title; characters
_VERSION = "1"


class Row(NamedTuple):
    """A head: which of its candidates, or that there is none, is right; the fold, what it weighs."""

    head: Head
    right: tuple[bool, ...]
    fold: int
    weight: float


class _Recorder:
    """Takes down the heads of a page, and says nothing of them."""

    def __init__(self) -> None:
        self.heads: list[Head] = []

    def probabilities(self, head: Head) -> Sequence[float]:
        """Return nothing."""
        self.heads.append(head)
        return ()


def rows_of(pages: Iterable[AnnotatedPage], fold: int, weight: float) -> list[Row]:
    """Return the heads of annotated pages whose articles begin where they should."""
    rows: list[Row] = []
    for page in pages:
        texts = split_pages(visible_lines(page.text))
        for text, (_, wanted) in zip(texts, labelled_views(page.text, page.found), strict=True):
            recorder = _Recorder()
            weights = dataclasses.replace(model(), heads=recorder)
            read_page(text.lines, page="", first_ordinal=1, issue_date=None, weights=weights)
            for head in recorder.heads:
                right = _right(head, wanted)
                if right is not None:
                    rows.append(Row(head, right, fold, weight))
    return rows


def _right(head: Head, wanted: Sequence[str]) -> tuple[bool, ...] | None:
    """Return which candidates are the headline, or last that there is none; None where the article begins elsewhere."""
    begun = next((at for at in range(head.text, -1, -1) if labels.begins(wanted[at])), -1)
    end = next((at for at in range(head.text + 1, len(wanted)) if labels.begins(wanted[at])), len(wanted))
    if begun < head.first or any(labels.role_of(each) in "HD" for each in wanted[head.text : end]):
        return None
    titles = {at for at in range(begun, head.text) if labels.role_of(wanted[at]) == labels.HEADLINE}
    keys = [each.key for each in head.candidates if not titles.isdisjoint(each.pieces)]
    right = [any(_is_printed_again(each.key, key) for key in keys) for each in head.candidates]
    if titles and not keys:
        return None
    return (*right, not keys)


def _is_printed_again(first: str, second: str) -> bool:
    if first == second or min(len(first), len(second)) < _SHORTEST:
        return first == second
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE


def fitted(rows: Sequence[Row]) -> HeadLook:
    """Return what tells the headlines best: a conditional logit, by Newton's method.

    Of several right candidates it is enough that one is chosen: each counts by how probable it is among them.
    """
    values = np.array([each for row in rows for each in row.head.evidence], float)
    spread = values.std(0)
    spread[spread == 0] = 1
    inputs = values / spread
    right = np.array([each for row in rows for each in row.right], float)
    sizes = [len(row.right) for row in rows]
    starts = np.cumsum([0, *sizes[:-1]])
    share = np.repeat([row.weight for row in rows], sizes)
    weights = np.zeros(inputs.shape[1])

    def parted(shares: NDArray[np.float64]) -> NDArray[np.float64]:
        whole: NDArray[np.float64] = np.add.reduceat(shares, starts)
        return shares / np.repeat(whole, sizes)

    for _ in range(_STEPS):
        nats = inputs @ weights
        stated = parted(np.exp(nats - np.repeat(np.maximum.reduceat(nats, starts), sizes)))
        gradient = inputs.T @ (share * (parted(stated * right + 1e-300) - stated)) - _PENALTY * weights
        means = np.add.reduceat(inputs * stated[:, None], starts)
        curve = (inputs * (share * stated)[:, None]).T @ inputs - (means * share[starts, None]).T @ means
        weights += np.linalg.solve(curve + np.diag(np.full(len(weights), _PENALTY)), gradient)
    return HeadLook(_VERSION, [round(float(each), _DIGITS) for each in weights / spread])


def counted(rows: Sequence[Row], look: HeadLook | None) -> int:
    """Return how many headlines are right: as they were read, or as the look has them."""
    return sum(_is_right(row, look) for row in rows)


def _is_right(row: Row, look: HeadLook | None) -> bool:
    best = better(row.head, look.probabilities(row.head)) if look else None
    if best is not None:
        return row.right[best]
    read = [at for at, each in enumerate(row.head.candidates) if each.role == labels.HEADLINE]
    return any(row.right[at] for at in read) if read else row.right[-1]


def main() -> None:
    """Fit, show what it is worth on sites held out, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--layouts", nargs="*", type=Path, default=(), help="folders of further annotated pages")
    parser.add_argument("--together", type=int, default=450, help="pages of several")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    rows = gathered(rows_of, options.layouts, options.together, _TOGETHER)
    looks = [fitted([row for row in rows if row.fold != fold]) for fold in range(FOLDS)]
    for name, weight in (("single pages", 1.0), ("set together", _TOGETHER)):
        parts = [[row for row in rows if row.weight == weight and row.fold == fold] for fold in range(FOLDS)]
        as_read = sum(counted(part, None) for part in parts)
        right = sum(counted(part, look) for part, look in zip(parts, looks, strict=True))
        print(f"{name}: {sum(map(len, parts))} heads, right as read {as_read}, by the second look {right}")
    look = fitted(rows)
    weights = dict(zip(Evidence._fields, look.weights, strict=True))
    options.out.write_text(json.dumps({"version": look.version, "weights": weights}, indent=1) + "\n", encoding="utf-8")
    for name, weight in weights.items():
        print(f"{name:15} {weight:+.3f}")


if __name__ == "__main__":
    main()
