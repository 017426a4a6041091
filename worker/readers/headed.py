"""Text whose headings are marked as such (Word, Markdown, EPUB) to the articles that they head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from worker.document.issue import Article
from worker.document.source import Hint
from worker.readers.values import date_of, page_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_SENTENCE = re.compile(r"[。！？!?…][”’」』）)]*$")
_SHORT = 30  # characters: a line as short that ends no sentence is a date or a byline, no story
_LONGEST_HEADING = 80


# 第01版：要闻, A02版 民生: a heading that names a page of the issue.
_PAGE = re.compile(
    r"(?:第\s?)?(?P<label>[A-Za-z]{0,2}\d{1,3}|[一二三四五六七八九十]{1,3})\s?版(?:\s{0,3}[：:·|—-]?\s{0,3}(?P<name>[^\s：:]{1,12}))?"
)


class Marked(NamedTuple):
    """A paragraph; ``level`` is that of a heading from 1 (0 for text), ``hint`` what its style says besides."""

    text: str
    level: int = 0
    hint: Hint | None = None
    images: tuple[str, ...] = ()


class HeadedPage(NamedTuple):
    """A page of an issue that is set as one text: its label and name, and what stands below its heading."""

    label: str
    name: str
    paragraphs: tuple[Marked, ...]


def pages_of(paragraphs: Sequence[Marked]) -> tuple[tuple[str, ...], tuple[HeadedPage, ...]]:
    """Return the lines above the first page, and the pages; none where no heading of one level names pages.

    Crawlers set a day's issue as one text: paper and day above, 第01版：要闻 as headings, below them those of articles.
    """
    level = min((one.level for one in paragraphs if one.level and _PAGE.fullmatch(one.text)), default=0)
    starts = [place for place, one in enumerate(paragraphs) if one.level == level and _PAGE.fullmatch(one.text)]
    if not level or any(0 < one.level < level for one in paragraphs[starts[0] :]):
        return (), ()
    found: list[HeadedPage] = []
    for start, end in zip(starts, [*starts[1:], len(paragraphs)], strict=True):
        named = _PAGE.fullmatch(paragraphs[start].text)
        label, _ = page_of(f"第{named['label']}版" if named else "")
        name = (named["name"] or "").removesuffix("版") if named else ""
        found.append(HeadedPage(label, name, tuple(paragraphs[start + 1 : end])))
    return tuple(one.text for one in paragraphs[: starts[0]] if one.text), tuple(found)


def articles_of(paragraphs: Sequence[Marked]) -> tuple[tuple[str, ...], tuple[Article, ...]]:
    """Return the lines above the first article, and the articles; none where no heading heads a story.

    Articles begin at the headings of the highest level that has stories right below. Deeper ones within a story are
    its subheads; one right below a headline is its subtitle, one right above it its kicker. Higher ones name the paper
    or a section. Running text above the first of them is a story without a heading, under the line right above it;
    where most of the text stands there, headings do not tell the articles.
    """
    level = _story_level(paragraphs)
    every = tuple(one.text for one in paragraphs if one.text)
    if not level:
        return every, ()
    head: list[str] = []
    drafts: list[_Draft] = []
    draft: _Draft | None = None
    section = kicker = ""
    for place, one in enumerate(paragraphs):
        if one.level == level:
            if draft is not None and draft.is_bare and draft.level == level:
                draft.headline = f"{draft.headline} {one.text}"  # a headline over two paragraphs
                continue
            draft = _Draft(level, one.text, kicker, section)
            drafts.append(draft)
            kicker = ""
        elif 0 < one.level < level:
            section = one.text if drafts else ""
            head += [] if drafts else [one.text]
            draft = None
        elif one.level > level and _next_level(paragraphs, place) == level:
            kicker = one.text
        elif draft is not None:
            draft.take(one)
        elif one.text:
            draft = _unheaded(paragraphs, place, head, section)
            drafts += [draft] if draft else []
    if sum(one.characters for one in drafts if not one.level) > sum(map(len, every)) / 2:
        return every, ()
    return tuple(head), tuple(one.article(ordinal) for ordinal, one in enumerate(drafts, 1))


def _unheaded(paragraphs: Sequence[Marked], place: int, head: list[str], section: str) -> _Draft | None:
    """Return the draft of a story without a heading, under the line right above it; None for a line of the head."""
    one = paragraphs[place]
    if len(one.text) <= _SHORT or not _SENTENCE.search(one.text):
        head.append(one.text)
        return None
    above = next((before for before in reversed(paragraphs[:place]) if before.text), Marked(""))
    headline = "" if above.level or not _may_be_headline(above.text) else above.text
    if headline:
        head.pop()
    draft = _Draft(0, headline, "", section)
    draft.take(one)
    return draft


def _may_be_headline(text: str) -> bool:
    """Return whether a line is short, and more than a day, a page or a paper's name."""
    told = date_of(text) or page_of(text)[0] or text.endswith("报")
    return 0 < len(text) <= _LONGEST_HEADING and not told


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

    @property
    def characters(self) -> int:
        """Of its paragraphs."""
        return sum(map(len, self._paragraphs))

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
