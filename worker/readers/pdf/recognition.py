"""Characters that no font of a text layer gives a meaning, read from the page as it is drawn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from worker.document.geometry import Box
from worker.readers.ocr.engine import recognise_line
from worker.readers.printed.glyphs import UNMAPPED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from worker.readers.pdf.rendering import Rendering
    from worker.readers.printed.glyphs import Glyph
    from worker.readers.printed.lines import PrintedLine

DPI = 200.0
_PADDING = 0.15  # of the size, round a line
_MOSTLY = 0.5  # share of unknown characters from which a line is read as a whole
_UNKNOWN = re.compile(f"{UNMAPPED}(?:[{UNMAPPED} ]*{UNMAPPED})?")


def with_recognised(lines: list[PrintedLine], shown: Rendering) -> list[PrintedLine]:
    """Return the lines of a page, those with unknown characters read from its image, line by line."""
    return [_recognised(line, shown) if line.unmapped else line for line in lines]


def _recognised(line: PrintedLine, shown: Rendering) -> PrintedLine:
    inked = [glyph for glyph in line.glyphs if not glyph.text.isspace()]
    if line.unmapped > _MOSTLY * len(inked):
        text, sure = _read(line.box, line, shown)
        return line._replace(text=text, confidence=sure, unmapped=0, stops=()) if text else line
    found: list[str] = []
    confidence = 1.0
    for run in _unknown_runs(line.glyphs):
        text, sure = _read(_around(run), line, shown)
        if not text:
            return line
        found.append(text)
        confidence = min(confidence, sure)
    texts = iter(found)
    whole = _UNKNOWN.sub(lambda _: next(texts, ""), line.text)
    return line._replace(text=whole, confidence=confidence, unmapped=0, stops=())


def cropped(shown: Rendering, line: PrintedLine) -> NDArray[np.uint8]:
    """Return the image of a line, as a recogniser takes it."""
    return _crop(shown, line.box, _PADDING * line.size)


def _read(box: Box, line: PrintedLine, shown: Rendering) -> tuple[str, float]:
    crop = _crop(shown, box, _PADDING * line.size)
    if not crop.size:
        return "", 0.0
    if line.vertical:
        crop = np.ascontiguousarray(np.rot90(crop))
    text, sure = recognise_line(crop)
    return text.strip(), sure


def _unknown_runs(glyphs: tuple[Glyph, ...]) -> list[list[Glyph]]:
    runs: list[list[Glyph]] = []
    before = False
    for glyph in glyphs:
        if glyph.text.isspace():
            continue
        unknown = glyph.text == UNMAPPED
        if unknown and not before:
            runs.append([])
        if unknown:
            runs[-1].append(glyph)
        before = unknown
    return runs


def _around(glyphs: list[Glyph]) -> Box:
    return Box(
        min(glyph.x0 for glyph in glyphs),
        min(glyph.y0 for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.y1 for glyph in glyphs),
    )


def _crop(shown: Rendering, box: Box, padding: float) -> NDArray[np.uint8]:
    scale = shown.dpi / 72.0
    rows, columns = shown.image.shape[:2]
    left, right = max(0, int((box.x0 - padding) * scale)), min(columns, int((box.x1 + padding) * scale) + 1)
    top, bottom = max(0, int((box.y0 - padding) * scale)), min(rows, int((box.y1 + padding) * scale) + 1)
    return np.ascontiguousarray(shown.image[top:bottom, left:right])
