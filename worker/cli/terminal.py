"""What all commands print through: text from files, or a file's name, must not hold a terminal to ransom."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.segment import Segment
from rich.text import Text

from worker.cli.wrapping import Wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import ConsoleOptions, RenderableType

_WITHOUT_A_TERMINAL = 100_000  # characters a line may have where nobody looks at a screen
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
    """A console that sends no control character of the text it shows; its own (colours, the cursor) it does send.

    In a pipe or a file it writes plain lines, as long as they are: nothing is wrapped, cut, padded or coloured.
    """

    def __init__(self, *, stderr: bool = False, **options: Any) -> None:
        super().__init__(stderr=stderr, **options)
        if not self.is_terminal:
            self.width = _WITHOUT_A_TERMINAL

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterator[Segment]:
        """Yield the segments of ``renderable``, their text harmless."""
        if self.is_terminal and type(renderable) is Text and renderable.overflow is None:
            renderable = Wrapped.of(renderable)
        segments = (
            segment if segment.control else Segment(harmless(segment.text), segment.style)
            for segment in super().render(renderable, options)
        )
        return segments if self.is_terminal else _without_padding(segments)


def _without_padding(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Yield the segments without white space at the ends of lines."""
    held: list[str] = []  # white space that stays only if something follows it on its line
    for segment in segments:
        if segment.control:
            yield segment
            continue
        lines = segment.text.split("\n")
        for number, line in enumerate(lines):
            kept = line.rstrip(" ")
            text = "".join(held) + kept if kept else ""
            if kept:
                held.clear()
            if kept != line:
                held.append(line[len(kept) :])
            if number < len(lines) - 1:
                held.clear()
                text += "\n"
            if text:
                yield Segment(text, segment.style)


def complain(text: str) -> None:
    """Say on standard error what went wrong, as one line that is never cut."""
    Terminal(stderr=True, soft_wrap=True).print(f"baoku: {text}", style="red", markup=False, highlight=False)
