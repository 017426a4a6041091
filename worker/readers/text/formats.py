"""Files that are no plain text, told by their first bytes (the formats' own specifications name these)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from worker.errors import UnsupportedFormatError
from worker.messages import message

_HEAD = 1024  # bytes in which every sign below is found
_UNPACK = "Unpack it and put the page texts in the inbox."
_SAVE = "Save the page as plain text (.txt) from the program it was made with."
_SAVE_OFFICE = "Save a page as DOCX or plain text (.txt), a table as XLSX or CSV, from the program it was made with."
_NO_TEXT = "Save the page as PNG, JPEG, TIFF or WebP, or as text."
_PDF = "Save it as PDF from the program that shows it, or print it to a PDF file."
_EXPORT = "Export its articles as CSV or JSON Lines, with the names of their columns."
_NOT_A_PAGE = "It is no newspaper page: remove it."


@dataclass(frozen=True, slots=True)
class _Format:
    """``sign`` matches at the first byte; what must not match is text that happens to begin with the same letters."""

    name: str
    sign: re.Pattern[bytes]
    advice: str


class _Named(NamedTuple):
    name: str
    advice: str


def _format(name: str, sign: bytes, advice: str) -> _Format:
    return _Format(name, re.compile(sign, re.DOTALL), advice)


_FORMATS = (
    _format("a PDF", rb"%PDF-\d", "Extract its text first, for example with: pdftotext -enc UTF-8 PAGE.pdf"),
    _format("a Word, Excel or WPS document", rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _SAVE_OFFICE),
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
    _format("a cabinet (CAB)", rb"MSCF\0{4}", _UNPACK),
    _format("a file of compress (.Z)", rb"\x1f\x9d", _UNPACK),
    _format("a help file (CHM)", rb"ITSF[\x02-\x04]\0\0\0", _UNPACK),
    _format("a Mobipocket or Kindle book", rb".{60}BOOKMOBI", "Convert it to EPUB, for example with: ebook-convert"),
    _format("a document of InDesign", rb"\x06\x06\xed\xf5\xd8\x1d\x46\xe5", "Export it as PDF."),
    _format("a document of QuarkXPress", rb"\0\0(?:II|MM)XPR", "Export it as PDF."),
    _format("a Photoshop picture", rb"8BPS\0[\x01\x02]", _NO_TEXT),
    _format("a JPEG 2000 picture", rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51", _NO_TEXT),
    _format("a PostScript file", rb"\xc5\xd0\xd3\xc6", "Extract its text first, for example with: ps2ascii PAGE.ps"),
    _format("an Access database", rb"\0\x01\0\0Standard (?:Jet|ACE) DB", _EXPORT),
    _format("a Parquet table", rb"PAR1", _EXPORT),
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
    _format("a SQLite database", rb"SQLite format 3\0", _EXPORT),
)
# Formats whose files say nothing of themselves that is published: told by their names, where they are no text either.
_BY_NAME = {
    ".ceb": _Named(message("a CEB document of Founder Apabi"), _PDF),
    ".cebx": _Named(message("a CEBX document of Founder Apabi"), _PDF),
    ".pdg": _Named(message("a page of a Chaoxing (SSReader) book"), _PDF),
    ".caj": _Named(message("a CAJ document"), _PDF),
    ".kdh": _Named(message("a CAJ document"), _PDF),
    ".nh": _Named(message("a CAJ document"), _PDF),
    ".vip": _Named(message("a document of VIP (CQVIP)"), _PDF),
    ".fit": _Named(message("a page of Founder FIT (飞腾)"), _PDF),
    ".fits": _Named(message("a page of Founder FIT (飞腾)"), _PDF),
    ".vft": _Named(message("a page of Founder FIT (飞腾)"), _PDF),
    ".s2": _Named(message("a page of Founder BookMaker (书版)"), _PDF),
    ".s10": _Named(message("a page of Founder BookMaker (书版)"), _PDF),
    ".s72": _Named(message("a page of Founder BookMaker (书版)"), _PDF),
    ".s92": _Named(message("a page of Founder BookMaker (书版)"), _PDF),
    ".dbf": _Named(message("a dBASE table"), _EXPORT),
}
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


def refuse_by_name(suffix: str) -> None:
    """Pass when nothing is known of the files with this ending, in small letters with its dot, that are no text.

    Raises:
        UnsupportedFormatError: Names the format and what to do with such a file.
    """
    known = _BY_NAME.get(suffix)
    if known is not None:
        raise UnsupportedFormatError(f"the file is {known.name}, not plain text.", known.advice)
