"""Word documents (.docx): headings by their styles, else text for the parser."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from worker.document.source import Document, Hint, Page, SourceLine
from worker.errors import EmptyFileError, UnsupportedFormatError
from worker.messages import message
from worker.readers.headed import Marked, articles_of
from worker.readers.zipped import checked_zip, refuse_dtds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.readers.base import Limits, Source

_SURE, _BY_NAME = 0.9, 0.3
_HEADING = re.compile(r"(?:heading|标题)\s*(?P<level>[1-9])", re.IGNORECASE)
_INDENT = "　　"


class DocxReader:
    """Reads Word documents; nothing in them is run or followed."""

    name = "docx"
    version = 1
    suffixes = (".docx",)
    streams = False

    def sniff(self, head: bytes, name: str) -> float:
        """Return how surely it is a Word document, by the names of its members."""
        if not head.startswith(b"PK\x03\x04"):
            return 0.0
        named = name.lower().endswith(self.suffixes)
        return _SURE if b"word/" in head or (named and b"[Content_Types]" in head) else _BY_NAME if named else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document]:
        """Yield the document: its articles where headings are styled as such, else its lines."""
        with checked_zip(io.BytesIO(source.data), limits, message("the Word document")) as archive:
            refuse_dtds(archive, message("the Word document"))
        import docx  # noqa: PLC0415 - 0.2 s that only Word documents need

        try:
            book = docx.Document(io.BytesIO(source.data))
        except Exception as error:  # python-docx raises whatever it comes upon
            raise UnsupportedFormatError(
                f"the Word document cannot be read ({type(error).__name__}).", "Save it again as .docx or as text."
            ) from error
        yield document_of(list(_paragraphs(book)), "docx", f"{self.name}/{self.version}")


def document_of(paragraphs: list[Marked], format_name: str, reader: str) -> Document:
    """Return a document of marked paragraphs: articles where headings head stories, else lines for the parser.

    Raises:
        EmptyFileError: It holds no text.
    """
    if not any(one.text for one in paragraphs):
        raise EmptyFileError(f"the {format_name} file holds no text.", "Put the page's text in the inbox.")
    head, articles = articles_of(paragraphs)
    shown = head if articles else tuple(one.text for one in paragraphs)
    lines = tuple(SourceLine(number, text, text) for number, text in enumerate(shown, 1))
    return Document((Page(lines=lines),), articles, format=format_name, reader=reader, encoding="utf-8")


def _paragraphs(book: Any) -> Iterator[Marked]:
    # Headers hold what is printed on each page: paper, date, page.
    for section in book.sections[:1]:
        for paragraph in section.header.paragraphs:
            if paragraph.text.strip():
                yield Marked(paragraph.text.strip())
    for block in book.iter_inner_content():
        if hasattr(block, "rows"):
            yield from _table(block)
        else:
            yield from _paragraph(block)


def _table(table: Any) -> Iterator[Marked]:
    """Yield a table's cells: a layout of columns holds whole stories, a table of figures is a line a row."""
    for row in table.rows:
        cells = list(dict.fromkeys(row.cells))  # merged cells come once for each column
        if any(len(cell.paragraphs) > 1 for cell in cells):
            for cell in cells:
                for paragraph in cell.paragraphs:
                    yield from _paragraph(paragraph)
        else:
            text = "  ".join(cell.text.strip() for cell in cells if cell.text.strip())
            if text:
                yield Marked(text)


def _paragraph(paragraph: Any) -> Iterator[Marked]:
    style = (paragraph.style.name if paragraph.style is not None else "") or ""
    level, hint = _level_of(style), _hint_of(style)
    images = tuple(
        str(paragraph.part.related_parts[reference].partname).lstrip("/")
        for reference in paragraph._p.xpath(".//a:blip/@r:embed")  # noqa: SLF001 - python-docx has no other way
        if reference in paragraph.part.related_parts
    )
    lines = [line.strip() for line in paragraph.text.replace("\v", "\n").split("\n")]
    if level and lines:
        lines = [" ".join(filter(None, lines))]
    indented = bool(paragraph.paragraph_format.first_line_indent) and not level
    for number, line in enumerate(lines):
        indent = _INDENT if indented and line and not number else ""
        yield Marked(indent + line if not level and not hint else line, level, hint, images if not number else ())


def _level_of(style: str) -> int:
    """Return the level of a heading's style: a title is above all others."""
    match = _HEADING.fullmatch(style.strip())
    if match:
        return int(match["level"]) + 1
    return 1 if style.strip().lower() in {"title", "标题"} else 0


def _hint_of(style: str) -> Hint | None:
    name = style.strip().lower()
    if name in {"subtitle", "副标题"}:
        return Hint.SUBTITLE
    return Hint.CAPTION if name in {"caption", "题注", "图注"} else None
