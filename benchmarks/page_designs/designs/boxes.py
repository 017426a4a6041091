"""Boxes: articles round boxes and in them, advertisements, notices, tables, articles that fit into each other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.page_designs.blocks import article, article_in, columns
from benchmarks.page_designs.designs.parts import (
    L,
    M,
    between,
    between_to,
    bottom,
    design,
    folio,
    over,
    page_columns,
    tinted,
)
from benchmarks.page_designs.sheet import SANS, Rect

if TYPE_CHECKING:
    from benchmarks.page_designs.sheet import Sheet


@design()
def round_a_box(s: Sheet) -> None:
    """An article goes round a tinted box in its corner, another round one in its middle."""
    e, y, end = page_columns(s, 5), folio(s), bottom(s)
    tinted(s, over(e, 3, 2, y + 130, y + 420), 2)
    taken = over(e, 3, 2, y + 120, y + 426)
    article_in(s, over(e, 0, 5, y, y + 420), e, replace(L, kicker=True, headline=30), (taken,))
    y = between(s, y + 430)
    tinted(s, Rect(e[1][0], y + 120, e[2][1], y + 330), 2, "border:1pt solid #000")
    article_in(s, over(e, 0, 4, y, end), e[:4], L, (Rect(e[1][0], y + 110, e[2][1], y + 340),))
    article(s, over(e, 4, 1, y, end), 1, replace(L, headline=18, lines=2))


@design(held=True)
def sidebar_ground(s: Sheet) -> None:
    """A tinted column of short items at the right, its whole height; three wide columns beside it."""
    y, end = folio(s), bottom(s)
    s.frame(Rect(600, y, s.width - M, end), "background:#e8e4da")
    top = y + 8
    s.text("短讯", 610, top, 120, 20, css=f"font-family:{SANS};font-weight:900;color:#a00")
    top += 34
    for _ in range(4):
        article(
            s,
            Rect(610, top, s.width - M - 10, top + 205),
            1,
            replace(L, headline=14, lines=2, size=9, leading=13, align="left"),
        )
        top += 220
    e = columns(M, 588, 3, 14)
    article_in(
        s,
        Rect(M, y, 588, y + 520),
        e,
        replace(L, headline=34, kicker=True, subtitle=True, picture=(1, 2), byline="own"),
    )
    y = between_to(s, y + 524, 588)
    article_in(s, Rect(M, y, 588, end), e, replace(L, empty=0.2))


@design()
def advert(s: Sheet) -> None:
    """The lower part of the page is one advertisement, a strip beside the text another."""
    y, end = folio(s, title="综合"), s.height - 30
    e = page_columns(s, 5)
    article(s, over(e, 0, 4, y, y + 330), 4, replace(L, kicker=True))
    s.frame(over(e, 4, 1, y, y + 700))
    for at, line in enumerate(("城北", "新居", "现房", "热销")):
        s.text(line, e[4][0] + 8, y + 30 + at * 70, 110, 42, css=f"font-family:{SANS};font-weight:900;color:#b00")
    s.text("售楼热线 6822 0099", e[4][0] + 8, y + 420, 118, 11)
    s.text("地址：城北路88号", e[4][0] + 8, y + 450, 118, 11)
    y2 = between_to(s, y + 334, e[3][1])
    article(s, over(e, 0, 2, y2, y + 700), 2, replace(L, headline=20))
    article(s, over(e, 2, 2, y2, y + 700), 2, replace(L, headline=20))
    s.frame(Rect(M, y + 714, s.width - M, end), "border:2pt solid #000")
    s.text("丰禾商场", M, y + 740, s.width - 2 * M, 80, align="center", css="font-weight:900")
    s.text("周年店庆 全场五折起", M, y + 850, s.width - 2 * M, 36, align="center", css=f"font-family:{SANS}")
    s.text("时间：10月27日至11月5日  电话：68220188  地址：人民路1号", M, y + 910, s.width - 2 * M, 14, align="center")


@design()
def table(s: Sheet) -> None:
    """Tables among articles: results of games, prices."""
    y, end = folio(s, title="体育", page="06"), bottom(s)
    e = page_columns(s, 4)
    article(s, over(e, 0, 3, y, y + 350), 3, replace(L, kicker=True, picture=(0, 1)))
    rows = "".join(
        f"<tr><td>{name}</td><td>{a}</td><td>{b}</td><td>{c}</td></tr>"
        for name, a, b, c in (
            ("江东队", 7, 2, 23),
            ("青石队", 6, 3, 21),
            ("白鹭队", 5, 1, 16),
            ("东门队", 4, 4, 16),
            ("老街队", 2, 5, 11),
        )
    )
    s.text("联赛积分榜", e[3][0], y, e[3][1] - e[3][0], 14, align="center", css=L.face)
    s.block(
        f"<table><tr><th>球队</th><th>胜</th><th>平</th><th>积分</th></tr>{rows}</table>",
        over(e, 3, 1, y + 24, y + 200),
        "font-size:9pt;line-height:13pt",
    )
    article(s, over(e, 3, 1, y + 210, y + 350), 1, replace(L, headline=14, lines=2))
    y = between(s, y + 354)
    article(s, over(e, 0, 4, y, y + 260), 4, L)
    y = between(s, y + 264)
    article(s, over(e, 0, 2, y, end), 2, replace(L, headline=20))
    article(s, over(e, 2, 2, y, end), 2, replace(L, headline=20))


@design(order="shuffled")
def briefs(s: Sheet) -> None:
    """Many short items under a heading of their own, some without a headline of more than bold words."""
    e, y, end = page_columns(s, 4), folio(s, title="综合"), bottom(s)
    s.text("简讯", M, y, 120, 28, css=f"font-family:{SANS};font-weight:900")
    y += 42
    for row in range(5):
        for at in range(4):
            top = y + row * 170
            article(
                s,
                over(e, at, 1, top, top + 152),
                1,
                replace(L, headline=15, lines=1 if row % 2 else 2, size=9.2, leading=13),
            )
    article(s, over(e, 0, 4, y + 5 * 170 + 6, end), 4, L)


@design(held=True)
def briefs_boxed(s: Sheet) -> None:
    """Short items each in a frame; a broad frame with a double line; round corners."""
    e, y, end = page_columns(s, 4, 16), folio(s, title="综合"), bottom(s)
    for row in range(3):
        for at in range(4):
            box = over(e, at, 1, y + row * 190, y + row * 190 + 178)
            s.frame(box, "border:0.75pt solid #000;border-radius:8pt" if row == 1 else "border:0.75pt solid #000")
            article(
                s,
                Rect(box.x0 + 7, box.y0 + 7, box.x1 - 7, box.y1 - 5),
                1,
                replace(L, headline=15, lines=2, size=9, leading=12.8),
            )
    box = over(e, 0, 4, y + 3 * 190, y + 3 * 190 + 220)
    s.frame(box, "border:4pt double #000")
    article(s, Rect(box.x0 + 12, box.y0 + 12, box.x1 - 12, box.y1 - 10), 4, replace(L, headline=26))
    article(s, over(e, 0, 4, y + 3 * 190 + 236, end), 4, replace(L, headline=26))


@design(780, 1134)
def notices(s: Sheet) -> None:
    """A page half of notices in small frames, half of articles."""
    e, y, end = page_columns(s, 5), folio(s, title="公告", page="06"), bottom(s)
    article(s, over(e, 0, 5, y, y + 330), 5, L)
    y = between(s, y + 334)
    article(s, over(e, 0, 5, y, y + 260), 5, replace(L, headline=26))
    y = between(s, y + 266)
    for row in range(3):
        for at in range(5):
            box = over(e, at, 1, y + row * 120, y + row * 120 + 112)
            s.frame(box)
            s.text(
                "遗失声明" if at % 2 else "注销公告",
                box.x0 + 4,
                box.y0 + 6,
                box.x1 - box.x0 - 8,
                13,
                align="center",
                css=L.face,
            )
            s.block(
                f"临河{'王李张刘陈'[at]}记商店遗失营业执照副本，编号50010900{row}{at}，声明作废。",
                Rect(box.x0 + 6, box.y0 + 30, box.x1 - 6, box.y1),
                "font-size:8.6pt;line-height:12.5pt",
            )
    del end


@design(780, 1134, "heads last")
def stepped(s: Sheet) -> None:
    """Articles whose lower edge is stepped: a long column beside short ones, the next article fills the corner."""
    e, y, end = page_columns(s, 5), folio(s), bottom(s)
    corner = over(e, 2, 3, y + 300, y + 520)
    article_in(
        s,
        over(e, 0, 5, y, y + 520),
        e,
        replace(L, headline=30, kicker=True),
        (Rect(corner.x0, corner.y0 - 12, corner.x1, corner.y1 + 1),),
    )
    s.rule(corner.x0, corner.y0 - 6, corner.x1, corner.y0 - 6)
    s.rule(corner.x0 - 6, corner.y0 - 6, corner.x0 - 6, corner.y1)
    article(s, corner, 3, replace(L, headline=20))
    y = between(s, y + 526)
    corner = over(e, 0, 2, y + 200, end)
    article_in(
        s,
        over(e, 0, 5, y, end),
        e,
        replace(L, headline=28),
        (Rect(corner.x0, corner.y0 - 12, corner.x1, corner.y1 + 1),),
    )
    s.rule(corner.x0, corner.y0 - 6, corner.x1, corner.y0 - 6)
    s.rule(corner.x1 + 6, corner.y0 - 6, corner.x1 + 6, corner.y1)
    article(s, corner, 2, replace(L, headline=18))
