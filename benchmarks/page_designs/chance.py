"""Pages whose design is left to chance, within what newspapers do: nobody has mended anything by them."""

# ruff: noqa: PLR2004 - shares of chance

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.page_designs.blocks import Look, article, columns
from benchmarks.page_designs.designs.parts import M, bottom, folio, masthead
from benchmarks.page_designs.sheet import SANS, SERIF, Rect

if TYPE_CHECKING:
    from benchmarks.page_designs.sheet import Sheet

SIZES = ((780.0, 1134.0), (595.0, 842.0), (1000.0, 1480.0), (720.0, 1020.0))
ORDERS = ("set", "shuffled", "heads last")


def size_and_order(seed: int) -> tuple[float, float, str]:
    """Return how large a page is, and in which order its file draws it."""
    chance = _chance(seed)
    width, height = chance.choice(SIZES)
    return width, height, chance.choice(ORDERS)


def draw(s: Sheet, seed: int) -> None:
    """Set a page."""
    chance = _chance(seed + 1)
    size = chance.choice((8.6, 9.2, 9.8, 10.5))
    gutter = chance.choice((1.0, 1.2, 1.5, 2.0)) * size
    narrow = (s.width - 2 * M) / (size * chance.choice((11, 13, 16, 19)) + gutter)
    count = max(3, min(7, round(narrow)))
    ruled, boxes, white = chance.random() < 0.6, chance.random() < 0.4, chance.choice((12.0, 18.0, 26.0))
    base = Look(
        size=size,
        leading=size * chance.choice((1.35, 1.45, 1.6)),
        gutter=gutter,
        align=chance.choice(("center", "center", "left")),
        ruled=ruled and chance.random() < 0.3,
        face=f"font-family:{chance.choice((SANS, SERIF))};font-weight:{chance.choice((500, 700, 900))};",
    )
    y = masthead(s) if chance.random() < 0.25 else folio(s, rule=ruled or chance.random() < 0.5)
    end = bottom(s)
    edges = columns(M, s.width - M, count, gutter)
    rows = chance.choice((2, 3, 3, 4))
    heights = [chance.uniform(0.7, 1.3) for _ in range(rows)]
    for row, share in enumerate(heights):
        last = row + 1 == rows
        low = end if last else y + (end - y) * share / sum(heights[row:]) - white
        _row(s, chance, edges, (y, low), base, ruled=ruled, boxes=boxes)
        if not last and ruled:
            s.rule(M, low + white / 2, s.width - M, low + white / 2)
        y = low + white


def _row(
    s: Sheet,
    chance: random.Random,
    edges: list[tuple[float, float]],
    span: tuple[float, float],
    base: Look,
    *,
    ruled: bool,
    boxes: bool,
) -> None:
    first, count = 0, len(edges)
    while first < count:
        left = count - first
        across = left if left < 3 or chance.random() < 0.3 else chance.randint(1 if base.size < 10 else 2, left)
        if left - across == 1 and chance.random() < 0.7:
            across = left
        box = Rect(edges[first][0], span[0], edges[first + across - 1][1], span[1])
        look = _look(chance, base, across, span[1] - span[0])
        if boxes and chance.random() < 0.25 and across > 1:
            s.frame(
                box,
                chance.choice(
                    ("border:0.75pt solid #000", "background:#e6e6e6", "border:1pt solid #555;background:#f4f4f4")
                ),
            )
            box = Rect(box.x0 + 8, box.y0 + 8, box.x1 - 8, box.y1 - 6)
        elif ruled and first and chance.random() < 0.7:
            x = (edges[first - 1][1] + edges[first][0]) / 2
            s.rule(x, span[0], x, span[1], "background:#777")
        article(s, box, across, look)
        first += across


def _look(chance: random.Random, base: Look, across: int, high: float) -> Look:
    """Return how one article is set."""
    headline = base.size * chance.choice((1.7, 2.0, 2.4, 3.0)) * (1 + 0.12 * (across - 1))
    look = replace(
        base,
        headline=headline,
        kicker=across > 1 and chance.random() < 0.3,
        subtitle=across > 2 and chance.random() < 0.2,
        byline=chance.choice(("source line", "source line", "own")),
        lines=2 if across == 1 or chance.random() < 0.15 else 1,
        empty=chance.choice((0.0, 0.0, 0.2, 0.4)),
    )
    fate = chance.random()
    if across >= 3 and fate < 0.12:
        return replace(look, span=across - 1, byline="source line")
    if across >= 2 and fate < 0.22:
        return replace(
            look,
            head=chance.choice(("upright left", "upright right")),
            kicker=False,
            subtitle=False,
            byline="source line",
        )
    if across >= 3 and high > 220 and fate < 0.45:
        wide = chance.randint(1, across - 1)
        where = chance.choice(("top", "bottom", "middle"))
        return replace(
            look,
            picture=(chance.randint(0, across - wide), wide),
            where=where,
            caption=chance.choice(("below", "below", "none")),
        )
    return look


def _chance(seed: int) -> random.Random:
    return random.Random(seed)
