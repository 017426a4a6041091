# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools>=4.50,<5"]
# ///
"""Make the font of one empty square for all East Asian characters (worker/readers/pdf/fonts.py says what it is for).

    python scripts/make_square_font.py worker/readers/pdf/data/squares.ttf

It needs fontTools, which set-up does not install: the font is made once, and lies in the repository.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

if TYPE_CHECKING:
    from fontTools.ttLib.tables._g_l_y_f import Glyph

EM, ASCENT, STROKE = 1000, 880, 40
DESCENT = ASCENT - EM
# Radicals to full-width forms, and the second plane, without surrogates and private characters.
CHARACTERS = [
    code
    for block in (range(0x2E80, 0xD800), range(0xF900, 0xFFF0), range(0x20000, 0x30000))
    for code in block
]  # fmt: skip


def square() -> Glyph:
    """Return an empty square that fills the em."""
    pen = TTGlyphPen(None)
    for inset, backwards in ((0, False), (STROKE, True)):
        low, high = inset, EM - inset
        corners = [(low, DESCENT + low), (low, DESCENT + high), (high, DESCENT + high), (high, DESCENT + low)]
        first, *others = corners[::-1] if backwards else corners
        pen.moveTo(first)
        for corner in others:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def main() -> None:
    """Write the font to the file that the command names."""
    glyphs = [".notdef", "square"]
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({})
    builder.setupGlyf({name: square() for name in glyphs})
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (EM, 0)))
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    builder.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT, usWinAscent=ASCENT, usWinDescent=-DESCENT)
    builder.setupPost()
    table = CmapSubtable.newSubtable(13)  # many characters to one glyph
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.format, table.reserved, table.length, table.nGroups = 13, 0, 0, 0
    table.cmap = dict.fromkeys(CHARACTERS, "square")
    builder.font["cmap"].tables = [table]
    builder.font["head"].created = builder.font["head"].modified = 0  # the same file each time
    builder.font.recalcTimestamp = False
    builder.save(sys.argv[1])


if __name__ == "__main__":
    main()
