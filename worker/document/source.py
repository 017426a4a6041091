"""A file as its reader found it: pages of lines with their places, styles and hints, before any article is known.

Every format ends in this model, so that one segmenter reads them all. What a format does not say is None: text has no
boxes and no styles, a PDF has no hints, a METS file has articles of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from worker.document.identity import NOTHING_STATED

if TYPE_CHECKING:
    from worker.document.geometry import Box
    from worker.document.identity import StatedIdentity
    from worker.document.issue import Article


class Style(NamedTuple):
    """How a line is set: font size in points, weight, font name (empty when unknown), writing direction."""

    size: float
    bold: bool = False
    font: str = ""
    vertical: bool = False


class Hint(StrEnum):
    """What the format itself says a line is: strong evidence for the segmenter, never a second parser."""

    KICKER = "kicker"
    HEADLINE = "headline"
    SUBTITLE = "subtitle"
    SUBHEAD = "subhead"
    BYLINE = "byline"
    BODY = "body"
    CAPTION = "caption"
    CREDIT = "credit"
    FURNITURE = "furniture"
    CONTENTS = "contents"
    NOTICE = "notice"


class SourceLine(NamedTuple):
    """A printed line, or a piece of one.

    Attributes:
        number: Counted from 1 over all lines of the document, blank ones included.
        raw: The characters as the source has them.
        text: ``raw`` normalised by the reader (compatibility forms, control characters); what is parsed and indexed.
        page: Index of its page in ``Document.pages``, from 0.
        box: Where it stands on its page.
        confidence: Of recognition, 0 to 1; None where the text was not recognised from an image.
        block: A run of lines that the layout holds together (a column of one zone); the segmenter takes a change of
            block for a place where an article may begin. -1 when unknown.
        stops: Where each character of ``text`` begins, in thousandths of the box's width; empty when unknown, and where
            the characters are all alike.
    """

    number: int
    raw: str
    text: str
    page: int = 0
    box: Box | None = None
    style: Style | None = None
    confidence: float | None = None
    hint: Hint | None = None
    block: int = -1
    stops: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file's text after decoding.

    Attributes:
        text: Source characters; line ends are line feeds; no BOM, no NUL, no lone surrogate.
        encoding: The codec that read it, for example ``utf-8``, ``utf-8-sig``, ``gb18030``.
        lossy: True when characters had to be replaced or dropped.
        warnings: What a person should know about the decoding.
    """

    text: str
    encoding: str
    lossy: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's place on its page."""

    box: Box


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line or the frame of a drawn box."""

    box: Box
    frame: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page in reading order.

    Attributes:
        label: As printed or as the format says (``1``, ``A02``); empty when unknown.
        width: In points; 0 when the page has no size.
        height: In points; 0 when the page has no size.
    """

    label: str = ""
    width: float = 0.0
    height: float = 0.0
    lines: tuple[SourceLine, ...] = ()
    pictures: tuple[Picture, ...] = ()
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One issue as its reader found it; a file that holds several issues is read into several documents.

    Attributes:
        pages: In their order in the file.
        articles: Ready-made articles, taken field by field and never split again; empty where the format has none.
        identity: What the format itself says; it ranks below a sidecar and above file and folder names.
        key: Tells documents of one file apart (a member's name, ``paper/date/page``); empty for a file's only one.
        complete: Its articles are baoku's own: nothing more is to be read out of their fields.
        path: Of an archive's member: its folders and name say which issue it is, in place of the archive's.
        format: Short name for people: ``text``, ``pdf``, ``e-paper html``.
        reader: Name and version of the reader, ``pdf/1``.
        read_ahead: Characters of later documents of the file that are read already.
    """

    pages: tuple[Page, ...] = ()
    articles: tuple[Article, ...] = ()
    identity: StatedIdentity = NOTHING_STATED
    key: str = ""
    path: str = ""
    complete: bool = False
    format: str = "text"
    reader: str = "text/1"
    encoding: str = ""
    warnings: tuple[str, ...] = ()
    read_ahead: int = 0
