"""One page of a PDF as the page model has it, from its text layer where that can be used."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from worker.document.source import Page, SourceLine, Style
from worker.messages import message
from worker.readers.ocr.pages import read_image
from worker.readers.pdf.agreement import agrees, is_doubtful
from worker.readers.pdf.characters import read_layer
from worker.readers.pdf.coordinates import transform_of
from worker.readers.pdf.drawings import read_drawings
from worker.readers.pdf.recognition import DPI, with_recognised
from worker.readers.pdf.rendering import render
from worker.readers.printed.glyphs import UNMAPPED, without_repeats
from worker.readers.printed.lines import lines_of
from worker.readers.text.plausibility import PLAUSIBLE, quality

if TYPE_CHECKING:
    import pypdfium2.raw as pdfium

    from worker.readers.pdf.rendering import Rendering
    from worker.readers.printed.glyphs import Glyph
    from worker.readers.printed.lines import PrintedLine

_MOST_CHARACTERS = 200_000
_UNREADABLE = 0.3  # share of a line's characters without a meaning: the rest is chance
_LOST = 0.5  # share of a page's characters without a meaning: its layer is of no use
_ENOUGH = 40  # characters by which a layer can be judged
_BARE = 20  # characters: a picture over a page with fewer is a scan
_COVERS = 0.5  # share of the page


@dataclass(frozen=True, slots=True)
class PageScan:
    """What pdfium gives of a page: its layer, and its image where that must be recognised.

    Attributes:
        page: Without lines.
        lines: Of its text layer; none where that cannot be used.
        why: Why its layer cannot be used.
        doubtful: It is a scan, and its layer is used only if it says what is printed.
        shown: The page as it is drawn, for what its layer does not say; None where it says all, or nobody is to
            recognise it.
    """

    page: Page
    lines: tuple[PrintedLine, ...] = ()
    why: str = ""
    doubtful: bool = False
    shown: Rendering | None = None

    @property
    def unknown(self) -> bool:
        """Whether some of its characters must be recognised."""
        return bool(self.why) or self.doubtful or any(line.unmapped and not _is_ornamented(line) for line in self.lines)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page, and what could not be read of it.

    Attributes:
        recognised: It was read from its image.
        lost: Lines that were left out: their font does not say which characters it draws.
        unread: Why the page could not be read at all; empty where it was.
    """

    page: Page
    recognised: bool = False
    lost: int = 0
    unread: str = ""


def scan_page(page: pdfium.FPDF_PAGE, *, draw: bool) -> PageScan:
    """Return what an open page holds.

    Args:
        page: As pdfium has it.
        draw: Draw it where some of it must be recognised.
    """
    transform = transform_of(page)
    drawings = read_drawings(page, transform)
    layer = read_layer(page, transform, _MOST_CHARACTERS)
    glyphs = [
        glyph
        for glyph in without_repeats(layer.glyphs)
        if glyph.x1 > 0 and glyph.y1 > 0 and glyph.x0 < transform.width and glyph.y0 < transform.height
    ]
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    scanned = any(
        picture.box.width * picture.box.height > _COVERS * transform.width * transform.height
        for picture in drawings.pictures
    )
    why = _useless(inked, scanned=scanned)
    lines = [] if why else lines_of(glyphs, drawings.rules, transform.width, transform.height)
    # Only where characters are unknown is anything asked of the others: a page's glyphs are long to send.
    lines = [line if line.unmapped else line._replace(glyphs=()) for line in lines]
    shape = Page(
        width=transform.width,
        height=transform.height,
        pictures=tuple(drawings.pictures),
        rules=tuple(drawings.rules),
    )
    doubtful = scanned and not why and is_doubtful("".join(line.text for line in lines))
    scan = PageScan(shape, tuple(lines), why, doubtful)
    return replace(scan, shown=render(page, DPI)) if draw and scan.unknown else scan


def read_page(scan: PageScan, position: int) -> ReadPage:
    """Return a page, what its layer does not say recognised; its lines run from top to bottom, numbered from 1.

    Args:
        scan: As pdfium gave it.
        position: In the file, from 0.
    """
    if scan.why:
        if scan.shown is None:
            return ReadPage(scan.page, unread=scan.why)
        return ReadPage(read_image(scan.shown.image, scan.shown.dpi, position), recognised=True)
    if scan.doubtful and scan.shown is not None and not agrees(scan.lines, scan.shown):
        return ReadPage(read_image(scan.shown.image, scan.shown.dpi, position), recognised=True)
    lines = list(scan.lines)
    if scan.shown is not None:
        lines = with_recognised(lines, scan.shown)
    kept = [line for line in lines if line.unmapped <= _UNREADABLE * len(line.glyphs) or _is_ornamented(line)]
    source_lines = tuple(_source_line(line, number, position) for number, line in enumerate(kept, 1))
    return ReadPage(replace(scan.page, lines=source_lines), lost=len(lines) - len(kept))


def _useless(inked: list[Glyph], *, scanned: bool) -> str:
    """Return why a text layer cannot be used; empty where it can, and where nothing is drawn at all."""
    if scanned and len(inked) < _BARE:
        return message("it is a scan without a text layer")
    unknown = sum(glyph.text == UNMAPPED for glyph in inked)
    if unknown > _LOST * len(inked):
        return message("its fonts do not say which characters they draw")
    # A layer that a poor recogniser left, or a font whose table is wrong.
    if len(inked) >= _ENOUGH and quality("".join(glyph.text for glyph in inked)) < PLAUSIBLE:
        return message("the characters of its text layer make no sense")
    return ""


def _is_ornamented(line: PrintedLine) -> bool:
    """Return whether only the first or last character of a line is unknown: an ornament, as before a page number."""
    return line.unmapped == 1 and len(line.glyphs) > 1 and len(line.text.strip(UNMAPPED)) < len(line.text)


def _source_line(line: PrintedLine, number: int, position: int) -> SourceLine:
    text = line.text.strip(UNMAPPED)
    return SourceLine(
        number,
        line.raw,
        text,
        position,
        line.box,
        Style(line.size, line.bold, line.font, line.vertical),
        line.confidence,
        stops=line.stops if len(text) == len(line.text) else (),
    )
