"""The text layer of one page: its characters with their places, as the page is shown."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium

from worker.readers.printed.glyphs import UNMAPPED, Glyph, readable

if TYPE_CHECKING:
    from worker.readers.pdf.coordinates import Transform

_FONT_NAME = 128
_INVISIBLE = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
_BOLD = ("bold", "black", "heavy")
_BOLD_WEIGHT = 600
_QUARTER = math.pi / 2
# A Type 3 font may set its characters in any unit: their boxes say how large they are.
_SMALLEST, _LARGEST = 2.0, 400.0


class _Face(NamedTuple):
    """A font: its name, whether it is bold."""

    name: str
    bold: bool


class _Setting(NamedTuple):
    """What all characters of one text object share."""

    face: _Face
    invisible: bool
    size: float
    turn: int


@dataclass(slots=True)
class TextLayer:
    """Characters of a page. ``invisible`` counts those drawn in no ink, as under a scan."""

    glyphs: list[Glyph] = field(default_factory=list)
    invisible: int = 0


def read_layer(page: pdfium.FPDF_PAGE, transform: Transform, most: int) -> TextLayer:
    """Return the characters of an open page, ``most`` at most, in the order the file has them."""
    layer = TextLayer()
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return layer
    try:
        _read(text_page, transform, most, layer)
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    return layer


def _read(text_page: pdfium.FPDF_TEXTPAGE, transform: Transform, most: int, layer: TextLayer) -> None:
    settings: dict[int | None, _Setting] = {}
    faces: dict[int | None, _Face] = {}
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    at_x, at_y, at_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    place, boxed = transform.place, transform.box
    unicode_of, object_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetTextObject
    is_generated, unknown = pdfium.FPDFText_IsGenerated, pdfium.FPDFText_HasUnicodeMapError
    box_of, origin_of = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    for index in range(min(most, pdfium.FPDFText_CountChars(text_page))):
        if is_generated(text_page, index) or not box_of(text_page, index, at_box):
            continue
        point = unicode_of(text_page, index)
        shown = object_of(text_page, index)
        address = ctypes.cast(shown, ctypes.c_void_p).value
        setting = settings.get(address)
        if setting is None:
            setting = settings[address] = _setting(text_page, index, shown, faces, transform.turn)
        origin_of(text_page, index, at_x, at_y)
        x0, y0, x1, y1 = boxed(box.left, box.top, box.right, box.bottom)
        across, down = place(x.value, y.value)
        size, turn = setting.size, setting.turn
        if not _SMALLEST <= size <= _LARGEST:
            size = max(x1 - x0, y1 - y0)
        raw = chr(point) if _is_character(point) and not unknown(text_page, index) else UNMAPPED
        layer.invisible += setting.invisible
        name, bold = setting.face
        base = across if turn % 2 else down
        layer.glyphs.append(Glyph(readable(raw), raw, x0, y0, x1, y1, base, size, name, bold, turn))


def _is_character(point: int) -> bool:
    """Return whether a code point is one that text holds: no control, surrogate, private or missing character."""
    return (
        0x20 <= point < 0x7F  # noqa: PLR2004 - the printable ASCII
        or 0xA0 <= point < 0xD800  # noqa: PLR2004
        or 0xF900 <= point < 0xFFF0  # noqa: PLR2004
        or 0x10000 <= point < 0xF0000  # noqa: PLR2004
    )


def _setting(
    text_page: pdfium.FPDF_TEXTPAGE,
    index: int,
    shown: pdfium.FPDF_PAGEOBJECT,
    faces: dict[int | None, _Face],
    turned: int,
) -> _Setting:
    """Return the setting of a character's text object; all its characters stand alike."""
    angle = pdfium.FPDFText_GetCharAngle(text_page, index)
    turn = (round(angle / _QUARTER) + turned) % 4 if angle or turned else 0
    size = pdfium.FPDFText_GetFontSize(text_page, index)
    if not shown:
        return _Setting(_Face("", False), False, size, turn)
    font = pdfium.FPDFTextObj_GetFont(shown)
    address = ctypes.cast(font, ctypes.c_void_p).value
    face = faces.get(address)
    if face is None:
        face = faces[address] = _face(font)
    matrix = pdfium.FS_MATRIX()
    scale = 1.0
    if pdfium.FPDFPageObj_GetMatrix(shown, ctypes.byref(matrix)):
        scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c)) or 1.0
    invisible = pdfium.FPDFTextObj_GetTextRenderMode(shown) == _INVISIBLE
    return _Setting(face, invisible, size * scale, turn)


def _face(font: pdfium.FPDF_FONT) -> _Face:
    buffer = ctypes.create_string_buffer(_FONT_NAME)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, _FONT_NAME)
    name = buffer.value.decode("latin-1").split("+")[-1]
    bold = pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT or any(word in name.lower() for word in _BOLD)
    return _Face(name, bold)
