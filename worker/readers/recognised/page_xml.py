"""PAGE XML, as Transkribus, eScriptorium, OCR-D and PRImA's tools write it: regions of lines, their kinds and order.

The kinds of regions are those of the PAGE schema (2013 to 2019); Transkribus writes them into ``custom`` as well.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from worker.document.geometry import Box
from worker.document.source import Document, Hint, Rule
from worker.errors import NoArticleError
from worker.messages import message
from worker.readers.markup import Element, parse_xml, root_of, tag
from worker.readers.mets_alto.alto import DEFAULT_DPI, AltoLine, AltoPage, Block, Word, lines_page
from worker.readers.recognised.styles import downwards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.document.source import Page
    from worker.readers.base import Limits, Source

_SURE = 0.95
_ROLES = {
    "heading": Hint.HEADLINE, "headline": Hint.HEADLINE, "title": Hint.HEADLINE, "subheading": Hint.SUBTITLE,
    "paragraph": Hint.BODY, "caption": Hint.CAPTION, "credit": Hint.BYLINE, "author": Hint.BYLINE,
    "header": Hint.FURNITURE, "footer": Hint.FURNITURE, "page-number": Hint.FURNITURE, "toc-entry": Hint.CONTENTS,
    "advert": Hint.NOTICE, "advertisement": Hint.NOTICE,
}  # fmt: skip
_CUSTOM = re.compile(r"structure\s*\{[^{}]{0,200}?type\s*:\s*([\w-]{1,40})")
_PICTURES = frozenset({"imageregion", "graphicregion", "linedrawingregion", "chartregion", "advertregion"})
_POINT = re.compile(r"(-?\d{1,7}(?:\.\d{1,6})?),(-?\d{1,7}(?:\.\d{1,6})?)")
_FIRST = 1_000_000  # index of a text that gives none


class PageXmlReader:
    """Reads a page in PAGE XML."""

    name = "page-xml"
    version = 1
    suffixes: tuple[str, ...] = (".xml",)
    streams = False

    def sniff(self, head: bytes, _name: str) -> float:
        """Return how surely it is PAGE XML, by its first element."""
        return _SURE if root_of(head)[0] == "pcgts" else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document]:
        """Yield the one document of a file."""
        del limits
        root = parse_xml(source.data, message("the PAGE XML file"))
        page = next((_page(one) for one in root.iter("{*}Page")), None)
        if page is None or not page.lines:
            raise NoArticleError("the PAGE XML file holds no text.", "Recognise or transcribe the page first.")
        yield Document((page,), format="page xml", reader=f"{self.name}/{self.version}", encoding="utf-8")


def _page(root: Element) -> Page:
    scale = 72.0 / DEFAULT_DPI
    page = AltoPage(_number(root.get("imageWidth")) * scale, _number(root.get("imageHeight")) * scale)
    regions = {one.get("id") or "": one for one in root.iter("{*}TextRegion")}
    ordered = [
        one.get("regionRef") or "" for one in root.iter("{*}RegionRefIndexed", "{*}RegionRef") if _is_of_order(one)
    ]
    # What the order leaves out comes last, in the order of the file.
    for identifier in dict.fromkeys((*ordered, *regions)):
        if identifier in regions and (block := _block(regions[identifier], scale)).lines:
            page.blocks.append(block)
    page.blocks.extend(
        Block(one.get("id") or "", box, picture=True)
        for one in root.iter()
        if tag(one) in _PICTURES and (box := _box(one, scale))
    )
    rules = [Rule(box) for one in root.iter("{*}SeparatorRegion") if (box := _box(one, scale))]
    return replace(lines_page(page, ""), rules=tuple(rules))


def _is_of_order(element: Element) -> bool:
    return any(tag(one) == "readingorder" for one in element.iterancestors())


def _block(region: Element, scale: float) -> Block:
    custom = _CUSTOM.search(region.get("custom") or "")
    kind = region.get("type") or (custom[1] if custom else "")
    block = Block(region.get("id") or "", _box(region, scale), role=_ROLES.get(kind.lower()))
    lines = [one for one in region if tag(one) == "textline"]
    block.lines = [line for one in lines if (line := _line(one, scale)).words]
    if not block.lines:  # a text of the region alone
        block.lines = [AltoLine("", (Word("", text, None, sure),), None) for text, sure in _texts(region)]
    return block


def _line(element: Element, scale: float) -> AltoLine:
    box = _box(element, scale)
    words = [Word("", text, box, sure) for text, sure in _texts(element)]
    if not words:
        parts = (one for one in element if tag(one) == "word")
        words = [Word("", text, _box(one, scale), sure) for one in parts for text, sure in _texts(one)]
    return AltoLine("", tuple(words), box, downwards(box, sum(len(word.text) for word in words)))


def _texts(element: Element) -> Iterator[tuple[str, float | None]]:
    """Yield the lines of an element's own text, of several the surest (the one of the lowest index)."""
    own = [one for one in element if tag(one) == "textequiv"]
    best = min(own, key=lambda one: _number(one.get("index")) if one.get("index") else _FIRST, default=None)
    if best is None:
        return
    text = next((one.text or "" for one in best.iter("{*}Unicode")), "")
    sure = min(1.0, _number(best.get("conf"))) if best.get("conf") else None
    yield from ((line.strip(), sure) for line in text.splitlines() if line.strip())


def _box(element: Element, scale: float) -> Box | None:
    """Return the rectangle round an element's polygon; of the schema of 2010 each corner is an element."""
    coords = next((one for one in element if tag(one) == "coords"), None)
    if coords is None:
        return None
    corners = [(float(x), float(y)) for x, y in _POINT.findall(coords.get("points") or "")]
    corners = corners or [(_number(one.get("x")), _number(one.get("y"))) for one in coords if tag(one) == "point"]
    if not corners:
        return None
    across, down = [x * scale for x, _ in corners], [y * scale for _, y in corners]
    return Box(min(across), min(down), max(across), max(down))


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0
