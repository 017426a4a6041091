"""The reader of PDF files."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from worker.document.source import Document
from worker.errors import EmptyFileError, PermanentError, RecognitionNeededError, TooLargeError
from worker.messages import message
from worker.readers.forked import in_child
from worker.readers.ocr.engine import ADVICE, is_installed
from worker.readers.pdf.opening import opened, opened_page
from worker.readers.pdf.pages import read_page, scan_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.readers.base import Limits, Rejected, Source
    from worker.readers.pdf.pages import PageScan, ReadPage

_SIGNATURE = b"%PDF-"
_SIGNATURE_WITHIN = 1024  # bytes: some programs write a header of their own before it


class PdfReader:
    """Reads a PDF, all its pages as one document: by its text layer, else from its image."""

    name = "pdf"
    version = 1
    suffixes: tuple[str, ...] = (".pdf",)
    streams = False

    def sniff(self, head: bytes, name: str) -> float:
        """Return how surely a file is a PDF: by its first bytes alone."""
        del name
        return 1.0 if head.startswith(_SIGNATURE) else 0.9 if _SIGNATURE in head[:_SIGNATURE_WITHIN] else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield the one document of a PDF.

        Raises:
            PermanentError: It is broken, encrypted, too long, or holds no text that can be read.
        """
        yield read_pdf(source.data, limits)


def read_pdf(data: bytes, limits: Limits) -> Document:
    """Return all pages of a PDF; pdfium is let at it in a child process alone.

    Raises:
        PermanentError: It is broken, encrypted, too long, or holds no text that can be read.
        RecognitionNeededError: It must be recognised, and not here.
    """
    recognise = limits.recognise and is_installed()
    scans = in_child(_scans, data, limits.max_pages, recognise, seconds=limits.seconds, memory=limits.memory_bytes)
    pages: list[ReadPage] = []
    with contextlib.closing(scans):
        for scan in scans:
            if scan.unknown and is_installed() and not limits.recognise:
                raise RecognitionNeededError
            pages.append(read_page(scan, len(pages)))
            if scan.shown is not None:
                limits.progress(len(pages))
    return _document(pages)


def _scans(data: bytes, max_pages: int, draw: bool) -> Iterator[PageScan]:
    with opened(data) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count > max_pages:
            reason = f"the PDF has {count:,} pages, more than the {max_pages:,} allowed"
            raise TooLargeError(reason, "Split it into issues.")
        for position in range(count):
            with opened_page(document, position) as page:
                yield scan_page(page, draw=draw)


def _document(pages: list[ReadPage]) -> Document:
    unread = [(position, page.unread) for position, page in enumerate(pages, 1) if page.unread]
    if unread and len(unread) == len(pages):
        raise PermanentError(f"the PDF cannot be read: {unread[0][1]}", ADVICE, "no_ocr", "read")
    if not any(page.page.lines for page in pages):
        raise EmptyFileError("the PDF holds no text", "Look whether it is a newspaper page at all.")
    warnings = [message(f"page {position} was not read: {why}") for position, why in unread]
    warnings += [
        message(
            f"page {position}: {page.lost} lines could not be read, their font does not say which characters it draws"
        )
        for position, page in enumerate(pages, 1)
        if page.lost
    ]
    recognised = sum(page.recognised for page in pages)
    if recognised:
        warnings.append(message(f"{recognised} of {len(pages)} pages were recognised from their image"))
    return Document(
        tuple(page.page for page in pages),
        format="pdf",
        reader=f"{PdfReader.name}/{PdfReader.version}",
        warnings=tuple(warnings),
    )
