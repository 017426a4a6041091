"""Front pages, and pages of one long article or of literature."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.page_designs.blocks import Look, article, columns, heading
from benchmarks.page_designs.designs.parts import L, M, between, bottom, design, folio, masthead, over, page_columns
from benchmarks.page_designs.sheet import Rect

if TYPE_CHECKING:
    from benchmarks.page_designs.sheet import Sheet


@design()
def drop_caps(s: Sheet) -> None:
    """The first character of each text is as high as three lines."""
    e, y, end = page_columns(s, 4), folio(s, title="特稿"), bottom(s)
    look = replace(L, byline="own", body="initial", headline=32, size=10, leading=15)
    for x0, x1, top, low, count in ((0, 4, y, y + 480, 4), (0, 2, y + 500, end, 2), (2, 4, y + 500, end, 2)):
        box = Rect(e[x0][0], top, e[x1 - 1][1], low)
        with_initial(s, box, count, replace(look, headline=32 if count == len(e) else 20))
    between(s, y + 486)


def with_initial(s: Sheet, box: Rect, count: int, look: Look) -> None:
    """Set an article whose first character is large."""
    edges = columns(box.x0, box.x1, count, look.gutter)
    story = s.tell(int(sum((b - a) // look.size for a, b in edges) * ((box.y1 - box.y0) // look.leading)), byline="own")
    told = s.stories[story]
    y = heading(s, story, box, look)
    y = s.text(told.byline, box.x0, y + 3, box.x1 - box.x0, 10, story=story, role="byline", align="center") + 6
    told.paragraphs[0] = told.paragraphs[0].lstrip("（《“‘")
    large, high = told.paragraphs[0][0], 3 * look.leading
    s.text(large, edges[0][0], y - 3, high, high * 0.86, story=story, role="initial", css="font-weight:900")
    told.gold["initial"] = large
    told.paragraphs[0] = told.paragraphs[0][1:]
    boxes = [Rect(edges[0][0] + high, y, edges[0][1], y + high), Rect(edges[0][0], y + high, edges[0][1], box.y1)]
    boxes += [Rect(x0, y, x1, box.y1) for x0, x1 in edges[1:]]
    s.flow(story, boxes, look.size, look.leading, "--first:0;")


@design()
def front_page(s: Sheet) -> None:
    """A front page with ears, a contents box, a lead with a picture and a strip of headlines."""
    y, end = masthead(s), bottom(s)
    s.frame(Rect(s.width - 210, 28, s.width - M, 92))
    s.text("今日天气 多云 12℃-20℃", s.width - 204, 34, 160, 9)
    s.text("新闻热线 68220001", s.width - 204, 52, 160, 9)
    s.text("订阅热线 11185", s.width - 204, 70, 160, 9)
    e = page_columns(s, 5)
    s.frame(over(e, 4, 1, y, y + 230))
    s.text("导 读", e[4][0] + 6, y + 8, 118, 16, align="center", css=L.face)
    for at, line in enumerate(
        ("河道清淤本月启动 2版", "旧楼加梯有新规 3版", "早稻收割过半 4版", "夜间公交试行 5版", "图书漂流进社区 7版")
    ):
        s.text(line, e[4][0] + 6, y + 42 + at * 34, 120, 10)
    article(s, over(e, 0, 4, y, y + 420), 4, replace(L, headline=44, kicker=True, subtitle=True, picture=(1, 2)))
    article(s, over(e, 4, 1, y + 244, y + 420), 1, replace(L, headline=15, lines=2))
    y = between(s, y + 424)
    article(s, over(e, 0, 2, y, y + 280), 2, replace(L, headline=22))
    article(s, over(e, 2, 3, y, y + 280), 3, replace(L, headline=24, kicker=True))
    y = between(s, y + 284)
    article(s, over(e, 0, 5, y, end), 5, replace(L, headline=26))


@design(order="shuffled", held=True)
def front_page_white(s: Sheet) -> None:
    """A front page without rules but the one under its head; the contents at the foot."""
    y, end = masthead(s), s.height - 130
    e = page_columns(s, 6, 14)
    look = replace(L, size=9.2, leading=13.4, gutter=14)
    article(s, over(e, 0, 4, y, y + 440), 4, replace(look, headline=40, kicker=True, picture=(0, 2)))
    article(s, over(e, 4, 2, y, y + 210), 2, replace(look, headline=20))
    article(s, over(e, 4, 2, y + 230, y + 440), 2, replace(look, headline=20))
    article(s, over(e, 0, 3, y + 462, end), 3, replace(look, headline=26, subtitle=True))
    article(s, over(e, 3, 3, y + 462, end), 3, replace(look, headline=24, span=2))
    s.frame(Rect(M, s.height - 112, s.width - M, s.height - 34), "background:#eee")
    for at, line in enumerate(
        ("第2版 河道清淤本月启动", "第3版 旧楼加梯有新规", "第5版 夜间公交试行", "第7版 图书漂流进社区")
    ):
        s.text(line, M + 12 + at * 176, s.height - 84, 170, 11)


@design()
def subheads(s: Sheet) -> None:
    """One long article on a whole page, with subheads, a pull quote and pictures."""
    e, y, end = page_columns(s, 4, 16), folio(s, title="深度", page="05"), bottom(s)
    story = s.tell(2600, byline="own", kicker=True)
    told = s.stories[story]
    y = heading(s, story, Rect(M, y, s.width - M, end), replace(L, headline=44))
    y = s.text(told.byline, M, y + 4, s.width - 2 * M, 10.5, story=story, role="byline", align="center") + 8
    s.picture(Rect(e[1][0], y, e[2][1], y + 180), story)
    boxes = [
        Rect(e[0][0], y, e[0][1], end),
        Rect(e[1][0], y + 190, e[1][1], end),
        Rect(e[2][0], y + 190, e[2][1], end),
        Rect(e[3][0], y, e[3][1], end),
    ]
    heads = ("一河清水来之不易", "群众的事群众议", "算好长远账")
    step = len(told.paragraphs) // 4
    paragraphs: list[str] = []
    for at, paragraph in enumerate(told.paragraphs):
        if step and at and at % step == 0 and at // step <= len(heads):
            paragraphs.append(heads[at // step - 1])
        paragraphs.append(paragraph)
    told.paragraphs = paragraphs
    told.gold["subheads"] = list(heads)
    s.flow(story, boxes, 10, 15.4)


@design(held=True)
def literary(s: Sheet) -> None:
    """A literary page: names under the headlines, short lines of verse, a vignette, frames of other kinds."""
    y, end = folio(s, title="副刊", page="07"), bottom(s)
    e = page_columns(s, 4, 16)
    look = replace(L, byline="", face="font-weight:600;", gutter=16, size=10, leading=15.5)
    article(s, over(e, 0, 3, y, y + 430), 3, replace(look, headline=28, picture=(2, 1)))
    s.frame(over(e, 3, 1, y, y + 430), "border:1pt dashed #000")
    story = s.tell(10, byline="")
    told = s.stories[story]
    told.headline, told.paragraphs = "渡口的秋天", []
    x0, x1 = e[3]
    top = s.text(told.headline, x0, y + 14, x1 - x0, 18, story=story, role="headline", align="center")
    top = s.text("林文", x0, top + 4, x1 - x0, 10, story=story, role="byline", align="center") + 8
    told.gold["byline"], told.gold["kind"] = [{"name": "林文", "role": "作者"}], "poem"
    for line in (
        "秋水漫过石阶",
        "摆渡的人收起长篙",
        "芦花在风里",
        "把一生的白头",
        "数了一遍又一遍",
        "对岸的灯亮了",
        "像有人轻轻",
        "唤我的乳名",
    ):
        told.paragraphs.append(line)
        top = s.text(line, x0 + 14, top, x1 - x0 - 14, 10, story=story, role="verse") + 4
    y = between(s, y + 434)
    article(s, over(e, 0, 2, y, end), 2, replace(look, headline=22))
    article(s, over(e, 2, 2, y, end), 2, replace(look, headline=22, head="upright right"))
