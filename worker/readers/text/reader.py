"""Plain text as a reader: the one that takes what no other reader does."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from worker.document.source import Document, Page, SourceLine
from worker.errors import UndecodableError
from worker.readers.text.formats import refuse_by_name
from worker.readers.text.read import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.document.source import SourceText
    from worker.readers.base import Limits, Source

_LAST = 0.01  # any reader that knows a file at all goes first


class TextReader:
    """Reads plain text in any of the encodings that Chinese papers come in; names what it cannot read."""

    name = "text"
    version = 1
    suffixes = (".txt", ".text")
    streams = False

    def sniff(self, _head: bytes, _name: str) -> float:
        """Return the same for every file: the fallback."""
        return _LAST

    def read(self, source: Source, limits: Limits) -> Iterator[Document]:
        """Yield the file's one document: its lines, form feeds kept where pages begin."""
        text = self.text_of(source, limits)
        lines = tuple(SourceLine(number, line, line) for number, line in enumerate(text.text.split("\n"), 1))
        yield Document(
            (Page(lines=lines),), reader=f"{self.name}/{self.version}", encoding=text.encoding, warnings=text.warnings
        )

    def text_of(self, source: Source, limits: Limits) -> SourceText:
        """Return the file's text.

        Raises:
            PermanentError: It is no text; one that is named as another format is said to be broken.
        """
        try:
            return read(source.data, max_bytes=limits.max_bytes)
        except UndecodableError as error:
            suffix = PurePosixPath(source.name).suffix.lower()
            if suffix in {"", *self.suffixes}:
                raise
            refuse_by_name(suffix)
            raise UndecodableError(
                f"the file is no readable {suffix} file, and no readable text either.",
                "Copy or download it again; it may have been cut off or damaged on its way.",
            ) from error
