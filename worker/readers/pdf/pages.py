"""One page of a PDF as the page model has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.document.source import Page, SourceLine, Style
from worker.readers.pdf.characters import read_layer
from worker.readers.pdf.coordinates import transform_of
from worker.readers.pdf.drawings import read_drawings
from worker.readers.printed.glyphs import UNMAPPED, without_repeats
from worker.readers.printed.lines import lines_of

if TYPE_CHECKING:
    import pypdfium2.raw as pdfium

    from worker.readers.printed.lines import PrintedLine

_MOST_CHARACTERS = 200_000
_UNREADABLE = 0.3  # share of a line's characters without a meaning: the rest is chance


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page, and what could not be read of it.

    Attributes:
        characters: That it has, white space left out.
        unmapped: Of these, how many no font gives a meaning.
        lost: Lines that were left out for it.
    """

    page: Page
    characters: int
    unmapped: int
    lost: int


def read_page(page: pdfium.FPDF_PAGE, position: int) -> ReadPage:
    """Return an open page; its lines run from top to bottom, numbered from 1."""
    transform = transform_of(page)
    drawings = read_drawings(page, transform)
    layer = read_layer(page, transform, _MOST_CHARACTERS)
    glyphs = [
        glyph
        for glyph in without_repeats(layer.glyphs)
        if glyph.x1 > 0 and glyph.y1 > 0 and glyph.x0 < transform.width and glyph.y0 < transform.height
    ]
    lines = lines_of(glyphs, drawings.rules, transform.width, transform.height)
    readable = [line for line in lines if line.unmapped <= _UNREADABLE * len(line.glyphs) or _is_ornamented(line)]
    return ReadPage(
        Page(
            width=transform.width,
            height=transform.height,
            lines=tuple(_source_line(line, number, position) for number, line in enumerate(readable, 1)),
            pictures=tuple(drawings.pictures),
            rules=tuple(drawings.rules),
        ),
        sum(len(line.glyphs) for line in lines),
        sum(line.unmapped for line in lines),
        len(lines) - len(readable),
    )


def _is_ornamented(line: PrintedLine) -> bool:
    """Return whether only the first or last character of a line is unknown: an ornament, as before a page number."""
    return line.unmapped == 1 and len(line.glyphs) > 1 and len(line.text.strip(UNMAPPED)) < len(line.text)


def _source_line(line: PrintedLine, number: int, position: int) -> SourceLine:
    return SourceLine(
        number,
        line.raw,
        line.text.strip(UNMAPPED),
        position,
        line.box,
        Style(line.size, line.bold, line.font, line.vertical),
        line.confidence,
    )
