"""Text to lines: numbered, folded, with the white space around them measured.

Patterns are matched on the folded text (simplified, half-width, small letters): folding maps characters one to one, so
an offset in it is the same offset in the source, and 記者 and 记者, （ and ( are one pattern.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from worker.folding import fold

if TYPE_CHECKING:
    from worker.document.geometry import Box
    from worker.document.source import Hint

# Characters that show nothing: a line made of them alone is blank.
INVISIBLE: Final = "".join(
    [
        *map(chr, range(0x21)),
        *map(chr, range(0x7F, 0xA1)),
        "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f",
        "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2060\u3000\ufeff\u00ad",
        # The user's zone among the signs of GBK (bytes A140 to A7A0): blanks of typesetting systems (A3A0 is the
        # commonest), never a character of a name.
        *map(chr, range(0xE4C6, 0xE766)),
    ]
)
_UNSEEN: Final = frozenset(INVISIBLE)
_MOST_PARTS: Final = 1 << 16  # of one line
_TAB: Final = 4  # half-widths: what a tab at the head of a paragraph stands for


class Place(NamedTuple):
    """Where a line stands on its page, and what that says of it.

    Attributes:
        page: Position of the page in its file, from 0.
        block: Its column of one article.
        zone: Its article, as place and size tell; the lines of two zones are never one article.
        measure: Width of its column in half-widths.
        stops: Where each character of the line begins, as ``SourceLine`` has it.
        size: Of its type beside that of the page's text, 1 as large.
        plain: It is set in the font and weight of the page's text.
    """

    page: int
    box: Box
    block: int
    zone: int
    measure: int
    hint: Hint | None = None
    stops: tuple[int, ...] = ()
    size: float = 1.0
    plain: bool = True


class Line(NamedTuple):
    """A line that shows something.

    Attributes:
        number: Counted from 1 over all lines of the file, blank ones included.
        raw: The line as it stands.
        text: ``raw`` without the white space around it.
        folded: ``text`` folded; same length.
        gap: Blank lines above it, up to the line before or the top of the page.
        indent: White space before the text, in half-widths.
        width: Of the text, in half-widths: a Chinese character is two.
        new_page: A form feed stands before the text, on this line or a blank one above.
        place: None where the file does not say where its lines stand.
        part: Which piece of its printed line it is, from 0; ``parts``: how many there are. The ``raw`` texts of all of
            them, put together, are the line.
        cut: Why the line was cut before it; empty for the first piece.
    """

    number: int
    raw: str
    text: str
    folded: str
    gap: int
    indent: int
    width: int
    new_page: bool = False
    place: Place | None = None
    part: int = 0
    parts: int = 1
    cut: str = ""

    @property
    def key(self) -> int:
        """What tells it from all others of its file: the line's number, for a later piece of it a negative number."""
        return self.number if not self.part else -(self.number * _MOST_PARTS + self.part)


def display_width(text: str) -> int:
    """Return the width of ``text`` in half-widths; everything outside ASCII counts two."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def blank_head(text: str) -> int:
    """Return how many characters that show nothing open a text; stripping looks through all there are, each time."""
    at = 0
    while at < len(text) and text[at] in _UNSEEN:
        at += 1
    return at


def blank_tail(text: str) -> int:
    """Return how many characters that show nothing close a text."""
    at = len(text)
    while at and text[at - 1] in _UNSEEN:
        at -= 1
    return len(text) - at


def visible_lines(text: str) -> list[Line]:
    """Return the lines of ``text`` that show something, in order."""
    lines: list[Line] = []
    gap = 0
    new_page = False
    for number, (raw, raw_folded) in enumerate(zip(text.split("\n"), fold(text).split("\n"), strict=True), 1):
        start = blank_head(raw)
        if start == len(raw):
            gap += 1
            new_page = new_page or "\f" in raw
            continue
        body = raw[start : len(raw) - blank_tail(raw)]
        indent = display_width(raw[:start].expandtabs(_TAB)) if start else 0
        if start and "\f" in raw[:start]:
            new_page = True
        folded = raw_folded[start : start + len(body)]
        lines.append(Line(number, raw, body, folded, gap, indent, display_width(body), new_page))
        gap = 0
        new_page = raw.endswith("\f")
    return lines
