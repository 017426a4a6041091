"""Lines as Chinese is set: broken between characters, not before closing punctuation nor inside a number or a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.containers import Lines
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

# What stays on one line: a run of narrow characters or one wide one, with the opening marks before and the closing ones
# after it, and the spaces that follow.
_OPENING = r"[（《〈「『【〔“‘(\[]"
_CLOSING = r"[，。、；：？！）》〉」』】〕”’…—,.;:?!)\]%]"
_PIECE = re.compile(rf"{_OPENING}*(?:[!-~]+|\S)(?:{_CLOSING})*\s*|\s+")


class Wrapped(Text):
    """Text whose lines are broken like that where they do not fit."""

    @classmethod
    def of(cls, text: Text) -> Wrapped:
        """Return the same text as one of these."""
        made = cls(
            style=text.style, justify=text.justify, overflow=text.overflow, no_wrap=text.no_wrap, end=text.end,
            tab_size=text.tab_size,
        )  # fmt: skip
        made.append_text(text)
        return made

    def wrap(self, console: Console, width: int, **options: Any) -> Lines:
        """Return the lines; what is wider than a line by itself is broken anywhere."""
        plain = options.get("justify") in {None, "default", "left"}
        if not plain or options.get("no_wrap") or options.get("overflow") == "ignore" or "\t" in self.plain:
            return super().wrap(console, width, **options)
        lines = Lines()
        for line in self.split(allow_blank=True):
            for part in line.divide(list(breaks(line.plain, width))):
                part.rstrip()
                lines.append(part)
        return lines


def breaks(text: str, width: int) -> Iterator[int]:
    """Yield the offsets at which a text without line ends is broken into lines of ``width`` cells."""
    used = 0
    for match in _PIECE.finditer(text):
        piece = match.group()
        cells = cell_len(piece.rstrip())
        if used and used + cells > width:
            yield match.start()
            used = 0
        if cells > width:
            for offset, character in enumerate(piece.rstrip(), match.start()):
                if used + cell_len(character) > width:
                    yield offset
                    used = 0
                used += cell_len(character)
            used += len(piece) - len(piece.rstrip())
        else:
            used += cell_len(piece)
