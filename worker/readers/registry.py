"""The readers there are; the one that is surest of a file reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.readers.archives import ArchiveReader
from worker.readers.choosing import read_by_surest, surest
from worker.readers.epaper_html.reader import EpaperReader
from worker.readers.exports.readers import (
    CsvReader,
    DocRecordsReader,
    HtmlTableReader,
    JsonReader,
    LabelledReader,
    NewsXmlReader,
    ReferencesReader,
    SqlDumpReader,
    XlsxReader,
    XmlRecordsReader,
)
from worker.readers.mails import MailReader
from worker.readers.mets_alto.didl import DidlReader
from worker.readers.mets_alto.reader import MetsAltoReader
from worker.readers.ocr.reader import ImageReader
from worker.readers.office.content_list import ContentListReader
from worker.readers.office.converted import ConvertedReader
from worker.readers.office.docx import DocxReader
from worker.readers.office.epub import EpubReader
from worker.readers.office.markdown import MarkdownReader
from worker.readers.office.odt import OdtReader
from worker.readers.office.rtf import RtfReader
from worker.readers.olive import OliveReader
from worker.readers.pdf.reader import PdfReader
from worker.readers.recognised.hocr import HocrReader
from worker.readers.recognised.page_xml import PageXmlReader
from worker.readers.recognised.reader import OcrResultReader
from worker.readers.saved_pages import SavedPageReader
from worker.readers.text.reader import TextReader
from worker.readers.warc.reader import WarcReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from worker.document.source import Document
    from worker.readers.base import Limits, Reader, Rejected, Source

# Adding a reader is a line here; docs/readers.md tells the rest. Where two are equally sure, the earlier one reads.
READERS: tuple[Reader, ...] = (
    PdfReader(),
    EpaperReader(),
    SavedPageReader(),
    ImageReader(),
    MetsAltoReader(),
    DidlReader(),
    OliveReader(),
    HocrReader(),
    PageXmlReader(),
    OcrResultReader(),
    ContentListReader(),
    DocxReader(),
    EpubReader(),
    XlsxReader(),
    RtfReader(),
    OdtReader(),
    ConvertedReader(),
    ArchiveReader(lambda: READERS),
    MailReader(lambda: READERS),
    WarcReader(lambda: READERS),
    JsonReader(),
    CsvReader(),
    DocRecordsReader(),
    NewsXmlReader(),
    XmlRecordsReader(),
    HtmlTableReader(),
    SqlDumpReader(),
    ReferencesReader(),
    LabelledReader(),
    MarkdownReader(),
    TextReader(),
)


def reader_of(head: bytes, name: str, readers: Sequence[Reader] = READERS) -> Reader:
    """Return the reader that is surest of a file with these first bytes and this name; text is the fallback."""
    return surest(head, name, readers)


def read(source: Source, limits: Limits, readers: Sequence[Reader] = READERS) -> Iterator[Document | Rejected]:
    """Yield the documents of a file, each as soon as it is complete.

    Raises:
        PermanentError: The file, or what comes after the documents already given, cannot be read.
    """
    return read_by_surest(source, limits, readers)
