"""Every line of a page with what it was taken for: what one needs to report or mend a wrong split."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from worker.parsing.identity.pagination import split_pages
from worker.parsing.layout.lines import visible_lines
from worker.parsing.layout.noise import without_noise
from worker.parsing.segmentation.form import form_of, in_words
from worker.parsing.segmentation.model import model
from worker.parsing.segmentation.reasons import Beginning, beginnings
from worker.parsing.segmentation.viewing import prepare, views_of

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


class PageReasons(NamedTuple):
    """Why a page was parted as it was.

    Attributes:
        form: What was found of the form of the whole page, for people.
        beginnings: Where the model lets articles begin, and why.
    """

    form: tuple[str, ...]
    beginnings: tuple[Beginning, ...]


def reasons(issue: Issue) -> list[PageReasons]:
    """Return the reasons for each page of a text; none where lines have places: their reading is by place and size."""
    if issue.printed:
        return []
    rows: dict[int, str] = {}
    for block in issue.blocks:
        rows |= dict(enumerate(block.text.split("\n"), block.first_line))
    text = "\n".join(rows.get(number, "") for number in range(1, max(rows, default=0) + 1))
    found = []
    for page in split_pages(visible_lines(without_noise(text))):
        (view,) = views_of(prepare(page.lines))
        found.append(PageReasons(tuple(in_words(form_of(view))), tuple(beginnings(view, model()))))
    return found
