"""From one role a line to drafts of articles: which lines belong together, and as what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from worker.parsing.segmentation.transitions import BODY_ONS, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line
    from worker.parsing.segmentation.features import Evidence

_HEADLESS = frozenset({State.BODY2, State.BODY2_ON, State.SUB2, State.BYLINE2, State.NOTE2, State.NOTE2_ON})
_SUBHEADS = frozenset({State.SUB0, State.SUB1, State.SUB2})


@dataclass(slots=True)
class Paragraph:
    """Lines of one paragraph; ``subhead`` and ``verse`` say when it is one of those."""

    lines: list[int]
    subhead: bool = False
    verse: bool = False
    credit_follows: bool = False


@dataclass(slots=True)
class Draft:
    """The lines of one article, by role (indices into the lines that were labelled).

    ``interleaved``: its text was tangled with a neighbour's.
    """

    head: list[int] = field(default_factory=list)
    after: list[int] = field(default_factory=list)
    bylines: list[int] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    tails: list[int] = field(default_factory=list)
    credits: list[int] = field(default_factory=list)
    captions: list[Paragraph] = field(default_factory=list)
    interleaved: bool = False

    def indices(self) -> list[int]:
        """Return all lines of the draft, sorted."""
        found = [*self.head, *self.after, *self.bylines, *self.tails, *self.credits]
        for paragraph in (*self.notes, *self.paragraphs, *self.captions):
            found.extend(paragraph.lines)
        return sorted(found)


def collect(states: Sequence[State], evidence: Sequence[Evidence]) -> tuple[list[Draft], list[int]]:
    """Return the drafts in order, and the lines that are furniture after all."""
    drafts: list[Draft] = []
    weak: list[int] = []
    before: State | None = None
    for index, state in enumerate(states):
        if state is State.WEAK:
            weak.append(index)
            before = state
            continue
        if not drafts or _opens(state, before, evidence[index]):
            drafts.append(Draft())
        _add(drafts[-1], state, index)
        before = state
    return drafts, weak


def joined(drafts: Sequence[Draft]) -> list[Draft]:
    """Return one draft of all: they stand in one article, as place and size tell."""
    whole = Draft()
    for draft in drafts:
        if whole.paragraphs and draft.head:
            whole.paragraphs.extend(Paragraph([index], subhead=True) for index in draft.head)
        else:
            whole.head.extend(draft.head)
        for name in ("after", "bylines", "notes", "paragraphs", "tails", "credits", "captions"):
            getattr(whole, name).extend(getattr(draft, name))
    return [whole] if drafts else []


def with_captions(drafts: Sequence[Draft], lines: Sequence[Line], captions: Sequence[int]) -> list[Draft]:
    """Return the drafts of one zone with its captions, each a run of lines of one block, in the last."""
    if not captions:
        return list(drafts)
    found = list(drafts) or [Draft()]
    blocks: dict[int, list[int]] = {}
    for index in captions:
        place = lines[index].place
        blocks.setdefault(place.block if place else -1, []).append(index)
    found[-1].captions.extend(Paragraph(members) for members in blocks.values())
    return found


def _opens(state: State, before: State | None, found: Evidence) -> bool:
    """Tell whether a line of ``state`` begins an article."""
    if state is State.HEAD:
        return before not in {State.HEAD, State.NOTE2, State.NOTE2_ON, State.BYLINE2}
    if state in {State.BYLINE2, State.NOTE2}:
        return before not in {State.BYLINE2, State.NOTE2, State.NOTE2_ON}
    if state is State.BODY2:
        return before not in _HEADLESS or (found.lead and before in {State.BODY2, State.BODY2_ON, State.SUB2})
    return False


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


def _add(draft: Draft, state: State, index: int) -> None:
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
