"""Old designs that nothing was mended by or fitted with when they were first read: keep them out of every fit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.page_designs.blocks import article, article_in, columns
from benchmarks.page_designs.designs.parts import L, M, between, bottom, design, masthead, over, page_columns
from benchmarks.page_designs.sheet import Rect

if TYPE_CHECKING:
    from benchmarks.page_designs.sheet import Sheet

_TIERS = ((0.6, 0.4), (1.0,), (0.35, 0.65), (0.5, 0.5), (0.3, 0.3, 0.4), (0.55, 0.45))  # shares of each


@design(790, 1120, "shuffled", unseen=True)
def fifties_front(s: Sheet) -> None:
    """Eight narrow columns, thin rules between all, headlines upright and level, a flowered frame, a boxed slogan."""
    s.text("臨河日報", M, 20, 260, 50, css="font-weight:900;letter-spacing:8pt")
    s.frame(Rect(320, 24, 520, 84), "border:2pt double #000")
    s.text("中共臨河县委机关报", 326, 32, 188, 13, align="center")
    s.text("一九五七年六月十二日 星期三", 326, 52, 188, 11, align="center")
    s.text("第八百四十二号 今日四版", 540, 34, 220, 11)
    s.text("邮政代号 一二三 每份四分", 540, 54, 220, 11)
    s.rule(M, 90, s.width - M, 92)
    e, y, end = page_columns(s, 8, 9), 98.0, s.height - 26
    look = replace(L, size=8.4, leading=11.4, gutter=9, ruled=True)
    article(s, over(e, 0, 5, y, y + 300), 5, replace(look, headline=30, kicker=True, subtitle=True, lines=2))
    _upright_rule(s, e, 4, y, y + 300)
    article(s, over(e, 5, 3, y, y + 300), 3, replace(look, head="upright right", headline=26))
    s.rule(M, y + 306, s.width - M, y + 306)
    y += 312
    article(s, over(e, 0, 2, y, y + 300), 2, replace(look, head="upright left", headline=20))
    _upright_rule(s, e, 1, y, y + 300)
    box = over(e, 2, 4, y + 2, y + 298)
    s.frame(box, "border:3pt double #000;border-radius:4pt")
    inner = Rect(box.x0 + 9, box.y0 + 9, box.x1 - 9, box.y1 - 7)
    article(s, inner, 3, replace(look, headline=24, ruled=False, picture=(1, 1), size=9, leading=12.6))
    _upright_rule(s, e, 5, y, y + 300)
    for top in (y, y + 154):
        article(s, over(e, 6, 2, top, top + 146), 2, replace(look, headline=15))
    s.rule(e[6][0], y + 150, e[7][1], y + 150)
    s.rule(M, y + 306, s.width - M, y + 306)
    y += 312
    article(s, over(e, 0, 4, y, end), 4, replace(look, span=2, headline=22, lines=2))
    _upright_rule(s, e, 3, y, end)
    article(s, over(e, 4, 4, y, end), 4, replace(look, head="left", headline=17, lines=3))


def _upright_rule(s: Sheet, edges: list[tuple[float, float]], after: int, top: float, low: float) -> None:
    x = (edges[after][1] + edges[after + 1][0]) / 2
    s.rule(x, top, x, low, "background:#555")


@design(740, 1060, "heads last", unseen=True)
def tiers_run_on(s: Sheet) -> None:
    """A page set downwards in six tiers; articles follow each other within the tiers and end where the text does."""
    s.frame(Rect(18, 18, s.width - 18, s.height - 18), "border:1.5pt solid #000")
    s.block(
        "江东晚报",
        Rect(s.width - 96, 30, s.width - 30, 300),
        "writing-mode:vertical-rl;font-size:52pt;line-height:60pt;font-weight:900;white-space:pre",
    )
    s.block(
        "民国三十六年五月四日　星期日　第二百十号",
        Rect(s.width - 112, 30, s.width - 98, 320),
        "writing-mode:vertical-rl;font-size:9pt;line-height:12pt;white-space:pre",
    )
    right, left, gap = s.width - 120.0, 28.0, 10.0
    high = (s.height - 56 - 5 * gap) / 6
    tops = [28 + at * (high + gap) for at in range(6)]
    for top in tops[1:]:
        s.rule(left, top - gap / 2, s.width - 28, top - gap / 2, "background:#666")
    size, leading = 9.2, 12.4
    for tier, shares in enumerate(_TIERS):
        beside = tier <= 1  # the head of the page
        x = right if beside else s.width - 28.0
        room = x - left
        for at, share in enumerate(shares):
            low = x - room * share + (6 if at + 1 < len(shares) else 0)
            _in_tier(s, Rect(low, tops[tier], x, tops[tier] + high), size, leading, 24.0 if beside else 17.0)
            if at + 1 < len(shares):
                s.rule(low - 3, tops[tier], low - 3, tops[tier] + high, "background:#666")
            x = low - 6


def _in_tier(s: Sheet, box: Rect, size: float, leading: float, headline: float) -> None:
    room = (box.x1 - box.x0 - 2 * headline) // leading * ((box.y1 - box.y0) // size)
    story = s.tell(int(room * 0.9))
    words = s.stories[story].headline
    per = -(-len(words) // 2) if len(words) * headline > box.y1 - box.y0 else len(words)
    x = box.x1
    for start in range(0, len(words), per):
        s.block(
            words[start : start + per],
            Rect(x - headline * 1.2, box.y0 + 4, x, box.y1),
            f"writing-mode:vertical-rl;font-size:{headline}pt;line-height:{headline * 1.2}pt;white-space:pre;"
            "font-weight:900",
            story=story,
            role="headline",
        )
        x -= headline * 1.2
    s.flow(story, [Rect(box.x0, box.y0, x - 4, box.y1)], size, leading, "writing-mode:vertical-rl;")


@design(1060, 1540, "shuffled", unseen=True)
def changing_columns(s: Sheet) -> None:
    """A broadsheet whose articles change the number of columns; headlines within them."""
    y, end = masthead(s), bottom(s)
    s.text("要闻热线 68220001", s.width - 180, 40, 146, 11, align="right")
    look = replace(L, size=9.8, leading=14.2)
    e = page_columns(s, 8)
    article_in(
        s,
        over(e, 0, 5, y, y + 430),
        columns(e[0][0], e[4][1], 4, 16),
        replace(look, headline=44, kicker=True, subtitle=True, picture=(2, 2), size=10.4, leading=15.4),
    )
    _upright_rule(s, e, 4, y, y + 430)
    for row in range(3):
        top = y + row * 146
        article(s, over(e, 5, 3, top, top + 134), 3, replace(look, headline=17, align="left"))
        if row:
            s.rule(e[5][0], top - 6, e[7][1], top - 6, "background:#888")
    y = between(s, y + 436)
    article(s, over(e, 0, 3, y, y + 400), 3, replace(look, headline=25, lines=2))
    box = over(e, 3, 2, y, y + 400)
    s.frame(box, "background:#f1ead9")
    article(
        s, Rect(box.x0 + 10, box.y0 + 10, box.x1 - 10, box.y1 - 8), 1, replace(look, headline=22, lines=2, byline="own")
    )
    article(s, over(e, 5, 3, y, y + 400), 3, replace(look, head="upright right", headline=27))
    y = between(s, y + 406)
    article_in(s, over(e, 0, 8, y, end), columns(M, s.width - M, 6, 14), replace(look, head="middle", headline=32))
