"""Rows of articles: other numbers of columns, other rules between them, headlines over some of their columns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.page_designs.blocks import article, article_in, columns
from benchmarks.page_designs.designs.parts import (
    L,
    M,
    between,
    bottom,
    design,
    folio,
    masthead,
    over,
    page_columns,
)
from benchmarks.page_designs.sheet import SANS, Rect

if TYPE_CHECKING:
    from benchmarks.page_designs.sheet import Sheet


@design()
def two_of_four(s: Sheet) -> None:
    """Headlines go across two of four columns; the text of the others begins at the top."""
    e, y, end = page_columns(s, 4), folio(s), bottom(s)
    article(s, over(e, 0, 4, y, y + 330), 4, replace(L, span=2, kicker=True, lines=2))
    y = between(s, y + 330)
    article(s, over(e, 0, 4, y, y + 340), 4, replace(L, span=3, empty=0.3))
    y = between(s, y + 340)
    article(s, over(e, 0, 2, y, end), 2, replace(L, headline=20))
    article(s, over(e, 2, 2, y, end), 2, replace(L, headline=20, span=1, lines=2))


@design(order="shuffled", held=True)
def two_of_five_white(s: Sheet) -> None:
    """The same without rules and in five columns."""
    e, y, end = page_columns(s, 5), folio(s, rule=False), bottom(s)
    article(s, over(e, 0, 5, y, y + 320), 5, replace(L, span=2, lines=2, kicker=True))
    article(s, over(e, 0, 3, y + 338, y + 650), 3, replace(L, span=2))
    article(s, over(e, 3, 2, y + 338, y + 650), 2, replace(L, headline=19, lines=2))
    article(s, over(e, 0, 5, y + 668, end), 5, replace(L, span=3, empty=0.4))


@design()
def unequal(s: Sheet) -> None:
    """A narrow column of items at the left, two wide ones, and three usual ones below."""
    y, end = masthead(s), bottom(s)
    rail, wide = (M, 160.0), columns(176, s.width - M, 2, 16)
    top = y
    for _ in range(3):
        article(
            s,
            Rect(*(rail[0], top, rail[1], top + 150)),
            1,
            replace(L, headline=15, lines=2, size=9, leading=12.5, align="left"),
        )
        top += 168
        s.rule(M, top - 9, 160, top - 9)
    article_in(s, Rect(176, y, s.width - M, y + 480), wide, replace(L, headline=40, size=11, leading=17, kicker=True))
    y = between(s, y + 500)
    e = page_columns(s, 3, 15)
    article(s, over(e, 0, 2, y, end), 3, replace(L, headline=26))
    article(s, over(e, 2, 1, y, end), 1, replace(L, headline=22, lines=2))


@design(held=True)
def unequal_white(s: Sheet) -> None:
    """Wide columns at the left and narrow ones at the right, no rules."""
    y, end = folio(s, rule=False), bottom(s)
    wide, narrow = columns(M, 470, 2, 16), columns(492, s.width - M, 2, 10)
    article_in(s, Rect(M, y, 470, y + 470), wide, replace(L, headline=30, size=10.5, leading=16, byline="own"))
    article_in(s, Rect(492, y, s.width - M, y + 230), narrow, replace(L, headline=17, size=8.8, leading=12.5))
    article_in(s, Rect(492, y + 250, s.width - M, y + 470), narrow, replace(L, headline=17, size=8.8, leading=12.5))
    article_in(s, Rect(M, y + 495, 470, end), wide, replace(L, headline=26, size=10.5, leading=16, span=1, lines=2))
    article_in(
        s, Rect(492, y + 495, s.width - M, end), narrow, replace(L, headline=20, size=8.8, leading=12.5, empty=0.3)
    )


@design()
def headline_within(s: Sheet) -> None:
    """A headline stands in the middle of its text, another in the first or the last column."""
    e, y, end = page_columns(s, 5), folio(s), bottom(s)
    article(s, over(e, 0, 5, y, y + 360), 5, replace(L, head="middle", headline=30))
    y = between(s, y + 364)
    article(s, over(e, 0, 5, y, y + 250), 5, replace(L, head="left", headline=24, lines=3))
    y = between(s, y + 254)
    article(s, over(e, 0, 3, y, end), 3, replace(L, head="right", headline=24, lines=3))
    article(s, over(e, 3, 2, y, end), 2, replace(L, headline=18))


@design()
def ruled_columns(s: Sheet) -> None:
    """Thin rules between all columns, within articles as well."""
    e, y, end = page_columns(s, 6), folio(s), bottom(s)
    look = replace(L, ruled=True, size=9, leading=13)
    article(s, over(e, 0, 6, y, y + 330), 6, replace(look, headline=32, kicker=True, picture=(2, 2)))
    y = between(s, y + 334)
    article(s, over(e, 0, 3, y, y + 300), 3, replace(look, headline=24))
    x = (e[2][1] + e[3][0]) / 2
    s.rule(x, y, x, y + 300, "background:#888")
    article(s, over(e, 3, 3, y, y + 300), 3, replace(look, headline=22))
    y = between(s, y + 304)
    article(s, over(e, 0, 6, y, end), 6, replace(look, span=3, headline=26))


@design(1100, 1600, held=True)
def ruled_broadsheet(s: Sheet) -> None:
    """A broadsheet of seven columns, thin rules between them all."""
    e, y, end = page_columns(s, 7), masthead(s), bottom(s)
    look = replace(L, ruled=True, size=9.4, leading=13.4)
    article(s, over(e, 0, 5, y, y + 480), 5, replace(look, headline=48, kicker=True, subtitle=True, picture=(3, 2)))
    s.rule((e[4][1] + e[5][0]) / 2, y, (e[4][1] + e[5][0]) / 2, y + 480, "background:#888")
    article(s, over(e, 5, 2, y, y + 230), 2, replace(look, headline=24))
    s.rule(e[5][0], y + 238, e[6][1], y + 238)
    article(s, over(e, 5, 2, y + 248, y + 480), 2, replace(look, headline=24))
    y = between(s, y + 484)
    article(s, over(e, 0, 3, y, y + 420), 3, replace(look, headline=30))
    s.rule((e[2][1] + e[3][0]) / 2, y, (e[2][1] + e[3][0]) / 2, y + 420, "background:#888")
    article(s, over(e, 3, 4, y, y + 420), 4, replace(look, headline=34, kicker=True))
    y = between(s, y + 424)
    article(s, over(e, 0, 7, y, end), 7, replace(look, headline=40, span=4))


@design(820, 1180)
def seven_tight(s: Sheet) -> None:
    """Seven narrow columns hardly more than a character apart."""
    e, y, end = page_columns(s, 7, 9), folio(s), bottom(s)
    look = replace(L, size=8.4, leading=11.6, gutter=9)
    article(s, over(e, 0, 4, y, y + 330), 4, replace(look, headline=26))
    article(s, over(e, 4, 3, y, y + 330), 3, replace(look, headline=22, kicker=True))
    y = between(s, y + 334)
    article(s, over(e, 0, 2, y, y + 330), 2, replace(look, headline=17, lines=2))
    article(s, over(e, 2, 3, y, y + 330), 3, replace(look, headline=20))
    article(s, over(e, 5, 2, y, y + 330), 2, replace(look, headline=17, lines=2))
    y = between(s, y + 334)
    article(s, over(e, 0, 7, y, end), 7, replace(look, headline=28))


@design()
def dotted_rules(s: Sheet) -> None:
    """Dotted, dashed and wavy rules between the articles; headlines spaced wide, in two sizes and tinted."""
    e, y, end = page_columns(s, 5), folio(s), bottom(s)
    article(s, over(e, 0, 5, y, y + 300), 5, replace(L, face="font-weight:900;letter-spacing:8pt;", headline=22))
    s.rule(M, y + 308, s.width - M, y + 308.6, "border-top:1pt dotted #000;background:none")
    y += 318
    article(s, over(e, 0, 3, y, y + 300), 3, replace(L, face="font-weight:900;color:#06c;", kicker=True))
    s.rule((e[2][1] + e[3][0]) / 2, y, (e[2][1] + e[3][0]) / 2, y + 300, "border-left:1pt dashed #000;background:none")
    article(s, over(e, 3, 2, y, y + 300), 2, replace(L, headline=20))
    s.rule(M, y + 308, s.width - M, y + 308.6, "border-top:1pt dashed #000;background:none")
    y += 318
    article(s, over(e, 0, 5, y, end), 5, replace(L, lines=2, headline=26))


@design(held=True)
def modern_white(s: Sheet) -> None:
    """Much white, thin headlines flush left, no indents, paragraphs apart, three broad columns."""
    e, y, end = page_columns(s, 3, 24), folio(s, title="深度", page="A10", rule=False), bottom(s)
    look = replace(
        L, align="left", gutter=24, size=10.2, leading=17, face=f"font-family:{SANS};font-weight:300;", byline="own"
    )
    article(s, over(e, 0, 3, y + 20, y + 480), 3, replace(look, headline=42, subtitle=True, picture=(1, 2)))
    article(s, over(e, 0, 2, y + 520, end), 2, replace(look, headline=28))
    article(s, over(e, 2, 1, y + 520, end), 1, replace(look, headline=20, lines=2))


@design()
def kickers(s: Sheet) -> None:
    """A small kicker over a large headline, set in the size of the text, tinted or underlined."""
    e, y, end = page_columns(s, 5), masthead(s), bottom(s)
    article(
        s,
        over(e, 0, 5, y, y + 340),
        5,
        replace(L, headline=50, kicker=True, subtitle=True, kicker_css="text-decoration:underline;"),
    )
    y = between(s, y + 344)
    article(s, over(e, 0, 3, y, y + 300), 3, replace(L, headline=19, kicker=True))
    article(s, over(e, 3, 2, y, y + 300), 2, replace(L, headline=19, kicker=True, subtitle=True))
    y = between(s, y + 304)
    article(s, over(e, 0, 2, y, end), 2, replace(L, headline=19, kicker=True, lines=2))
    article(s, over(e, 2, 3, y, end), 3, replace(L, headline=24, subtitle=True))


@design(780, 1134, held=True)
def big_gutter(s: Sheet) -> None:
    """Wide gutters, small type, headlines flush left above one column each."""
    e, y, end = page_columns(s, 3, 30), folio(s, title="理论", page="11"), bottom(s)
    look = replace(L, size=9, leading=13.2, align="left", gutter=30, byline="own")
    article(s, over(e, 0, 3, y, y + 420), 3, replace(look, headline=30, subtitle=True))
    y = between(s, y + 426)
    for at in range(3):
        article(s, over(e, at, 1, y, end), 1, replace(look, headline=18, lines=2))


@design(780, 1134, held=True)
def tinted_rows(s: Sheet) -> None:
    """Every other row stands on a tint; a band with white words heads the section."""
    e, y, end = page_columns(s, 4), folio(s), bottom(s)
    s.frame(Rect(M, y, s.width - M, y + 26), "background:#833")
    s.text("县区新闻", M + 10, y + 3, 200, 16, css=f"font-family:{SANS};color:#fff")
    y += 34
    article(s, over(e, 0, 4, y, y + 300), 4, L)
    y += 312
    s.frame(Rect(M - 8, y, s.width - M + 8, y + 290), "background:#e4eef4")
    article(s, over(e, 0, 2, y + 8, y + 282), 2, replace(L, headline=20))
    article(s, over(e, 2, 2, y + 8, y + 282), 2, replace(L, headline=20))
    article(s, over(e, 0, 4, y + 304, end), 4, replace(L, headline=28, kicker=True))


@design(780, 1134, "shuffled")
def flush_left_three(s: Sheet) -> None:
    """Headlines flush left of unequal length side by side without rules, rows not on one level."""
    e, y, end = page_columns(s, 6), folio(s, rule=False), bottom(s)
    look = replace(L, size=9.2, leading=13.2, align="left", headline=20)
    for at, height in ((0, 380), (2, 300), (4, 430)):
        article(s, over(e, at, 2, y, y + height), 2, replace(look, lines=1 + at // 4))
        article(s, over(e, at, 2, y + height + 20, end), 2, replace(look, headline=24))
