"""What a page draws besides text: pictures, rules, frames."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from worker.document.geometry import Box
from worker.document.source import Picture, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.readers.pdf.coordinates import Transform

_MOST_OBJECTS = 60_000
_MOST_SEGMENTS = 400  # of one path: a longer one is a drawing
_DEEPEST = 4
_THIN = 3.0  # points: a filled rectangle as thin as that is a rule
_SHORTEST = 12.0
_STRAIGHT = 0.6
_SMALLEST_PICTURE = 24.0

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawings:
    """Pictures, and drawn lines, of a page as shown."""

    pictures: list[Picture] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


def read_drawings(page: pdfium.FPDF_PAGE, transform: Transform) -> Drawings:
    """Return what an open page draws besides its text."""
    found = Drawings()
    room = [_MOST_OBJECTS]
    for kind, shown, matrix in _objects(page, room):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(shown, matrix, transform)
            if box and min(box.width, box.height) >= _SMALLEST_PICTURE:
                found.pictures.append(Picture(box))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            found.rules.extend(_rules(shown, matrix, transform))
    return found


def _objects(page: pdfium.FPDF_PAGE, room: list[int]) -> Iterator[tuple[int, pdfium.FPDF_PAGEOBJECT, _Matrix]]:
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _inside(pdfium.FPDFPage_GetObject(page, index), _IDENTITY, 0, room)


def _inside(
    shown: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix, depth: int, room: list[int]
) -> Iterator[tuple[int, pdfium.FPDF_PAGEOBJECT, _Matrix]]:
    room[0] -= 1
    if room[0] < 0 or not shown:
        return
    kind = pdfium.FPDFPageObj_GetType(shown)
    if kind != pdfium.FPDF_PAGEOBJ_FORM:
        yield kind, shown, matrix
    elif depth < _DEEPEST:
        own = pdfium.FS_MATRIX()
        if pdfium.FPDFPageObj_GetMatrix(shown, ctypes.byref(own)):
            matrix = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
        for index in range(max(0, pdfium.FPDFFormObj_CountObjects(shown))):
            yield from _inside(pdfium.FPDFFormObj_GetObject(shown, index), matrix, depth + 1, room)


def _times(first: _Matrix, second: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _apply(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(shown: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix, transform: Transform) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(
        shown, ctypes.byref(left), ctypes.byref(bottom), ctypes.byref(right), ctypes.byref(top)
    ):
        return None
    corners = [
        transform.place(*_apply(matrix, x, y))
        for x, y in (
            (left.value, bottom.value),
            (right.value, bottom.value),
            (left.value, top.value),
            (right.value, top.value),
        )
    ]
    return _cropped(corners, transform)


def _cropped(corners: list[tuple[float, float]], transform: Transform) -> Box | None:
    """Return the rectangle round ``corners``, as much of it as lies on the page."""
    across, down = [x for x, _ in corners], [y for _, y in corners]
    box = Box(
        max(0.0, min(across)),
        max(0.0, min(down)),
        min(transform.width, max(across)),
        min(transform.height, max(down)),
    )
    return box if box.width >= 0 and box.height >= 0 else None


def _rules(shown: pdfium.FPDF_PAGEOBJECT, matrix: _Matrix, transform: Transform) -> Iterator[Rule]:
    own = pdfium.FS_MATRIX()
    if pdfium.FPDFPageObj_GetMatrix(shown, ctypes.byref(own)):
        matrix = _times((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    count = pdfium.FPDFPath_CountSegments(shown)
    if not 1 < count <= _MOST_SEGMENTS:
        return
    for points, curved in _subpaths(shown, count, matrix, transform):
        box = _cropped(points, transform)
        if box is None or curved or max(box.width, box.height) < _SHORTEST:
            continue
        if min(box.width, box.height) <= _THIN:
            yield Rule(box)
        elif _is_rectangle(points, box):
            yield Rule(box, frame=True)
        else:
            yield from _straight(points, transform)


def _subpaths(
    shown: pdfium.FPDF_PAGEOBJECT, count: int, matrix: _Matrix, transform: Transform
) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    points: list[tuple[float, float]] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(shown, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points, curved
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        if pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            points.append(transform.place(*_apply(matrix, x.value, y.value)))
    if points:
        yield points, curved


def _is_rectangle(points: list[tuple[float, float]], box: Box) -> bool:
    """Return whether a path goes round its bounding box: every point in a corner."""
    corners = 4
    return len(points) >= corners and all(
        min(abs(x - box.x0), abs(x - box.x1)) < _STRAIGHT and min(abs(y - box.y0), abs(y - box.y1)) < _STRAIGHT
        for x, y in points
    )


def _straight(points: list[tuple[float, float]], transform: Transform) -> Iterator[Rule]:
    for (x0, y0), (x1, y1) in pairwise(points):
        level = abs(y0 - y1) < _STRAIGHT and abs(x0 - x1) >= _SHORTEST
        upright = abs(x0 - x1) < _STRAIGHT and abs(y0 - y1) >= _SHORTEST
        box = _cropped([(x0, y0), (x1, y1)], transform) if level or upright else None
        if box:
            yield Rule(box)
