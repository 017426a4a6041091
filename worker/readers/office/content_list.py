"""What MinerU reads out of a PDF file (``*_content_list.json``): texts in order, headings and captions told apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson

from worker.document.source import Hint
from worker.errors import PermanentError
from worker.readers.headed import Marked
from worker.readers.markup import fragment_paragraphs
from worker.readers.office.docx import documents_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.document.source import Document
    from worker.readers.base import Limits, Source

_SURE = 0.95
_BEGINS = re.compile(rb"\A(?:\xef\xbb\xbf)?\s{0,64}\[\s{0,64}\{")
_KINDS = re.compile(
    rb'"type"\s{0,8}:\s{0,8}"(?:text|image|table|equation|discarded|header|footer|page_number|list|code)"'
)
_PAGE = re.compile(rb'"page_idx"\s{0,8}:\s{0,8}\d')
_FURNITURE = frozenset({"discarded", "header", "footer", "page_number", "page_footnote", "aside_text"})
_CAPTIONS = ("image_caption", "table_caption", "img_caption", "image_footnote", "table_footnote")


class ContentListReader:
    """Reads the content lists of MinerU."""

    name = "content-list"
    version = 1
    suffixes: tuple[str, ...] = (".json",)
    streams = False

    def sniff(self, head: bytes, _name: str) -> float:
        """Return how surely the head begins such a list: kinds of blocks, and the index of their page."""
        return _SURE if _BEGINS.match(head) and _KINDS.search(head) and _PAGE.search(head) else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document]:
        """Yield what Markdown of the same blocks would give.

        Raises:
            PermanentError: It is broken, or holds no text.
        """
        del limits
        try:
            blocks = orjson.loads(source.data.removeprefix(b"\xef\xbb\xbf"))
        except orjson.JSONDecodeError as error:
            raise PermanentError(
                f"the JSON is broken or cut off: {error.msg}.", "Export the file again.", "bad_json", "read"
            ) from error
        given = [one for one in blocks if isinstance(one, dict)]
        # What is printed round the text of a page tells paper, day and page.
        head = [line for one in given if one.get("type") in _FURNITURE for line in _lines(one.get("text"))]
        found = [Marked(line) for line in dict.fromkeys(head)]
        found += [marked for one in given if one.get("type") not in _FURNITURE for marked in _marked(one)]
        yield from documents_of(found, "content list", f"{self.name}/{self.version}")


def _marked(block: dict[str, Any]) -> Iterator[Marked]:
    level = block.get("text_level")
    for line in _lines(block.get("text")) + _lines(block.get("list_items")):
        yield Marked(line, level if isinstance(level, int) and level > 0 else 0)
    if isinstance(body := block.get("table_body"), str):
        yield from map(Marked, fragment_paragraphs(body))
    image = block.get("img_path")
    captions = [line for name in _CAPTIONS for line in _lines(block.get(name))]
    if captions or (isinstance(image, str) and image):
        images = (image,) if isinstance(image, str) and image else ()
        yield Marked(captions[0] if captions else "", hint=Hint.CAPTION, images=images)
        yield from (Marked(line, hint=Hint.CAPTION) for line in captions[1:])


def _lines(value: Any) -> list[str]:
    if isinstance(value, list):
        return [line for one in value for line in _lines(one)]
    return [line.strip() for line in value.splitlines() if line.strip()] if isinstance(value, str) else []
