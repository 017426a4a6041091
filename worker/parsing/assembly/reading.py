"""What is read out of a draft, part by part, until it is an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.document.issue import BlockType, Contributor
    from worker.parsing.layout.reflow import Passage
    from worker.parsing.recognizers.sources.lines import SourceOpening


class Reading(NamedTuple):
    """As much of an article as is read: every step returns the next.

    Attributes:
        marks: Lines that are not plain body, and what they are; of one line the last mark holds, None: plain after all.
        captioned: Captions without spaces, each of which stands once.
    """

    marks: tuple[tuple[tuple[int, ...], BlockType | None], ...] = ()
    byline: tuple[Contributor, ...] = ()
    signers: tuple[Contributor, ...] = ()
    credits: tuple[Contributor, ...] = ()
    body: tuple[Passage, ...] = ()
    captions: tuple[Passage, ...] = ()
    captioned: frozenset[str] = frozenset()
    subheads: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    source_line: SourceOpening | None = None
    source_line_text: str = ""
    title: str = ""
    jump_to: str = ""
    jump_from: str = ""

    def marked(self, lines: Iterable[int], kind: BlockType | None) -> Reading:
        """Return it with what some lines are."""
        return self._with(_MARKS, (*self.marks, (tuple(lines), kind)))

    def told(self, passage: Passage) -> Reading:
        """Return it with a further paragraph of its text."""
        return self._with(_BODY, (*self.body, passage))

    def credited(self, people: Iterable[Contributor]) -> Reading:
        """Return it with further people who gave pictures."""
        return self._replace(credits=(*self.credits, *people))

    def signed(self, people: Iterable[Contributor], tail: str) -> Reading:
        """Return it with what stands at the text's end, and whom that names."""
        return self._replace(signers=(*self.signers, *people), tails=(*self.tails, tail))

    def _with(self, field: int, value: object) -> Reading:
        """Return it with another value of one field; ``_replace`` takes four times as long, and each paragraph asks."""
        return Reading._make((*self[:field], value, *self[field + 1 :]))

    def types(self) -> dict[int, BlockType]:
        """Return what each line is that is not plain body."""
        last = {index: kind for lines, kind in self.marks for index in lines}
        return {index: kind for index, kind in last.items() if kind is not None}


_MARKS, _BODY = map(Reading._fields.index, ("marks", "body"))
