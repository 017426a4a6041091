"""What all commands print through: text from files, or a file's name, must not hold a terminal to ransom."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from rich.console import Console
from rich.segment import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import ConsoleOptions, RenderableType

# The marks of writing direction change the order of what is shown.
_DIRECTIONS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def harmless(text: str) -> str:
    """Return text of the same length without characters that control a terminal, but for tab and line feed."""
    if text.isprintable():  # neither control characters nor marks of direction are
        return text
    return "".join(
        "\ufffd"
        if character in _DIRECTIONS or (unicodedata.category(character) in {"Cc", "Cs"} and character not in "\t\n")
        else character
        for character in text
    )


class Terminal(Console):
    """A console that sends no control character of the text it shows; its own (colours, the cursor) it does send."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
        """Yield the segments of ``renderable``, their text harmless."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(harmless(segment.text), segment.style)
