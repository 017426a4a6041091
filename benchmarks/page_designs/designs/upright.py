"""Upright headlines, and whole pages set from top to bottom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.page_designs.blocks import article
from benchmarks.page_designs.designs.parts import L, M, between, bottom, design, folio, over, page_columns
from benchmarks.page_designs.sheet import Rect

if TYPE_CHECKING:
    from benchmarks.page_designs.sheet import Sheet


@design(order="shuffled")
def upright_heads(s: Sheet) -> None:
    """Upright headlines at the left, at the right and between horizontal ones."""
    e, y, end = page_columns(s, 5), folio(s), bottom(s)
    article(s, over(e, 0, 3, y, y + 300), 3, replace(L, head="upright left", headline=30))
    article(s, over(e, 3, 2, y, y + 300), 2, replace(L, headline=20))
    y = between(s, y + 304)
    article(s, over(e, 0, 2, y, y + 290), 2, replace(L, headline=20))
    article(s, over(e, 2, 3, y, y + 290), 3, replace(L, head="upright right", headline=28))
    y = between(s, y + 294)
    article(s, over(e, 0, 5, y, end), 5, replace(L, head="upright left", headline=34))


@design(held=True)
def upright_heads_white(s: Sheet) -> None:
    """Upright headlines without rules, in four columns."""
    e, y, end = page_columns(s, 4, 14), folio(s, rule=False), bottom(s)
    article(s, over(e, 0, 4, y, y + 330), 4, replace(L, head="upright right", headline=34))
    article(s, over(e, 0, 2, y + 350, y + 680), 2, replace(L, head="upright left", headline=26))
    article(s, over(e, 2, 2, y + 350, y + 680), 2, replace(L, headline=22, lines=2))
    article(s, over(e, 0, 4, y + 700, end), 4, replace(L, head="upright left", headline=30))


def upright_article(
    s: Sheet,
    box: Rect,
    tiers: int,
    *,
    size: float = 9.6,
    leading: float = 14,
    headline: float = 26,
    rules: bool = False,
    gap: float = 12,
) -> int:
    """Set an article from top to bottom: its text in tiers, its headline at their right."""
    room = (
        tiers
        * ((box.x1 - box.x0 - headline * 1.6) // leading)
        * ((box.y1 - box.y0 - gap * (tiers - 1)) / tiers // size)
    )
    story = s.tell(int(room))
    told = s.stories[story]
    high = (box.y1 - box.y0 - gap * (tiers - 1)) / tiers
    long = min(box.y1 - box.y0, len(told.headline) * headline * 1.02 + 2)
    big = min(headline, (box.y1 - box.y0) / (len(told.headline) * 1.02))
    strip = Rect(box.x1 - big * 1.3, box.y0 + (box.y1 - box.y0 - long) / 2, box.x1, box.y1)
    s.block(
        told.headline,
        strip,
        f"writing-mode:vertical-rl;font-size:{big}pt;line-height:{big * 1.3}pt;white-space:pre;{L.face}",
        story=story,
        role="headline",
    )
    boxes = [
        Rect(box.x0, box.y0 + at * (high + gap), strip.x0 - 6, box.y0 + at * (high + gap) + high) for at in range(tiers)
    ]
    s.flow(story, boxes, size, leading, "writing-mode:vertical-rl;")
    if rules:
        for at in range(1, tiers):
            y = box.y0 + at * (high + gap) - gap / 2
            s.rule(box.x0, y, strip.x0 - 6, y, "background:#999")
    return story


@design(780, 1100)
def upright_page(s: Sheet) -> None:
    """A page set from top to bottom and from right to left, in tiers, with rules between the articles."""
    y = folio(s, title="副刊", page="04")
    upright_article(s, Rect(420, y, s.width - M, y + 420), 3)
    s.rule(412, y, 412, y + 420)
    upright_article(s, Rect(M, y, 404, y + 420), 3)
    y = between(s, y + 426)
    upright_article(s, Rect(M, y, s.width - M, y + 300), 2, headline=30)
    y = between(s, y + 306)
    upright_article(s, Rect(300, y, s.width - M, s.height - 30), 2, headline=22)
    s.rule(292, y, 292, s.height - 30)
    upright_article(s, Rect(M, y, 284, s.height - 30), 2, headline=20)


@design(720, 1040, "shuffled", held=True)
def upright_page_framed(s: Sheet) -> None:
    """An old paper's page: frames, rules between the tiers, the head in a box at the upper right."""
    s.frame(Rect(20, 20, s.width - 20, s.height - 20), "border:2pt double #000")
    s.frame(Rect(s.width - 110, 28, s.width - 28, 330), "border:1pt solid #000")
    s.block(
        "临河日报",
        Rect(s.width - 100, 36, s.width - 34, 320),
        "writing-mode:vertical-rl;font-size:56pt;line-height:60pt;font-weight:900;white-space:pre",
    )
    upright_article(s, Rect(30, 30, s.width - 120, 330), 2, headline=32, rules=True)
    s.rule(28, 338, s.width - 28, 338)
    upright_article(s, Rect(380, 348, s.width - 30, 660), 2, headline=24, rules=True)
    s.rule(372, 348, 372, 660)
    upright_article(s, Rect(30, 348, 364, 660), 2, headline=24, rules=True)
    s.rule(28, 668, s.width - 28, 668)
    upright_article(s, Rect(30, 678, s.width - 30, s.height - 30), 3, headline=26, rules=True)
