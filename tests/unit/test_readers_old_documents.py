"""Rich text and old Word files, with a converter and without."""

from __future__ import annotations

import shutil

import pytest
from documents_read import HEAD, STORY, WORD_97, lines, read

from worker.errors import PermanentError


def test_an_old_file_without_a_document_needs_no_converter() -> None:
    with pytest.raises(PermanentError, match="no Word document"):
        read(WORD_97[:600], "页.doc")


def test_an_old_document_without_a_converter_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    for name in ("页.doc", "页.wps"):
        with pytest.raises(PermanentError) as raised:
            read(WORD_97, name)
        assert "converter" in raised.value.reason
        assert "Install LibreOffice" in raised.value.advice


def gbk(text: str) -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gbk"))


def unicode(text: str) -> str:
    return "".join(f"\\u{ord(letter)}?" for letter in text)


FONTS = "{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}{\\f1\\fswiss Arial;}}"


PICTURE = "{\\pict\\pngblip\\picw10\\pich10 " + "89504e47" * 500 + "}"


RICH = [
    # the code page of the whole file; that of its font alone; characters by number; bytes as they are
    "{\\rtf1\\ansi\\ansicpg936" + FONTS + f"\\pard\\f0 {gbk(STORY[0])}\\par {gbk(STORY[1])}\\par}}",
    "{\\rtf1\\ansi\\ansicpg1252" + FONTS + f"\\pard\\f0 {gbk(STORY[0])}\\par {gbk(STORY[1])}\\par}}",
    "{\\rtf1\\ansi\\uc1" + FONTS + f"\\pard {unicode(STORY[0])}\\par {unicode(STORY[1])}\\par}}",
    "{\\rtf1\\ansi\\ansicpg936" + FONTS + f"\\pard\\f0 {STORY[0]}\\par {STORY[1]}\\par}}",
    # what is no text: a picture, the program's name, a link's address
    "{\\rtf1\\ansi\\ansicpg936" + FONTS + "{\\info{\\title x}}{\\*\\generator WPS;}" + PICTURE
    + '{\\field{\\*\\fldinst HYPERLINK "http://far.example"}'
    + f"{{\\fldrslt {gbk(STORY[0])}}}}}\\par {gbk(STORY[1])}\\par}}",
]  # fmt: skip


@pytest.mark.parametrize("text", RICH)
@pytest.mark.parametrize("name", ["页.rtf", "页.doc"])
def test_rich_text_needs_no_other_program(text: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert lines(text.encode("gbk"), name) == list(STORY)


def test_the_header_and_the_tables_of_rich_text() -> None:
    text = (
        "{\\rtf1\\ansi\\ansicpg936" + FONTS + f"\\headery720{{\\header\\pard {gbk(HEAD)}\\par}}"
        f"\\pard {gbk(STORY[0])}\\par\\trowd {gbk('长椅')}\\cell {gbk('六排')}\\cell\\row }}"
    )
    assert lines(text.encode(), "页.rtf") == [HEAD, STORY[0], "长椅  六排"]


BROKEN_RICH = [
    (b"{\\rtf1", "no text"),
    (b"{\\rtf1" + b"{" * 1_000_000, "no text"),
    (b"{\\rtf1\\ansi " + b"\\'" * 1000, "no text"),
    (b"{\\rtf1\\ansicpg99999 \\'b5 }", "cannot be read|no text"),
    (b"{\\rtf1\\u99999999999? }", "cannot be read|no text"),
]


@pytest.mark.parametrize(("data", "message"), BROKEN_RICH)
def test_broken_rich_text(data: bytes, message: str) -> None:
    with pytest.raises(PermanentError, match=message):
        read(data, "页.rtf")
