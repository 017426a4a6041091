"""Files that are no plain text, told by their first bytes (the formats' own specifications name these)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from worker.errors import UnsupportedFormatError

_HEAD = 1024  # bytes in which every sign below is found
_UNPACK = "Unpack it and put the page texts in the inbox."
_SAVE = "Save the page as plain text (.txt) from the program it was made with."
_NO_TEXT = "Save the page as PNG, JPEG, TIFF or WebP, or as text."
_NOT_A_PAGE = "It is no newspaper page: remove it."


@dataclass(frozen=True, slots=True)
class _Format:
    """``sign`` matches at the first byte; what must not match is text that happens to begin with the same letters."""

    name: str
    sign: re.Pattern[bytes]
    advice: str


def _format(name: str, sign: bytes, advice: str) -> _Format:
    return _Format(name, re.compile(sign, re.DOTALL), advice)


_FORMATS = (
    _format("a PDF", rb"%PDF-\d", "Extract its text first, for example with: pdftotext -enc UTF-8 PAGE.pdf"),
    _format("a Word, Excel or WPS document", rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _SAVE),
    _format("an Office document", rb"PK\x03\x04.{26,200}?(?:\[Content_Types\]|word/|xl/|ppt/|docProps/)", _SAVE),
    _format("a ZIP archive", rb"PK(?:\x03\x04|\x05\x06|\x07\x08)", _UNPACK),
    _format("an RTF document", rb"\{\\rtf", _SAVE),
    _format("an HTML page", rb"\s*<(?:!doctype\s+html|html[\s>])", "Save the page's text, without its markup."),
    _format("an XML document", rb"\s*<(?:\?xml\s|!DOCTYPE\s|!ENTITY\s)", "Extract the page's text from it."),
    _format("a PostScript file", rb"%!PS", "Extract its text first, for example with: ps2ascii PAGE.ps"),
    _format("a CAJ document", rb"(?:CAJ\0|KDH |HN\0\0)", _SAVE),
    _format("a DjVu document", rb"AT&TFORM", "Extract its text first, for example with: djvutxt PAGE.djvu"),
    _format("a gzip archive", rb"\x1f\x8b", _UNPACK),
    _format("a bzip2 archive", rb"BZh[1-9]1AY&SY", _UNPACK),
    _format("an xz archive", rb"\xfd7zXZ\0", _UNPACK),
    _format("a Zstandard archive", rb"\x28\xb5\x2f\xfd", _UNPACK),
    _format("a 7-Zip archive", rb"7z\xbc\xaf\x27\x1c", _UNPACK),
    _format("a RAR archive", rb"Rar!\x1a\x07", _UNPACK),
    _format("an LZH archive", rb".{2}-lh[0-9d]-", _UNPACK),
    _format("a tar archive", rb".{257}ustar[\0 ]", _UNPACK),
    _format("a PNG picture", rb"\x89PNG\r\n\x1a\n", _NO_TEXT),
    _format("a JPEG picture", rb"\xff\xd8\xff[\xc0-\xfe]", _NO_TEXT),
    _format("a GIF picture", rb"GIF8[79]a", _NO_TEXT),
    _format("a TIFF picture", rb"II\*\0|MM\0\*", _NO_TEXT),
    _format("a BMP picture", rb"BM.{4}\0{4}", _NO_TEXT),
    _format("a WebP picture or a recording", rb"RIFF.{4}(?:WEBP|WAVE|AVI )", _NO_TEXT),
    _format("a video or HEIC picture", rb"\0\0\0.ftyp", _NO_TEXT),
    _format("a recording", rb"ID3[\x02-\x04]|OggS\0|fLaC\0", _NOT_A_PAGE),
    _format("a program", rb"\x7fELF|MZ.{0,60}\0|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe", _NOT_A_PAGE),
    _format("a SQLite database", rb"SQLite format 3\0", _NOT_A_PAGE),
)
_UTF8_MARK = b"\xef\xbb\xbf"


def refuse_known_formats(data: bytes) -> None:
    """Pass when ``data`` may be plain text.

    Raises:
        UnsupportedFormatError: Names the format and what to do with such a file.
    """
    head = data[:_HEAD].removeprefix(_UTF8_MARK)
    lowered = head.lower()
    for known in _FORMATS:
        if known.sign.match(head) or (known.name == "an HTML page" and known.sign.match(lowered)):
            raise UnsupportedFormatError(f"the file is {known.name}, not plain text.", known.advice)
