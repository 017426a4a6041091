"""Whether a line that a recogniser gives a place runs downwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.document.source import Style

if TYPE_CHECKING:
    from worker.document.geometry import Box

_LINE_HEIGHT = 1.28  # of the size: what recognisers take for a line's height
_TALL = 1.5


def downwards(box: Box | None, characters: int) -> Style | None:
    """Return the style of a line of so many characters that runs downwards; None for any other.

    The height of a level line tells its size badly: it goes with the strokes of its few characters.
    """
    if box is None or characters <= 1 or box.height <= _TALL * box.width:  # one has no direction
        return None
    return Style(box.width / _LINE_HEIGHT, vertical=True)
