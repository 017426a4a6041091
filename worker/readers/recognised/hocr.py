"""hOCR, as Tesseract, OCRopus and Kraken write it: an HTML page whose ``title`` attributes say where lines stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.document.geometry import Box
from worker.document.source import Document, Page
from worker.errors import NoArticleError
from worker.readers.markup import parse_html, text_of_element
from worker.readers.mets_alto.alto import DEFAULT_DPI, AltoLine, AltoPage, Block, Word, lines_page
from worker.readers.recognised.styles import downwards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.readers.base import Limits, Source
    from worker.readers.markup import Element

_SURE = 0.97  # of a page that is HTML as well
_MARK = re.compile(rb"""class\s*=\s*["'](?:[\w -]{0,60} )?ocr_page["' ]""")
_BOX = re.compile(r"\bbbox\s{1,4}(-?\d{1,7})\s{1,4}(-?\d{1,7})\s{1,4}(-?\d{1,7})\s{1,4}(-?\d{1,7})")
_DPI = re.compile(r"\bscan_res\s{1,4}(\d{2,4})")
_SURENESS = re.compile(r"\bx_w?confs?\s{1,4}(\d{1,3}(?:\.\d+)?)")
_LINES = frozenset({"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat", "ocrx_line"})
_WORDS = frozenset({"ocrx_word", "ocr_word"})
_PARAGRAPH = "ocr_par"
_BLOCKS = frozenset({_PARAGRAPH, "ocr_carea", "ocr_column", "ocrx_block"})
_LEAST_PICTURE = 48.0  # points: the smallest side
_PICTURES = frozenset({"ocr_photo", "ocr_image"})


class HocrReader:
    """Reads hOCR; each ``ocr_page`` of a file is a page."""

    name = "hocr"
    version = 1
    suffixes: tuple[str, ...] = (".hocr",)
    streams = False

    def sniff(self, head: bytes, _name: str) -> float:
        """Return how surely it is hOCR: by the class of its pages, not by its name."""
        return _SURE if _MARK.search(head) or b"ocr-capabilities" in head else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document]:
        """Yield the one document of a file."""
        root, encoding = parse_html(source.data)
        elements = [one for one in root.iter() if "ocr_page" in _classes(one)][: limits.max_pages]
        pages = tuple(_page(one) for one in elements)
        if not any(page.lines for page in pages):
            raise NoArticleError("the hOCR file holds no recognised line.", "Recognise the page again.")
        first = 0
        numbered = []
        for position, page in enumerate(pages):
            lines = (line._replace(number=first + line.number, page=position) for line in page.lines)
            numbered.append(Page(page.label, page.width, page.height, tuple(lines), page.pictures))
            first += len(page.lines)
        yield Document(tuple(numbered), format=self.name, reader=f"{self.name}/{self.version}", encoding=encoding)


def _classes(element: Element) -> frozenset[str]:
    return frozenset((element.get("class") or "").split()) if isinstance(element.tag, str) else frozenset()


def _page(root: Element) -> Page:
    title = root.get("title") or ""
    dpi = _DPI.search(title)
    scale = 72.0 / (float(dpi[1]) if dpi and int(dpi[1]) > 0 else DEFAULT_DPI)
    place = _box(root, scale)
    page = AltoPage(place.x1 if place else 0.0, place.y1 if place else 0.0)
    block: Block | None = None
    for element in root.iter():
        classes = _classes(element)
        if classes & _PICTURES:
            box = _box(element, scale)
            if box and min(box.width, box.height) >= _LEAST_PICTURE:  # smaller ones are ornaments and dirt
                page.blocks.append(Block(element.get("id") or "", box, picture=True))
        elif classes & _BLOCKS:
            block = Block(element.get("id") or "", _box(element, scale))
            page.blocks.append(block)
        elif classes & _LINES:
            if block is None:
                block = Block("", None)
                page.blocks.append(block)
            line = _line(element, scale)
            if line.words:
                block.lines.append(line)
    return lines_page(page, "")


def _line(element: Element, scale: float) -> AltoLine:
    words = [
        Word("", text, _box(one, scale), _sure(one))
        for one in element.iter()
        if _classes(one) & _WORDS and (text := text_of_element(one))
    ]
    if not words and (text := text_of_element(element)):
        words = [Word("", text, _box(element, scale), _sure(element))]
    box = _box(element, scale)
    return AltoLine("", tuple(words), box, downwards(box, sum(len(word.text) for word in words)))


def _box(element: Element, scale: float) -> Box | None:
    found = _BOX.search(element.get("title") or "")
    if found is None:
        return None
    left, top, right, bottom = (int(number) * scale for number in found.groups())
    return Box(left, top, right, bottom)


def _sure(element: Element) -> float | None:
    found = _SURENESS.search(element.get("title") or "")
    return min(1.0, float(found[1]) / 100) if found else None
