"""Records of tables: a row of column names, then a record a row."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any, BinaryIO

from worker.errors import PermanentError, UnsupportedFormatError
from worker.messages import message
from worker.readers.base import Rejected
from worker.readers.exports.aliases import Field, field_of, plain
from worker.readers.exports.records import Row, bad_row, row_of_record
from worker.readers.exports.sheets import Look, filled_down, look_into, said_above
from worker.readers.exports.streams import LONGEST_LINE, encoding_of
from worker.readers.markup import lines_of_element, parse_html
from worker.readers.zipped import checked_zip, refuse_dtds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from worker.readers.base import Limits
    from worker.readers.exports.mapping import ColumnMapping

_DELIMITERS = ",\t;|"
_SEPARATOR = re.compile(r"\ufeff?\s*\"?sep=.\"?\s*", re.IGNORECASE)  # what Excel writes, and reads, above a table
_HEADER_ROWS = 10  # among which the row of column names stands
_SURE_COLUMNS = 3  # of a web page's table, so that no page with a list of titles and dates is one of records
_HTML_ROW = re.compile(r"<tr\b[^<>]{0,300}>(.{1,4000}?)(?=</tr|<tr\b)", re.IGNORECASE | re.DOTALL)
_HTML_CELL = re.compile(r"<t[dh]\b[^<>]{0,300}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,300}>")
_REPLACEMENT = "\ufffd"
_MOST_EMPTY = 1000  # blank rows in a row: what follows them is a sheet's formatting

csv.field_size_limit(LONGEST_LINE // 4)  # an unclosed quote ends there instead of holding the whole file


def known_columns(names: Sequence[str], mapping: ColumnMapping | None = None) -> int:
    """Return how many different fields a row of column names names."""
    columns = mapping.columns if mapping else {}
    return len({columns.get(plain(name)) or field_of(name) for name in names} - {None})


def is_header(names: Sequence[str], mapping: ColumnMapping | None = None) -> bool:
    """Return whether a row holds column names: a title or a text among them, and another field."""
    columns = mapping.columns if mapping else {}
    found = {columns.get(plain(name)) or field_of(name) for name in names}
    return bool(found & {Field.TITLE, Field.CONTENT}) and known_columns(names, mapping) > 1


def delimiter_of(line: str, mapping: ColumnMapping | None = None) -> str:
    """Return what separates the columns that ``line`` names; empty where it names none."""
    for delimiter in _DELIMITERS:
        names = next(csv.reader([line], delimiter=delimiter), [])
        if len(names) > 1 and is_header(names, mapping):
            return delimiter
    return ""


def rows_of_csv(file: BinaryIO, mapping: ColumnMapping) -> tuple[str, Iterator[Row | Rejected]]:
    """Return the encoding of a file of delimited text, and its records.

    Raises:
        PermanentError: It does not begin with column names that are known.
    """
    encoding = encoding_of(file)
    text = io.TextIOWrapper(file, encoding, errors="replace", newline="")
    first = text.readline(LONGEST_LINE)
    while first and (not first.strip() or _SEPARATOR.fullmatch(first)):
        first = text.readline(LONGEST_LINE)
    delimiter = delimiter_of(first, mapping)
    if not delimiter:
        raise no_header(first.strip().split(","))
    names = next(csv.reader([first], delimiter=delimiter))
    return encoding, _rows(_csv_rows(text, delimiter), names, mapping)


def header_of_html(text: str) -> bool:
    """Return whether a row of the tables that a page begins with names at least three columns of articles."""
    for row in _HTML_ROW.findall(text):
        names = [" ".join(_TAG.sub(" ", cell).split()) for cell in _HTML_CELL.split(row)[1:]]
        if is_header(names) and known_columns(names) >= _SURE_COLUMNS:
            return True
    return False


def rows_of_html(data: bytes, mapping: ColumnMapping) -> tuple[str, Iterator[Row | Rejected]]:
    """Return the encoding of a page, and the records of its tables.

    Raises:
        PermanentError: It cannot be parsed.
    """
    root, encoding = parse_html(data)
    return encoding, _html_rows(root, mapping)


def _html_rows(root: Any, mapping: ColumnMapping) -> Iterator[Row | Rejected]:
    for table in root.iter("table"):
        rows = (
            ["\n".join(lines_of_element(cell)) for cell in row if cell.tag in {"td", "th"}]
            for row in table.iter("tr")
            if next(row.iterancestors("table")) is table
        )
        names = next((row for _, row in zip(range(_HEADER_ROWS), rows, strict=False) if is_header(row, mapping)), None)
        if names is not None:
            yield from _rows(rows, names, mapping)


def _csv_rows(text: io.TextIOWrapper, delimiter: str) -> Iterator[Sequence[str] | PermanentError]:
    ended = False

    def lines() -> Iterator[str]:
        nonlocal ended
        yield from text
        ended = True

    reader = csv.reader(lines(), delimiter=delimiter)
    while True:
        try:
            row = next(reader)
            # A row needs no line after its own, unless a quotation mark is open.
            yield bad_row("the row is cut off: a quotation mark is not closed.") if ended else row
        except StopIteration:
            return
        except csv.Error as error:
            yield bad_row(f"the row is no CSV: {error}.", "Look for a quotation mark that is not closed.")


def rows_of_xlsx(file: BinaryIO, mapping: ColumnMapping, limits: Limits) -> Iterator[Row | Rejected]:
    """Return the records of a workbook's sheets.

    Raises:
        PermanentError: It is no workbook, is a bomb, declares a DTD, or none of its sheets names known columns.
    """
    with checked_zip(file, limits, message("the workbook")) as archive:
        refuse_dtds(archive, message("the workbook"))
        looks = {name: look_into(archive, name) for name in archive.namelist() if name.startswith("xl/worksheets/")}
    file.seek(0)
    import openpyxl  # noqa: PLC0415 - 0.2 s that only workbooks need

    try:
        # What formulas came to when the workbook was saved; and, where there are any, the formulas themselves.
        computed = any(look.formulas for look in looks.values())
        books = [
            openpyxl.load_workbook(file, read_only=True, data_only=values, keep_links=False)
            for values in ((True, False) if computed else (True,))
        ]
    except Exception as error:  # openpyxl raises whatever it comes upon
        raise UnsupportedFormatError(
            f"the workbook cannot be read ({type(error).__name__}).", "Save it again as .xlsx or as CSV (UTF-8)."
        ) from error
    try:
        yield from _sheets(books[0], books[-1] if computed else None, mapping, looks)
    finally:
        for book in books:
            book.close()


def _sheets(book: Any, formulas: Any, mapping: ColumnMapping, looks: Mapping[str, Look]) -> Iterator[Row | Rejected]:
    seen: list[str] = []
    found = False
    for number, sheet in enumerate(book.worksheets):
        look = looks.get(str(sheet._worksheet_path).lstrip("/"), Look())  # noqa: SLF001 - openpyxl tells it nowhere else
        rows = filled_down(_sheet_rows(sheet), look.merged)
        if formulas is not None:
            rows = _valued(rows, filled_down(_sheet_rows(formulas.worksheets[number]), look.merged))
        names: list[str] = []
        above = [sheet.title]
        for _, row in zip(range(_HEADER_ROWS), rows, strict=False):
            if isinstance(row, PermanentError):
                break
            cells = ["" if cell is None else str(cell) for cell in row]
            if is_header(cells, mapping):
                names = cells
                break
            above += [cell for cell in cells if cell]
            seen = seen or [cell for cell in cells if cell]
        if names:
            found = True
            prefix = f"{sheet.title}: " if len(book.worksheets) > 1 else ""
            yield from _rows(rows, names, mapping, prefix, said_above(above))
    if not found:
        raise no_header(seen)


def _sheet_rows(sheet: Any) -> Iterator[Sequence[Any] | PermanentError]:
    rows = sheet.iter_rows(values_only=True)
    blank = 0
    while blank < _MOST_EMPTY:
        try:
            row = next(rows)
        except StopIteration:
            return
        except Exception as error:  # noqa: BLE001 - broken markup within a sheet: whatever the parser raises
            yield bad_row(f"the sheet is broken from here on ({type(error).__name__}).", "Save it again.")
            return
        blank = 0 if any(cell is not None for cell in row) else blank + 1
        yield row


def _valued(
    rows: Iterator[Sequence[Any] | PermanentError], formulas: Iterator[Sequence[Any] | PermanentError]
) -> Iterator[Sequence[Any] | PermanentError]:
    """Yield rows; an error for one with a formula that has no value: formulas are never worked out here."""
    for row, written in zip(rows, formulas, strict=False):
        if isinstance(row, PermanentError) or isinstance(written, PermanentError):
            yield row
        elif any(value is None and cell is not None for value, cell in zip(row, written, strict=False)):
            yield bad_row(
                "a cell holds a formula without a value.", "Open the workbook, paste its formulas as values, save it."
            )
        else:
            yield row


def _rows(
    rows: Iterator[Sequence[Any] | PermanentError],
    names: Sequence[str],
    mapping: ColumnMapping,
    prefix: str = "",
    said: Mapping[Field, str] | None = None,
) -> Iterator[Row | Rejected]:
    for number, row in enumerate(rows, 2):
        key = f"{prefix}row {number}"
        if isinstance(row, PermanentError):
            yield Rejected(key, row)
            continue
        if not any(cell not in (None, "") for cell in row):
            continue
        try:
            yield _row(row, names, mapping, said or {})
        except PermanentError as error:
            yield Rejected(key, error)


def _row(row: Sequence[Any], names: Sequence[str], mapping: ColumnMapping, said: Mapping[Field, str]) -> Row:
    if any(cell not in (None, "") for cell in row[len(names) :]):
        raise bad_row(
            f"the row has {len(row)} cells, the header {len(names)}.", "Put texts that hold the delimiter in quotes."
        )
    if any(isinstance(cell, str) and _REPLACEMENT in cell for cell in row):
        raise bad_row("the row holds bytes that are no text in the file's encoding.", "Export it again as UTF-8.")
    record = dict(zip(names, row, strict=False))
    return row_of_record(record, mapping, said)


def no_header(names: Sequence[str]) -> PermanentError:
    """Return the error of a table none of whose columns is known."""
    return PermanentError(
        f"its columns are not known: {'、'.join(name.strip()[:20] for name in names[:8])}.",
        "Name them in a mapping file beside it: NAME.mapping.yml, with lines like  title: COLUMN.",
        "unknown_columns",
        "read",
    )
