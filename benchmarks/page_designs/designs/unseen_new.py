"""New designs that nothing was mended by or fitted with when they were first read: keep them out of every fit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.page_designs.blocks import article, columns, heading
from benchmarks.page_designs.designs.parts import L, M, between, bottom, design, folio, over, page_columns
from benchmarks.page_designs.sheet import SANS, Rect

if TYPE_CHECKING:
    from benchmarks.page_designs.sheet import Sheet

_ENGLISH = (
    "（GDP同比增长5.2%）",
    "与Nature Communications杂志合作，",
    "用AI Agent与5G+VR技术，",
    "在“City Walk”路线上，",
    "（PM2.5平均浓度32μg/m³）",
    "按ISO 9001:2015标准，",
)
_BRIDGE = (
    (
        "The stone bridge over the Qing River, built in 1902 and closed for repairs last spring, opened again on "
        "Friday. More than three hundred people crossed it in the first hour, many with children and cameras."
    ),
    (
        "Engineers replaced 46 of the 120 slabs and kept the old railings. The work cost 3.2 million yuan, which was "
        "paid by the city and by donations from shops nearby."
    ),
    (
        "A keeper said that boats may pass below it after the flood season, and that lamps will be lit every night "
        "until ten. “It is the same bridge,” she said, “only drier.”"
    ),
)


@design(560, 800, unseen=True)
def tabloid_band(s: Sheet) -> None:
    """A tabloid's page: coloured bands, a headline on a picture's foot, a grey box with related facts, a subhead."""
    s.frame(Rect(0, 0, s.width, 30), "background:#c8102e")
    s.text("A12", 20, 6, 60, 17, css=f"font-family:{SANS};font-weight:900;color:#fff")
    s.text("城事", 70, 7, 80, 15, css=f"font-family:{SANS};font-weight:700;color:#fff")
    s.text("2024.3.18 星期一 责编 方明 美编 吴静", 300, 10, 240, 8.5, align="right", css="color:#fff")
    e = columns(20, s.width - 20, 4, 14)
    look = replace(L, size=9, leading=14, gutter=14, align="left", face=f"font-family:{SANS};font-weight:900;")
    story = s.tell(900, byline="own", subtitle=True)
    told = s.stories[story]
    s.picture(Rect(20, 40, s.width - 20, 250), story)
    s.text(
        told.headline,
        30,
        206,
        s.width - 60,
        min(30, (s.width - 60) / len(told.headline)),
        story=story,
        role="headline",
        css=f"font-family:{SANS};font-weight:900;color:#fff",
    )
    s.text(told.subtitle, 20, 258, s.width - 40, 13, story=story, role="subtitle", css=f"font-family:{SANS};color:#555")
    s.text(told.byline, 20, 278, 200, 9, story=story, role="byline", css="color:#c8102e")
    box = Rect(e[3][0] - 6, 300, e[3][1], 500)
    s.frame(box, "background:#e9e9e9;border-top:3pt solid #c8102e")
    facts = s.tell(90, byline="")
    s.stories[facts].headline = "新闻链接"
    s.text("新闻链接", box.x0 + 6, box.y0 + 8, 100, 12, story=facts, role="headline", css=look.face)
    s.flow(facts, [Rect(box.x0 + 6, box.y0 + 28, box.x1 - 6, box.y1 - 4)], 8.4, 12.6)
    told.paragraphs.insert(2, "算清三本账")
    told.gold["subheads"] = ["算清三本账"]
    s.flow(story, [Rect(x0, 296, x1 - 4, 500) for x0, x1 in e[:3]], 9, 14)
    s.rule(20, 510, s.width - 20, 513, "background:#c8102e;height:3pt")
    article(s, Rect(20, 520, e[1][1], s.height - 24), 2, replace(look, headline=20, lines=2, byline="own"))
    article(s, Rect(e[2][0], 520, e[3][1], 640), 2, replace(look, headline=15))
    s.rule(e[2][0], 646, e[3][1], 646, "border-top:0.75pt dotted #c8102e;background:none")
    article(s, Rect(e[2][0], 652, e[3][1], s.height - 24), 2, replace(look, headline=15))


@design(unseen=True)
def english_within(s: Sheet) -> None:
    """English words, figures and units in text and headlines; a piece wholly in English."""
    e, y, end = page_columns(s, 4, 16), folio(s, title="科技 Tech", page="A09"), bottom(s)
    look = replace(L, gutter=16, size=9.8, leading=14.6)
    for box, count, words in (
        (over(e, 0, 4, y, y + 330), 4, "AI "),
        (over(e, 0, 2, y + 350, y + 680), 2, "5G时代："),
    ):
        number = article(s, box, count, replace(look, headline=28, kicker=True))
        _mix(s, number, words)
    s.rule(M, y + 340, s.width - M, y + 340)
    story = s.tell(0, byline="")
    told = s.stories[story]
    told.headline = "Old bridge reopens to walkers"
    told.paragraphs = list(_BRIDGE)
    box = over(e, 2, 2, y + 350, y + 680)
    top = s.text(
        told.headline, box.x0, box.y0, box.x1 - box.x0, 21, story=story, role="headline", css="font-weight:900"
    )
    edges = columns(box.x0, box.x1, 2, 16)
    s.flow(story, [Rect(x0, top + 6, x1, box.y1) for x0, x1 in edges], 9.4, 13, "overflow-wrap:normal;")
    s.rule(M, y + 690, s.width - M, y + 690)
    number = article(s, over(e, 0, 4, y + 698, end), 4, replace(look, span=3, headline=26, picture=(3, 1)))
    _mix(s, number, "City Walk：")


def _mix(s: Sheet, number: int, before: str) -> None:
    told = s.stories[number]
    for at, paragraph in enumerate(told.paragraphs):
        first = paragraph.find("，") + 1
        told.paragraphs[at] = paragraph[:first] + _ENGLISH[at % len(_ENGLISH)] + paragraph[first:]
    for element in s.elements:
        if element["story"] == number and element["kind"] == "flow":
            element["paragraphs"] = told.paragraphs
        if element["story"] == number and element["role"] == "headline" and told.headline.startswith(element["markup"]):
            element["markup"] = before + element["markup"]
            element["style"] += "letter-spacing:-0.04em;"
    told.headline = before + told.headline


@design(860, 1220, "shuffled", unseen=True)
def feature_in_steps(s: Sheet) -> None:
    """A whole-page feature in an L round two further articles, white alone between them; subheads, a pull quote."""
    e, y, end = page_columns(s, 5, 18), folio(s, title="特别报道", page="A06", rule=False), s.height - 34
    look = replace(L, gutter=18, size=10, leading=15.5, face="font-weight:900;")
    story = s.tell(2300, byline="own", kicker=True, subtitle=True)
    told = s.stories[story]
    low = heading(s, story, Rect(M, y, s.width - M, end), replace(look, headline=46, align="left"))
    low = s.text(told.byline, M, low + 6, 300, 10, story=story, role="byline") + 10
    s.picture(Rect(e[2][0], low, e[4][1], low + 250), story)
    told.gold["captions"] = ["图为活动现场，群众正在参观展览。"]
    s.text(
        "图为活动现场，群众正在参观展览。 本报记者 李华摄",
        e[2][0],
        low + 254,
        e[4][1] - e[2][0],
        8.6,
        story=story,
        role="caption",
        css=f"font-family:{SANS}",
    )
    step = low + 560
    heads = ("先算民生账", "路要一步一步走", "留住老味道")
    every = max(2, len(told.paragraphs) // 4)
    for at, words in enumerate(heads):
        told.paragraphs.insert((at + 1) * every + at, words)
    told.gold["subheads"] = list(heads)
    s.flow(
        story,
        [
            Rect(e[0][0], low, e[0][1], end),
            Rect(e[1][0], low, e[1][1], end),
            *(Rect(x0, low + 278, x1, step - 24) for x0, x1 in e[2:]),
        ],
        10,
        15.5,
    )
    article(s, Rect(e[2][0], step, e[4][1], step + 230), 3, replace(look, headline=22, align="left"))
    article(s, Rect(e[2][0], step + 254, e[4][1], end), 3, replace(look, headline=22, align="left"))


@design(820, 1160, unseen=True)
def photo_wall(s: Sheet) -> None:
    """Pictures in a wall, each a short piece of its own with words beside it; a strip of numbered ones below."""
    y, end = folio(s, title="光影", page="12"), bottom(s)
    halves = columns(M, s.width - M, 2, 20)
    for row in range(2):
        for at, (x0, x1) in enumerate(halves):
            top = y + row * 270
            story = s.tell(110, byline="")
            told = s.stories[story]
            told.gold["kind"] = "photo"
            split = x0 + (x1 - x0) * 0.58
            if at:
                picture, words = Rect(x1 - (split - x0), top, x1, top + 240), Rect(x0, top, x1 - (split - x0) - 10, top)
            else:
                picture, words = Rect(x0, top, split, top + 240), Rect(split + 10, top, x1, top)
            s.picture(picture, story)
            per = -(-len(told.headline) // 2)
            low = top
            for start in range(0, len(told.headline), per):
                low = s.text(
                    told.headline[start : start + per],
                    words.x0,
                    low,
                    words.x1 - words.x0,
                    min(17, (words.x1 - words.x0) / per),
                    story=story,
                    role="headline",
                    css=L.face,
                )
            s.flow(story, [Rect(words.x0, low + 8, words.x1, top + 240)], 9, 14)
    y = between(s, y + 526)
    story = s.tell(200, byline="own")
    told = s.stories[story]
    s.text(
        told.headline, M, y, s.width - 2 * M, 30, story=story, role="headline", align="center", css="font-weight:900"
    )
    s.text(told.byline, M, y + 38, s.width - 2 * M, 9.6, story=story, role="byline", align="center")
    s.flow(story, [Rect(x0, y + 58, x1, y + 140) for x0, x1 in columns(M, s.width - M, 3, 18)], 9.4, 14)
    for at, (x0, x1) in enumerate(columns(M, s.width - M, 4, 12)):
        s.picture(Rect(x0, y + 152, x1, end - 46), story)
        words = ("①清晨的渡口。", "②匠人在修补石板。", "③放学的孩子跑过老街。", "④夜市里灯火通明。")[at]
        told.gold["captions"].append(words)
        s.text(words, x0, end - 40, x1 - x0, 8.6, story=story, role="caption", css=f"font-family:{SANS}")


@design(420, 594, "heads last", unseen=True)
def small_paper(s: Sheet) -> None:
    """A school's small paper: two wide columns, a masthead in a band, a framed piece with an upright head."""
    s.frame(Rect(24, 20, s.width - 24, 78), "background:#1d5f3a")
    s.text("青石通讯", 34, 26, 180, 38, css="font-weight:900;color:#fff;letter-spacing:4pt")
    s.text("2024年5月16日 第9期（总第118期）", 220, 56, 170, 8, align="right", css="color:#fff")
    e = columns(24, s.width - 24, 2, 16)
    look = replace(L, size=8.8, leading=13, gutter=16, headline=19, byline="own")
    article(s, Rect(24, 88, s.width - 24, 290), 2, replace(look, picture=(0, 1), subtitle=True))
    s.rule(24, 296, s.width - 24, 296)
    article(s, Rect(24, 304, e[0][1], s.height - 24), 1, replace(look, headline=16, lines=2, byline="source line"))
    box = Rect(e[1][0], 306, e[1][1], 450)
    s.frame(box, "border:1pt dashed #1d5f3a")
    article(
        s,
        Rect(box.x0 + 7, box.y0 + 7, box.x1 - 7, box.y1 - 5),
        1,
        replace(look, head="upright left", headline=14, byline="source line"),
    )
    article(s, Rect(e[1][0], 460, e[1][1], s.height - 24), 1, replace(look, headline=14, byline="source line"))
