"""Records of JSON and JSON Lines: a list, an object that holds one, issues within issues, or an object a line."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import ijson
import orjson

from worker.errors import EmptyFileError, PermanentError
from worker.messages import message
from worker.readers.base import Rejected
from worker.readers.exports.aliases import ISSUE_FIELDS, Field, field_of, fields_of, plain
from worker.readers.exports.json_pieces import built
from worker.readers.exports.json_tables import records_of
from worker.readers.exports.json_text import load, objects_in_a_row
from worker.readers.exports.own import is_own, own_row
from worker.readers.exports.records import Row, bad_row, row_of_record
from worker.readers.exports.streams import LONGEST_LINE, AsUtf8, WithoutNaN, encoding_of, lines
from worker.readers.values import date_of, page_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from worker.readers.exports.mapping import ColumnMapping

# Bytes: a file as large is taken apart in memory, where fields may stand in any order. A list is streamed sooner: it is
# sure to be one of records.
_HELD, _HELD_OBJECT = 16 * 1024 * 1024, 64 * 1024 * 1024
_HEAD = 4096
_LONGEST_TRIED = 1024 * 1024  # bytes of a first line: most files of one line are a single object
_DEEPEST = 16
_ARTICLE_FIELDS = frozenset(set(Field) - ISSUE_FIELDS)
_CONTENT = frozenset({Field.TITLE, Field.CONTENT})
_NAME = "name"  # a title where nothing else is one


class _Found(NamedTuple):
    """An object that holds no others, with what those around it say of its issue; ``key`` says where it stands."""

    record: Mapping[str, Any]
    inherited: Mapping[Field, Any]
    key: str = ""


def rows_of_json(file: BinaryIO, size: int, mapping: ColumnMapping) -> tuple[str, Iterator[Row | Rejected]]:
    """Return the encoding of a file of JSON or JSON Lines, and its records.

    Raises:
        PermanentError: It is neither.
    """
    if not size:
        raise EmptyFileError("the file is empty.", "Export it again.")
    encoding = encoding_of(file)
    if _is_lines(file, encoding):
        file.seek(0)
        return encoding, _rows(_of_lines(file, encoding, mapping), mapping)
    file.seek(0)
    begins = file.read(_HEAD).decode(encoding, "ignore").lstrip("\ufeff \t\r\n")
    file.seek(0)
    if size <= (_HELD_OBJECT if begins.startswith("{") else _HELD):
        text = file.read().decode(encoding, "replace").lstrip("\ufeff")
        try:
            loaded = load(text)
        except orjson.JSONDecodeError:
            if _is_in_a_row(text):
                return encoding, _rows(_in_a_row(text, mapping), mapping)
            file = io.BytesIO(text.encode("utf-8", "replace"))
            encoding_now = "utf-8"
        else:
            return encoding, rows_of_value(loaded, mapping)
    else:
        encoding_now = encoding
    return encoding, _rows(_streamed(file, encoding_now, mapping), mapping)


def rows_of_value(value: Any, mapping: ColumnMapping) -> Iterator[Row | Rejected]:
    """Return the records of a value of JSON."""
    return _rows(_walk(value, {}, mapping, 0), mapping)


def _is_lines(file: BinaryIO, encoding: str) -> bool:
    """Return whether the first line is an object of its own and another follows."""
    found = (line for line in lines(file, encoding, _LONGEST_TRIED) if line.strip())
    first, second = next(found, b""), next(found, b"")
    if not first.lstrip().startswith(b"{") or not second.lstrip().startswith((b"{", b"[")):
        return False
    if len(first) > _LONGEST_TRIED:
        return len(second) > _LONGEST_TRIED or second.rstrip().endswith(b"}")
    try:
        _loaded(first, encoding)
    except PermanentError:
        # A broken record, or the first line of an object set over many: then no other line begins like a record.
        return first.rstrip().endswith(b"}") or (len(first) > 2 and second.rstrip().endswith(b"}"))  # noqa: PLR2004 - a bare {
    return True


def _loaded(line: bytes, encoding: str) -> Any:
    if len(line) > LONGEST_LINE:
        raise bad_row(f"the record is longer than {LONGEST_LINE:,} bytes.")
    if encoding not in {"utf-8", "utf-8-sig", "utf-16"}:
        line = line.decode(encoding, "replace").encode()
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        pass
    try:
        return load(line.decode("utf-8", "replace").strip())
    except orjson.JSONDecodeError as error:
        what = message("cut off") if not line.rstrip().endswith(b"}") else message("no JSON")
        raise bad_row(f"the record is {what}: {error.msg}.") from error


def _is_in_a_row(text: str) -> bool:
    """Return whether a text begins with an object after which another one comes."""
    objects = objects_in_a_row(text) if text.lstrip().startswith("{") else iter(())
    try:
        return all(isinstance(next(objects, None), dict) for _ in range(2))
    except (ValueError, RecursionError):
        return False


def _in_a_row(text: str, mapping: ColumnMapping) -> Iterator[_Found | Rejected]:
    taken = False
    try:
        for value in objects_in_a_row(text):
            for found in _walk(value, {}, mapping, 0):
                taken = taken or isinstance(found, _Found)
                yield found
    except (ValueError, RecursionError) as error:
        raise PermanentError(
            "the JSON is broken or cut off after the records already read.",
            "What stands before that was taken. Export the file again." if taken else "Export the file again.",
            "bad_json",
            "read",
        ) from error


def _of_lines(file: BinaryIO, encoding: str, mapping: ColumnMapping) -> Iterator[_Found | Rejected]:
    for number, line in enumerate(lines(file, encoding), 1):
        if not line.strip():
            continue
        try:
            for found in _walk(_loaded(line, encoding), {}, mapping, 0):
                key = f"line {number}"
                yield Rejected(key, found.error) if isinstance(found, Rejected) else found._replace(key=key)
        except PermanentError as error:
            yield Rejected(f"line {number}", error)


def _streamed(file: BinaryIO, encoding: str, mapping: ColumnMapping) -> Iterator[_Found | Rejected]:
    """Yield the records of a large or broken file: the elements of its outermost lists, each built alone.

    What the file says of its issue has to stand before the list.
    """
    readable: Any = WithoutNaN(file if encoding == "utf-8" else AsUtf8(file, encoding))
    around: dict[str, Any] = {}
    taken = False
    try:
        for value in _elements(ijson.basic_parse(readable, use_float=True), around):
            for found in _walk(value, _issue_fields(around, mapping), mapping, 1):
                taken = taken or isinstance(found, _Found)
                yield found
    except ijson.JSONError as error:
        raise PermanentError(
            f"the JSON is broken or cut off: {_first_line(error)}.",
            "What stands before that was taken. Export the file again." if taken else "Export the file again.",
            "bad_json",
            "read",
        ) from error


def _first_line(error: ijson.JSONError) -> str:
    """Return what is wrong, without the excerpt below; it is all bytes where that begins within a character."""
    said = error.args[0] if error.args else ""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return next(iter(text.splitlines()), "").rstrip(".")


def _elements(events: Iterator[tuple[str, Any]], around: dict[str, Any]) -> Iterator[Any]:
    """Yield the objects in the lists of a file; put the plain values beside the lists into ``around``."""
    name, depth = "", 0
    for event, value in events:
        if event == "map_key":
            name = value
        elif event == "start_map" and depth:
            yield from built(events, _DEEPEST, _too_deep, _is_article_field)
        elif event in {"start_array", "end_array"}:
            depth += 1 if event == "start_array" else -1
            if depth > _DEEPEST:
                raise _too_deep()
        elif event not in {"start_map", "end_map"} and not depth:
            around[name] = value


def _is_article_field(key: str) -> bool:
    return field_of(key) in _ARTICLE_FIELDS - _CONTENT


def _too_deep() -> PermanentError:
    return PermanentError(
        f"the JSON nests more than {_DEEPEST} deep.", "It is no export of articles: remove it.", "too_deep", "read"
    )


def _walk(
    value: Any, inherited: Mapping[Field, Any], mapping: ColumnMapping, depth: int
) -> Iterator[_Found | Rejected]:
    """Yield the records in a value, each with what the objects around it say."""
    if depth > _DEEPEST:
        raise _too_deep()
    value = records_of(value, mapping) or value
    if isinstance(value, list):
        for one in value:
            yield from _walk(one, inherited, mapping, depth + 1)
        return
    if not isinstance(value, dict):
        yield Rejected("", bad_row(f"{str(value)[:40]!r} stands where a record belongs."))
        return
    if is_own(value):
        yield _Found(value, {})
        return
    children = {
        key: below for key, below in value.items() if _holds_records(str(key), below, mapping)
    } or _keyed_records(value, mapping)
    if not children:
        yield _Found(_flat(value), inherited)
        return
    own = _flat({key: below for key, below in value.items() if key not in children})
    around = {**inherited, **_issue_fields(own, mapping)}
    if fields_of(own, mapping.columns).keys() >= _CONTENT:
        # An article itself: a list in it may hold others, or name places, topics and further links.
        yield _Found(own, inherited)
        children = {key: below for key, below in children.items() if _holds_article(below, mapping)}
    else:
        children = {key: below for key, below in children.items() if not _names_only(below)}
        if not children:
            yield _Found(own, inherited)
    for key, below in children.items():
        yield from _walk(below, {**around, **_key_says(str(key))}, mapping, depth + 1)


def _holds_article(value: Any, mapping: ColumnMapping) -> bool:
    """Return whether any object in a value has a title and a text."""
    if isinstance(value, dict):
        whole = fields_of(value, mapping.columns).keys() >= _CONTENT
        return whole or _holds_article(list(value.values()), mapping)
    return isinstance(value, list) and any(_holds_article(one, mapping) for one in value)


def _names_only(value: Any) -> bool:
    """Return whether a list holds what has a name and neither a title nor a text: topics, places, people."""
    return isinstance(value, list) and all(
        isinstance(one, dict)
        and not any(isinstance(below, list | dict) for below in one.values())
        and {field_of(str(key)) for key in one if plain(str(key)) != _NAME} & _CONTENT == set()
        for one in value
    )


def _keyed_records(value: Mapping[str, Any], mapping: ColumnMapping) -> dict[str, Any]:
    """Return the records that an object holds by their numbers or titles: {"0": {...}, "1": {...}}."""
    members = {
        key: below
        for key, below in value.items()
        if isinstance(below, dict) and field_of(str(key)) is None and _any_record([below], mapping)
    }
    return members if len(members) > 1 else {}


def _holds_records(key: str, value: Any, mapping: ColumnMapping) -> bool:
    """Return whether a member of an object is a list (or a keyed set) of records, not a field of one."""
    field = field_of(key)
    if isinstance(value, dict):
        # {"2023-10-27": [...], "第01版": {...}}, or {"data": {"list": [...]}}
        keyed = any(isinstance(one, dict | list) and _any_record(one, mapping) for one in value.values())
        return keyed and field not in _ARTICLE_FIELDS
    if not isinstance(value, list) or not any(isinstance(one, dict) for one in value):
        return False
    return field not in _ARTICLE_FIELDS or (field is Field.CONTENT and _any_record(value, mapping))


def _any_record(value: Any, mapping: ColumnMapping) -> bool:
    members = value if isinstance(value, list) else [value, *value.values()]
    return any(
        isinstance(one, dict)
        and (Field.TITLE in (found := fields_of(_flat(one), mapping.columns)) or len(_CONTENT & found.keys()) > 1)
        for one in members
    ) or any(isinstance(one, list) and any(isinstance(each, dict) for each in one) for one in members)


def _flat(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an object with the members of its plain objects among its own: {"identity": {"date": ...}, ...}."""
    inner = [one for key, one in value.items() if isinstance(one, dict) and field_of(str(key)) not in _ARTICLE_FIELDS]
    if not inner:
        return value
    merged: dict[str, Any] = {}
    for one in inner:
        merged |= {key: below for key, below in one.items() if not isinstance(below, dict)}
    return {**merged, **{key: below for key, below in value.items() if below not in ("", None)}}


def _issue_fields(value: Mapping[str, Any], mapping: ColumnMapping) -> dict[Field, Any]:
    """Return what an object that holds records says of their issue."""
    found = fields_of(value, mapping.columns)
    said = {field: one for field, one in found.items() if field in ISSUE_FIELDS and not isinstance(one, list | dict)}
    title = found.get(Field.TITLE)
    if isinstance(title, str):  # {"title": "第01版：要闻", "articles": [...]}, {"name": "云岭周报", "pages": [...]}
        if Field.PAGE not in said and "版" in title and page_of(title)[0]:
            said[Field.PAGE] = title
        elif Field.PAPER not in said and title.endswith("报"):
            said[Field.PAPER] = title
    return said


def _key_says(key: str) -> dict[Field, Any]:
    if date_of(key):
        return {Field.DATE: key}
    label, _ = page_of(key)
    if label and any(character.isdigit() for character in label):
        return {Field.PAGE: key}
    return {}


def _rows(found: Iterator[_Found | Rejected], mapping: ColumnMapping) -> Iterator[Row | Rejected]:
    number = 0
    try:
        for number, one in enumerate(found, 1):
            if isinstance(one, Rejected):
                yield one if one.key else Rejected(f"record {number}", one.error)
                continue
            try:
                if is_own(one.record):
                    yield own_row(one.record)
                else:
                    yield row_of_record(one.record, mapping, one.inherited)
            except PermanentError as error:
                yield Rejected(one.key or f"record {number}", error)
    except PermanentError as error:
        if not number:
            raise
        yield Rejected(message(f"record {number + 1} and all after it"), error)
