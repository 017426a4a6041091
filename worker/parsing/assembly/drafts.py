"""From one label a piece to drafts of articles: which lines belong together, and as what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from worker.parsing.segmentation import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.segmentation.observations import PageView


@dataclass(slots=True)
class Paragraph:
    """Lines of one paragraph; ``subhead``, ``verse`` and ``caption`` say when it is one of those."""

    lines: list[int]
    subhead: bool = False
    verse: bool = False
    caption: bool = False

    @property
    def is_text(self) -> bool:
        """Whether it is running text, and none of the other sorts."""
        return not (self.caption or self.subhead or self.verse)

    def like(self, lines: list[int]) -> Paragraph:
        """Return a paragraph of the same sort with other lines."""
        return Paragraph(lines, self.subhead, self.verse, self.caption)


@dataclass(slots=True)
class Draft:
    """The lines of one article, by role (indices into the lines that were labelled).

    ``interleaved``: its text was tangled with a neighbour's.
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

    @property
    def stack(self) -> list[int]:
        """The lines above the text: kicker, headline and subtitle, each in order."""
        return [*self.kicker, *self.head, *self.subtitle]

    def indices(self) -> list[int]:
        """Return all lines of the draft, sorted."""
        found = [*self.kicker, *self.head, *self.subtitle, *self.after, *self.bylines, *self.tails, *self.credits]
        for note in self.notes:
            found += note.lines
        for paragraph in self.paragraphs:
            found += paragraph.lines
        found.sort()
        return found

    def parted(self, at: int) -> Draft:
        """Take the paragraphs from ``at`` on, and what stands below them, off into a draft of their own."""
        first = self.paragraphs[at].lines[0]
        below = Draft(paragraphs=self.paragraphs[at:])
        del self.paragraphs[at:]
        for name in ("after", "bylines", "tails", "credits"):
            own: list[int] = getattr(self, name)
            getattr(below, name).extend(index for index in own if index > first)
            own[:] = [index for index in own if index < first]
        return below

    def go_on_with(self, below: Draft) -> None:
        """Take over the lines of a draft that is no article of its own, but those of its headline."""
        self.after += below.after
        self.bylines += below.bylines
        self.notes += below.notes
        self.paragraphs += below.paragraphs
        self.tails += below.tails
        self.credits += below.credits


def size_of(paragraphs: Sequence[Paragraph], view: PageView) -> int:
    """Return how many characters paragraphs have."""
    return sum(len(view.pieces[index].folded) for paragraph in paragraphs for index in paragraph.lines)


def is_sourced(draft: Draft, view: PageView) -> bool:
    """Tell whether a line of a draft's text is, or opens with, a source line."""
    return any(view.annotations[index].source_line is not None for part in draft.paragraphs for index in part.lines)


def is_headed_by_item(draft: Draft, view: PageView) -> bool:
    """Tell whether a draft's headline opens with the mark of an item."""
    return bool(draft.head) and view.annotations[draft.head[0]].item is not None


_BY_LABEL: Final = {
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
