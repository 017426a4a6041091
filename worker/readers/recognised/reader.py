"""The reader of what OCR programs and services write as JSON: as if the image had been recognised here."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

import orjson

from worker.document.source import Document
from worker.errors import NoArticleError, PermanentError
from worker.readers.markup import decoded
from worker.readers.ocr.engine import SeenLine
from worker.readers.ocr.images import plausible_dpi
from worker.readers.ocr.pages import page_of_lines
from worker.readers.recognised.results import SeenPage, pages_of
from worker.readers.recognised.spread import spread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.document.source import Page
    from worker.readers.base import Limits, Source

_SURE = 0.95
# At its beginning a file names its lists of lines, or gives a line's corners and its text.
_NAMED = re.compile(
    rb'"(?:rec_texts|dt_polys|rec_polys|overall_ocr_res|words_result|prism_wordsInfo|TextDetections)"\s*:'
)
_PLACED = re.compile(rb'"(?:box|points|bbox|poly|polygon|text_box)"\s*:\s*\[\s*(?:\[\s*)?-?\d')
_TEXT = re.compile(rb'"(?:text|transcription|rec_text)"\s*:\s*"')
_SCORED = re.compile(rb'"(?:score|confidence|prob|rec_score|transcription)"\s*:')
_LISTED = re.compile(rb"\s*\[\s*(?:\[\s*){3,4}-?\d[\d.,\s\[\]eE+-]{4,400}\]\s*,\s*(?:\[\s*)?\"")
_TITLED = re.compile(rb'"[\w ]{0,20}(?:[Tt]itle|headline)"\s*:|\xe6\xa0\x87\xe9\xa2\x98"')  # 标题": records
_FOLDERS = 3  # of an image's path that may say which issue it is


class OcrResultReader:
    """Reads the JSON of OCR programs: a page an image; a line an image in JSON Lines."""

    name = "ocr-result"
    version = 1
    suffixes: tuple[str, ...] = (".json", ".jsonl")
    streams = False

    def sniff(self, head: bytes, _name: str) -> float:
        """Return how surely the head is a result of recognition: texts with places and scores, and no titles."""
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if not start.startswith((b"{", b"[")) or _TITLED.search(start):
            return 0.0
        placed = _PLACED.search(start) and _TEXT.search(start) and _SCORED.search(start)
        return _SURE if _NAMED.search(start) or placed or _LISTED.match(start) else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document]:
        """Yield a document for each image that the file names; one for all where it names none."""
        text, encoding = decoded(source.data)
        seen = [page for value in _values(text) for page in pages_of(value)][: limits.max_pages]
        if not seen:
            raise NoArticleError("the file holds no recognised line.", "Recognise the page again.")
        reader = f"{self.name}/{self.version}"
        named = [_path(page.image) for page in seen]
        if len(seen) > 1 and all(named) and len(set(named)) == len(named):
            for path, page in zip(named, seen, strict=True):
                key = posixpath.basename(path)
                place = posixpath.join(posixpath.dirname(source.name), path)
                yield Document((_page(page, 0),), key=key, path=place, format="ocr", reader=reader, encoding=encoding)
            return
        pages: list[Page] = []
        for position, page in enumerate(seen):
            made = _page(page, sum(len(one.lines) for one in pages))
            lines = tuple(line._replace(page=position) for line in made.lines)
            pages.append(type(made)(made.label, made.width, made.height, lines))
        yield Document(tuple(pages), format="ocr", reader=reader, encoding=encoding)


def _values(text: str) -> Iterator[object]:
    text = text.lstrip("\ufeff")
    try:
        values = [orjson.loads(text)]
    except orjson.JSONDecodeError as whole:
        try:
            values = [orjson.loads(line) for line in text.splitlines() if line.strip()]
        except orjson.JSONDecodeError:
            raise PermanentError(
                f"the JSON is broken or cut off: {whole.msg}.", "Export the file again.", "bad_json", "read"
            ) from whole
    yield from values


def _path(image: str) -> str:
    """Return the last folders and the name of an image's path, of whatever system it is."""
    parts = [part for part in re.split(r"[/\\]+", image) if part not in {"", ".", ".."} and not part.endswith(":")]
    return "/".join(parts[-_FOLDERS:])


def _page(seen: SeenPage, first: int) -> Page:
    width = seen.width or max(x for line in seen.lines for x, _ in line.corners)
    height = seen.height or max(y for line in seen.lines for _, y in line.corners)
    page = page_of_lines(
        [SeenLine(one.corners, spread(one.text, one.corners, one.sure)) for one in seen.lines],
        (width, height),
        72.0 / plausible_dpi(max(width, height)),
    )
    lines = tuple(line._replace(number=first + line.number) for line in page.lines)
    return type(page)(page.label, page.width, page.height, lines)
