"""The reader of PDF files."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from worker.document.source import Document
from worker.errors import EmptyFileError, PermanentError, TooLargeError, UnsupportedFormatError
from worker.readers.ocr.engine import ADVICE
from worker.readers.pdf.pages import ReadPage, read_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.readers.base import Limits, Rejected, Source

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
        yield read_pdf(source.data, limits.max_pages)


def read_pdf(data: bytes, max_pages: int) -> Document:
    """Return all pages of a PDF.

    Raises:
        PermanentError: It is broken, encrypted, too long, or holds no text that can be read.
    """
    pdfium.FPDF_InitLibrary()
    buffer = (ctypes.c_char * len(data)).from_buffer_copy(data)
    document = pdfium.FPDF_LoadMemDocument64(buffer, len(data), None)
    if not document:
        raise _not_opened(pdfium.FPDF_GetLastError())
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count > max_pages:
            raise TooLargeError(
                f"the PDF has {count:,} pages, more than the {max_pages:,} allowed", "Split it into issues."
            )
        pages = [_page(document, position) for position in range(count)]
    finally:
        pdfium.FPDF_CloseDocument(document)
    return _document(pages)


def _page(document: pdfium.FPDF_DOCUMENT, position: int) -> ReadPage:
    page = pdfium.FPDF_LoadPage(document, position)
    if not page:
        raise PermanentError(
            f"page {position + 1} of the PDF is broken", "Export the file again.", "broken_pdf", "read"
        )
    try:
        return read_page(page, position)
    finally:
        pdfium.FPDF_ClosePage(page)


def _document(pages: list[ReadPage]) -> Document:
    unread = [(position, page.unread) for position, page in enumerate(pages, 1) if page.unread]
    if unread and len(unread) == len(pages):
        raise PermanentError(f"the PDF cannot be read: {unread[0][1]}", ADVICE, "no_ocr", "read")
    if not any(page.page.lines for page in pages):
        raise EmptyFileError("the PDF holds no text", "Look whether it is a newspaper page at all.")
    warnings = [f"page {position} was not read: {why}" for position, why in unread]
    warnings += [
        f"page {position}: {page.lost} lines could not be read, their font does not say which characters it draws"
        for position, page in enumerate(pages, 1)
        if page.lost
    ]
    recognised = sum(page.recognised for page in pages)
    if recognised:
        warnings.append(f"{recognised} of {len(pages)} pages were recognised from their image")
    return Document(
        tuple(page.page for page in pages),
        format="pdf",
        reader=f"{PdfReader.name}/{PdfReader.version}",
        warnings=tuple(warnings),
    )


def _not_opened(code: int) -> PermanentError:
    if code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
        return PermanentError(
            "the PDF is encrypted and needs a password", "Save it without a password.", "encrypted", "read"
        )
    if code == pdfium.FPDF_ERR_FORMAT:
        return PermanentError("the PDF is broken", "Export it again.", "broken_pdf", "read")
    return UnsupportedFormatError("the PDF cannot be opened", "Save it again with another program.")
