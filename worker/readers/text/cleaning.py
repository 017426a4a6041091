"""Characters that are no text, line ends and page breaks brought to one form; every visible character stays."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from worker.errors import EmptyFileError, UnsupportedFormatError

_MARK = "\ufeff"  # a byte order mark; inside the text where files were put together
# U+0085, U+2028 and U+2029 end lines in Unicode, the vertical tab does in word processors.
_OTHER_LINE_ENDS = "\v\x85\u2028\u2029"
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_DELETED = dict.fromkeys(point for point in range(0xA0) if _CONTROLS.match(chr(point)))
_VISIBLE = re.compile(r"[^\s\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffd]")
_PAGE_BREAK = re.compile(r"\f[ \t\n\f\u3000]*")
_MOST_CONTROLS = 0.05  # share of the characters; more are in no text


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Text without byte order marks and control characters; ``controls`` counts the latter."""

    text: str
    controls: int = 0


def clean(text: str) -> Cleaned:
    """Return ``text`` with line feeds for line ends and each form feed at the head of its page's first line.

    Raises:
        EmptyFileError: Nothing visible in it.
        UnsupportedFormatError: More control characters than text has.
    """
    text, controls = _without_controls(text.replace(_MARK, ""))
    if not _VISIBLE.search(text):
        raise EmptyFileError("the file holds no text.", "Export the page again.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for end in _OTHER_LINE_ENDS:
        text = text.replace(end, "\n")
    return Cleaned(_with_page_breaks_first(text) if "\f" in text else text, controls)


def _without_controls(text: str) -> tuple[str, int]:
    length = len(text)
    if not _CONTROLS.search(text):
        return text, 0
    text = text.translate(_DELETED)
    controls = length - len(text)
    if controls > _MOST_CONTROLS * length + 1:
        raise UnsupportedFormatError("the file is binary, not plain text.", "Put the page's text in the inbox.")
    return text, controls


def _with_page_breaks_first(text: str) -> str:
    """Move form feeds past the white space after them: some tools set them before the line end, or on a line alone.

    The number of lines stays, but for a form feed between two words of one line.
    """
    output = io.StringIO()
    copied = 0
    for match in _PAGE_BREAK.finditer(text):
        run = match.group()
        ends = run.count("\n")
        if not ends and match.start() > 0 and text[match.start() - 1] != "\n":
            ends = 1
        indent = run[run.rfind("\n") + 1 :].replace("\f", "")
        output.write(text[copied : match.start()])
        output.write("\n" * ends + "\f" * run.count("\f") + indent)
        copied = match.end()
    output.write(text[copied:])
    return output.getvalue()
