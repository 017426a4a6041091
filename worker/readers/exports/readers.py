"""The readers of exports: JSON and JSON Lines, delimited text, workbooks, ``<doc>`` records, labelled text."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from worker.errors import UndecodableError
from worker.readers.companions import mends
from worker.readers.exports.aliases import Field, field_of
from worker.readers.exports.grouping import documents_of
from worker.readers.exports.json_records import rows_of_json
from worker.readers.exports.mapping import mapping_of
from worker.readers.exports.mending import parts_of
from worker.readers.exports.news_xml import is_news_xml, rows_of_news_xml
from worker.readers.exports.references import form_of, rows_of_references
from worker.readers.exports.sql_dump import is_dump, rows_of_dump
from worker.readers.exports.tables import delimiter_of, header_of_html, rows_of_csv, rows_of_html, rows_of_xlsx
from worker.readers.exports.tagged import is_labelled, rows_of_docs, rows_of_labelled
from worker.readers.exports.xml_records import rows_of_xml
from worker.readers.text.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from worker.document.source import Document
    from worker.readers.base import Limits, Rejected, Source
    from worker.readers.exports.records import Row

_SURE, _LIKELY, _BY_NAME = 0.9, 0.6, 0.4
_FORMAT = 0.95  # of a format that other readers take for their own in part
_OBJECT = re.compile(r"\s*(?:\[\s*)?\{\s*(?:[\"']|\})")
_LIST = re.compile(r"\s*\[\s*(?:\{|\]|$)")
_DOC = re.compile(r"(?i)\s*<doc(?:\s[^<>]*)?>\s*<")
_SEPARATOR = re.compile(r"\A\"?sep=.\"?(?=[\r\n])", re.IGNORECASE)
_XML = re.compile(r"\s*<(?:\?xml\s|[A-Za-z_\u3400-\u9fff][^<>!]{0,200}>\s*<)")
_NAMED = re.compile(r"(?:<|\s)([A-Za-z_\u3400-\u9fff][\w.-]{0,40})(?=[\s>]|=[\"'])")  # elements and attributes
_BOOK = re.compile(rb"PK\x03\x04.{0,4096}?(?:xl/|\[Content_Types\])", re.DOTALL)


@functools.lru_cache(maxsize=4)  # every reader of this module looks at the same beginning
def _text(head: bytes) -> str:
    """Return the characters of a file's beginning; empty where it is no text."""
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ""
    try:
        return head.decode("utf-8", "ignore") if not _not_utf8(head) else decode(head).text
    except UndecodableError:
        return head.decode("utf-8", "replace")  # damaged, or too short to tell: the marks are ASCII


def _not_utf8(head: bytes) -> bool:
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.start < len(head) - 4
    return False


def _units(
    source: Source, rows: Iterable[Row | Rejected], reader: str, format_name: str, encoding: str = ""
) -> Iterator[Document | Rejected]:
    made = parts_of if mends(source.name) else documents_of
    return made(rows, reader=reader, format_name=format_name, encoding=encoding)


class JsonReader:
    """Reads JSON and JSON Lines: lists of records, issues that hold pages that hold articles, a record a line."""

    name = "json"
    version = 4
    suffixes = (".json", ".jsonl", ".ndjson")
    streams = True

    def sniff(self, head: bytes, name: str) -> float:
        """Return how surely the head begins an object, or a list of objects."""
        text = _text(head).lstrip("\ufeff")
        named = name.lower().endswith(self.suffixes)
        if _OBJECT.match(text) or (named and text.lstrip().startswith(("{", "["))):
            return _SURE
        return _LIKELY if _LIST.match(text) else _BY_NAME if named else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield a document for each page that the records stand on."""
        del limits
        with source.open() as file:
            encoding, rows = rows_of_json(file, source.size, mapping_of(source))
            yield from _units(source, rows, f"{self.name}/{self.version}", "json", encoding)


class CsvReader:
    """Reads delimited text whose first row names its columns."""

    name = "csv"
    version = 4
    suffixes = (".csv", ".tsv")
    streams = True

    def sniff(self, head: bytes, name: str) -> float:
        """Return how surely the first line names columns of articles."""
        text = _SEPARATOR.sub("", _text(head).lstrip("\ufeff\r\n\t ")).lstrip("\r\n\t ")
        if delimiter_of(text.replace("\r", "\n").split("\n", 1)[0]):
            return _SURE
        return _BY_NAME if name.lower().endswith(self.suffixes) else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield a document for each page that the rows stand on."""
        del limits
        with source.open() as file:
            encoding, rows = rows_of_csv(file, mapping_of(source))
            yield from _units(source, rows, f"{self.name}/{self.version}", "csv", encoding)


class XlsxReader:
    """Reads workbooks whose sheets begin with a row of column names; formulas are never worked out."""

    name = "xlsx"
    version = 5
    suffixes = (".xlsx", ".xlsm")
    streams = True

    def sniff(self, head: bytes, name: str) -> float:
        """Return how surely it is a workbook: other Office files are told by their members' names."""
        named = name.lower().endswith(self.suffixes)
        if not head.startswith(b"PK\x03\x04"):
            return _BY_NAME if named else 0.0
        return _SURE if b"xl/" in head or (named and _BOOK.match(head)) else _LIKELY if named else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield a document for each page that the rows stand on."""
        with source.open() as file:
            rows = rows_of_xlsx(file, mapping_of(source), limits)
            yield from _units(source, rows, f"{self.name}/{self.version}", "xlsx")


class DocRecordsReader:
    """Reads ``<doc>...</doc>`` records without a root element, as the large news corpora have them, in GBK or UTF-8."""

    name = "doc-records"
    version = 4
    suffixes: tuple[str, ...] = (".dat",)
    streams = True

    def sniff(self, head: bytes, _name: str) -> float:
        """Return how surely the head begins such a record."""
        return _SURE if _DOC.match(_text(head).lstrip("\ufeff")) else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield a document for each page that the records stand on."""
        del limits
        with source.open() as file:
            encoding, rows = rows_of_docs(file, mapping_of(source))
            yield from _units(source, rows, f"{self.name}/{self.version}", "doc records", encoding)


class XmlRecordsReader:
    """Reads XML whose elements are records: a title, a text and more of an article, under names that are known."""

    name = "xml-records"
    version = 2
    suffixes = (".xml",)
    streams = False

    def sniff(self, head: bytes, _name: str) -> float:
        """Return how surely elements of the head are fields of articles; libraries' formats are read by others."""
        text = _text(head).lstrip("\ufeff")
        if not _XML.match(text):
            return 0.0
        # What lists files or tags has titles and names too: a text is what makes a record.
        names = {name for name in _NAMED.findall(text) if name.lower() != "name"}
        found = {field_of(name) for name in names}
        return _LIKELY if Field.TITLE in found and (Field.CONTENT in found or "p" in names) else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield a document for each page that the records stand on."""
        del limits
        rows = rows_of_xml(source.data, mapping_of(source))
        yield from _units(source, rows, f"{self.name}/{self.version}", "xml records")


class NewsXmlReader:
    """Reads the XML of news agencies, feeds and editions: NITF, NewsML, CNML, RSS, Atom, TEI."""

    name = "news-xml"
    version = 1
    suffixes: tuple[str, ...] = (".xml", ".nitf", ".rss", ".atom")
    streams = False

    def sniff(self, head: bytes, _name: str) -> float:
        """Return how surely it is one of these formats, by its first element."""
        return _FORMAT if is_news_xml(head) else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield a document for each page that the stories stand on."""
        del limits
        name, rows = rows_of_news_xml(source.data)
        yield from _units(source, rows, f"{self.name}/{self.version}", name, "utf-8")


class HtmlTableReader:
    """Reads a table of records that was saved as a web page, as databases export what they call an Excel file."""

    name = "html-table"
    version = 1
    suffixes: tuple[str, ...] = (".xls",)
    streams = False

    def sniff(self, head: bytes, _name: str) -> float:
        """Return how surely a table of the page begins with a row that names columns of articles."""
        return _FORMAT if b"<t" in head.lower() and header_of_html(_text(head)) else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield a document for each page that the rows stand on."""
        del limits
        encoding, rows = rows_of_html(source.data, mapping_of(source))
        yield from _units(source, rows, f"{self.name}/{self.version}", "html table", encoding)


class SqlDumpReader:
    """Reads the rows that a database's dump inserts into its tables of articles; no statement is run."""

    name = "sql-dump"
    version = 1
    suffixes: tuple[str, ...] = (".sql",)
    streams = False

    def sniff(self, head: bytes, _name: str) -> float:
        """Return how surely the head begins a dump: by its statements, not by its name."""
        return _FORMAT if is_dump(_text(head)) else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield a document for each page that the rows stand on."""
        del limits
        decoded = decode(source.data)
        rows = rows_of_dump(decoded.text.lstrip("\ufeff"), mapping_of(source))
        yield from _units(source, rows, f"{self.name}/{self.version}", "sql dump", decoded.encoding)


class ReferencesReader:
    """Reads what reference managers and catalogues export: RIS, EndNote, NoteExpress, RefWorks, BibTeX."""

    name = "references"
    version = 1
    suffixes: tuple[str, ...] = (".ris", ".enw", ".net", ".bib")
    streams = False

    def sniff(self, head: bytes, _name: str) -> float:
        """Return how surely the head begins a record of one of these formats."""
        return _FORMAT if form_of(_text(head)) else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield a document for each record that names a paper and a day, and one of all others."""
        del limits
        decoded = decode(source.data)
        rows = rows_of_references(decoded.text)
        yield from _units(source, rows, f"{self.name}/{self.version}", form_of(decoded.text), decoded.encoding)


class LabelledReader:
    """Reads text whose fields are labelled: 标题：, 作者：, 日期：, 正文：."""

    name = "labelled"
    version = 3
    suffixes = (".txt",)
    streams = False

    def sniff(self, head: bytes, _name: str) -> float:
        """Return how surely the text begins with labels of a title and of more."""
        return _LIKELY if is_labelled(_text(head).lstrip("\ufeff").replace("\r", "")) else 0.0

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        """Yield a document for each page that the records stand on."""
        encoding, rows = rows_of_labelled(source.data, limits.max_bytes, mapping_of(source))
        yield from _units(source, rows, f"{self.name}/{self.version}", "labelled", encoding)


__all__ = [
    "CsvReader", "DocRecordsReader", "HtmlTableReader", "JsonReader", "LabelledReader", "NewsXmlReader",
    "ReferencesReader", "SqlDumpReader", "XlsxReader", "XmlRecordsReader",
]  # fmt: skip
