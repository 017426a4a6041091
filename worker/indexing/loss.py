"""What a replacement would lose: articles of the earlier content that the later one does not have, worded alike or not.

An article counts as kept where half of its pairs of characters stand in the new text. Corrections, re-joined lines and
even a second recognition of the same page keep nearly all of them; two different articles of one paper share a fifth.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from worker.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from worker.document.issue import Issue
    from worker.indexing.ledger_entries import Stored

_KEPT = 0.5  # share of an article's pairs of characters


@dataclass(frozen=True, slots=True)
class Loss:
    """How many of the ``articles`` that a unit has would be ``dropped``."""

    articles: int
    dropped: int

    def reason(self, stored: Stored) -> str:
        """Return why the replacement is held; empty when it may go through."""
        if self.dropped * 2 <= self.articles:
            return ""
        what = (
            message(f"{self.dropped} of the {self.articles} articles")
            if self.articles > 1
            else message("the one article")
        )
        return message(f"it would drop {what} of {stored.unit_id}, which stand in {stored.archived_as or stored.path}")


def loss_of(before: Iterable[Mapping[str, Any]], issue: Issue) -> Loss:
    """Return what of the documents ``before`` is not in ``issue``."""
    there: set[str] = set()
    for article in (*issue.articles, *issue.notices):
        there |= _pairs([article.kicker, article.headline, article.subtitle, *article.paragraphs, *article.captions])
    shares = [
        len(own & there) / len(own)
        for document in before
        if (own := _pairs([document.get(name, "") for name in ("headline", "body")]))
    ]
    return Loss(len(shares), sum(share < _KEPT for share in shares))


def _pairs(texts: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for text in texts:
        letters = [character for character in text if character.isalnum()]
        found.update(map("".join, itertools.pairwise(letters)))
    return found
