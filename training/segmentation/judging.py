"""Annotated pages read by given weights: what was wanted, what was found, and how sure it was."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

from training.accuracy import right_bounds
from training.segmentation.placed import read_document
from worker.document.source import SourceText
from worker.errors import NoArticleError
from worker.parsing import issue_json, parse_document, parse_issue
from worker.parsing.segmentation.model import read_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from training.segmentation.sources import AnnotatedPage


class Judged(NamedTuple):
    """One page: the articles wanted, those found, the folder it came from, and whether its lines have places."""

    wanted: list[dict[str, Any]]
    found: list[dict[str, Any]]
    folder: str
    placed: bool = False


def fold_of(page: AnnotatedPage, folds: int) -> set[int]:
    """Return the folds that a page's layouts are of, by the digest of their names; none for a page of the setter."""
    return {hashlib.sha1(name.encode(), usedforsecurity=False).digest()[0] % folds for name in page.layouts}


def read_pages(pages: Iterable[AnnotatedPage], weights: Path) -> Iterator[Judged]:
    """Yield the pages as the weights in a file read them."""
    model = read_model(weights.read_bytes())
    for page in pages:
        try:
            if page.pdf is not None:
                issue = parse_document(read_document(page.pdf), weights=model)
            else:
                issue = parse_issue(SourceText(page.text, "utf-8"), weights=model)
            found: list[dict[str, Any]] = issue_json(issue)["articles"]
        except NoArticleError:
            found = []
        yield Judged(page.found["articles"], found, page.folder, placed=page.pdf is not None)


def with_confidence(judged: Iterable[Judged]) -> list[tuple[float, bool]]:
    """Return for each article found how sure it was of its bounds, and whether they are right."""
    return [
        (float(article["confidence"]), right)
        for page in judged
        for article, right in zip(page.found, right_bounds(page.wanted, page.found), strict=True)
    ]
