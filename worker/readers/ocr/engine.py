"""The recogniser: PP-OCR by rapidocr, whose models lie in its wheel. Loaded once a process, when first needed."""

from __future__ import annotations

import importlib.util
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from worker.errors import PermanentError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]

ADVICE = "Install baoku[ocr] (pip install 'baoku[ocr]') and drop the file again."
_NEEDED = ("rapidocr", "onnxruntime", "cv2")
_LEAST_SURE = 0.5
Corner = tuple[float, float]


class SeenCharacter(NamedTuple):
    """A character with the corners of its place, from the top left clockwise, and how sure it is."""

    text: str
    corners: tuple[Corner, Corner, Corner, Corner]
    confidence: float


class SeenLine(NamedTuple):
    """A line as it was detected, its characters in reading order."""

    corners: tuple[Corner, Corner, Corner, Corner]
    characters: tuple[SeenCharacter, ...]


def is_installed() -> bool:
    """Return whether the extra is there."""
    return all(importlib.util.find_spec(name) is not None for name in _NEEDED)


def recognise(image: Image) -> list[SeenLine]:
    """Return the lines of an image (rows, columns, three colours).

    Raises:
        PermanentError: Code ``no_ocr``: the extra is not installed.
    """
    found = _engine()(
        image, use_det=True, use_cls=False, use_rec=True, return_word_box=True, return_single_char_box=True
    )
    if found.boxes is None or found.word_results is None:
        return []
    lines = []
    for corners, words in zip(found.boxes, found.word_results, strict=False):
        characters = tuple(_character(*word) for word in words if word[0].strip())
        if characters:
            lines.append(SeenLine(_corners(corners), characters))
    return lines


def recognise_line(image: Image) -> tuple[str, float]:
    """Return the text of an image that shows one line, and how sure it is; detection is left out.

    Raises:
        PermanentError: Code ``no_ocr``: the extra is not installed.
    """
    # What is not said here stays as the call before had it.
    found = _engine()(
        image, use_det=False, use_cls=False, use_rec=True, return_word_box=False, return_single_char_box=False
    )
    if not found.txts or found.scores[0] < _LEAST_SURE:
        return "", 0.0
    return str(found.txts[0]), float(found.scores[0])


def _character(text: str, score: float, corners: Sequence[Sequence[float]]) -> SeenCharacter:
    return SeenCharacter(text, _corners(corners), float(score))


def _corners(corners: Sequence[Sequence[float]]) -> tuple[Corner, Corner, Corner, Corner]:
    first, second, third, fourth = ((float(x), float(y)) for x, y in corners)
    return first, second, third, fourth


@lru_cache(maxsize=1)
def _engine() -> Any:
    if not is_installed():
        raise PermanentError("its text must be recognised, no recogniser is installed", ADVICE, "no_ocr", "read")
    import rapidocr  # noqa: PLC0415 - an extra, and two seconds to load

    threads = max(1, len(os.sched_getaffinity(0)))
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.text_score": _LEAST_SURE,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
