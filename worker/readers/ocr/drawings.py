"""Rules and pictures of a scanned page, found in its image."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from worker.document.geometry import Box
from worker.document.source import Picture, Rule
from worker.readers.pdf.drawings import Drawings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_DARK = 110  # grey below the paper's: ink
_LONG = 60.0  # points: no stroke of a headline is as long
_THICK = 4.0
_BLOCK = 6.0  # points: the tone of a picture is that of squares this large
_TONE = 24  # grey below the paper's: a picture
_PICTURE = 48.0  # points: the smallest side
_COVERED = 32  # of 255: an eighth of a block that words may cover
_FULL = 0.6  # share of a picture's rectangle that has its tone
_LOOKED_AT = 1600  # pixels of width: enough for the slope of lines
_STEPS = (0.002, 0.0005, 0.00012)  # radians
_TEXT = 0.12  # share of a rectangle that characters may cover


def read_drawings(
    image: NDArray[np.uint8], turn: float, text: Sequence[tuple[float, float, float, float]], scale: float
) -> Drawings:
    """Return rules and pictures of an image, in points of the page set straight.

    Args:
        image: Rows, columns, three colours.
        turn: By how much its lines fall to the right, in radians.
        text: Boxes of its characters in pixels of the image set straight.
        scale: Points a pixel.
    """
    import cv2  # noqa: PLC0415 - of the extra

    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    height, width = grey.shape
    paper = float(np.percentile(grey, 75))
    if turn:
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), math.degrees(turn), 1.0)
        grey = cv2.warpAffine(grey, matrix, (width, height), borderValue=paper)
    words = np.zeros((height, width), dtype=np.uint8)
    for x0, y0, x1, y1 in text:
        words[max(0, int(y0)) : int(y1) + 1, max(0, int(x0)) : int(x1) + 1] = 1
    pictures = _pictures(cv2, grey, words, paper, scale)
    ink = (grey < paper - _DARK).astype(np.uint8)
    for picture in pictures:
        x0, y0, x1, y1 = (int(value / scale) for value in picture.box)
        ink[max(0, y0 - 2) : y1 + 2, max(0, x0 - 2) : x1 + 2] = 0
    rules = [*_rules(cv2, ink, scale, level=True), *_rules(cv2, ink, scale, level=False)]
    return Drawings(pictures, _with_frames(rules))


def refined_skew(image: NDArray[np.uint8], turn: float) -> float:
    """Return by how much the lines of an image fall to the right, near a first estimate, in radians.

    Rows of ink stand apart most sharply when the page is straight.
    """
    import cv2  # noqa: PLC0415 - of the extra

    height, width = image.shape[:2]
    factor = min(1.0, _LOOKED_AT / width)
    size = max(1, int(width * factor)), max(1, int(height * factor))
    grey = cv2.resize(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), size, interpolation=cv2.INTER_AREA)
    ink = np.clip(np.percentile(grey, 75) - grey.astype(np.float32), 0, None)

    def sharpness(angle: float) -> float:
        matrix = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), math.degrees(angle), 1.0)
        rows = cv2.warpAffine(ink, matrix, size).sum(axis=1)
        return float((np.diff(rows) ** 2).sum())

    for step in _STEPS:
        turn = max((turn + step * part for part in range(-4, 5)), key=sharpness)
    return turn


def _rules(cv2: Any, ink: NDArray[np.uint8], scale: float, *, level: bool) -> list[Rule]:
    long, thick = int(_LONG / scale), _THICK / scale
    ink = cv2.dilate(ink, np.ones((3, 3), dtype=np.uint8))
    kernel = np.ones((1, long) if level else (long, 1), dtype=np.uint8)
    runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)
    _, _, found, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    rules = []
    for x, y, wide, high, _area in found[1:].tolist():
        if (high if level else wide) <= thick:
            rules.append(Rule(Box(x * scale, y * scale, (x + wide) * scale, (y + high) * scale)))
    return rules


def _with_frames(rules: list[Rule]) -> list[Rule]:
    """Return the rules, four that close a rectangle as one frame."""
    level = [rule.box for rule in rules if rule.box.width > rule.box.height]
    upright = [rule.box for rule in rules if rule.box.width <= rule.box.height]
    frames: list[Rule] = []
    near = 2 * _THICK
    for top in level:
        for bottom in level:
            same = abs(top.x0 - bottom.x0) < near and abs(top.x1 - bottom.x1) < near
            if not same or bottom.y0 - top.y1 < _LONG / 2:
                continue
            sides = [side for side in upright if abs(side.y0 - top.y0) < near and abs(side.y1 - bottom.y1) < near]
            left = any(abs(side.x0 - top.x0) < near for side in sides)
            right = any(abs(side.x1 - top.x1) < near for side in sides)
            if left and right:
                frames.append(Rule(Box(top.x0, top.y0, top.x1, bottom.y1), frame=True))
    edges = [rule for rule in rules if not any(_on_edge(rule.box, frame.box, near) for frame in frames)]
    return [*edges, *frames]


def _on_edge(rule: Box, frame: Box, near: float) -> bool:
    inside = frame.x0 - near <= rule.x0 and rule.x1 <= frame.x1 + near
    inside = inside and frame.y0 - near <= rule.y0 and rule.y1 <= frame.y1 + near
    if rule.width > rule.height:
        return inside and min(abs(rule.y0 - frame.y0), abs(rule.y1 - frame.y1)) < near
    return inside and min(abs(rule.x0 - frame.x0), abs(rule.x1 - frame.x1)) < near


def _pictures(cv2: Any, grey: Any, words: NDArray[np.uint8], paper: float, scale: float) -> list[Picture]:
    height, width = grey.shape
    block = max(1, int(_BLOCK / scale))
    size = max(1, width // block), max(1, height // block)
    tone = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    covered = cv2.resize(words * 255, size, interpolation=cv2.INTER_AREA)
    toned = ((tone < paper - _TONE) & (covered < _COVERED)).astype(np.uint8)
    toned = cv2.morphologyEx(toned, cv2.MORPH_CLOSE, np.ones((3, 3), dtype=np.uint8))
    toned = cv2.morphologyEx(toned, cv2.MORPH_OPEN, np.ones((3, 3), dtype=np.uint8))
    _, _, found, _ = cv2.connectedComponentsWithStats(toned, connectivity=4)
    pictures = []
    for x, y, wide, high, area in found[1:].tolist():
        box = Box(x * block * scale, y * block * scale, (x + wide) * block * scale, (y + high) * block * scale)
        if min(box.width, box.height) < _PICTURE or area < _FULL * wide * high:
            continue
        if covered[y : y + high, x : x + wide].mean() > 255 * _TEXT:
            continue
        pictures.append(Picture(box))
    return pictures
