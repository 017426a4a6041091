"""What is read out of a draft, part by part, until it is an article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from worker.document.issue import BlockType, Contributor
    from worker.parsing.layout.reflow import Passage
    from worker.parsing.recognizers.source_lines import SourceOpening


@dataclass(slots=True)
class Reading:
    """An article as it is read out of its draft. ``types`` says what its lines are that are not plain body."""

    types: dict[int, BlockType] = field(default_factory=dict)
    byline: list[Contributor] = field(default_factory=list)
    signers: list[Contributor] = field(default_factory=list)
    credits: list[Contributor] = field(default_factory=list)
    body: list[Passage] = field(default_factory=list)
    captions: list[Passage] = field(default_factory=list)
    captioned: set[str] = field(default_factory=set)
    subheads: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tails: list[str] = field(default_factory=list)
    source_line: SourceOpening | None = None
    source_line_text: str = ""
    title: str = ""
    jump_to: str = ""
    jump_from: str = ""
