"""Pages of pictures, tabloids' pages, captions below and beside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.page_designs.blocks import article, columns
from benchmarks.page_designs.designs.parts import L, M, between, bottom, design, folio, masthead, over, page_columns
from benchmarks.page_designs.sheet import SANS, Rect

if TYPE_CHECKING:
    from benchmarks.page_designs.sheet import Sheet


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
