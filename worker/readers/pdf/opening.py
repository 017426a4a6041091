"""Files and pages opened and closed; nothing in them is run: no script, no form, no link, no attachment."""

from __future__ import annotations

import contextlib
import ctypes
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from worker.errors import PermanentError, UnsupportedFormatError
from worker.readers.pdf.fonts import with_last_font

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def opened(data: bytes) -> Iterator[pdfium.FPDF_DOCUMENT]:
    """Open a file.

    Raises:
        PermanentError: It is broken or encrypted.
    """
    pdfium.FPDF_InitLibrary()
    with_last_font()
    buffer = (ctypes.c_char * len(data)).from_buffer_copy(data)
    document = pdfium.FPDF_LoadMemDocument64(buffer, len(data), None)
    if not document:
        raise _not_opened(pdfium.FPDF_GetLastError())
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


@contextlib.contextmanager
def opened_page(document: pdfium.FPDF_DOCUMENT, position: int) -> Iterator[pdfium.FPDF_PAGE]:
    """Open a page, counted from 0.

    Raises:
        PermanentError: It is broken.
    """
    page = pdfium.FPDF_LoadPage(document, position)
    if not page:
        reason = f"page {position + 1} of the PDF is broken"
        raise PermanentError(reason, "Export the file again.", "broken_pdf", "read")
    try:
        yield page
    finally:
        pdfium.FPDF_ClosePage(page)


def _not_opened(code: int) -> PermanentError:
    if code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
        reason = "the PDF is encrypted and needs a password"
        return PermanentError(reason, "Save it without a password.", "encrypted", "read")
    if code == pdfium.FPDF_ERR_FORMAT:
        return PermanentError("the PDF is broken", "Export it again.", "broken_pdf", "read")
    return UnsupportedFormatError("the PDF cannot be opened", "Save it again with another program.")
