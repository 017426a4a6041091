"""Characters to lines by their places alone: their order in the file may be any.

A line ends where a gutter, a drawn rule or a wide gap parts it from the next column. Lines that run from top to bottom
(a vertical headline, a page set vertically) and turned ones are told by how close the characters stand.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from worker.document.source import Box
from worker.readers.printed.glyphs import UNMAPPED
from worker.readers.printed.gutters import WhiteStrips

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from worker.document.source import Rule
    from worker.readers.printed.glyphs import Glyph

_SAME_LINE = 0.24  # of the size: baselines of one line differ by less
_SAME_SIZE = 1.4
_OVERLAP = -0.6
_WIDEST_GAP = 2.6  # of the size, within a line
_TIGHT = 0.2
_BUCKET = 3.0  # points
_LIKELY_GUTTER = 0.3  # of the size: a narrower gap parts no columns
_TALL_GUTTER = 4.6  # of the size: about three lines
_TALL_BESIDE_DISPLAY = 2.6
_WIDE_GUTTER = 0.45  # of the size: characters of one pitch leave narrower strips between them
_ALWAYS_APART = 1.7
_FULL_SPACE = (0.85, 1.2)
_DISPLAY = 1.3  # of the size of the text
_SPACE_LATIN, _SPACE = 0.16, 0.36
_MOST_TOGETHER = 3


class PrintedLine(NamedTuple):
    """A line, or the piece of one that stands in a column.

    Attributes:
        glyphs: In reading order, spaces that the source has included.
        vertical: It runs from top to bottom.
        size: Of most of its characters.
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


class _Placed(NamedTuple):
    """A glyph in a frame in which its line runs to the right: ``along`` and ``across`` that direction."""

    start: float
    end: float
    base: float
    size: float
    glyph: Glyph


def lines_of(glyphs: Sequence[Glyph], rules: Sequence[Rule], width: float, height: float) -> list[PrintedLine]:
    """Return the lines of a page, from top to bottom and left to right."""
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not inked:
        return []
    body = body_size(inked)
    found: list[PrintedLine] = []
    upright = [glyph for glyph in glyphs if glyph.turn == 0]
    rows = _runs([_rightwards(glyph) for glyph in upright])
    level, stacked = _by_direction(rows)
    level_rules = (rule.box for rule in rules if not rule.frame and rule.box.width > rule.box.height)
    strips = WhiteStrips(width, height, [*((g.x0, g.y0, g.x1, g.y1) for g in inked), *level_rules])
    frame = _Frame(strips, rules, body)
    for run in level:
        found.extend(_line(piece, vertical=False) for piece in _parted(run, frame))
    for run in stacked:
        found.extend(_line(piece, vertical=True) for piece in _parted(run, None))
    for turn in (1, 2, 3):
        turned = [_turned(glyph, turn) for glyph in glyphs if glyph.turn == turn]
        for run in _runs(turned):
            found.extend(_line(piece, vertical=turn != 2) for piece in _parted(run, None))  # noqa: PLR2004
    return sorted((line for line in found if line.text), key=lambda line: (line.box.y0, line.box.x0))


def body_size(glyphs: Iterable[Glyph]) -> float:
    """Return the size that most characters have."""
    sizes: dict[float, int] = {}
    for glyph in glyphs:
        rounded = round(glyph.size * 2) / 2
        sizes[rounded] = sizes.get(rounded, 0) + 1
    return max(sizes, key=lambda size: (sizes[size], -size), default=10.0)


def _rightwards(glyph: Glyph) -> _Placed:
    return _Placed(glyph.x0, glyph.x1, glyph.baseline, glyph.size, glyph)


def _downwards(glyph: Glyph) -> _Placed:
    return _Placed(glyph.y0, glyph.y1, -(glyph.x0 + glyph.x1) / 2, glyph.size, glyph)


def _turned(glyph: Glyph, turn: int) -> _Placed:
    if turn == 1:
        return _Placed(glyph.y0, glyph.y1, -glyph.baseline, glyph.size, glyph)
    if turn == 3:  # noqa: PLR2004 - three quarter turns
        return _Placed(-glyph.y1, -glyph.y0, glyph.baseline, glyph.size, glyph)
    return _Placed(-glyph.x1, -glyph.x0, -glyph.baseline, glyph.size, glyph)


def _runs(placed: Sequence[_Placed]) -> list[list[_Placed]]:
    """Chain characters that stand on one line, each to the nearest before it."""
    buckets: dict[int, list[list[_Placed]]] = {}
    runs: list[list[_Placed]] = []
    for item in sorted(placed, key=lambda item: (item.start, item.base)):
        start, _, base, size, _ = item
        reach = max(1, int(_SAME_LINE * size / _BUCKET) + 1)
        home = int(base // _BUCKET)
        best: list[_Placed] | None = None
        least = _WIDEST_GAP * size
        for bucket in range(home - reach, home + reach + 1):
            for run in buckets.get(bucket, ()):
                last = run[-1]
                smaller, larger = (last.size, size) if last.size < size else (size, last.size)
                if larger > _SAME_SIZE * smaller or abs(last.base - base) > _SAME_LINE * larger:
                    continue
                gap = start - last.end
                if _OVERLAP * smaller <= gap < least and start > last.start:
                    best, least = run, gap
        if best is None:
            best = []
            runs.append(best)
            buckets.setdefault(home, []).append(best)
        best.append(item)
    return runs


def _by_direction(rows: list[list[_Placed]]) -> tuple[list[list[_Placed]], list[list[_Placed]]]:
    """Return the runs that read to the right, and those that read downwards."""
    level: list[list[_Placed]] = []
    doubtful: list[list[_Placed]] = []
    for run in rows:
        (level if len(run) > _MOST_TOGETHER and _looseness(run) <= _TIGHT else doubtful).append(run)
    if not doubtful:
        return level, []
    across = {id(item.glyph): _looseness_at(run, index) for run in doubtful for index, item in enumerate(run)}
    taken: set[int] = set()
    stacked: list[list[_Placed]] = []
    for column in _runs([_downwards(item.glyph) for run in doubtful for item in run if not item.glyph.text.isspace()]):
        votes = sum(_looseness_at(column, index) + 0.08 < across[id(item.glyph)] for index, item in enumerate(column))
        if len(column) > 1 and 2 * votes > len(column):
            for piece in _where_wide(column):
                if len(piece) > 1:
                    stacked.append(piece)
                    taken.update(id(item.glyph) for item in piece)
    for run in doubtful:
        rest = [item for item in run if id(item.glyph) not in taken]
        if rest:
            level.extend(_where_wide(rest) if len(rest) < len(run) else [rest])
    return level, stacked


def _where_wide(run: list[_Placed]) -> list[list[_Placed]]:
    """Part a run where a gap is wider than a space of its size."""
    pieces = [[run[0]]]
    for item in run[1:]:
        if item.start - pieces[-1][-1].end > _ALWAYS_APART * item.size:
            pieces.append([])
        pieces[-1].append(item)
    return pieces


def _looseness(run: list[_Placed]) -> float:
    """Return the median gap of a run, in its size."""
    gaps = sorted((after.start - before.end) / after.size for before, after in pairwise(run))
    return gaps[len(gaps) // 2] if gaps else _WIDEST_GAP


def _looseness_at(run: list[_Placed], index: int) -> float:
    """Return the gap from a character to its nearer neighbour in a run, in its size."""
    item = run[index]
    before = item.start - run[index - 1].end if index else _WIDEST_GAP * item.size
    after = run[index + 1].start - item.end if index + 1 < len(run) else _WIDEST_GAP * item.size
    return min(before, after) / item.size


class _Frame(NamedTuple):
    strips: WhiteStrips
    rules: Sequence[Rule]
    body: float


def _parted(run: list[_Placed], frame: _Frame | None) -> list[list[_Placed]]:
    """Cut a run where columns meet."""
    if frame is None:
        return _where_wide(run)
    pieces = [[run[0]]]
    for item in run[1:]:
        before = pieces[-1][-1]
        gap = item.start - before.end
        if gap > _LIKELY_GUTTER * min(item.size, 2 * frame.body) and _apart(before, item, gap, frame):
            pieces.append([])
        pieces[-1].append(item)
    return pieces


def _apart(before: _Placed, item: _Placed, gap: float, frame: _Frame) -> bool:
    """Return whether a gap on a line of text lies between two columns."""
    size = max(before.size, item.size)
    level = (item.glyph.y0 + item.glyph.y1) / 2
    if _rule_between(before.end, item.start, level, frame.rules):
        return True
    display = size > _DISPLAY * frame.body
    spaced = before.glyph.text.isspace() or item.glyph.text.isspace()
    if gap > _ALWAYS_APART * size and not spaced:
        return True
    if display and (spaced or _FULL_SPACE[0] * size <= gap <= _FULL_SPACE[1] * size):
        return False
    tall = _TALL_BESIDE_DISPLAY if display else _TALL_GUTTER
    wide = _WIDE_GUTTER * min(size, frame.body)
    return frame.strips.is_gutter(before.end, item.start, level, tall * size, wide)


def _rule_between(left: float, right: float, level: float, rules: Sequence[Rule]) -> bool:
    for rule in rules:
        x0, y0, x1, y1 = rule.box
        if y0 <= level <= y1:
            if rule.frame:
                if left - 1 <= x0 <= right + 1 or left - 1 <= x1 <= right + 1:
                    return True
            elif left - 1 <= x0 and x1 <= right + 1:
                return True
    return False


def _line(run: list[_Placed], *, vertical: bool) -> PrintedLine:
    while run and run[0].glyph.text.isspace():
        run = run[1:]
    while run and run[-1].glyph.text.isspace():
        run = run[:-1]
    glyphs = tuple(item.glyph for item in run)
    if not glyphs:
        return PrintedLine((), "", "", Box(0, 0, 0, 0), 0.0, False, "", vertical, None, 0)
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    box = Box(
        min(glyph.x0 for glyph in inked),
        min(glyph.y0 for glyph in inked),
        max(glyph.x1 for glyph in inked),
        max(glyph.y1 for glyph in inked),
    )
    sure = [glyph.confidence for glyph in inked if glyph.confidence is not None]
    fonts: dict[str, int] = {}
    for glyph in inked:
        fonts[glyph.font] = fonts.get(glyph.font, 0) + 1
    return PrintedLine(
        glyphs,
        _text(run),
        "".join(glyph.raw for glyph in glyphs),
        box,
        sorted(glyph.size for glyph in inked)[len(inked) // 2],
        2 * sum(glyph.bold for glyph in inked) > len(inked),
        max(fonts, key=fonts.__getitem__),
        vertical,
        sum(sure) / len(sure) if sure else None,
        sum(glyph.text == UNMAPPED for glyph in inked),
    )


def _text(run: list[_Placed]) -> str:
    """Return the text of a line, with a space where the print leaves room for one."""
    letters = [run[0].glyph.text]
    for before, item in pairwise(run):
        left, right = before.glyph.text, item.glyph.text
        if not left.isspace() and not right.isspace():
            latin = left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
            if item.start - before.end > (_SPACE_LATIN if latin else _SPACE) * item.size:
                letters.append(" ")
        letters.append(right)
    return "".join(letters)
