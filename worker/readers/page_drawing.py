"""Pages drawn as WebP images, a large one to read from and a small one for lists."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium
from PIL import Image

from worker.readers.forked import in_child
from worker.readers.ocr.images import images_of
from worker.readers.pdf.opening import opened, opened_page
from worker.readers.pdf.reader import PdfReader
from worker.readers.pdf.rendering import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.readers.base import Limits

LARGE, SMALL = 2000, 400  # pixels of the longer side
_QUALITY_LARGE, _QUALITY_SMALL = 60, 50
_FAST = 2  # WebP's effort: 4 takes twice the time for a twentieth of the size
_POINTS = 72.0


class PageDrawing(NamedTuple):
    """One page: its position in the file from 1, its size in points, and its images as WebP."""

    page: int
    width: float
    height: float
    large: bytes
    small: bytes


def drawn_pages(data: bytes, limits: Limits) -> Iterator[PageDrawing]:
    """Yield the pages of a PDF file or an image file, drawn in a child process.

    Raises:
        PermanentError: It is broken, or a page takes too long.
    """
    pages = _of_pdf if PdfReader().sniff(data[:4096], "") else _of_images
    yield from in_child(pages, data, limits.max_pages, seconds=limits.seconds, memory=limits.memory_bytes)


def _of_pdf(data: bytes, max_pages: int) -> Iterator[PageDrawing]:
    with opened(data) as document:
        for position in range(min(max_pages, pdfium.FPDF_GetPageCount(document))):
            with opened_page(document, position) as page:
                width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
                shown = render(page, _POINTS * LARGE / max(width, height, 1.0))
            yield _drawing(Image.fromarray(shown.image), position + 1, width, height)


def _of_images(data: bytes, max_pages: int) -> Iterator[PageDrawing]:
    for position, shown in enumerate(images_of(data)):
        if position >= max_pages:
            return
        image = Image.fromarray(shown.image)
        points = _POINTS / shown.dpi
        yield _drawing(image, position + 1, image.width * points, image.height * points)


def _drawing(image: Image.Image, page: int, width: float, height: float) -> PageDrawing:
    return PageDrawing(page, width, height, _webp(image, LARGE, _QUALITY_LARGE), _webp(image, SMALL, _QUALITY_SMALL))


def _webp(image: Image.Image, longest: int, quality: int) -> bytes:
    shrunk = image
    if max(image.size) > longest:
        factor = longest / max(image.size)
        size = max(1, round(image.width * factor)), max(1, round(image.height * factor))
        shrunk = image.resize(size, reducing_gap=2.0)
    buffer = io.BytesIO()
    shrunk.save(buffer, "WEBP", quality=quality, method=_FAST)
    return buffer.getvalue()
