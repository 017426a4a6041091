"""Text whose headings are marked as such (Word, Markdown, EPUB) to the articles that they head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from worker.document.issue import Article
from worker.document.source import Hint

if TYPE_CHECKING:
    from collections.abc import Sequence

_SENTENCE = re.compile(r"[。！？!?…][”’」』）)]*$")
_SHORT = 30  # characters: a line as short that ends no sentence is a date or a byline, no story
_LONGEST_HEADING = 80


class Marked(NamedTuple):
    """A paragraph; ``level`` is that of a heading from 1 (0 for text), ``hint`` what its style says besides."""

    text: str
    level: int = 0
    hint: Hint | None = None
    images: tuple[str, ...] = ()


def articles_of(paragraphs: Sequence[Marked]) -> tuple[tuple[str, ...], tuple[Article, ...]]:
    """Return the lines above the first article, and the articles; none where no heading heads a story.

    Articles begin at the headings of the highest level that has stories right below. Deeper ones within a story are
    its subheads; one right below a headline is its subtitle, one right above it its kicker. Higher ones name the paper
    or a section.
    """
    level = _story_level(paragraphs)
    if not level:
        return tuple(one.text for one in paragraphs if one.text), ()
    head: list[str] = []
    articles: list[Article] = []
    draft: _Draft | None = None
    section = kicker = ""
    for place, one in enumerate(paragraphs):
        if one.level == level:
            if draft is not None and draft.is_bare and draft.level == level:
                draft.headline = f"{draft.headline} {one.text}"  # a headline over two paragraphs
                continue
            articles += [draft.article(len(articles) + 1)] if draft else []
            draft = _Draft(level, one.text, kicker, section)
            kicker = ""
        elif 0 < one.level < level:
            articles += [draft.article(len(articles) + 1)] if draft else []
            section = one.text if articles or draft else ""
            head += [one.text] if not articles and draft is None else []
            draft = None
        elif one.level > level and _next_level(paragraphs, place) == level:
            kicker = one.text
        elif draft is not None:
            draft.take(one)
        elif one.text:
            head.append(one.text)
    articles += [draft.article(len(articles) + 1)] if draft else []
    return tuple(head), tuple(articles)


def _next_level(paragraphs: Sequence[Marked], place: int) -> int:
    following = next((one for one in paragraphs[place + 1 :] if one.text), None)
    return following.level if following else 0


def _story_level(paragraphs: Sequence[Marked]) -> int:
    """Return the highest level of heading that a story stands right below."""
    levels: set[int] = set()
    above = 0
    for one in paragraphs:
        if one.level:
            above = one.level if len(one.text) <= _LONGEST_HEADING else 0
        elif above and (len(one.text) > _SHORT or _SENTENCE.search(one.text)):
            levels.add(above)
    return min(levels, default=0)


class _Draft:
    def __init__(self, level: int, headline: str, kicker: str, section: str) -> None:
        self.level = level
        self.headline = headline
        self._kicker = kicker
        self._section = section
        self._subtitle = ""
        self._paragraphs: list[str] = []
        self._subheads: list[str] = []
        self._captions: list[str] = []
        self._images: list[str] = []

    @property
    def is_bare(self) -> bool:
        """Whether nothing stands below its headline yet."""
        return not (self._paragraphs or self._captions or self._subtitle or self._images)

    def take(self, one: Marked) -> None:
        self._images.extend(one.images)
        if not one.text:
            return
        if one.hint is Hint.CAPTION:
            self._captions.append(one.text)
        elif (one.level or one.hint is Hint.SUBTITLE) and not self._paragraphs and not self._subtitle:
            self._subtitle = one.text
        else:
            if one.level:
                self._subheads.append(one.text)
            self._paragraphs.append(one.text)

    def article(self, ordinal: int) -> Article:
        return Article(
            ordinal=ordinal,
            kicker=self._kicker,
            headline=self.headline,
            subtitle=self._subtitle,
            column=self._section,
            paragraphs=tuple(self._paragraphs),
            subheads=tuple(self._subheads),
            captions=tuple(self._captions),
            images=tuple(self._images),
        )
