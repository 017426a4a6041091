"""A page drawn as an image."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_PIXELS = 40_000_000
_WHITE = 0xFFFFFFFF
_POINTS = 72.0
_COLOURS = 3


class Rendering(NamedTuple):
    """Rows, columns and three colours, red first; ``dpi`` is less than was asked for where the page is very large."""

    image: NDArray[np.uint8]
    dpi: float


def render(page: pdfium.FPDF_PAGE, dpi: float) -> Rendering:
    """Return an open page as an image; annotations and forms are not drawn."""
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    pixels = max(1.0, width * height * (dpi / _POINTS) ** 2)
    dpi = dpi * min(1.0, (_MOST_PIXELS / pixels) ** 0.5)
    columns, rows = max(1, round(width * dpi / _POINTS)), max(1, round(height * dpi / _POINTS))
    image = np.empty((rows, columns, _COLOURS), dtype=np.uint8)
    bitmap = pdfium.FPDFBitmap_CreateEx(
        columns,
        rows,
        pdfium.FPDFBitmap_BGR,
        ctypes.cast(image.ctypes.data, ctypes.c_void_p),
        image.strides[0],
    )
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, _WHITE)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, columns, rows, 0, pdfium.FPDF_REVERSE_BYTE_ORDER)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return Rendering(image, dpi)
