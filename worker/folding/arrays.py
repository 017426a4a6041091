"""Long texts as arrays of code points: many times faster than character by character."""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray


def translated(text: str, table: Callable[[], Mapping[int, str]]) -> str:
    """Return what ``text.translate(table())`` returns.

    Args:
        text: To translate.
        table: Returns the table, which has one character for each; it is asked once for each function given.
    """
    found: bytes = codes(table)[points(text)].tobytes()
    return found.decode("utf-32-le", "surrogatepass")


def points(text: str) -> NDArray[np.uint32]:
    """Return the code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


@functools.cache
def codes(table: Callable[[], Mapping[int, str]]) -> NDArray[np.uint32]:
    """Return for every code point that which stands for it."""
    codes = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    for point, character in table().items():
        codes[point] = ord(character)
    return codes
