"""The designs. Each is a function of an empty sheet; ``HELD`` are those that nothing is mended by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.page_designs.blocks import Look, article, article_in, columns, heading
from benchmarks.page_designs.sheet import SANS, Rect

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.page_designs.sheet import Sheet

    Draw = Callable[[Sheet], None]

L = Look()
M = 34.0  # margin
DESIGNS: dict[str, tuple[float, float, str, Draw]] = {}
HELD: set[str] = set()


def design(
    width: float = 780, height: float = 1134, order: str = "set", *, held: bool = False
) -> Callable[[Draw], Draw]:
    """Enter a design under its function's name."""

    def enter(function: Draw) -> Draw:
        DESIGNS[function.__name__] = width, height, order, function
        if held:
            HELD.add(function.__name__)
        return function

    return enter


def folio(s: Sheet, *, title: str = "要闻", page: str = "03", rule: bool = True) -> float:
    """Set a running head; return where the page begins."""
    s.text(f"第{page}版 {title}", M, 22, 200, 13, css=f"font-family:{SANS};font-weight:bold")
    s.text("2023年10月27日 星期五", s.width / 2 - 100, 25, 200, 8.5, align="center")
    s.text("临河新报", s.width - M - 120, 18, 120, 18, align="right", css="font-weight:900")
    if rule:
        s.rule(M, 44, s.width - M, 44)
    return 52


def masthead(s: Sheet) -> float:
    """Set the head of a front page; return where the page begins."""
    s.text("临河新报", M, 30, 300, 54, css="font-weight:900;letter-spacing:6pt")
    s.text("2023年10月27日 星期五 农历癸卯年九月十三 今日8版", M, 98, 420, 8.5)
    s.text("国内统一连续出版物号 CN50-0099 第1234期", s.width - M - 260, 98, 260, 8.5, align="right")
    s.rule(M, 114, s.width - M, 115.5)
    return 124


def bottom(s: Sheet) -> float:
    """Set the foot of a page; return where the page ends."""
    y = s.height - 40
    s.rule(M, y, s.width - M, y)
    s.text("责任编辑 方明 版式设计 吴静 校对 孙亮", M, y + 6, s.width - 2 * M, 8.5, align="center")
    return y - 8


def between(s: Sheet, y: float, css: str = "background:#000") -> float:
    """Draw a rule across the page; return where the next row may begin."""
    s.rule(M, y + 5, s.width - M, y + 5, css)
    return y + 12


def page_columns(s: Sheet, count: int, gutter: float = 12) -> list[tuple[float, float]]:
    """Return the page's columns."""
    return columns(M, s.width - M, count, gutter)


def over(edges: list[tuple[float, float]], first: int, count: int, y0: float, y1: float) -> Rect:
    """Return the box over some columns."""
    return Rect(edges[first][0], y0, edges[first + count - 1][1], y1)


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


def tinted(s: Sheet, box: Rect, count: int, css: str = "background:#ddd") -> int:
    """Set an article on a ground of its own."""
    s.frame(box, css)
    inner = Rect(box.x0 + 8, box.y0 + 8, box.x1 - 8, box.y1 - 6)
    return article(s, inner, count, replace(L, headline=17, size=9, leading=13, gutter=10))


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


def between_to(s: Sheet, y: float, right: float) -> float:
    """Draw a rule across part of the page."""
    s.rule(M, y + 5, right, y + 5)
    return y + 12


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


@design(595, 842)
def tabloid(s: Sheet) -> None:
    """A tabloid's page: white on black, a large picture, three wide columns."""
    y = folio(s, title="社会", page="A07")
    s.frame(Rect(M, y, s.width - M, y + 42), "background:#111")
    story = article(
        s,
        Rect(M, y + 6, s.width - M, 560),
        3,
        replace(
            L,
            headline=40,
            face=f"font-family:{SANS};font-weight:900;color:#fff;",
            size=10,
            leading=15,
            picture=(0, 2),
            subtitle=False,
        ),
    )
    del story
    y = between(s, 566, "background:#c00;height:2pt")
    article(s, Rect(M, y, 300, s.height - 40), 2, replace(L, headline=18, lines=2, align="left"))
    article(s, Rect(314, y, s.width - M, s.height - 40), 2, replace(L, headline=18, lines=2, align="left"))


@design(595, 842, "heads last", held=True)
def tabloid_left(s: Sheet) -> None:
    """A tabloid's page of flush-left headlines and ragged text with white between paragraphs."""
    y = folio(s, title="民生", page="B02", rule=False)
    look = replace(L, align="left", byline="own", body="text-align:left;text-indent:0")
    article(
        s,
        Rect(M, y, s.width - M, 400),
        4,
        replace(look, headline=34, subtitle=True, size=9, leading=13.5, picture=(2, 2), where="bottom"),
    )
    article(s, Rect(M, 424, 290, s.height - 40), 2, replace(look, headline=20, lines=2, size=9, leading=13.5))
    article(s, Rect(306, 424, s.width - M, 610), 2, replace(look, headline=16, size=9, leading=13.5))
    article(s, Rect(306, 628, s.width - M, s.height - 40), 2, replace(look, headline=16, size=9, leading=13.5))


@design()
def photo_story(s: Sheet) -> None:
    """A whole page of pictures with their captions, a headline and a short text."""
    y, end = folio(s, title="影像", page="08"), bottom(s)
    story = s.tell(260, byline="own")
    told = s.stories[story]
    s.picture(Rect(M, y, s.width - M, y + 420), story)
    s.text(
        told.headline,
        M,
        y + 432,
        s.width - 2 * M,
        44,
        story=story,
        role="headline",
        align="center",
        css="font-weight:900",
    )
    s.text("本报记者 王立 摄影报道", M, y + 492, s.width - 2 * M, 10, story=story, role="byline", align="center")
    told.gold["byline"] = [{"name": "王立", "role": "记者"}]
    edges = columns(M, s.width - M, 2, 20)
    s.flow(story, [Rect(x0, y + 512, x1, y + 590) for x0, x1 in edges], 10, 15)
    for at, (x0, x1) in enumerate(columns(M, s.width - M, 3, 14)):
        s.picture(Rect(x0, y + 610, x1, y + 760), story)
        words = ("①老人在树荫下下棋。", "②孩子们在新建的步道上奔跑。", "③渔民清晨出发去撒网。")[at]
        told.gold["captions"].append(words)
        s.text(words, x0, y + 766, x1 - x0, 8.8, story=story, role="caption", css=f"font-family:{SANS}")
    for at, (x0, x1) in enumerate(edges):
        s.picture(Rect(x0, y + 790, x1, end - 30), story)
        words = ("④夜色里的新桥。", "⑤丰收的稻田一片金黄。")[at]
        told.gold["captions"].append(words)
        s.text(words, x0, end - 24, x1 - x0, 8.8, story=story, role="caption", css=f"font-family:{SANS}")


@design(held=True)
def photo_pair(s: Sheet) -> None:
    """Two picture stories whose captions are the text, above a usual article."""
    y, end = folio(s, title="影像", page="05"), bottom(s)
    e = page_columns(s, 2, 18)
    for x0, x1 in e:
        story = s.tell(90)
        told = s.stories[story]
        s.picture(Rect(x0, y, x1, y + 230), story)
        s.text(told.headline, x0, y + 238, x1 - x0, 22, story=story, role="headline", align="center", css=L.face)
        s.flow(story, [Rect(x0, y + 270, x1, y + 330)], 9.6, 14)
    y = between(s, y + 338)
    article(s, Rect(M, y, s.width - M, y + 400), 4, replace(L, headline=30, picture=(1, 2), where="middle"))
    y = between(s, y + 404)
    article(s, Rect(M, y, s.width - M, end), 4, replace(L, head="left"))


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


@design(order="heads last")
def captions_beside(s: Sheet) -> None:
    """Captions stand at the right of their pictures."""
    e, y, end = page_columns(s, 5), folio(s), bottom(s)
    article(s, over(e, 0, 5, y, y + 360), 5, replace(L, picture=(0, 3), caption="right", headline=30))
    y = between(s, y + 364)
    article(s, over(e, 0, 3, y, y + 330), 3, replace(L, picture=(1, 2), caption="right"))
    article(s, over(e, 3, 2, y, y + 330), 2, replace(L, picture=(0, 2), caption="none", headline=18))
    y = between(s, y + 334)
    article(s, over(e, 0, 5, y, end), 5, replace(L, picture=(3, 2), caption="right", where="bottom"))


@design(held=True)
def pictures_within(s: Sheet) -> None:
    """Pictures in the middle of columns and at their foot, captions below."""
    e, y, end = page_columns(s, 5), masthead(s), bottom(s)
    article(
        s,
        over(e, 0, 5, y, y + 380),
        5,
        replace(L, picture=(1, 2), where="middle", headline=34, kicker=True, subtitle=True),
    )
    y = between(s, y + 384)
    article(s, over(e, 0, 3, y, y + 290), 3, replace(L, picture=(0, 1), where="middle"))
    article(s, over(e, 3, 2, y, y + 290), 2, replace(L, picture=(0, 2), where="bottom", headline=18))
    y = between(s, y + 294)
    article(s, over(e, 0, 5, y, end), 5, replace(L, picture=(2, 1), where="bottom"))


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


@design(780, 1134, held=True)
def big_gutter(s: Sheet) -> None:
    """Wide gutters, small type, headlines flush left above one column each."""
    e, y, end = page_columns(s, 3, 30), folio(s, title="理论", page="11"), bottom(s)
    look = replace(L, size=9, leading=13.2, align="left", gutter=30, byline="own")
    article(s, over(e, 0, 3, y, y + 420), 3, replace(look, headline=30, subtitle=True))
    y = between(s, y + 426)
    for at in range(3):
        article(s, over(e, at, 1, y, end), 1, replace(look, headline=18, lines=2))


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
