"""Lines back to paragraphs: wraps and column breaks undone without gluing or splitting words."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from worker.lexicon.characters import HAN
from worker.lexicon.roles import RANKS, WRITERS
from worker.parsing.layout.lines import INVISIBLE, blank_head, blank_tail, display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

# A space that PDF extraction left at an old line end: between two Chinese characters or marks.
_OLD_LINE_END: Final = re.compile(
    rf"(?<=[{HAN}，。、；：？！”》）,;:?!)\d%a-zA-Z]) (?=[{HAN}，。、；：“《（A-Za-z\d(])"
)
_FEWEST_PIECES: Final = 3
_WIDE: Final = 60  # half-widths: a line this wide may hold several lines of the printed column
_NARROWEST: Final = 18  # half-widths: a column holds nine characters at least
_RAGGED: Final = 5  # by how much the lines of one column differ
_NAMES: Final = 40  # characters: the longest list of names in brackets
_LONGEST_ROLE: Final = 6  # characters
_NAME_BREAK: Final = re.compile(r"[\s、,;()]|记者|通讯员|实习生")
_LONGEST_NAME: Final = 4
_ROLE: Final = re.compile(rf"(?:{RANKS})?(?:{WRITERS})")


class Passage(NamedTuple):
    """Joined text with its folded form (same length) and the indices of its lines."""

    text: str
    folded: str
    lines: tuple[int, ...]

    def slice(self, start: int, end: int | None = None) -> Passage:
        """Return part of the passage, white space at its ends removed."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start] in INVISIBLE:
            start += 1
        while end > start and self.text[end - 1] in INVISIBLE:
            end -= 1
        return Passage(self.text[start:end], self.folded[start:end], self.lines)


def _glue(before: str, first: str) -> str:
    """Return what stands between two lines of one paragraph: a space between Latin words, else nothing."""
    last = before[-1:]
    return " " if last.isascii() and first.isascii() and last.isalpha() and first.isalpha() else ""


def _between_names(before: str, *, spaced: bool, line: Line) -> str:
    """Return a space where the column's edge fell between two names in brackets: (孟西安 / 祁勇).

    Must not part a name (张宿 / 堂) or a role (余清楚实习记 / 者薛国庆).
    """
    tail = before[-_NAMES:]
    opened = tail.rfind("(")
    if opened <= tail.rfind(")") or not (spaced or line.indent or "记者" in tail[opened:]):
        return ""
    whole = tail + line.folded[:_LONGEST_ROLE]
    if any(role.start() < len(tail) < role.end() for role in _ROLE.finditer(whole)):
        return ""
    name, rest = _NAME_BREAK.split(tail)[-1], _NAME_BREAK.split(line.folded, maxsplit=1)[0]
    return " " if len(name) > 1 and len(name) + len(rest) > _LONGEST_NAME else ""


def join(lines: Sequence[Line], indices: Sequence[int]) -> Passage:
    """Return the lines at ``indices`` as one passage; pieces of one printed line as they stood in it."""
    if len(indices) == 1:  # most paragraphs
        return Passage(*_printed(lines[indices[0]]), tuple(indices))
    texts: list[str] = []
    foldeds: list[str] = []
    last, last_folded = "", ""
    spaced = False
    for line in printed_lines(lines, indices):
        text, folded = _printed(line)
        glue = _glue(last, text[0]) or _between_names(last_folded, spaced=spaced, line=line)
        texts.append(glue + text)
        foldeds.append(glue + folded)
        last, last_folded = text, folded
        spaced = line.raw[-1] in INVISIBLE
    return Passage("".join(texts), "".join(foldeds), tuple(indices))


def printed_lines(lines: Sequence[Line], indices: Sequence[int]) -> list[Line]:
    """Return the lines at ``indices``, neighbouring pieces of one line put together again."""
    found: list[Line] = []
    before = -1
    for index in indices:
        line = lines[index]
        if line.part and found and before == index - 1 and found[-1].number == line.number:
            found[-1] = put_together(found[-1], line)
        else:
            found.append(line)
        before = index
    return found


def put_together(first: Line, second: Line) -> Line:
    """Return two pieces of one printed line as one, with the white space that stood between them."""
    behind = blank_tail(first.raw)
    spaces = behind + blank_head(second.raw)
    between = (first.raw[len(first.raw) - behind :] + second.raw)[:spaces]
    return first._replace(
        raw=first.raw + second.raw,
        text=first.text + between + second.text,
        folded=first.folded + " " * spaces + second.folded,
        width=first.width + second.width + display_width(between),
    )


def _printed(line: Line) -> tuple[str, str]:
    """Return a line's text and its folded form, the line ends of the printed column taken out."""
    if line.width > _WIDE and " " in line.text:
        return _without_old_line_ends(line.text, line.folded)
    return line.text, line.folded


def _without_old_line_ends(text: str, folded: str) -> tuple[str, str]:
    """Take out single spaces that stand at even distances: the line ends of the printed column.

    A space that is no line end (记者 江南) stays: the text since the last line end is then too short for a line.
    """
    spaces = [match.start() for match in _OLD_LINE_END.finditer(text)] if text.count(" ") + 1 >= _FEWEST_PIECES else []
    if len(spaces) + 1 < _FEWEST_PIECES:
        return text, folded
    bounds = [-1, *spaces, len(text)]
    widths = [display_width(text[start + 1 : end]) for start, end in pairwise(bounds)]
    column = _column_width(widths)
    if not column:
        return text, folded
    line_ends: list[int] = []
    reached = 0
    for at, width in zip(spaces, widths, strict=False):
        reached += width
        if column - _RAGGED <= reached <= column + 1:
            line_ends.append(at)
            reached = 0
        else:
            reached += 1
    cuts = list(pairwise([-1, *line_ends, len(text)]))
    return (
        "".join(text[start + 1 : end] for start, end in cuts),
        "".join(folded[start + 1 : end] for start, end in cuts),
    )


def _column_width(widths: Sequence[int]) -> int:
    """Return the width that most pieces come up to, 0 when they are uneven."""
    best, most = 0, 1
    for width in set(widths):
        support = sum(1 for other in widths if width - _RAGGED <= other <= width)
        if width >= _NARROWEST and (support, width) > (most, best):
            best, most = width, support
    return best if most * 2 >= len(widths) - 2 else 0
