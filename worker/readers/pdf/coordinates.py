"""From the coordinates of a PDF page to those of the page as it is shown: cropped, turned, origin top left."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from worker.document.source import Box

_FINE = 64  # device pixels a point: pdfium answers in whole pixels
_FAR = 1000.0


@dataclass(frozen=True, slots=True)
class Transform:
    """An affine map from page space to points as shown, ``turn`` quarter turns clockwise."""

    width: float
    height: float
    turn: int
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return a point as shown."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Return a rectangle as shown."""
        a, b, c, d, e, f = self.a, self.b, self.c, self.d, self.e, self.f
        x0, y0 = a * left + c * bottom + e, b * left + d * bottom + f
        x1, y1 = a * right + c * top + e, b * right + d * top + f
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        return Box(x0, y0, x1, y1)


def transform_of(page: pdfium.FPDF_PAGE) -> Transform:
    """Return the transform of an open page."""
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    pixels = max(1, round(width * _FINE)), max(1, round(height * _FINE))

    def shown(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, *pixels, 0, x, y, ctypes.byref(across), ctypes.byref(down))
        return across.value / _FINE, down.value / _FINE

    e, f = shown(0.0, 0.0)
    right, up = shown(_FAR, 0.0), shown(0.0, _FAR)
    return Transform(
        width,
        height,
        pdfium.FPDFPage_GetRotation(page) % 4,
        *((right[0] - e) / _FAR, (right[1] - f) / _FAR, (up[0] - e) / _FAR, (up[1] - f) / _FAR, e, f),
    )
