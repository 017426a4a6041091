"""Every line of a page with what it was taken for: what one needs to report or mend a wrong split."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.document.issue import BlockType, Issue


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """A line of the source: its number from 1, its text, its role, its article's ordinal and the confidence."""

    number: int
    text: str
    type: BlockType
    article: int | None
    confidence: float


def explain(issue: Issue) -> Iterator[ExplainedLine]:
    """Yield the non-blank lines of ``issue`` in order, each with its block's role."""
    for block in issue.blocks:
        for number, text in enumerate(block.text.split("\n"), block.first_line):
            if text.strip():
                yield ExplainedLine(number, text, block.type, block.article, block.confidence)
