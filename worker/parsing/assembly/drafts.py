"""From one label a piece to drafts of articles: which lines belong together, and as what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from worker.parsing.segmentation import labels
from worker.parsing.segmentation.by_hand.reading import opens_article
from worker.parsing.segmentation.by_hand.transitions import BODY_ONS, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.segmentation.by_hand.evidence import Evidence

_SUBHEADS = frozenset({State.SUB0, State.SUB1, State.SUB2})


@dataclass(slots=True)
class Paragraph:
    """Lines of one paragraph; ``subhead``, ``verse`` and ``caption`` say when it is one of those."""

    lines: list[int]
    subhead: bool = False
    verse: bool = False
    caption: bool = False
    credit_follows: bool = False

    def like(self, lines: list[int], *, credit_follows: bool | None = None) -> Paragraph:
        """Return a paragraph of the same sort with other lines."""
        follows = self.credit_follows if credit_follows is None else credit_follows
        return Paragraph(lines, self.subhead, self.verse, self.caption, follows)


@dataclass(slots=True)
class Draft:
    """The lines of one article, by role (indices into the lines that were labelled).

    ``interleaved``: its text was tangled with a neighbour's. ``labelled``: kicker, headline, subtitle and captions
    are told apart; otherwise ``head`` holds the whole stack.
    """

    kicker: list[int] = field(default_factory=list)
    subtitle: list[int] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)
    bylines: list[int] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    tails: list[int] = field(default_factory=list)
    credits: list[int] = field(default_factory=list)
    interleaved: bool = False
    labelled: bool = True

    def indices(self) -> list[int]:
        """Return all lines of the draft, sorted."""
        found = [*self.kicker, *self.head, *self.subtitle, *self.after, *self.bylines, *self.tails, *self.credits]
        for paragraph in (*self.notes, *self.paragraphs):
            found.extend(paragraph.lines)
        return sorted(found)

    def go_on_with(self, below: Draft) -> None:
        """Take over the lines of a draft that is no article of its own, but those of its headline."""
        self.after += below.after
        self.bylines += below.bylines
        self.notes += below.notes
        self.paragraphs += below.paragraphs
        self.tails += below.tails
        self.credits += below.credits


def collect_states(states: Sequence[State], evidence: Sequence[Evidence]) -> tuple[list[Draft], list[int]]:
    """Return the drafts in order, and the lines that are furniture after all."""
    drafts: list[Draft] = []
    weak: list[int] = []
    before: State | None = None
    for index, state in enumerate(states):
        if state is State.WEAK:
            weak.append(index)
            before = state
            continue
        if not drafts or opens_article(state, before, evidence[index]):
            drafts.append(Draft(labelled=False))
        _add_state(drafts[-1], state, index)
        before = state
    return drafts, weak


_LISTS = {
    State.HEAD: "head",
    State.AFTER: "after",
    State.BYLINE: "bylines",
    State.BYLINE2: "bylines",
    State.TAIL: "tails",
    State.CREDIT: "credits",
    State.CREDIT2: "credits",
}
_NOTES = frozenset({State.NOTE, State.NOTE2})
_NOTES_ON = frozenset({State.NOTE_ON, State.NOTE2_ON})


def _add_state(draft: Draft, state: State, index: int) -> None:
    name = _LISTS.get(state)
    if name is not None:
        getattr(draft, name).append(index)
        if name == "credits" and draft.paragraphs:
            draft.paragraphs[-1].credit_follows = True
    elif state in BODY_ONS and draft.paragraphs:
        draft.paragraphs[-1].lines.append(index)
    elif state in _NOTES_ON and draft.notes:
        draft.notes[-1].lines.append(index)
    elif state in _NOTES or state in _NOTES_ON:
        draft.notes.append(Paragraph([index]))
    else:
        draft.paragraphs.append(Paragraph([index], subhead=state in _SUBHEADS, verse=state is State.VERSE))


_BY_LABEL = {
    labels.KICKER: "kicker",
    labels.HEADLINE: "head",
    labels.SUBTITLE: "subtitle",
    labels.BELOW: "after",
    labels.BYLINE: "bylines",
    labels.SIGNATURE: "tails",
    labels.CREDIT: "credits",
}


def collect(found: Sequence[str]) -> tuple[list[Draft], list[int]]:
    """Return the drafts that the model's labels give, in order, and the pieces that are furniture."""
    drafts: list[Draft] = []
    furniture: list[int] = []
    for index, label in enumerate(found):
        role = labels.role_of(label)
        if role == labels.FURNITURE:
            furniture.append(index)
            continue
        if not drafts or labels.begins(label):
            drafts.append(Draft())
        _add(drafts[-1], role, index)
    return _with_text(drafts, furniture)


def _with_text(drafts: Sequence[Draft], furniture: list[int]) -> tuple[list[Draft], list[int]]:
    """Return the drafts that hold text: a headline alone is that of a headless one below, or a label of the page."""
    kept: list[Draft] = []
    for position, draft in enumerate(drafts):
        below = drafts[position + 1] if position + 1 < len(drafts) else None
        if draft.paragraphs or draft.notes or draft.credits or len(drafts) == 1:
            kept.append(draft)
        elif below is not None and not (below.head or below.kicker or below.subtitle):
            for name in ("kicker", "head", "subtitle", "bylines"):
                getattr(below, name)[:0] = getattr(draft, name)
        else:
            furniture += draft.indices()
    return kept, sorted(furniture)


def _add(draft: Draft, role: str, index: int) -> None:
    name = _BY_LABEL.get(role)
    if name is not None:
        getattr(draft, name).append(index)
    elif role in {labels.PARAGRAPH_ON, labels.CAPTION_ON}:
        caption = role == labels.CAPTION_ON
        last = next(
            (
                paragraph
                for paragraph in reversed(draft.paragraphs)
                if paragraph.caption is caption and not paragraph.subhead and not paragraph.verse
            ),
            None,
        )
        if last is None:
            draft.paragraphs.append(Paragraph([index], caption=caption))
        else:
            last.lines.append(index)
    elif role == labels.NOTE_ON and draft.notes:
        draft.notes[-1].lines.append(index)
    elif role in {labels.NOTE, labels.NOTE_ON, labels.SUMMARY}:
        draft.notes.append(Paragraph([index]))
    else:
        draft.paragraphs.append(
            Paragraph(
                [index],
                subhead=role == labels.SUBHEAD,
                verse=role == labels.VERSE,
                caption=role == labels.CAPTION,
            )
        )
