"""Text in fonts that neither the file nor the system has is read, where each character is drawn on its own too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from printed_pages import Design, Slot, Story, make

TESTS = Path(__file__).parents[1]
# What pdfium has for a system without fonts: it looks into this folder alone.
READ = """
import ctypes, sys
from pathlib import Path
import pypdfium2.raw as pdfium

text = ctypes.POINTER(ctypes.c_char)
paths = (text * 2)(ctypes.cast(sys.argv[1].encode(), text))
pdfium.FPDF_DestroyLibrary()
pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=paths))

from worker.readers.pdf.opening import opened, opened_page
from worker.readers.pdf.rendering import render

with opened(Path(sys.argv[2]).read_bytes()) as file, opened_page(file, 0) as page:
    text_page = pdfium.FPDFText_LoadPage(page)
    count = pdfium.FPDFText_CountChars(text_page)
    print("".join(chr(pdfium.FPDFText_GetUnicode(text_page, index)) for index in range(count)))
    print((render(page, 72).image < 128).sum(), file=sys.stderr)
"""


@pytest.mark.parametrize("vertical", [False, True])
def test_characters_without_any_font_are_read_one_by_one(vertical: bool, tmp_path: Path) -> None:
    told = "昨日，松溪老桥重新通车，两岸街坊清早就来排队。"
    design = Design(vertical=vertical, singly=True, masthead="", dated="", foot="", rules=False, head_rule=False)
    (tmp_path / "page.pdf").write_bytes(make(design, [[Slot(Story("老桥通车", (told,)), 5)]]).data)
    (tmp_path / "fonts").mkdir()
    said = subprocess.run(
        [sys.executable, "-c", READ, tmp_path / "fonts", tmp_path / "page.pdf"],
        env=os.environ | {"PYTHONPATH": str(TESTS.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    read = "".join(said.stdout.split())
    assert sorted(read) == sorted("老桥通车" + told)
    assert int(said.stderr) > 0  # a picture of the page shows squares, and is not empty
