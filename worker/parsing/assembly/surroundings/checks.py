"""The contents box as a check: a headline it announces for a page of this file should be found there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.messages import message
from worker.parsing.patterns.spacing import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.document.issue import Article, ContentsEntry


def missing_headlines(contents: Sequence[ContentsEntry], articles: Sequence[Article]) -> Iterator[str]:
    """Yield a warning for each entry that points at a page of this file on which no such headline was found."""
    found: dict[str, list[str]] = {}
    for article in articles:
        found.setdefault(article.page, []).append(squeezed(article.kicker + article.headline + article.subtitle))
    for entry in contents:
        if not entry.page or entry.page not in found:
            continue
        wanted = squeezed(entry.headline)
        if wanted and not any(wanted in text or (text and text in wanted) for text in found[entry.page]):
            yield message(f"contents box: no headline {entry.headline!r} found on page {entry.page}")
