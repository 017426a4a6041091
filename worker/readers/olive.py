"""Articles as Olive's repositories keep them: an XMD file an article, its words with their places on the page.

The attributes and elements are those of the samples that the impresso project publishes with its importer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.document.geometry import Box, Region
from worker.document.identity import StatedIdentity
from worker.document.issue import Article, Contributor, Kind
from worker.document.source import Document
from worker.errors import NoArticleError
from worker.messages import message
from worker.readers.exports.days import day_of
from worker.readers.markup import Element, parse_xml, root_of, tag
from worker.readers.mets_alto.alto import Word, text_of_words
from worker.readers.values import date_of, page_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from worker.readers.base import Limits, Source

_SURE = 0.95
_POINTS_AN_INCH = 72.0
# Words, and the words that a line's end or a sign parts: their pieces (q, Q) stand beside them.
_WORDS = frozenset({"w", "qw"})
_PARTS = {"hedline_hl1": "headline", "hedline_hl2": "subtitle", "byline": "byline", "content": "body"}


class OliveReader:
    """Reads the articles of Olive's repositories."""

    name = "olive"
    version = 1
    suffixes = (".xml",)
    streams = False

    def sniff(self, head: bytes, _name: str) -> float:
        """Return how surely it is such an article, by its first element."""
        return _SURE if root_of(head)[0] == "xmd-entity" else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document]:
        """Yield the article, a part of its page."""
        del limits
        root = parse_xml(source.data, message("the XML file"))
        meta = next(root.iter("Meta"), root)
        parts: dict[str, list[str]] = {}
        for primitive in root.iter("Primitive"):
            around = (_PARTS.get(tag(above), "") for above in primitive.iterancestors())
            text = text_of_words(Word("", one.text or "", None) for one in primitive if tag(one) in _WORDS)
            if text:
                parts.setdefault(next(filter(None, around), "body"), []).append(text)
        if not parts:
            raise NoArticleError("the file holds no text.", "Remove it.")
        label = page_of(meta.get("PAGE_LABEL") or root.get("PAGE_NO"))[0]
        box = _box(root, meta)
        yield Document(
            articles=(
                Article(
                    ordinal=1,
                    kind=Kind.NOTICE if (root.get("ENTITY_TYPE") or "").lower() == "ad" else Kind.NEWS,
                    page=label,
                    headline=" ".join(parts.get("headline", ())),
                    subtitle=" ".join(parts.get("subtitle", ())),
                    byline=tuple(map(Contributor, parts.get("byline", ()))),
                    paragraphs=tuple(parts.get("body", ())),
                    regions=(Region(1, box),) if box else (),
                ),
            ),
            identity=StatedIdentity(meta.get("PUBLICATION") or "", _day(meta), label, part=root.get("ID") or ""),
            format="olive xmd",
            reader=f"{self.name}/{self.version}",
            encoding="utf-8",
        )


def _day(meta: Element) -> dt.date | None:
    """Return the day: the folder has it year first, while the date itself may begin with the day or the month."""
    return date_of(meta.get("BASE_HREF")) or day_of(meta.get("ISSUE_DATE"))


def _box(root: Element, meta: Element) -> Box | None:
    """Return the article's rectangle in points; it is given in pixels of the page's image."""
    try:
        left, top, right, bottom = map(float, (root.get("BOX") or "").split())
        scale = _POINTS_AN_INCH / float(meta.get("IMAGES_RESOLUTION") or 0)
    except (ValueError, ZeroDivisionError):
        return None
    return Box(left * scale, top * scale, right * scale, bottom * scale)
