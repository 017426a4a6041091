"""Characters to lines by their places alone: their order in the file may be any.

A line ends where a gutter, a drawn rule or a wide gap parts it from the next column. Lines that run from top to bottom
(a vertical headline, a page set vertically) and turned ones are told by how close the characters stand.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from worker.document.geometry import Box
from worker.document.source import Rule
from worker.readers.printed.glyphs import UNMAPPED
from worker.readers.printed.gutters import WhiteStrips
from worker.readers.printed.runs import by_direction, gaps_in, is_wide, rightwards, runs, turned, where_wide

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from worker.readers.printed.glyphs import Glyph
    from worker.readers.printed.runs import Placed

_LIKELY_GUTTER = 0.3  # of the size: a narrower gap parts no columns
_TALL_GUTTER = 3.3  # of the size: three lines
_TALL_BESIDE_DISPLAY = 2.6
_WIDE_GUTTER = 0.45  # of the size: characters of one pitch leave narrower strips between them
_FULL_SPACE = (0.85, 1.2)
_DISPLAY = 1.3  # of the size of the text
_EDGE = 2.0  # points by which the left edges of lines of one column differ
_COMMON = 3  # lines that begin at an edge
_WIDE_SPACE = 0.6
_NO_SPACE = 0.9  # of the size: a wider gap is a space only where the source writes one
_SPACE_LATIN, _SPACE, _SEEN_WHITE = 0.16, 0.36, 0.8
_COLUMN_OF_TEXT = 100  # characters set downwards that are more than headlines
_LABEL, _LABEL_SIZE = 4, 1.1  # characters of a label that is set wide (公　告), and its size in that of the text
_UPSIDE_DOWN = 2
_FEW_GAPS, _SET_WIDE, _EVEN = 4, 0.2, 0.1  # in sizes but the first
_OF_ONE_WIDTH = re.compile("[\u3001-\u3017\u3400-\u9fff\uff01-\uff60]*")
_CLOSING = frozenset("，。、；：！？）》」』】")
_OTHER_SIZE = 1.06  # headlines side by side: two sizes are never one
_TOGETHER = 0.28  # of a headline's size: less is no gutter
_FILLS = 3.0  # points between the edges of a headline and those of its columns
_SEEN_APART = 0.5  # of the size: a recogniser parts a line where there is less
_SEEN_ALIKE = 1.08
_SEEN_SPACE = 1.3


class PrintedLine(NamedTuple):
    """A line, or the piece of one that stands in a column.

    Attributes:
        glyphs: In reading order, spaces that the source has included.
        vertical: It runs from top to bottom, or is turned.
        size: Of most of its characters.
        unmapped: How many of its characters no font gives a meaning.
        stops: Where each character of ``text`` begins, in thousandths of the line from its start; empty for a line in
            which all are as wide as each other, or that does not run from left to right.
    """

    glyphs: tuple[Glyph, ...]
    text: str
    raw: str
    box: Box
    size: float
    bold: bool
    font: str
    vertical: bool
    confidence: float | None
    unmapped: int
    stops: tuple[int, ...] = ()


class _Frame(NamedTuple):
    """What parts the lines of a page, in coordinates in which they run to the right.

    Attributes:
        spaces: The source writes spaces, so that white alone is none; ``spaces_here``: on the line looked at.
    """

    strips: WhiteStrips | None
    rules: Sequence[Rule]
    body: float
    spaces: bool
    spaces_here: bool = True


def lines_of(glyphs: Sequence[Glyph], rules: Sequence[Rule], width: float, height: float) -> list[PrintedLine]:
    """Return the lines of a page, from top to bottom and left to right."""
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not inked:
        return []
    body, spaces = body_size(inked), len(inked) < len(glyphs)
    upright, sideways = ([glyph for glyph in glyphs if glyph.turn == turn] for turn in (0, 1))
    level, stacked, sideways = by_direction(runs([rightwards(glyph) for glyph in upright]), sideways, width)
    frame = _Frame(_strips(inked, rules, (width, height), body), rules, body, spaces)
    found = [_line(piece, vertical=False) for piece in _columns(level, frame)]
    lying = [_lying_rule(rule, width) for rule in rules]
    strips = None
    if sum(map(len, stacked)) > _COLUMN_OF_TEXT:
        strips = _strips([_lying(glyph, width) for glyph in inked], lying, (height, width), body)
    down = _Frame(strips, lying, body, spaces)
    found.extend(_line(piece, vertical=len(piece) > 1) for piece in _columns(stacked, down))
    upside_down, against = ([glyph for glyph in glyphs if glyph.turn == turn] for turn in (_UPSIDE_DOWN, 3))
    for turn, lying_glyphs in ((1, sideways), (_UPSIDE_DOWN, upside_down), (3, against)):
        for run in runs([turned(glyph) for glyph in lying_glyphs]):
            found.extend(_line(piece, vertical=turn != _UPSIDE_DOWN) for piece in where_wide(run))
    return sorted((line for line in found if line.text), key=lambda line: (line.box.y0, line.box.x0))


def body_size(glyphs: Iterable[Glyph]) -> float:
    """Return the size that most characters have."""
    sizes: dict[float, int] = {}
    for size, count in Counter(glyph.size for glyph in glyphs).items():
        rounded = round(size * 2) / 2
        sizes[rounded] = sizes.get(rounded, 0) + count
    return max(sizes, key=lambda size: (sizes[size], -size), default=10.0)


def _strips(inked: Sequence[Glyph], rules: Sequence[Rule], size: tuple[float, float], body: float) -> WhiteStrips:
    level = (rule.box for rule in rules if not rule.frame and rule.box.width > rule.box.height)
    return WhiteStrips(*size, _ink(inked), level, body)


def _ink(glyphs: Sequence[Glyph]) -> NDArray[np.float64]:
    """Return where glyphs draw: a mark that closes something leaves the right half of its square white."""
    boxes = np.array([glyph[2:6] for glyph in glyphs], dtype=np.float64).reshape(-1, 4)
    closing = np.array([glyph.text in _CLOSING for glyph in glyphs], dtype=np.bool_)
    x0, y0, x1, y1 = boxes.T
    half = closing & (x1 - x0 > y1 - y0 - 1)
    x1[half] = (x0[half] + x1[half]) / 2
    return boxes


def _lying(glyph: Glyph, width: float) -> Glyph:
    """Return a glyph where it stands when the page is turned so that its vertical lines run to the right."""
    return glyph._replace(x0=glyph.y0, x1=glyph.y1, y0=width - glyph.x1, y1=width - glyph.x0)


def _lying_rule(rule: Rule, width: float) -> Rule:
    box = rule.box
    return Rule(Box(box.y0, width - box.x1, box.y1, width - box.x0), rule.frame)


def _columns(found: Sequence[list[Placed]], frame: _Frame) -> list[list[Placed]]:
    """Cut runs where columns meet: at gutters first, then where a gap ends at an edge that other lines begin at."""
    pieces = [piece for run in found for piece in _parted(run, frame)]
    edges: dict[int, int] = {}
    for piece in pieces:
        edge = round(piece[0].start / _EDGE)
        edges[edge] = edges.get(edge, 0) + 1
    common = {edge + step for edge, count in edges.items() if count >= _COMMON for step in (-1, 0, 1)}
    cut: list[list[Placed]] = []
    for piece in pieces:
        cut.append([piece[0]])
        if _is_label(piece, frame.body):
            cut[-1] = piece
            continue
        gaps = gaps_in(piece)
        loose = _looseness(piece, gaps)
        for gap, item in zip(gaps, piece[1:], strict=True):
            wide = gap - loose > _WIDE_SPACE * item.size and item.size <= _DISPLAY * frame.body
            if wide and round(item.start / _EDGE) in common:
                cut.append([])
            cut[-1].append(item)
    return cut


def _parted(run: list[Placed], frame: _Frame) -> list[list[Placed]]:
    pieces = [[run[0]]]
    label = _is_label(run, frame.body)
    gaps = gaps_in(run)
    loose = _looseness(run, gaps)
    if frame.spaces and not any(item.glyph.text.isspace() for item in run):
        # The source writes spaces, but none on this line: one in a headline of two parts may be white alone.
        frame = frame._replace(spaces_here=False)
    for gap, (before, item) in zip(gaps, pairwise(run), strict=True):
        likely = _LIKELY_GUTTER * min(item.size, 2 * frame.body)
        ruled = gap > likely and _rule_between(before, item, frame.rules)
        if ruled or (gap - loose > likely and not label and _apart(before, item, gap - loose, frame)):
            pieces.append([])
        pieces[-1].append(item)
    return pieces


def _looseness(run: Sequence[Placed], gaps: Sequence[float]) -> float:
    """Return the white between the characters of a line that is set wide; nothing for one set close.

    Letters and figures are left out: a word keeps together, however wide the characters round it stand.
    """
    if len(gaps) < _FEW_GAPS:
        return 0.0
    size = run[0].size
    if max(gaps) <= _SET_WIDE * size:
        return 0.0
    ordered = sorted(
        gap
        for gap, (before, item) in zip(gaps, pairwise(run), strict=True)
        if not (before.glyph.text.isascii() and item.glyph.text.isascii())
    )
    if len(ordered) < _FEW_GAPS:
        return 0.0
    usual = ordered[len(ordered) // 2]
    even = ordered[len(ordered) // 4] > usual - _EVEN * size
    return usual if even and _SET_WIDE * size < usual else 0.0


def _is_label(run: list[Placed], body: float) -> bool:
    """Return whether a run is a short word set wide."""
    return len(run) <= _LABEL and all(item.size > _LABEL_SIZE * body for item in run)


def _apart(before: Placed, item: Placed, gap: float, frame: _Frame) -> bool:
    """Return whether a gap on a line of text lies between two columns."""
    size = max(before.size, item.size)
    display = size > _DISPLAY * frame.body
    if before.glyph.seen != item.glyph.seen:
        alike = 1 / _SEEN_ALIKE < before.size / item.size < _SEEN_ALIKE
        spaced = _FULL_SPACE[0] * size <= gap <= _SEEN_SPACE * size  # a headline of two parts: its space is no gutter
        return gap > _SEEN_APART * size and not (display and alike and (spaced or not _in_gutter(before, item, frame)))
    if display and (item.glyph.seen >= 0 or gap < _TOGETHER * min(before.size, item.size)):
        return False  # a recogniser seldom takes two headlines for one line
    spaced = before.glyph.text.isspace() or item.glyph.text.isspace()
    if display and gap > _SEEN_APART * size and _is_other_size(before, item):
        return True
    if not spaced and (is_wide(gap, size) or (frame.spaces and not display and gap > _NO_SPACE * size)):
        return True
    # Where the source writes no space at all, one in a headline is told from a gutter by its width alone.
    written = frame.spaces and frame.spaces_here
    if display and (spaced or (not written and _FULL_SPACE[0] * size <= gap <= _FULL_SPACE[1] * size)):
        # Two headlines that each fill their columns leave just the gutter between them.
        return not spaced and _in_gutter(before, item, frame, wide=gap - _FILLS)
    return _in_gutter(before, item, frame)


def _is_other_size(before: Placed, item: Placed) -> bool:
    small, large = sorted((before.size, item.size))
    return large > _OTHER_SIZE * small


def _in_gutter(before: Placed, item: Placed, frame: _Frame, wide: float = 0.0) -> bool:
    """Return whether a white strip, ``wide`` points or as a gutter is, parts columns above or below two characters."""
    if frame.strips is None:
        return False
    size = max(before.size, item.size)
    tall = (_TALL_BESIDE_DISPLAY if size > _DISPLAY * frame.body else _TALL_GUTTER) * size
    wide = max(wide, _WIDE_GUTTER * min(size, frame.body))
    end = before.end - before.size / 2 if before.glyph.text in _CLOSING else before.end
    return frame.strips.is_gutter(end, item.start, item.level, tall=tall, wide=wide)


def _rule_between(before: Placed, item: Placed, rules: Sequence[Rule]) -> bool:
    left, right = before.end - 1, item.start + 1
    for rule in rules:
        x0, y0, x1, y1 = rule.box
        if y0 <= item.level <= y1:
            if rule.frame:
                if left <= x0 <= right or left <= x1 <= right:
                    return True
            elif left <= x0 and x1 <= right:
                return True
    return False


def _line(run: list[Placed], *, vertical: bool) -> PrintedLine:
    while run and run[0].glyph.text.isspace():
        run = run[1:]
    while run and run[-1].glyph.text.isspace():
        run = run[:-1]
    glyphs = tuple(item.glyph for item in run)
    if not glyphs:
        return PrintedLine((), "", "", Box(0, 0, 0, 0), 0.0, False, "", vertical, None, 0)
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    texts, _, left, top, right, bottom, _, sizes, fonts, bold, _, seen, _ = zip(*inked, strict=True)
    sure = [confidence for confidence in seen if confidence is not None]
    text, box = _text(run), Box(min(left), min(top), max(right), max(bottom))
    return PrintedLine(
        glyphs,
        text,
        "".join(glyph.raw for glyph in glyphs),
        box,
        sorted(sizes)[len(inked) // 2],
        2 * sum(bold) > len(inked),
        Counter(fonts).most_common(1)[0][0],
        vertical,
        sum(sure) / len(sure) if sure else None,
        texts.count(UNMAPPED),
        () if vertical or _OF_ONE_WIDTH.fullmatch(text) else _stops(glyphs, text, box),
    )


def _stops(glyphs: Sequence[Glyph], text: str, box: Box) -> tuple[int, ...]:
    """Return where each character begins, see ``PrintedLine``; a space that was added begins where it is."""
    if not box.width:
        return ()
    if len(glyphs) == len(text) and not any(len(glyph.text) > 1 for glyph in glyphs):
        return _thousandths([glyph.x0 for glyph in glyphs], box)
    begins: list[float] = []
    end = box.x0
    for glyph in glyphs:
        while len(begins) < len(text) and text[len(begins)] == " " != glyph.text[:1]:
            begins.append(end)
        share = (glyph.x1 - glyph.x0) / max(1, len(glyph.text))
        begins += [glyph.x0 + share * number for number in range(len(glyph.text))]
        end = glyph.x1
    return _thousandths(begins, box) if len(begins) == len(text) else ()


def _thousandths(places: Sequence[float], box: Box) -> tuple[int, ...]:
    left, width = box.x0, box.width
    return tuple([min(1000, max(0, round(1000 * (place - left) / width))) for place in places])


def _text(run: list[Placed]) -> str:
    """Return the text of a line, with a space where the print leaves room for one."""
    gaps = gaps_in(run)
    loose = _looseness(run, gaps)
    letters = [run[0].glyph.text]
    for gap, (before, item) in zip(gaps, pairwise(run), strict=True):
        left, right = before.glyph.text, item.glyph.text
        if gap - loose > _SPACE_LATIN * item.size and not left.isspace() and not right.isspace():
            latin = left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
            # A recogniser places characters roughly: what is left white between them is seldom a space.
            space = _SEEN_WHITE if item.glyph.seen >= 0 else _SPACE
            if latin or gap - loose > space * item.size:
                letters.append(" ")
        letters.append(right)
    return "".join(letters)
