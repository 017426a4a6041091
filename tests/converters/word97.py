"""Word 97 files through the converters that are installed: ``make converters``, not a part of ``make test``.

The file is made here by LibreOffice, so this fails where it is not installed: nothing is passed over in silence.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import time
from pathlib import Path

import docx
import pytest

from worker.document.source import Document
from worker.errors import PermanentError
from worker.readers import registry
from worker.readers.base import Limits, Source

LIMITS = Limits(16 * 1024 * 1024)
# antiword refuses files of a few lines.
STORY = ("临河坝的晚稻昨天开镰，三百台收割机一早下了田。", "种粮大户王大伟说，今年的收成比去年好。") * 20
NEEDED = "install libreoffice-writer-nogui and antiword to run these tests"


@pytest.fixture(scope="module")
def word97(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    office = shutil.which("soffice")
    assert office, NEEDED
    folder = tmp_path_factory.mktemp("made")
    book = docx.Document()
    book.sections[0].header.paragraphs[0].text = "临河新报 2023年10月26日 第A02版"
    book.add_paragraph("稻田里开起现场会", style="Heading 1")
    for text in STORY:
        book.add_paragraph(text)
    file = io.BytesIO()
    book.save(file)
    (folder / "page.docx").write_bytes(file.getvalue())
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to"]
    subprocess.run(
        [*command, "doc:MS Word 97", "--outdir", str(folder), str(folder / "page.docx")],
        check=True,
        capture_output=True,
    )
    return (folder / "page.doc").read_bytes()


def read(data: bytes, name: str, limits: Limits = LIMITS) -> Document:
    [document] = registry.read(Source(name, data), limits)
    assert isinstance(document, Document)
    return document


@pytest.mark.parametrize("name", ["页.doc", "页.wps"])
def test_libreoffice_keeps_headings_and_the_header(word97: bytes, name: str) -> None:
    document = read(word97, name)
    [article] = document.articles
    assert (article.headline, article.paragraphs) == ("稻田里开起现场会", STORY)
    assert [line.text for line in document.pages[0].lines] == ["临河新报 2023年10月26日 第A02版"]
    assert document.format == "doc"


@pytest.mark.parametrize("program", ["antiword", "catdoc"])
def test_without_libreoffice_its_text_is_lines(
    word97: bytes, program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = shutil.which(program)
    assert found, f"install {program}; {NEEDED}"
    (tmp_path / program).symlink_to(found)
    monkeypatch.setenv("PATH", str(tmp_path))
    text = [line.text.strip() for line in read(word97, "页.doc").pages[0].lines]
    assert [line for line in text if line in STORY] == list(STORY)


def test_a_file_that_is_cut_off_says_so(word97: bytes) -> None:
    with pytest.raises(PermanentError, match="no converter could read"):
        read(word97[:2000] + "WordDocument".encode("utf-16-le"), "页.doc")


def test_a_converter_that_takes_too_long_ends_with_all_that_it_started(word97: bytes) -> None:
    began = time.monotonic()
    with pytest.raises(PermanentError, match="took longer"):
        read(word97, "页.doc", Limits(16 * 1024 * 1024, seconds=0.2))
    assert time.monotonic() - began < 5
    mine = [
        place
        for place in Path("/proc").glob("[0-9]*/cmdline")
        if b"baoku-" in (text := place.read_bytes()) and b"soffice" in text
    ]
    assert mine == []
