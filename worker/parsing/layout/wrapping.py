"""The shape of a page's text: at what width its columns wrap, and whether paragraphs are indented."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

# A column holds 9 to 60 characters; narrower runs are tables and poems, wider lines are whole paragraphs.
NARROWEST, WIDEST = 18, 120
# Lines of one column differ by up to a character and a half: no line opens with 。 and a Latin word is not cut.
SLACK: Final = 3
_DEEPER: Final = 2
_INDENT: Final = 4  # half-widths: two characters
_ENOUGH: Final = 3
_FEWEST_LINES: Final = 12
_FEWEST_OF_COLUMN: Final = 4  # lines of one width
_FEW_LESS: Final = 20  # one line in so many may stand before the margin
_DOUBLE_SHARE: Final = 0.95
_WRAPPED_SHARE: Final = 0.4
_INDENTED_SHARE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Geometry:
    """What the lines of a page have in common.

    Attributes:
        wrap: Width of a full line in half-widths; 0 when each paragraph is one line.
        indented: True when paragraphs open with white space.
        stripped: True when they did, but the white space is lost: their first lines are two characters short.
        deepest: Indent of a paragraph's first line at most; what stands deeper is centred.
    """

    wrap: int
    indented: bool
    stripped: bool = False
    deepest: int = 0


def fills(line: Line, wrap: int) -> bool:
    """Tell whether ``line`` reaches the edge of a column of width ``wrap``, 0 for none."""
    return wrap > 0 and wrap - SLACK <= line.width + line.indent <= wrap + 1


def opens_stripped(line: Line, wrap: int) -> bool:
    """Tell whether ``line`` is as long as a paragraph's first line without its two characters of indent."""
    return wrap - SLACK - _INDENT <= line.width < wrap - SLACK


def is_beyond(line: Line, wrap: int) -> bool:
    """Tell whether ``line`` is wider than the column: a headline, or text that was never wrapped."""
    return wrap > 0 and line.width + line.indent > wrap + 1


def measure(lines: Sequence[Line]) -> Geometry:
    """Return the geometry that most of ``lines`` share."""
    widths: dict[int, int] = {}
    long_lines = 0
    for line in lines:
        width = line.width + line.indent
        if width < NARROWEST:
            continue
        long_lines += 1
        if width <= WIDEST:
            widths[width] = widths.get(width, 0) + 1
    wrap, most = 0, 0
    for width in widths:
        support = filling(widths, width)
        if support > most or (support == most and width > wrap):
            wrap, most = width, support
    if not long_lines or most < _WRAPPED_SHARE * long_lines or most < _FEWEST_OF_COLUMN:
        wrap = 0
    text_lines = [line for line in lines if line.width >= max(NARROWEST, wrap // 2)]
    indented = sum(1 for line in text_lines if line.indent > 1)  # half-widths: one full-width space
    is_indented = indented >= max(2, _INDENTED_SHARE * len(text_lines))
    usual = Counter(line.indent for line in text_lines if line.indent > 1).most_common(1)
    deepest = usual[0][0] + _DEEPER if usual else 0
    return Geometry(wrap, is_indented, deepest=deepest)


def filling(widths: dict[int, int], measure: int) -> int:
    """Return how many lines fill a measure, given how many have each width."""
    return sum(widths.get(measure - step, 0) for step in range(SLACK + 1))


def with_lost_indents(geometry: Geometry, lines: Sequence[Line], widths: Sequence[int]) -> Geometry:
    """Return the geometry of a page, ``stripped`` where its paragraphs are no longer indented.

    Then the lines that follow a short last line of a paragraph are two characters short themselves.

    Args:
        geometry: Of the page.
        lines: Of the page, furniture taken out.
        widths: Of the column that each line stands in, 0 for none.
    """
    short = full = 0
    for (before, line), (above, wrap) in zip(pairwise(lines), pairwise(widths), strict=True):
        if wrap and above == wrap and before.folded[-1] in "。!?”" and before.width < wrap - SLACK:
            short += opens_stripped(line, wrap)
            full += wrap - SLACK <= line.width <= wrap + 1
    return replace(geometry, stripped=not geometry.indented and short >= _ENOUGH and short > 2 * full)


def without_margin(lines: Sequence[Line]) -> Sequence[Line]:
    """Return ``lines`` without the white space that stands before nearly all of them: a text set off from the edge."""
    indents = sorted(line.indent for line in lines)
    margin = indents[len(indents) // _FEW_LESS] if indents else 0
    if margin < _INDENT // 2:
        return lines
    return [line._replace(indent=max(0, line.indent - margin)) for line in lines]


def without_double_spacing(lines: Sequence[Line]) -> Sequence[Line]:
    """Return ``lines`` with one blank line less above each, where a blank line follows every line of wrapped text."""
    if len(lines) < _FEWEST_LINES or sum(1 for line in lines[1:] if line.gap) < _DOUBLE_SHARE * (len(lines) - 1):
        return lines
    if not measure(lines).wrap:
        return lines  # each paragraph is a line: blank lines between paragraphs are no damage
    return [line._replace(gap=max(0, line.gap - 1)) for line in lines]
