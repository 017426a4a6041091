"""Thirds of the sites whose layouts are learnt from: what two of them teach is judged by the third."""

from __future__ import annotations

import hashlib
import random
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from training.segmentation.sources import GOLDEN, annotated, of_layouts, set_together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from training.segmentation.sources import AnnotatedPage

FOLDS = 3
_IN_NONE = -1  # the fold of golden pages, which always teach
_Row = TypeVar("_Row")


class Fold(NamedTuple):
    """A third of the sites: its number, its pages, and pages of several of them set one below the other."""

    number: int
    pages: list[AnnotatedPage]
    together: list[AnnotatedPage]


def fold_of(site: str, folds: int = FOLDS) -> int:
    """Return the number of the part that a site is in, of so many."""
    return hashlib.sha1(site.encode(), usedforsecurity=False).digest()[0] % folds


def in_folds(folders: Iterable[Path], together: int) -> Iterator[Fold]:
    """Yield the layouts of the repository that are not held back, and those of folders, by thirds of their sites.

    Args:
        folders: Of further annotated pages.
        together: Pages of several that are made in all.
    """
    known = [*of_layouts(), *(page for folder in folders for page in annotated(folder))]
    random.Random(0).shuffle(known)
    for number in range(FOLDS):
        own = [page for page in known if fold_of(_site(page)) == number]
        yield Fold(number, own, list(set_together(own, together // FOLDS)))


def gathered(
    rows_of: Callable[[Iterable[AnnotatedPage], int, float], list[_Row]],
    folders: Iterable[Path],
    together: int,
    weight: float,
) -> list[_Row]:
    """Return what a second look learns from: the golden pages, and the folds' pages, alone and set together.

    Args:
        rows_of: Gives the rows of pages, of a fold, each counting so much.
        folders: Of further annotated pages.
        together: Pages of several that are made in all.
        weight: How much a row of theirs counts, others being 1.
    """
    rows = rows_of(annotated(GOLDEN), _IN_NONE, 1.0)
    for fold in in_folds(folders, together):
        rows += rows_of(fold.pages, fold.number, 1.0)
        rows += rows_of(fold.together, fold.number, weight)
    return rows


def _site(page: AnnotatedPage) -> str:
    return min(page.layouts).rsplit("_", maxsplit=1)[0]
