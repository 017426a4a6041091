"""Lines back to paragraphs: wraps and column breaks undone without gluing or splitting words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.folding import fold
from worker.parsing.lines import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.lines import Line

_HAN = r"\u3400-\u9fff"
# A space that PDF extraction left at an old line end: between two Chinese characters or marks.
_OLD_LINE_END = re.compile(rf"(?<=[{_HAN}，。、；：？！”》）,;:?!)\d%a-zA-Z]) (?=[{_HAN}，。、；：“《（A-Za-z\d(])")
_FEWEST_PIECES = 3
_NAMES = 40  # characters: the longest list of names in brackets
_NAME_BREAK = re.compile(r"[\s、,;()]|记者|通讯员|实习生")
_LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Passage:
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


def _glue(before: str, after: str) -> str:
    """Return what stands between two lines of one paragraph: a space between Latin words, else nothing."""
    if before and after and before.isascii() and after.isascii() and before.isalpha() and after.isalpha():
        return " "
    return ""


def _between_names(texts: list[str], spaced: bool, line: Line) -> str:
    """Return a space where the column's edge fell between two names in brackets: (孟西安 / 祁勇), not (张宿 / 堂)."""
    if not texts:
        return ""
    tail = fold(texts[-1][-_NAMES:])
    if tail.rfind("(") <= tail.rfind(")"):
        return ""
    before = _NAME_BREAK.split(tail)[-1]
    after = _NAME_BREAK.split(line.folded, maxsplit=1)[0]
    if not (spaced or line.indent) and not tail[tail.rfind("(") :].count("记者"):
        return ""
    return " " if len(before) + len(after) > _LONGEST_NAME and len(before) > 1 else ""


def join(lines: Sequence[Line], indices: Sequence[int]) -> Passage:
    """Return the lines at ``indices`` as one passage."""
    texts: list[str] = []
    foldeds: list[str] = []
    last = ""
    spaced = False
    for index in indices:
        line = lines[index]
        glue = _glue(last, line.text[0]) or _between_names(texts, spaced, line)
        texts += (glue, line.text)
        foldeds += (glue, line.folded)
        last = line.text[-1]
        spaced = line.raw[-1] in INVISIBLE
    return _without_old_line_ends("".join(texts), "".join(foldeds), tuple(indices))


def _without_old_line_ends(text: str, folded: str, indices: tuple[int, ...]) -> Passage:
    """Take out single spaces that stand at even distances: the line ends of the printed column."""
    if text.count(" ") + 1 < _FEWEST_PIECES:
        return Passage(text, folded, indices)
    spaces = [match.start() for match in _OLD_LINE_END.finditer(text)]
    if len(spaces) + 1 < _FEWEST_PIECES:
        return Passage(text, folded, indices)
    bounds = [-1, *spaces, len(text)]
    sizes = [
        2 * (end - start - 1) - len(text[start + 1 : end].encode("ascii", "ignore"))
        for start, end in zip(bounds, bounds[1:], strict=False)
    ]
    widest = max(sizes)
    even = [size for size in sizes if widest - 5 <= size]
    if widest < 18 or len(even) * 3 < len(sizes) * 2 - 3:  # noqa: PLR2004 - a column holds nine characters at least
        return Passage(text, folded, indices)
    pieces = list(zip(bounds, bounds[1:], strict=False))
    return Passage(
        "".join(text[start + 1 : end] for start, end in pieces),
        "".join(folded[start + 1 : end] for start, end in pieces),
        indices,
    )
