"""A last font for East Asian text that a file does not embed and the system does not have.

Such a file names a font that every reader is expected to know (STSong-Light, MSung-Light). Where no East Asian font is
installed, as on a fresh server, pdfium knows the characters but no shape of theirs, and leaves out each that a file
draws on its own: a page set downwards, letter by letter, was read as empty. ``data/squares.ttf`` gives every such
character one shape, an empty square of the size of its type, which says where it stands; drawn, it shows that a font is
lacking. The font has that one glyph, mapped to all of them (cmap format 13, as in fonts of last resort), and was made
for this by ``scripts/make_square_font.py``. A font of the system goes before it.
"""

from __future__ import annotations

import ctypes
import functools
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium

_EAST_ASIAN = frozenset(
    {
        pdfium.FXFONT_GB2312_CHARSET,
        pdfium.FXFONT_CHINESEBIG5_CHARSET,
        pdfium.FXFONT_SHIFTJIS_CHARSET,
        pdfium.FXFONT_HANGEUL_CHARSET,
    }
)
_SQUARES = Path(__file__).parent / "data" / "squares.ttf"
_NAME = b"Squares\0"
_HANDLE = 1  # of our font; those of the system are addresses


class _Fonts:
    """What pdfium asks for fonts: those of the system, and squares where these have none for East Asian text."""

    def __init__(self) -> None:
        self._data = _SQUARES.read_bytes()
        self._system = pdfium.FPDF_GetDefaultSystemFontInfo()
        self._theirs = self._system.contents
        self._info = pdfium.FPDF_SYSFONTINFO(version=self._theirs.version)
        types = dict(pdfium.FPDF_SYSFONTINFO._fields_)
        for name, answer in {
            "Release": lambda _this: None,
            "EnumFonts": lambda _this, mapper: self._theirs.EnumFonts(self._system, mapper),
            "MapFont": self._map,
            "GetFont": lambda _this, face: self._theirs.GetFont(self._system, face),
            "GetFontData": self._table,
            "GetFaceName": self._name,
            "GetFontCharset": self._charset,
            "DeleteFont": self._delete,
        }.items():
            setattr(self._info, name, types[name](answer))

    def install(self) -> None:
        pdfium.FPDF_SetSystemFontInfo(self._info)

    def _map(self, _this: Any, *asked: Any) -> int | None:
        """Answer weight, slant, charset, pitch, name, and where to say whether it is just that font."""
        found: int | None = self._theirs.MapFont(self._system, *asked)
        charset = asked[2]
        return _HANDLE if not found and charset in _EAST_ASIAN else found

    def _table(self, _this: Any, font: int, table: int, buffer: Any, room: int) -> int:
        if font != _HANDLE:
            return int(self._theirs.GetFontData(self._system, font, table, buffer, room))
        # 0 asks for the whole file; its tables are not given one by one.
        return 0 if table else _into(buffer, room, self._data)

    def _name(self, _this: Any, font: int, buffer: Any, room: int) -> int:
        if font != _HANDLE:
            return int(self._theirs.GetFaceName(self._system, font, buffer, room))
        return _into(buffer, room, _NAME)

    def _charset(self, _this: Any, font: int) -> int:
        if font != _HANDLE:
            return int(self._theirs.GetFontCharset(self._system, font))
        return int(pdfium.FXFONT_GB2312_CHARSET)

    def _delete(self, _this: Any, font: int) -> None:
        if font != _HANDLE:
            self._theirs.DeleteFont(self._system, font)


@functools.lru_cache(maxsize=1)
def with_last_font() -> _Fonts:
    """Let this process's pdfium, which is running, use squares for what has no font. The answer keeps them alive."""
    fonts = _Fonts()
    fonts.install()
    return fonts


def _into(buffer: Any, room: int, data: bytes) -> int:
    """Put ``data`` where there is room for it; return its size."""
    if buffer and room >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)
