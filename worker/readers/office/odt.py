"""Open documents (.odt): headings by their levels, else text for the parser."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from worker.document.source import Hint
from worker.errors import UnsupportedFormatError
from worker.messages import message
from worker.readers.headed import Marked
from worker.readers.markup import Element, parse_xml, tag
from worker.readers.office.docx import documents_of
from worker.readers.zipped import checked_zip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.document.source import Document
    from worker.readers.base import Limits, Source

_SURE = 0.95
_MIME = b"mimetypeapplication/vnd.oasis.opendocument.text"
_CONTENT, _STYLES = "content.xml", "styles.xml"
_LEVEL, _STYLE, _COUNT = (
    "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}" + name for name in ("outline-level", "style-name", "c")
)
_PASSED_OVER = frozenset({"tracked-changes", "note", "annotation", "sequence-decls", "table-of-content"})
_MOST_SPACES = 1000


class OdtReader:
    """Reads open documents; nothing in them is run or followed."""

    name = "odt"
    version = 1
    suffixes = (".odt",)
    streams = False

    def sniff(self, head: bytes, name: str) -> float:
        """Return how surely it is an open document: its first member says so, or its name."""
        named = name.lower().endswith(self.suffixes)
        return _SURE if head.startswith(b"PK\x03\x04") and (named or _MIME in head[:200]) else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document]:
        """Yield the document: its articles where headings are marked as such, else its lines.

        Raises:
            PermanentError: It cannot be read, is a bomb, or holds no text.
        """
        with checked_zip(io.BytesIO(source.data), limits, message("the open document")) as archive:
            try:
                root = parse_xml(archive.read(_CONTENT), message("the open document"))
                styles = _STYLES in archive.namelist() and parse_xml(
                    archive.read(_STYLES), message("the open document")
                )
            except KeyError as error:
                raise UnsupportedFormatError("the open document lacks its text.", "Save it again.") from error
        # Headers hold what is printed on each page: paper, date, page.
        header = next(styles.iter("{*}header"), None) if styles is not False else None
        head = [one for one in _paragraphs(header) if one.text] if header is not None else []
        yield from documents_of([*head, *_paragraphs(root)], "odt", f"{self.name}/{self.version}")


def _paragraphs(root: Element) -> Iterator[Marked]:
    for element in root.iter("{*}h", "{*}p"):
        if any(tag(above) in _PASSED_OVER for above in element.iterancestors()):
            continue
        level = element.get(_LEVEL) or ""
        style = (element.get(_STYLE) or "").lower()
        depth = (int(level) + 1 if level.isdecimal() else 2) if tag(element) == "h" else 1 if style == "title" else 0
        hint = Hint.SUBTITLE if style == "subtitle" else Hint.CAPTION if "caption" in style else None
        lines = "".join(_pieces(element)).split("\n")
        if depth:
            yield Marked(" ".join(filter(None, (line.strip() for line in lines))), depth)
        else:
            for line in lines:
                yield Marked(line.rstrip(), 0, hint)


def _pieces(element: Element) -> Iterator[str]:
    """Yield the text of a paragraph; breaks, tabs and runs of spaces are elements of their own."""
    yield element.text or ""
    for child in element:
        name = tag(child)
        if name == "line-break":
            yield "\n"
        elif name == "tab":
            yield "\t"
        elif name == "s":
            count = child.get(_COUNT) or "1"
            yield " " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES)
        elif name not in {*_PASSED_OVER, "frame", "p", "h"}:
            yield from _pieces(child)
        yield child.tail or ""
