"""What a sheet of a workbook says besides its cells: formulas, cells that are one, what stands above the table."""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

from worker.errors import PermanentError, UnsupportedFormatError
from worker.readers.exports.aliases import Field
from worker.readers.values import date_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FORMULA = re.compile(rb"<f[ >/]")
_MERGED = re.compile(rb'<mergeCell\s{1,4}ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_CHUNK = 1024 * 1024
_TAIL = 64  # bytes that are looked at again, so that nothing is cut in two
_MOST_MERGED = 100_000
_PAPER = re.compile(r"[\u3400-\u9fff·]{1,12}(?:报|周刊|导刊)(?![\u3400-\u9fff])")
_PAGE = re.compile(r"(?<![A-Za-z\d])[A-Za-z]{0,2}\d{1,3}\s*版(?!本)")
_LONGEST = 60  # characters: a heading, no story


class Merged(NamedTuple):
    """Cells that are one, of a single column at least: ``column`` from 0, rows from 1."""

    first: int
    last: int
    column: int


class Look(NamedTuple):
    """What is found in a sheet before it is read."""

    formulas: bool = False
    merged: tuple[Merged, ...] = ()


def look_into(archive: zipfile.ZipFile, name: str) -> Look:
    """Return whether a sheet holds formulas, and which cells below one another are one.

    Raises:
        UnsupportedFormatError: It is damaged.
    """
    formulas = False
    merged: dict[Merged, None] = {}
    try:
        with archive.open(name) as member:
            before = b""
            while data := member.read(_CHUNK):
                part = before + data
                formulas = formulas or _FORMULA.search(part) is not None
                for letters, first, last in _MERGED.findall(part) if len(merged) < _MOST_MERGED else ():
                    if int(last) > int(first):
                        merged[Merged(int(first), int(last), _column(letters))] = None
                before = part[-_TAIL:]
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise UnsupportedFormatError(f"the workbook is damaged ({error}).", "Save it again.") from error
    return Look(formulas, tuple(sorted(merged)))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number - 1


def filled_down(
    rows: Iterator[Sequence[Any] | PermanentError], merged: Sequence[Merged]
) -> Iterator[Sequence[Any] | PermanentError]:
    """Yield rows, what stands in the first of merged cells in those below it too: a day over all its articles."""
    waiting = list(reversed(merged))
    under: dict[Merged, Any] = {}
    for number, row in enumerate(rows, 1):
        if isinstance(row, PermanentError) or all(cell is None for cell in row):
            yield row
            continue
        cells = list(row)
        for one in [one for one in under if one.last < number]:
            del under[one]
        for one, value in under.items():
            if one.column < len(cells) and cells[one.column] is None:
                cells[one.column] = value
        while waiting and waiting[-1].first <= number:
            one = waiting.pop()
            if one.first == number and one.column < len(cells):
                under[one] = cells[one.column]
        yield cells


def said_above(texts: Sequence[str]) -> dict[Field, str]:
    """Return the paper, day and page that a sheet's name and the lines above its table tell."""
    said: dict[Field, str] = {}
    for text in texts:
        if len(text) > _LONGEST:
            continue
        if date := date_of(text):
            said.setdefault(Field.DATE, date.isoformat())
        if paper := _PAPER.search(text):
            said.setdefault(Field.PAPER, paper.group())
        if page := _PAGE.search(text):
            said.setdefault(Field.PAGE, page.group())
    return said
