"""What a reader should find on a page: its articles with their text and the rectangles they cover."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from benchmarks.page_designs.sheet import Rect

if TYPE_CHECKING:
    from benchmarks.page_designs.sheet import Sheet


def gold_of(sheet: Sheet, told: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the page's annotation.

    Args:
        sheet: As it was set.
        told: What the browser says of each element: the text that found room, and where it stands.
    """
    boxes: list[list[Rect]] = [[] for _ in sheet.stories]
    texts: list[list[str]] = [list(story.paragraphs) for story in sheet.stories]
    for one in told:
        element = sheet.elements[one["at"]]
        if element["story"] >= 0:
            boxes[element["story"]] += [Rect(*box) for box in one["boxes"] or [element.get("box")] if box]
            if element["kind"] == "flow":
                texts[element["story"]] = one["paragraphs"]
    articles = []
    for number, story in enumerate(sheet.stories):
        paragraphs = texts[number]
        if "initial" in story.gold and paragraphs:
            paragraphs[0] = story.gold["initial"] + paragraphs[0]
        others = [box for other, each in enumerate(boxes) if other != number for box in each]
        articles.append(
            {
                **story.gold,
                "id": f"a{number}",
                "headline": story.headline,
                "kicker": story.kicker,
                "subtitle": story.subtitle,
                "paragraphs": paragraphs,
                "body": "\n".join(paragraphs),
                "regions": [list(rect) for rect in regions(boxes[number], others)],
                "page": 0,
                "tail": "",
                "sign": "",
                "editor_note": "",
            }
        )
    return {"page": sheet.name, "difficulty": "made", "articles": articles}


def regions(own: list[Rect], others: list[Rect]) -> list[Rect]:
    """Return the rectangle round ``own``, cut into bands where others stand in it."""
    whole = _around(own)
    inside = [other for other in others if _overlap(whole, other)]
    if not inside:
        return [whole]
    levels = sorted({whole.y0, whole.y1, *(y for box in inside for y in (box.y0, box.y1) if whole.y0 < y < whole.y1)})
    found = []
    for top, bottom in pairwise(levels):
        mine = [box for box in own if min(box.y1, bottom) - max(box.y0, top) > 2]  # noqa: PLR2004 - points
        theirs = [box for box in inside if min(box.y1, bottom) - max(box.y0, top) > 2]  # noqa: PLR2004
        run: Rect | None = None
        for box in sorted(mine):
            joined = _around([run, box]) if run else box
            if run and any(min(joined.x1, other.x1) - max(joined.x0, other.x0) > 2 for other in theirs):  # noqa: PLR2004
                found.append(run._replace(y0=top, y1=bottom))
                joined = box
            run = joined
        if run:
            found.append(run._replace(y0=top, y1=bottom))
    return found


def _around(boxes: list[Rect]) -> Rect:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Rect(min(lefts), min(tops), max(rights), max(bottoms))


def _overlap(first: Rect, second: Rect) -> bool:
    across = min(first.x1, second.x1) - max(first.x0, second.x0)
    return across > 2 and min(first.y1, second.y1) - max(first.y0, second.y0) > 2  # noqa: PLR2004 - points
