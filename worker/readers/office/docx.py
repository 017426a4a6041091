"""Word documents (.docx): headings by their styles, else text for the parser."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from worker.document.identity import StatedIdentity
from worker.document.source import Document, Hint, Page, SourceLine
from worker.errors import EmptyFileError, NoArticleError, UnsupportedFormatError
from worker.messages import message
from worker.readers.headed import Marked, articles_of, pages_of
from worker.readers.office.links import without_dangling_links
from worker.readers.zipped import checked_zip, refuse_dtds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.readers.base import Limits, Source

_SURE, _BY_NAME = 0.9, 0.3
_HEADING = re.compile(r"(?:heading|标题)\s*(?P<level>[1-9])", re.IGNORECASE)
_INDENT = "　　"
_FIRST_HEADING = 2  # the level of the first heading: a title is above it
_OUTLINE = frozenset("012345678")  # 9 is text
_MOST_STYLES = 12  # each made from the next
_BOX = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}txbxContent"
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_DRAWN = frozenset({"drawing", "pict", "object", "AlternateContent"})
# What was deleted or moved away, and what is no text.
_NO_TEXT = frozenset({"del", "moveFrom", "pPr", "rPr", "sectPr", "tblPr", "sdtPr", "instrText", "comment()"})


class DocxReader:
    """Reads Word documents; nothing in them is run or followed."""

    name = "docx"
    version = 3
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
            data = without_dangling_links(archive, source.data)
            has_pictures = any(name.startswith("word/media/") for name in archive.NameToInfo)
        import docx  # noqa: PLC0415 - 0.2 s that only Word documents need

        try:
            book = docx.Document(io.BytesIO(data))
        except Exception as error:  # python-docx raises whatever it comes upon
            raise UnsupportedFormatError(
                f"the Word document cannot be read ({type(error).__name__}).", "Save it again as .docx or as text."
            ) from error
        paragraphs = list(_paragraphs(book))
        if has_pictures and not any(one.text for one in paragraphs):
            raise NoArticleError(
                "the Word document holds pictures and no text.",
                "Save it as PDF, or drop its pictures: they are recognised with pip install 'baoku[ocr]'.",
            )
        yield from documents_of(paragraphs, "docx", f"{self.name}/{self.version}")


def documents_of(paragraphs: list[Marked], format_name: str, reader: str) -> Iterator[Document]:
    """Yield a document of marked paragraphs; for an issue that is set as one text a document for each page.

    Raises:
        EmptyFileError: It holds no text.
    """
    head, pages = pages_of(paragraphs)
    found = [(page, *articles_of(page.paragraphs)) for page in pages]
    if not any(articles for _, _, articles in found):
        yield document_of(paragraphs, format_name, reader)
        return
    for page, above, articles in found:
        every = above if articles else tuple(one.text for one in page.paragraphs if one.text)
        if articles or every:
            lines = tuple(SourceLine(number, text, text) for number, text in enumerate((*head, *every), 1))
            yield Document(
                (Page(page.label, lines=lines),),
                articles,
                StatedIdentity(page=page.label, section=page.name),
                f"{page.label}版",
                format=format_name,
                reader=reader,
                encoding="utf-8",
            )


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
        yield from (Marked(one.text.strip()) for one in _blocks(section.header._element, section.header) if one.text)  # noqa: SLF001 - as below
    yield from _blocks(book.element.body, book)


def _blocks(parent: Any, owner: Any) -> Iterator[Marked]:
    """Yield the paragraphs and tables below an element, in content controls and what was inserted too.

    python-docx gives neither those nor text boxes: a page set in Word would lose stories.
    """
    from docx.table import Table  # noqa: PLC0415 - as above
    from docx.text.paragraph import Paragraph  # noqa: PLC0415 - as above

    for child in parent:
        name = _local(child)
        if name == "p":
            yield from _paragraph(Paragraph(child, owner))
        elif name == "tbl":
            yield from _table(Table(child, owner))
        elif name not in _NO_TEXT:
            yield from _blocks(child, owner)


def _table(table: Any) -> Iterator[Marked]:
    """Yield a table's cells: a layout of columns holds whole stories, a table of figures is a line a row."""
    for row in table.rows:
        cells = [list(_blocks(cell._tc, cell)) for cell in dict.fromkeys(row.cells)]  # noqa: SLF001 - merged ones once
        if any(sum(bool(one.text) for one in cell) > 1 for cell in cells):
            for cell in cells:
                yield from cell
        else:
            text = "  ".join(one.text.strip() for cell in cells for one in cell if one.text.strip())
            if text:
                yield Marked(text)


def _paragraph(paragraph: Any) -> Iterator[Marked]:
    element = paragraph._p  # noqa: SLF001 - python-docx has no other way to what it does not know
    level, hint = _marks_of(paragraph)
    images = tuple(
        str(paragraph.part.related_parts[reference].partname).lstrip("/")
        for reference in element.xpath(".//a:blip/@r:embed")
        if reference in paragraph.part.related_parts
    )
    lines = [line.strip() for line in "".join(_pieces(element)).split("\n")]
    if level and lines:
        lines = [" ".join(filter(None, lines))]
    indented = bool(paragraph.paragraph_format.first_line_indent) and not level
    for number, line in enumerate(lines):
        indent = _INDENT if indented and line and not number else ""
        yield Marked(indent + line if not level and not hint else line, level, hint, images if not number else ())
    for box in element.iter(_BOX):
        if not _is_repeated(box):
            yield from _blocks(box, paragraph)


def _pieces(element: Any) -> Iterator[str]:
    """Yield the text of a paragraph as it reads with all changes accepted; text boxes are paragraphs of their own."""
    for child in element:
        name = _local(child)
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name not in _NO_TEXT and name not in _DRAWN:
            yield from _pieces(child)


def _is_repeated(box: Any) -> bool:
    """Return whether a text box is written once more for older programs, or stands in one that is read as a whole."""
    for above in box.iterancestors():
        name = _local(above)
        if name == "Fallback":
            return any(_local(one) == "Choice" and next(one.iter(_BOX), None) is not None for one in above.getparent())
        if name in {"txbxContent", "p"}:
            return name == "txbxContent"
    return False


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "comment()"


def _marks_of(paragraph: Any) -> tuple[int, Hint | None]:
    """Return the level of a heading and what a style says besides: its own, or that of a style it is made from."""
    style = paragraph.style
    for _ in range(_MOST_STYLES):
        if style is None:
            break
        name = style.name or ""
        level, hint = _level_of(name), _hint_of(name)
        if level or hint:
            return level, hint
        style = style.base_style
    outline = next(iter(paragraph._p.xpath("./w:pPr/w:outlineLvl/@w:val")), "")  # noqa: SLF001 - as above
    return (int(outline) + _FIRST_HEADING if outline in _OUTLINE else 0), None


def _level_of(style: str) -> int:
    """Return the level of a heading's style: a title is above all others."""
    match = _HEADING.fullmatch(style.strip())
    if match:
        return int(match["level"]) - 1 + _FIRST_HEADING
    return 1 if style.strip().lower() in {"title", "标题"} else 0


def _hint_of(style: str) -> Hint | None:
    name = style.strip().lower()
    if name in {"subtitle", "副标题"}:
        return Hint.SUBTITLE
    return Hint.CAPTION if name in {"caption", "题注", "图注"} else None
