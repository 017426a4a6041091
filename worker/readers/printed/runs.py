"""Characters chained to runs, each to the next on its line, and which runs read downwards."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from worker.readers.printed.glyphs import UNMAPPED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.readers.printed.glyphs import Glyph

_SAME_LINE = 0.24  # of the size: baselines of one line differ by less
_SAME_SIZE = 1.4
_OTHER_SIZE, _APART = 1.12, 0.5
_OVERLAP = -0.6
_WIDEST_GAP = 2.6  # of the size, within a run
_ALWAYS_APART = 1.7
_TIGHT = 0.2
_CLOSER = 0.08
_BUCKET = 3.0  # points
_MOST_TOGETHER = 3
_QUOTES = frozenset("“”‘’" + UNMAPPED)


class Placed(NamedTuple):
    """A glyph in a frame in which its line runs to the right.

    Attributes:
        start: Where it begins along the line.
        base: What it stands on, across the line.
        level: Its middle across the line, as the frame's rules are placed.
    """

    start: float
    end: float
    base: float
    size: float
    glyph: Glyph
    level: float


def rightwards(glyph: Glyph) -> Placed:
    """Return an upright glyph as part of a line that runs to the right."""
    return Placed(glyph.x0, glyph.x1, glyph.baseline, glyph.size, glyph, (glyph.y0 + glyph.y1) / 2)


def downwards(glyph: Glyph, width: float) -> Placed:
    """Return an upright glyph as part of a line that runs down a page ``width`` wide."""
    middle = (glyph.x0 + glyph.x1) / 2
    return Placed(glyph.y0, glyph.y1, -middle, glyph.size, glyph, width - middle)


def turned(glyph: Glyph) -> Placed:
    """Return a turned glyph as part of its line."""
    if glyph.turn == 1:
        return Placed(glyph.y0, glyph.y1, -glyph.baseline, glyph.size, glyph, 0.0)
    if glyph.turn == 3:  # noqa: PLR2004 - three quarter turns
        return Placed(-glyph.y1, -glyph.y0, glyph.baseline, glyph.size, glyph, 0.0)
    return Placed(-glyph.x1, -glyph.x0, -glyph.baseline, glyph.size, glyph, 0.0)


def runs(placed: Sequence[Placed]) -> list[list[Placed]]:
    """Chain characters that stand on one line, each to the nearest before it."""
    buckets: dict[int, list[list[Placed]]] = {}
    found: list[list[Placed]] = []
    far = _WIDEST_GAP * max((item.size for item in placed), default=0.0)
    for item in sorted(placed, key=lambda item: (item.start, item.base)):
        start, base, size = item.start, item.base, item.size
        reach = max(1, int(_SAME_LINE * size / _BUCKET) + 1)
        home = int(base // _BUCKET)
        best: list[Placed] | None = None
        least = _WIDEST_GAP * size
        for bucket in range(home - reach, home + reach + 1):
            ended = False
            for run in buckets.get(bucket, ()):
                last = run[-1]
                gap = start - last.end
                if gap >= least:
                    ended = ended or gap > far
                    continue
                smaller, larger = (last.size, size) if last.size < size else (size, last.size)
                if larger > _SAME_SIZE * smaller or abs(last.base - base) > _SAME_LINE * larger:
                    continue
                if gap > _APART * smaller and larger > _OTHER_SIZE * smaller:
                    continue  # a headline beside another
                if _OVERLAP * smaller <= gap and start > last.start:
                    best, least = run, gap
            if ended:
                buckets[bucket] = [run for run in buckets[bucket] if start - run[-1].end <= far]
        if best is None:
            best = []
            found.append(best)
            buckets.setdefault(home, []).append(best)
        best.append(item)
    return found


def gaps_in(run: Sequence[Placed]) -> list[float]:
    """Return the white before each character of a line but the first.

    A quotation mark takes a whole square, however narrow it is drawn.
    """
    gaps = [item.start - before.end for before, item in pairwise(run)]
    for at, item in enumerate(run):
        if item.glyph.text in _QUOTES and (white := item.size - (item.end - item.start)) > 0:
            if at:
                gaps[at - 1] -= white
            if at < len(gaps):
                gaps[at] -= white
    return gaps


def where_wide(run: list[Placed]) -> list[list[Placed]]:
    """Part a run where a gap is wider than a space of its size."""
    pieces = [[run[0]]]
    for gap, item in zip(gaps_in(run), run[1:], strict=True):
        if is_wide(gap, item.size):
            pieces.append([])
        pieces[-1].append(item)
    return pieces


def is_wide(gap: float, size: float) -> bool:
    """Return whether a gap is wider than a space between characters of a size."""
    return gap > _ALWAYS_APART * size


def by_direction(
    rows: list[list[Placed]], sideways: Sequence[Glyph], width: float
) -> tuple[list[list[Placed]], list[list[Placed]], list[Glyph]]:
    """Return the runs that read to the right, and those that read down: where characters stand closer downwards.

    Args:
        rows: Runs of upright glyphs.
        sideways: Glyphs turned clockwise, as figures are in a column that reads down.
        width: Of the page.

    Returns:
        Runs to the right, runs down, and what of ``sideways`` stands in none of these.
    """
    level: list[list[Placed]] = []
    doubtful: list[list[Placed]] = []
    for run in rows:
        (level if len(run) > _MOST_TOGETHER and _looseness(run) <= _TIGHT else doubtful).append(run)
    if not doubtful:
        return level, [], list(sideways)
    across = {id(item.glyph): _looseness_at(run, index) for run in doubtful for index, item in enumerate(run)}
    taken: set[int] = set()
    stacked: list[list[Placed]] = []
    glyphs = [item.glyph for run in doubtful for item in run if not item.glyph.text.isspace()]
    for column in runs([downwards(glyph, width) for glyph in (*glyphs, *sideways)]):
        upright = [at for at, item in enumerate(column) if item.glyph.turn == 0]
        votes = sum(_looseness_at(column, at) + _CLOSER < across[id(column[at].glyph)] for at in upright)
        if len(column) > 1 and upright and 2 * votes > len(upright):
            for piece in where_wide(column):
                if len(piece) > 1:
                    stacked.append(piece)
                    taken.update(id(item.glyph) for item in piece)
    for run in doubtful:
        rest = [item for item in run if id(item.glyph) not in taken]
        if rest:
            level.extend(where_wide(rest) if len(rest) < len(run) else [rest])
    return level, stacked, [glyph for glyph in sideways if id(glyph) not in taken]


def _looseness(run: list[Placed]) -> float:
    """Return the median gap of a run, in its size."""
    gaps = sorted((after.start - before.end) / after.size for before, after in pairwise(run))
    return gaps[len(gaps) // 2] if gaps else _WIDEST_GAP


def _looseness_at(run: list[Placed], index: int) -> float:
    """Return the gap from a character to its nearer neighbour in a run, in its size."""
    item = run[index]
    before = item.start - run[index - 1].end if index else _WIDEST_GAP * item.size
    after = run[index + 1].start - item.end if index + 1 < len(run) else _WIDEST_GAP * item.size
    return min(before, after) / item.size
