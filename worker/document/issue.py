"""The objects that travel through the pipeline: frozen, text in source characters, spans kept.

Text (bytes decoded, line ends made line feeds) -> lines (numbered from 1) -> blocks (runs of lines with one role) ->
articles -> issue. Enrichment adds an :class:`Enrichment` to each article and changes nothing in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from worker.document.geometry import PlacedLine, Region
    from worker.document.identity import IssueIdentity


class BlockType(StrEnum):
    """The role of a line on the page (the words are those of DESIGN: kicker 引题, headline 主题, deck 副题, ...)."""

    KICKER = "kicker"
    HEADLINE = "headline"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    SOURCE_LINE = "source_line"
    BODY = "body"
    SUBHEAD = "subhead"
    CAPTION = "caption"
    CREDIT = "credit"
    EDITOR_NOTE = "editor_note"
    CONTENTS = "contents"
    JUMP = "jump"
    FURNITURE = "furniture"
    NOTICE = "notice"
    WEATHER = "weather"
    UNASSIGNED = "unassigned"


class Kind(StrEnum):
    """What sort of article it is."""

    NEWS = "news"
    PHOTO = "photo"
    ESSAY = "essay"
    BRIEF = "brief"
    POEM = "poem"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Block:
    """A run of consecutive lines with one role.

    Attributes:
        type: The role.
        first_line: First line, counted from 1, blank lines included in the count.
        last_line: Last line, inclusive.
        text: The lines as they stand in the source, joined by line feeds.
        article: Ordinal of the article it belongs to; None for furniture, contents and unassigned lines.
        confidence: 0 to 1.
    """

    type: BlockType
    first_line: int
    last_line: int
    text: str
    article: int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person (or agency) named in a byline or a credit, with the role the paper gives: 记者, 通讯员, 实习记者."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place and date of the report. ``date`` is ISO ``YYYY-MM-DD``, or ``MM-DD`` where no year can be known."""

    place: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class LineRange:
    """Lines ``first`` to ``last`` of the source, inclusive, counted from 1."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article as a reader of the page sees it; all text is source characters with line wraps re-joined.

    Attributes:
        ordinal: Position on the page in reading order, from 1.
        page: Page label of the page it stands on (``1``, ``A02``); empty when unknown.
        source_line: The source line as printed, for example ``本报讯(记者 熊辉)``; not repeated in ``paragraphs``.
        source: The agency part of the source line: 本报讯, 新华社北京1月8日电.
        paragraphs: Body paragraphs in order; subheads are paragraphs too (also listed in ``subheads``).
        headline_derived: True when the page prints no headline and this one was made from the first sentence.
        url: Where it was published, as its file says.
        images: Names or addresses of its pictures, as its file says; ``keywords`` likewise.
        tail: Closing matter printed after the body: an end signature or ``(据新华社电)``.
        lines: Where it stands in the source; several ranges when interrupted.
        jump_to: Page label after 下转; ``jump_from``: after 上接.
        confidence: 0 to 1.
        regions: Where it stands on its page images; empty where the file has no places.
    """

    ordinal: int
    kind: Kind = Kind.NEWS
    page: str = ""
    kicker: str = ""
    headline: str = ""
    subtitle: str = ""
    headline_derived: bool = False
    headline_after_body: bool = False
    column: str = ""
    byline: tuple[Contributor, ...] = ()
    source: str = ""
    source_line: str = ""
    dateline: Dateline = Dateline()
    paragraphs: tuple[str, ...] = ()
    subheads: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    credits: tuple[Contributor, ...] = ()
    editor_note: str = ""
    url: str = ""
    images: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    tail: str = ""
    jump_to: str = ""
    jump_from: str = ""
    lines: tuple[LineRange, ...] = ()
    confidence: float = 1.0
    warnings: tuple[str, ...] = ()
    regions: tuple[Region, ...] = ()

    @property
    def body(self) -> str:
        """Paragraphs joined by one line feed each."""
        return "\n".join(self.paragraphs)

    @property
    def characters(self) -> int:
        """Number of non-space characters of the body."""
        return sum(len("".join(paragraph.split())) for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One pointer of a contents box (本期导读). ``page`` is the label it points at, empty when none is printed."""

    headline: str
    kicker: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """A parsed file: its articles and everything else that stands on the page.

    Attributes:
        notices: Notices and advertisements (``kind`` notice), apart from the articles; ordinals go on after theirs.
        coverage: Share of the visible characters that belong to a block other than unassigned, 0 to 1.
        confidence: Mean of the articles' confidence, weighted by length.
        printed: Its lines with their places, where the file has places: for its page images, not part of its JSON.
    """

    identity: IssueIdentity
    articles: tuple[Article, ...]
    contents: tuple[ContentsEntry, ...] = ()
    notices: tuple[Article, ...] = ()
    blocks: tuple[Block, ...] = ()
    encoding: str = ""
    coverage: float = 1.0
    confidence: float = 1.0
    warnings: tuple[str, ...] = ()
    printed: tuple[PlacedLine, ...] = ()

    @property
    def furniture(self) -> tuple[Block, ...]:
        """The blocks that are neither article nor contents: masthead, slogan, page label, editors' line."""
        return tuple(block for block in self.blocks if block.type is BlockType.FURNITURE)
