"""From the coordinates of a PDF page to those of the page as it is shown: cropped, turned, origin top left."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from numpy.typing import NDArray

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

    def places(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return many points as shown."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def boxes(self, corners: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return rows (left, top, right, bottom) as shown: rows of (x0, y0, x1, y1)."""
        left, top, right, bottom = corners.astype(np.float64).T
        (x0, y0), (x1, y1) = self.places(left, bottom), self.places(right, top)
        return np.stack((np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)), axis=1)


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
