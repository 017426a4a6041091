"""Which reader reads a file: the one that is surest of it, by its content first and its name second."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from worker.errors import TooLargeError
from worker.readers.archives import ArchiveReader
from worker.readers.epaper_html.reader import EpaperReader
from worker.readers.exports.readers import (
    CsvReader,
    DocRecordsReader,
    JsonReader,
    LabelledReader,
    XlsxReader,
    XmlRecordsReader,
)
from worker.readers.mets_alto.didl import DidlReader
from worker.readers.mets_alto.reader import MetsAltoReader
from worker.readers.ocr.reader import ImageReader
from worker.readers.office.converted import ConvertedReader
from worker.readers.office.docx import DocxReader
from worker.readers.office.epub import EpubReader
from worker.readers.office.markdown import MarkdownReader
from worker.readers.office.odt import OdtReader
from worker.readers.office.rtf import RtfReader
from worker.readers.pdf.reader import PdfReader
from worker.readers.text.reader import TextReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.document.source import Document
    from worker.readers.base import Limits, Reader, Rejected, Source

# Adding a reader is a line here; docs/readers.md tells the rest. Where two are equally sure, the earlier one reads.
READERS: tuple[Reader, ...] = (
    PdfReader(),
    EpaperReader(),
    ImageReader(),
    MetsAltoReader(),
    DidlReader(),
    DocxReader(),
    EpubReader(),
    XlsxReader(),
    RtfReader(),
    OdtReader(),
    ConvertedReader(),
    ArchiveReader(),
    JsonReader(),
    CsvReader(),
    DocRecordsReader(),
    XmlRecordsReader(),
    LabelledReader(),
    MarkdownReader(),
    TextReader(),
)


def reader_of(head: bytes, name: str, readers: Sequence[Reader] = READERS) -> Reader:
    """Return the reader that is surest of a file with these first bytes and this name; text is the fallback."""
    return max(readers, key=lambda reader: reader.sniff(head, name))


def read(source: Source, limits: Limits, readers: Sequence[Reader] = READERS) -> Iterator[Document | Rejected]:
    """Yield the documents of a file, each as soon as it is complete.

    Raises:
        PermanentError: The file, or what comes after the documents already given, cannot be read.
    """
    reader = reader_of(source.head(), source.name, readers)
    return reader.read(_within(source, limits, streams=reader.streams), limits)


def _within(source: Source, limits: Limits, *, streams: bool) -> Source:
    """Return the source in the form that the reader takes.

    Raises:
        TooLargeError: Over the limit of that form.
    """
    allowed = limits.max_stream_bytes if streams else limits.max_bytes
    if source.size > allowed:
        raise TooLargeError(
            f"the file has {source.size:,} bytes, more than the {allowed:,} allowed.",
            "Split it, or raise BAOKU_MAX_FILE_MB.",
        )
    if streams or source.stream is None:
        return source
    with source.open() as file:
        return dataclasses.replace(source, data=file.read(allowed + 1), stream=None, stream_bytes=0)
