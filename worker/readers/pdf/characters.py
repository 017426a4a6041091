"""The text layer of one page: its characters with their places, as the page is shown."""

from __future__ import annotations

import ctypes
import functools
import math
from collections import deque
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium

from worker.readers.printed.glyphs import UNMAPPED, Glyph, readable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from worker.readers.pdf.coordinates import Transform

_FONT_NAME = 128
_INVISIBLE = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
_BOLD = ("bold", "black", "heavy")
_BOLD_WEIGHT = 600
_QUARTER = math.pi / 2
# A Type 3 font may set its characters in any unit: their boxes say how large they are.
_SMALLEST, _LARGEST = 2.0, 400.0
_SPACE = 0x20  # what pdfium adds itself, to part words and lines, is a space or a control
_SQUARE = 0x2E80  # from here on characters, punctuation included, take a whole square
_THIN = 0.55  # of the size: a thinner box is that of ink
_ASCENT = 0.88


def _by_address(function: Any, result: Any, *arguments: Any) -> Any:
    """Return a function that takes addresses as numbers.

    A page has thousands of characters, each is asked for six times, and what ctypes makes of a typed pointer takes
    longer than the answer.
    """
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_CHARACTER = ctypes.c_void_p, ctypes.c_int  # its text page, and which it is there
_IS_GENERATED = _by_address(pdfium.FPDFText_IsGenerated, ctypes.c_int, *_CHARACTER)
_IS_UNKNOWN = _by_address(pdfium.FPDFText_HasUnicodeMapError, ctypes.c_int, *_CHARACTER)
_UNICODE_OF = _by_address(pdfium.FPDFText_GetUnicode, ctypes.c_uint, *_CHARACTER)
_OBJECT_OF = _by_address(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, *_CHARACTER)
_BOX_OF = _by_address(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, *_CHARACTER, ctypes.c_void_p)
_ORIGIN_OF = _by_address(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, *_CHARACTER, ctypes.c_void_p, ctypes.c_void_p)
_ANGLE_OF = _by_address(pdfium.FPDFText_GetCharAngle, ctypes.c_float, *_CHARACTER)
_SIZE_OF = _by_address(pdfium.FPDFText_GetFontSize, ctypes.c_double, *_CHARACTER)
_FONT_OF = _by_address(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p, ctypes.c_void_p)
_MATRIX_OF = _by_address(pdfium.FPDFPageObj_GetMatrix, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_RENDERING_OF = _by_address(pdfium.FPDFTextObj_GetTextRenderMode, ctypes.c_int, ctypes.c_void_p)
_MATRIX = pdfium.FS_MATRIX()  # what pdfium answers is read at once: this process asks one thing after the other
_MATRIX_AT = ctypes.addressof(_MATRIX)


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
    count = min(most, pdfium.FPDFText_CountChars(text_page))
    if count <= 0:  # a scan; -1: the text page is broken
        return
    page, each = ctypes.cast(text_page, ctypes.c_void_p).value, range(count)
    assert page is not None  # noqa: S101 - an open text page
    corners = np.zeros((count, 4), dtype=np.float32)
    origins = np.zeros((count, 2), dtype=np.float64)
    known = list(map(_BOX_OF, repeat(page), each, _addresses(corners)))
    deque(map(_ORIGIN_OF, repeat(page), each, _addresses(origins), _addresses(origins[:, 1:])), maxlen=0)
    boxes, (across, down) = transform.boxes(corners), transform.places(*origins.T)
    settings: dict[int | None, _Setting] = {}
    faces: dict[int | None, _Face] = {}
    glyphs, unknown = layer.glyphs, (UNMAPPED, UNMAPPED)
    for index, (is_known, is_unknown, point, shown, box, x, y) in enumerate(
        zip(
            known,
            map(_IS_UNKNOWN, repeat(page), each),
            map(_UNICODE_OF, repeat(page), each),
            map(_OBJECT_OF, repeat(page), each),
            boxes.tolist(),
            across.tolist(),
            down.tolist(),
            strict=False,  # what is repeated has no end
        )
    ):
        if not is_known or (point <= _SPACE and _IS_GENERATED(page, index)):
            continue
        setting = settings.get(shown)
        if setting is None:
            setting = settings[shown] = _setting(page, index, shown, faces, transform.turn)
        (name, bold), invisible, size, turn = setting
        if not _SMALLEST <= size <= _LARGEST:
            size = max(box[2] - box[0], box[3] - box[1])
        text, raw = unknown if is_unknown else _characters(point)
        if not turn and point >= _SQUARE and min(box[2] - box[0], box[3] - box[1]) < _THIN * size:
            box = _square(box, x, y, size)  # noqa: PLW2901 - its ink alone was known
        layer.invisible += invisible
        base = x if turn % 2 else y
        x0, y0, x1, y1 = box
        glyphs.append(Glyph(text, raw, x0, y0, x1, y1, base, size, name, bold, turn))


def _square(ink: list[float], x: float, y: float, size: float) -> list[float]:
    """Return the box of a square character where pdfium knows its ink alone, as that of a comma: from its origin.

    Of an upright page, that is what puts punctuation into its column.
    """
    x0, y0, x1, y1 = ink
    if y1 - y0 < _THIN * size:
        y0, y1 = y - _ASCENT * size, y + (1 - _ASCENT) * size
    if x1 - x0 < _THIN * size and x0 - x < size:
        x0, x1 = x, x + size
    return [x0, y0, x1, y1]


def _addresses(rows: NDArray[np.float32 | np.float64]) -> range:
    """Return where each row begins in memory."""
    first, step = rows.ctypes.data, rows.strides[0]
    return range(first, first + step * len(rows), step)


@functools.lru_cache(maxsize=8192)
def _characters(point: int) -> tuple[str, str]:
    """Return a character as it is read, and as the file has it."""
    raw = chr(point) if _is_character(point) else UNMAPPED
    return readable(raw), raw


def _is_character(point: int) -> bool:
    """Return whether a code point is one that text holds: no control, surrogate, private or missing character."""
    return (
        0x20 <= point < 0x7F  # noqa: PLR2004 - the printable ASCII
        or 0xA0 <= point < 0xD800  # noqa: PLR2004 - up to the surrogates
        or 0xF900 <= point < 0xFFF0  # noqa: PLR2004 - past the private ones, up to the specials
        or 0x10000 <= point < 0xF0000  # noqa: PLR2004 - the planes that are not private
    )


def _setting(page: int, index: int, shown: int | None, faces: dict[int | None, _Face], turned: int) -> _Setting:
    """Return the setting of a character's text object; all its characters stand alike."""
    angle = _ANGLE_OF(page, index)
    turn = (round(angle / _QUARTER) + turned) % 4 if angle or turned else 0
    size = _SIZE_OF(page, index)
    if not shown:
        return _Setting(_Face("", False), False, size, turn)
    font = _FONT_OF(shown)
    face = faces.get(font)
    if face is None:
        face = faces[font] = _face(ctypes.cast(font, pdfium.FPDF_FONT))
    scale = 1.0
    if _MATRIX_OF(shown, _MATRIX_AT):
        scale = math.sqrt(abs(_MATRIX.a * _MATRIX.d - _MATRIX.b * _MATRIX.c)) or 1.0
    return _Setting(face, _RENDERING_OF(shown) == _INVISIBLE, size * scale, turn)


def _face(font: pdfium.FPDF_FONT) -> _Face:
    buffer = ctypes.create_string_buffer(_FONT_NAME)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, _FONT_NAME)
    name = buffer.value.decode("latin-1").split("+")[-1]
    bold = pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT or any(word in name.lower() for word in _BOLD)
    return _Face(name, bold)
