"""From one label a piece to drafts of articles: which lines belong together, and as what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from worker.parsing.segmentation import labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from worker.parsing.segmentation.observations import PageView


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of one paragraph; ``subhead``, ``verse`` and ``caption`` say when it is one of those."""

    lines: tuple[int, ...]
    subhead: bool = False
    verse: bool = False
    caption: bool = False

    @property
    def is_text(self) -> bool:
        """Whether it is running text, and none of the other sorts."""
        return not (self.caption or self.subhead or self.verse)

    def like(self, lines: Iterable[int]) -> Paragraph:
        """Return a paragraph of the same sort with other lines."""
        return Paragraph(tuple(lines), self.subhead, self.verse, self.caption)


@dataclass(frozen=True, slots=True)
class Draft:
    """The lines of one article, by role (indices into the lines that were labelled).

    ``interleaved``: its text was tangled with a neighbour's.
    """

    kicker: tuple[int, ...] = ()
    subtitle: tuple[int, ...] = ()
    head: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    bylines: tuple[int, ...] = ()
    notes: tuple[Paragraph, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    tails: tuple[int, ...] = ()
    credits: tuple[int, ...] = ()
    interleaved: bool = False

    @property
    def stack(self) -> tuple[int, ...]:
        """The lines above the text: kicker, headline and subtitle, each in order."""
        return (*self.kicker, *self.head, *self.subtitle)

    def indices(self) -> list[int]:
        """Return all lines of the draft, sorted."""
        found = [*self.kicker, *self.head, *self.subtitle, *self.after, *self.bylines, *self.tails, *self.credits]
        for note in self.notes:
            found += note.lines
        for paragraph in self.paragraphs:
            found += paragraph.lines
        found.sort()
        return found

    def having(
        self,
        *,
        kicker: tuple[int, ...] | None = None,
        subtitle: tuple[int, ...] | None = None,
        head: tuple[int, ...] | None = None,
        after: tuple[int, ...] | None = None,
        bylines: tuple[int, ...] | None = None,
        notes: tuple[Paragraph, ...] | None = None,
        paragraphs: tuple[Paragraph, ...] | None = None,
        tails: tuple[int, ...] | None = None,
        credits: tuple[int, ...] | None = None,  # noqa: A002 - the field's name
    ) -> Draft:
        """Return the draft with other lines in some roles; ``dataclasses.replace`` takes several times as long."""
        return Draft(
            self.kicker if kicker is None else kicker,
            self.subtitle if subtitle is None else subtitle,
            self.head if head is None else head,
            self.after if after is None else after,
            self.bylines if bylines is None else bylines,
            self.notes if notes is None else notes,
            self.paragraphs if paragraphs is None else paragraphs,
            self.tails if tails is None else tails,
            self.credits if credits is None else credits,
            self.interleaved,
        )

    def parted(self, at: int) -> tuple[Draft, Draft]:
        """Return the draft above a paragraph, and one of the paragraphs from there on with what stands below them."""
        first = self.paragraphs[at].lines[0]
        above = self.having(
            after=tuple(index for index in self.after if index < first),
            bylines=tuple(index for index in self.bylines if index < first),
            paragraphs=self.paragraphs[:at],
            tails=tuple(index for index in self.tails if index < first),
            credits=tuple(index for index in self.credits if index < first),
        )
        below = Draft(
            after=tuple(index for index in self.after if index > first),
            bylines=tuple(index for index in self.bylines if index > first),
            paragraphs=self.paragraphs[at:],
            tails=tuple(index for index in self.tails if index > first),
            credits=tuple(index for index in self.credits if index > first),
        )
        return above, below

    def followed_by(self, below: Draft) -> Draft:
        """Return it with the lines of a draft that is no article of its own, but those of its headline."""
        return self.having(
            after=self.after + below.after,
            bylines=self.bylines + below.bylines,
            notes=self.notes + below.notes,
            paragraphs=self.paragraphs + below.paragraphs,
            tails=self.tails + below.tails,
            credits=self.credits + below.credits,
        )


def in_order(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """Return paragraphs in the order of their lines."""
    return tuple(sorted(paragraphs, key=lambda paragraph: paragraph.lines[0]))


def left_over(furniture: frozenset[int], before: Draft, after: Draft) -> frozenset[int]:
    """Return what no article has, once a draft has become another: without what it gained, with what it lost."""
    if before is after:
        return furniture
    own = frozenset(after.indices())
    return (furniture - own).union(frozenset(before.indices()) - own)


def size_of(paragraphs: Sequence[Paragraph], view: PageView) -> int:
    """Return how many characters paragraphs have."""
    return sum(len(view.pieces[index].folded) for paragraph in paragraphs for index in paragraph.lines)


def is_sourced(draft: Draft, view: PageView) -> bool:
    """Tell whether a line of a draft's text is, or opens with, a source line."""
    return any(view.annotations[index].source_line is not None for part in draft.paragraphs for index in part.lines)


def is_headed_by_item(draft: Draft, view: PageView) -> bool:
    """Tell whether a draft's headline opens with the mark of an item."""
    return bool(draft.head) and view.annotations[draft.head[0]].item is not None


def collect(found: Sequence[str]) -> tuple[list[Draft], list[int]]:
    """Return the drafts that the model's labels give, in order, and the pieces that are furniture."""
    drafts: list[_Collected] = []
    furniture: list[int] = []
    for index, label in enumerate(found):
        role = labels.role_of(label)
        if role == labels.FURNITURE:
            furniture.append(index)
            continue
        if not drafts or labels.begins(label):
            drafts.append(_Collected())
        drafts[-1].add(role, index)
    return _with_text([draft.whole() for draft in drafts], furniture)


def _with_text(drafts: Sequence[Draft], furniture: Sequence[int]) -> tuple[list[Draft], list[int]]:
    """Return the drafts that hold text: a headline alone is that of a headless one below, or a label of the page."""
    kept: list[Draft] = []
    left = [*furniture]
    heading: Draft | None = None
    for position, each in enumerate(drafts):
        draft = each if heading is None else _headed(each, heading)
        heading = None
        below = drafts[position + 1] if position + 1 < len(drafts) else None
        if draft.paragraphs or draft.notes or draft.credits or len(drafts) == 1:
            kept.append(draft)
        elif below is not None and not (below.head or below.kicker or below.subtitle):
            heading = draft
        else:
            left += draft.indices()
    return kept, sorted(left)


def _headed(draft: Draft, heading: Draft) -> Draft:
    """Return a draft below the headline that stood alone."""
    return draft.having(
        kicker=heading.kicker + draft.kicker,
        head=heading.head + draft.head,
        subtitle=heading.subtitle + draft.subtitle,
        bylines=heading.bylines + draft.bylines,
    )


_BY_LINE: Final = frozenset(
    {
        labels.KICKER,
        labels.HEADLINE,
        labels.SUBTITLE,
        labels.BELOW,
        labels.BYLINE,
        labels.SIGNATURE,
        labels.CREDIT,
    }
)
_GOES_ON: Final = {labels.PARAGRAPH_ON: labels.PARAGRAPH, labels.CAPTION_ON: labels.CAPTION}
_SORTS: Final = frozenset({labels.SUBHEAD, labels.VERSE, labels.CAPTION})


class _Collected:
    """The lines of one draft while the labels are gone through."""

    def __init__(self) -> None:
        self._lines: dict[str, list[int]] = {}
        self._notes: list[list[int]] = []
        self._paragraphs: list[tuple[str, list[int]]] = []  # of which sort each is

    def add(self, role: str, index: int) -> None:
        """Add a line by what the model takes it for."""
        if role in _BY_LINE:
            self._lines.setdefault(role, []).append(index)
        elif role in _GOES_ON:
            sort = _GOES_ON[role]
            last = next((lines for of, lines in reversed(self._paragraphs) if of == sort), None)
            if last is None:
                self._paragraphs.append((sort, [index]))
            else:
                last.append(index)
        elif role == labels.NOTE_ON and self._notes:
            self._notes[-1].append(index)
        elif role in {labels.NOTE, labels.NOTE_ON, labels.SUMMARY}:
            self._notes.append([index])
        else:
            self._paragraphs.append((role if role in _SORTS else labels.PARAGRAPH, [index]))

    def whole(self) -> Draft:
        """Return the draft."""
        return Draft(
            self._of(labels.KICKER),
            self._of(labels.SUBTITLE),
            self._of(labels.HEADLINE),
            self._of(labels.BELOW),
            self._of(labels.BYLINE),
            tuple([Paragraph(tuple(lines)) for lines in self._notes]),
            tuple(
                [
                    Paragraph(tuple(lines), sort == labels.SUBHEAD, sort == labels.VERSE, sort == labels.CAPTION)
                    for sort, lines in self._paragraphs
                ]
            ),
            self._of(labels.SIGNATURE),
            self._of(labels.CREDIT),
        )

    def _of(self, role: str) -> tuple[int, ...]:
        return tuple(self._lines.get(role, ()))
