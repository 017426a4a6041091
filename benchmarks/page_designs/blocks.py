"""Articles set into rectangles: columns, headlines above, beside, within or across some of them, pictures, boxes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchmarks.page_designs.sheet import SANS, Rect

if TYPE_CHECKING:
    from benchmarks.page_designs.sheet import Sheet

_UPRIGHT = "writing-mode:vertical-rl;"


@dataclass(frozen=True)
class Look:
    """How the articles of a page are set.

    Attributes:
        head: ``top``, ``left``, ``right`` (a column beside the text), ``upright left``, ``upright right``, ``middle``.
        span: How many columns a headline on top goes across; 0 for all.
        picture: First column and how many columns a picture takes; none where that is 0.
        where: The picture at the ``top``, ``middle`` or ``bottom``.
        caption: ``below`` the picture, ``right`` of it, or none.
        empty: Share of the last column that stays empty.
        byline: As ``Texts.story`` takes it.
    """

    size: float = 9.6
    leading: float = 14.0
    gutter: float = 12.0
    headline: float = 24.0
    head: str = "top"
    span: int = 0
    align: str = "center"
    kicker: bool = False
    subtitle: bool = False
    byline: str = "source line"
    picture: tuple[int, int] = (0, 0)
    where: str = "top"
    caption: str = "below"
    lines: int = 1
    empty: float = 0.0
    face: str = f"font-family:{SANS};font-weight:bold;"
    kicker_css: str = ""
    body: str = ""
    ruled: bool = False


def columns(x0: float, x1: float, count: int, gutter: float) -> list[tuple[float, float]]:
    """Return the left and right edges of equal columns."""
    width = (x1 - x0 - (count - 1) * gutter) / count
    return [(x0 + at * (width + gutter), x0 + at * (width + gutter) + width) for at in range(count)]


def article(sheet: Sheet, box: Rect, count: int, look: Look) -> int:
    """Set a new article into a box, in ``count`` columns; return its number."""
    edges = columns(box.x0, box.x1, count, look.gutter)
    return article_in(sheet, box, edges, look)


def article_in(
    sheet: Sheet, box: Rect, edges: list[tuple[float, float]], look: Look, taken: tuple[Rect, ...] = ()
) -> int:
    """Set a new article into columns that may be unequal; the text goes round ``taken``."""
    count = len(edges)
    room = sum((x1 - x0) // look.size for x0, x1 in edges) * ((box.y1 - box.y0) // look.leading)
    story = sheet.tell(int(room), byline=look.byline, kicker=look.kicker, subtitle=look.subtitle)
    told = sheet.stories[story]
    tops, blocked = [box.y0] * count, list(taken)
    lefts, rights = [x0 for x0, _ in edges], [x1 for _, x1 in edges]
    if look.head == "top":
        across = look.span or count
        bottom = heading(sheet, story, Rect(box.x0, box.y0, edges[across - 1][1], box.y1), look)
        tops[:across] = [bottom + 5] * across
    elif look.head in {"left", "right"}:
        side = edges[0] if look.head == "left" else edges[-1]
        bottom = heading(sheet, story, Rect(side[0], box.y0, side[1], box.y1), replace(look, lines=max(2, look.lines)))
        blocked.append(Rect(side[0], box.y0, side[1], bottom + 5))
    elif look.head == "middle":
        first, last = edges[1][0], edges[-2][1]
        middle = (box.y0 + box.y1) / 2 - look.headline
        bottom = heading(sheet, story, Rect(first + 4, middle, last - 4, box.y1), look)
        blocked.append(Rect(first, middle - 8, last, bottom + 8))
    else:
        size = min(look.headline, (box.y1 - box.y0) / len(told.headline) / 1.05)
        left = look.head == "upright left"
        x0 = box.x0 if left else box.x1 - size * 1.2
        strip = Rect(x0, box.y0, x0 + size * 1.2, box.y0 + size * (len(told.headline) + 0.4))
        css = f"{_UPRIGHT}font-size:{size}pt;line-height:{size * 1.2}pt;white-space:pre;{look.face}"
        sheet.block(told.headline, strip, css, story=story, role="headline")
        edges = columns(
            box.x0 + (size * 1.2 + 8 if left else 0), box.x1 - (0 if left else size * 1.2 + 8), count, look.gutter
        )
        lefts, rights = [x0 for x0, _ in edges], [x1 for _, x1 in edges]
        told.kicker = told.subtitle = ""
    if look.byline == "own":
        tops[0] = (
            sheet.text(
                told.byline,
                lefts[0],
                tops[0],
                rights[0] - lefts[0],
                look.size,
                story=story,
                role="byline",
                align="center",
            )
            + 2
        )
    if look.picture[1]:
        blocked.append(_picture(sheet, story, box, list(zip(lefts, rights, tops, strict=True)), look))
    boxes = []
    for at in range(count):
        bottom = box.y1 - (look.empty * (box.y1 - tops[at]) if at == count - 1 else 0.0)
        boxes += _free(Rect(lefts[at], tops[at], rights[at], bottom), blocked, look.leading)
    sheet.flow(story, boxes, look.size, look.leading, look.body)
    if look.ruled:
        for at in range(count - 1):
            x = (rights[at] + lefts[at + 1]) / 2
            for top, bottom in _uncovered(x, max(tops[at], tops[at + 1]), box.y1, blocked):
                sheet.rule(x, top, x, bottom, "background:#888")
    return story


def heading(sheet: Sheet, story: int, box: Rect, look: Look) -> float:
    """Set kicker, headline and subtitle at the top of a box; return where they end."""
    told, y, width = sheet.stories[story], box.y0, box.x1 - box.x0
    if told.kicker:
        size = min(look.headline * 0.5, width / len(told.kicker))
        y = (
            sheet.text(
                told.kicker, box.x0, y, width, size, story=story, role="kicker", align=look.align, css=look.kicker_css
            )
            + 2
        )
    lines = look.lines
    while lines * width < len(told.headline) * look.headline * 0.6:
        lines += 1
    per = -(-len(told.headline) // lines)
    size = min(look.headline, width / per)
    for start in range(0, len(told.headline), per):
        y = sheet.text(
            told.headline[start : start + per],
            box.x0,
            y,
            width,
            size,
            story=story,
            role="headline",
            align=look.align,
            css=look.face,
        )
    if told.subtitle:
        size = min(look.headline * 0.48, width / (len(told.subtitle) + 2))
        y = sheet.text(f"——{told.subtitle}", box.x0, y + 2, width, size, story=story, role="subtitle", align=look.align)
    return y


def _picture(sheet: Sheet, story: int, box: Rect, edges: list[tuple[float, float, float]], look: Look) -> Rect:
    lefts, rights, tops = ([edge[at] for edge in edges] for at in range(3))
    first, across = look.picture
    x0, x1 = lefts[first], rights[first + across - 1]
    high = min((x1 - x0) * 0.62, (box.y1 - max(tops)) * 0.55)
    top = {
        "top": max(tops[first : first + across]),
        "middle": (max(tops) + box.y1 - high) / 2,
        "bottom": box.y1 - high - 28,
    }[look.where]
    words = "图为活动现场，群众正在参观展览。 本报记者 李华摄"
    if look.caption == "none":
        sheet.picture(Rect(x0, top, x1, top + high), story)
        return Rect(x0, top - 6, x1, top + high + 6)
    sheet.stories[story].gold["captions"] = ["图为活动现场，群众正在参观展览。"]
    size = look.size * 0.9
    css = f"font-size:{size}pt;line-height:{size * 1.35}pt;font-family:{SANS};"
    if look.caption == "right":
        split = x1 - size * 6
        sheet.picture(Rect(x0, top, split, top + high), story)
        sheet.block(words, Rect(split + 6, top + high * 0.3, x1, top + high), css, story=story, role="caption")
        return Rect(x0, top - 6, x1, top + high + 8)
    sheet.picture(Rect(x0, top, x1, top + high), story)
    rows = -(-len(words) * size // (x1 - x0 - size))
    bottom = top + high + 3 + rows * size * 1.35
    sheet.block(words, Rect(x0, top + high + 3, x1, bottom), css, story=story, role="caption")
    return Rect(x0, top - 6, x1, bottom + 8)


def _free(column: Rect, blocked: list[Rect], leading: float) -> list[Rect]:
    """Return what is left of a column, from the top."""
    found = []
    y = column.y0
    met = sorted((r for r in blocked if r.x0 < column.x1 - 1 and column.x0 + 1 < r.x1), key=lambda r: r.y0)
    for rect in [*met, Rect(0, column.y1, 0, column.y1)]:
        if rect.y0 - y >= 2 * leading:
            found.append(column._replace(y0=y, y1=min(rect.y0, column.y1)))
        y = max(y, rect.y1)
    return [rect for rect in found if rect.y1 - rect.y0 >= leading]


def _uncovered(x: float, top: float, bottom: float, blocked: list[Rect]) -> list[tuple[float, float]]:
    met = sorted((r.y0, r.y1) for r in blocked if r.x0 < x < r.x1)
    found = []
    for y0, y1 in [*met, (bottom, bottom)]:
        if y0 - top > 20:  # noqa: PLR2004 - points
            found.append((top, min(y0, bottom)))
        top = max(top, y1)
    return found
