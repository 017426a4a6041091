"""Every line of a page with what it was taken for: what one needs to report or mend a wrong split."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from worker.parsing.assembly.pages import read_page
from worker.parsing.identity.pagination import split_pages
from worker.parsing.layout.lines import visible_lines
from worker.parsing.layout.noise import without_noise
from worker.parsing.segmentation.form import form_of, in_words
from worker.parsing.segmentation.model import model
from worker.parsing.segmentation.reasons import Beginning, beginnings
from worker.parsing.segmentation.viewing import prepare, views_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.document.issue import BlockType, Issue
    from worker.parsing.layout.lines import Line


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


class Sureness(NamedTuple):
    """How sure the bounds of an article are.

    Attributes:
        line: The first of its lines in the source.
        confidence: 0 to 1.
        doubts: What takes from it, the most first, in nats.
    """

    line: int
    confidence: float
    doubts: tuple[tuple[str, float], ...]


class PageReasons(NamedTuple):
    """Why a page was parted as it was.

    Attributes:
        form: What was found of the form of the whole page, for people.
        beginnings: Where the model lets articles begin, and why.
        sure: How sure each article's bounds are, once all rules have done their work.
    """

    form: tuple[str, ...]
    beginnings: tuple[Beginning, ...]
    sure: tuple[Sureness, ...]


def reasons(issue: Issue) -> list[PageReasons]:
    """Return the reasons for each page of a text; none where lines have places: their reading is by place and size."""
    if issue.printed:
        return []
    rows: dict[int, str] = {}
    for block in issue.blocks:
        rows |= dict(enumerate(block.text.split("\n"), block.first_line))
    text = "\n".join(rows.get(number, "") for number in range(1, max(rows, default=0) + 1))
    return [_of_page(page.lines) for page in split_pages(visible_lines(without_noise(text)))]


def _of_page(lines: Sequence[Line]) -> PageReasons:
    (view,) = views_of(prepare(lines))
    weights = model()
    reading = read_page(lines, page="", first_ordinal=1, issue_date=None)
    sure = [
        Sureness(article.lines[0].first, article.confidence, weights.judge.doubts(evidence) if weights.judge else ())
        for article, evidence in zip(reading.articles, reading.evidence, strict=True)
    ]
    return PageReasons(tuple(in_words(form_of(view))), tuple(beginnings(view, weights)), tuple(sure))
