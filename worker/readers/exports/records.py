"""One record of an export to an article and the issue it stands in."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from worker.document.geometry import Box, Region
from worker.document.identity import StatedIdentity
from worker.document.issue import Article
from worker.errors import PermanentError
from worker.readers.exports.aliases import Field, fields_of, unknown_texts
from worker.readers.exports.cells import text_as_written
from worker.readers.exports.days import day_of
from worker.readers.values import joined, page_of, paragraphs_of, path_date, people_of, strings_of, text_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from worker.readers.exports.mapping import ColumnMapping

_CRAWLED = re.compile(r"(?<!\d)\d{4}-?\d\d-?\d\d[-_](?P<page>[A-Za-z]?\d{1,3})[-_](?P<part>\d{1,4})(?!\d)")
_PAPER = re.compile(r"[\u3400-\u9fff·]{1,12}(?:报|周刊|导刊)(?![\u3400-\u9fff])")
_URL = re.compile(r"https?://", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ADDRESS = ("url", "src", "href", "path", "file", "链接")
_WORDS = ("caption", "desc", "description", "title", "alt", "note", "说明", "图注")
_SEPARATED = re.compile(r"[;；,，|\s]+")  # addresses hold no white space
_NAME_COLUMNS = "Name its columns in a mapping file beside the export: NAME.mapping.yml."
_ENDS = ("。", "，", "；", "：", ",", ";", ".")  # no headline does
_LONGEST_TITLE = 60
_LONGEST_LABEL = 12


@dataclass(frozen=True, slots=True)
class Row:
    """An article and its issue.

    Attributes:
        order: Its ordinal where the export says it.
        complete: It is an article of baoku's own, nothing more is to be read out of its fields.
        record: The key, in the export, of the rejected record that it mends.
        unknown: Columns that hold a text and are no field.
        guessed: The column of an unknown name that was taken for the text.
    """

    article: Article
    identity: StatedIdentity
    order: int = 0
    complete: bool = False
    record: str = ""
    unknown: tuple[str, ...] = ()
    guessed: str = ""


def bad_row(what: str, advice: str = "") -> PermanentError:
    """Return the error of a record that cannot be read."""
    return PermanentError(
        what,
        advice or "Mend it and drop the export again, or the record alone as NAME.mended.EXT (docs/readers.md).",
        "bad_row",
        "read",
    )


def row_of(fields: Mapping[Field, Any]) -> Row:
    """Return the article that a record holds.

    Raises:
        PermanentError: It holds neither a title nor a text, nothing but a title, or for a date what is none.
    """
    title = joined(paragraphs_of(fields.get(Field.TITLE)))
    paragraphs = paragraphs_of(text_as_written(fields.get(Field.CONTENT)))
    images, captions = _pictures(fields)
    if not title and not paragraphs and not captions:
        raise bad_row("the record has neither a title nor a text.", _NAME_COLUMNS)
    first = paragraphs[0] if len(paragraphs) > 1 and Field.FILE in fields else ""
    if not title and 0 < len(first) <= _LONGEST_TITLE and not first.endswith(_ENDS):
        title, paragraphs = paragraphs[0], paragraphs[1:]
    identity = identity_of(fields)
    order = text_of(fields.get(Field.ORDINAL))
    article = Article(
        ordinal=1,
        page=identity.page,
        kicker=joined(paragraphs_of(fields.get(Field.KICKER))),
        headline=title,
        subtitle=joined(paragraphs_of(fields.get(Field.SUBTITLE))),
        column=text_of(fields.get(Field.COLUMN)),
        byline=people_of(fields.get(Field.AUTHOR)),
        paragraphs=paragraphs,
        captions=captions,
        url=text_of(fields.get(Field.URL)),
        images=images,
        keywords=strings_of(fields.get(Field.KEYWORDS)),
        regions=_regions(fields.get(Field.COORDS)),
    )
    record = text_of(fields.get(Field.RECORD))
    return Row(article, identity, int(order) if order.isdecimal() else 0, record=record)


def row_of_record(
    record: Mapping[str, Any], mapping: ColumnMapping, inherited: Mapping[Field, Any] | None = None
) -> Row:
    """Return the article of a record with named columns.

    Where a record has a title and no column known to hold the text, a long text is taken from the only column of an
    unknown name that holds one.

    Args:
        record: Values by column.
        mapping: What a mapping file says of the columns.
        inherited: What stands around the record and is said of all in there.

    Raises:
        PermanentError: As of :func:`row_of`.
    """
    fields = {**mapping.values, **(inherited or {}), **fields_of(record, mapping.columns)}
    unknown = unknown_texts(record, mapping.columns)
    if len(unknown) == 1 and Field.TITLE in fields and not text_of(fields.get(Field.CONTENT)):
        fields[Field.CONTENT] = record[unknown[0]]
        return dataclasses.replace(row_of(fields), guessed=unknown[0])
    if not unknown and fields.keys() == {Field.TITLE}:  # settings of some program: {"name": ..., "version": ...}
        raise bad_row("the record has a title, and nothing else that belongs to an article.", _NAME_COLUMNS)
    row = row_of(fields)
    return dataclasses.replace(row, unknown=unknown) if unknown else row


def identity_of(fields: Mapping[Field, Any]) -> StatedIdentity:
    """Return the issue that a record, or an object that holds records, names.

    Raises:
        PermanentError: What it gives for a date is none.
    """
    label, name = page_of(fields.get(Field.PAGE))
    section_label, section = page_of(fields.get(Field.SECTION))
    if not label and name and len(name) > _LONGEST_LABEL:
        name = ""
    edition = text_of(fields.get(Field.EDITION))
    if not label and not section_label and (edition_label := _page_in(edition)):  # 版別: A02 要聞
        label, name, edition = *edition_label, ""
    paper = text_of(fields.get(Field.PAPER))
    date, from_name = _date(fields), StatedIdentity()
    if Field.FILE in fields:
        from_name = identity_of_name(text_of(fields[Field.FILE]))
    return StatedIdentity(
        publication=(paper if not _URL.match(paper) else "").strip("《》") or from_name.publication,
        date=date or from_name.date,
        page=label or section_label or from_name.page,
        section=section or name,
        edition=edition,
        number=text_of(fields.get(Field.NUMBER)),
        part=from_name.part,
    )


def _page_in(edition: str) -> tuple[str, str] | None:
    """Return the page that a column of editions names instead; None where it names an edition."""
    label, name = page_of(edition)
    return (label, name) if any(map(str.isdigit, label)) else None


def identity_of_name(path: str) -> StatedIdentity:
    """Return what a file's name in a data set says: ``云岭周报/20231027-05-02.txt``."""
    crawled = _CRAWLED.search(path)
    paper = _PAPER.search(path)
    return StatedIdentity(
        publication=paper.group() if paper else "",
        date=path_date(path),
        page=page_of(crawled["page"])[0] if crawled else "",
        part=str(int(crawled["part"])) if crawled else "",
    )


def _date(fields: Mapping[Field, Any]) -> dt.date | None:
    given = fields.get(Field.DATE)
    if given is None or not any(map(str.isalnum, text_of(given))):  # "-", "..."
        url = text_of(fields.get(Field.URL))
        return path_date(url) if url else None
    date = day_of(given)
    if date is None:
        raise bad_row(f"{text_of(given)[:40]!r} is no date.", "Give the day as 2023-10-27.")
    return date


def _pictures(fields: Mapping[Field, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return addresses and captions; some exports keep both in one list of objects."""
    given = fields.get(Field.IMAGES)
    captions = list(paragraphs_of(fields.get(Field.CAPTIONS)))
    images: list[str] = []
    for one in given if isinstance(given, list | tuple) else [given]:
        if isinstance(one, dict):
            plain = {str(name).casefold(): value for name, value in one.items()}
            address = next(
                (plain[name] for name in ("url", "src", "href", "path", "file", "链接") if name in plain), ""
            )
            words = ("caption", "desc", "description", "title", "alt", "note", "说明", "图注")
            said = next((plain[name] for name in words if name in plain), "")
            images.extend(filter(None, [text_of(address)]))
            captions.extend(paragraphs_of(said))
        elif one is not None:
            images.extend([text_of(one)] if isinstance(given, list | tuple) else _SEPARATED.split(text_of(one)))
    return tuple(dict.fromkeys(filter(None, images))), tuple(dict.fromkeys(captions))


def _regions(given: Any) -> tuple[Region, ...]:
    """Return the rectangles that coordinates describe: four numbers, a polygon, a list of either, or objects.

    What lists the corners of a polygon gives the rectangle round it. The first four of exactly four numbers are two
    opposite corners.
    """
    if isinstance(given, str):
        given = [[float(number) for number in _NUMBER.findall(part)] for part in re.split(r"[;|]", given)]
    if isinstance(given, dict):
        given = [given]
    if not isinstance(given, list | tuple) or not given:
        return ()
    if all(isinstance(one, int | float) for one in given):
        given = [given]
    if _is_points(given):
        given = [[number for point in given for number in _pair(point)]]
    return tuple(region for one in given if (region := _region(one)))


def _is_points(given: list[Any] | tuple[Any, ...]) -> bool:
    return len(given) > 1 and all(
        (isinstance(one, dict) and {"x", "y"} <= one.keys() and not {"w", "width"} & one.keys())
        or (isinstance(one, list | tuple) and len(one) == 2 and all(isinstance(part, int | float) for part in one))  # noqa: PLR2004 - x and y
        for one in given
    )


def _pair(point: Any) -> tuple[float, float]:
    return (float(point["x"]), float(point["y"])) if isinstance(point, dict) else (float(point[0]), float(point[1]))


def _region(one: Any) -> Region | None:
    page = 1
    if isinstance(one, dict):
        page = int(one.get("page") or 1) if text_of(one.get("page") or 1).isdecimal() else 1
        inner = next((one[name] for name in ("box", "bbox", "coords", "points", "polygon") if name in one), None)
        if inner is None:
            try:
                x, y = float(one["x" if "x" in one else "left"]), float(one["y" if "y" in one else "top"])
                width, height = float(one["w" if "w" in one else "width"]), float(one["h" if "h" in one else "height"])
            except (KeyError, TypeError, ValueError):
                return None
            inner = [x, y, x + width, y + height]
        found = _regions(inner)
        return found[0]._replace(page=page) if found else None
    if isinstance(one, str):
        one = _NUMBER.findall(one)
    if not isinstance(one, list | tuple):
        return None
    try:
        numbers = [float(number) for number in one]
    except (TypeError, ValueError):
        return None
    across, down = numbers[0::2], numbers[1::2]
    if len(down) <= 1:  # a box has two corners
        return None
    return Region(page, Box(min(across), min(down), max(across), max(down)))
