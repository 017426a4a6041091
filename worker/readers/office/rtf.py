"""Rich text (.rtf), as word processors write it: its characters, paragraph by paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.document.source import Document, Page, SourceLine
from worker.errors import EmptyFileError, UnsupportedFormatError
from worker.readers.text.cleaning import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.readers.base import Limits, Source

_SURE = 0.9
_START = b"{\\rtf"
_RAW = re.compile(rb"[\x80-\xff]")  # the format is ASCII; some programs write bytes of the code page as they are
_PICTURE = re.compile(rb"(?:[0-9A-Fa-f]{2}[\r\n \t]*+){200,}")  # pictures are digits: nothing of them is text
# What is printed on each page: paper, date, page. It is passed over where it stands, so it is read as text.
_HEADER = re.compile(rb"\{\\header[lrf]?(?![a-z])")


class RtfReader:
    """Reads RTF; objects, pictures and fields in it are passed over."""

    name = "rtf"
    version = 1
    suffixes = (".rtf",)
    streams = False

    def sniff(self, head: bytes, _name: str) -> float:
        """Return how surely it is RTF: by its first bytes, also of a file called .doc."""
        return _SURE if head.lstrip(b"\xef\xbb\xbf \r\n").startswith(_START) else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document]:
        """Yield the file's text as lines.

        Raises:
            PermanentError: It cannot be read, or holds no text.
        """
        del limits
        from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 - only such files need it

        data = _PICTURE.sub(b"", source.data.lstrip(b"\xef\xbb\xbf \r\n"))
        data = _HEADER.sub(rb"{\\pard", data, count=1)
        escaped = _RAW.sub(lambda match: b"\\'%02x" % match.group()[0], data).decode("ascii")
        try:
            text = str(rtf_to_text(escaped, encoding="gb18030", errors="replace"))  # type: ignore[no-untyped-call] # has no types
        except (ValueError, LookupError, OverflowError, RecursionError) as error:
            raise UnsupportedFormatError(
                f"the RTF file cannot be read ({type(error).__name__}).", "Save the page as .docx or text."
            ) from error
        cleaned = clean(text.replace("\r\n", "\n").replace("\r", "\n"))
        if not cleaned.text.strip():
            raise EmptyFileError("the RTF file holds no text.", "Look whether it was cut off; save it again.")
        rows = (_row(line) for line in cleaned.text.split("\n"))
        lines = tuple(SourceLine(number, line, line) for number, line in enumerate(rows, 1))
        yield Document(
            (Page(lines=lines),), format="rtf", reader=f"{self.name}/{self.version}", encoding="ascii"
        )  # fmt: skip


def _row(line: str) -> str:
    """Return a line; the cells of a table's row come with bars between them."""
    return "  ".join(filter(None, line.split("|"))) if line.endswith("|") else line
