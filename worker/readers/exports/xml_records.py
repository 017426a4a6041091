"""Records of XML that is well-formed: elements whose children are the fields of an article, wherever they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from worker.messages import message
from worker.readers.exports.aliases import Field, field_of
from worker.readers.exports.json_records import rows_of_value
from worker.readers.markup import Element, lines_of_element, parse_xml, tag
from worker.readers.values import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.readers.base import Rejected
    from worker.readers.exports.mapping import ColumnMapping
    from worker.readers.exports.records import Row

# What stands within a text and is no field of its own.
_OF_TEXT = frozenset({"p", "br", "para", "paragraph", "div", "span", "b", "strong", "i", "em", "font", "段", "段落"})
_STORY = frozenset({Field.TITLE, Field.CONTENT})


def rows_of_xml(data: bytes, mapping: ColumnMapping) -> Iterator[Row | Rejected]:
    """Return the records of an XML file.

    Raises:
        PermanentError: It is not well-formed, or declares a DTD.
    """
    return rows_of_value(_value(parse_xml(data, message("the XML file"))), mapping)


def _value(element: Element) -> Any:
    """Return an element as JSON would hold it: fields by name, records in lists, texts as lists of paragraphs."""
    children = [child for child in element if tag(child)]
    if not children or all(tag(child) in _OF_TEXT for child in children):
        text: Any = list(lines_of_element(element) if children else lines_of(element.text or ""))
        if not element.attrib:
            return text
        return {**dict(element.attrib), "content": text} if text else dict(element.attrib)
    found: dict[str, Any] = {str(name).rpartition("}")[2]: said for name, said in element.attrib.items()}
    for child in children:
        name = str(child.tag).rpartition("}")[2]
        value = _value(child)
        if _holds_story(value) or name in found:
            value = [*_listed(found.get(name, [])), *_listed(value)]
        found[name] = value
    return found


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _holds_story(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    return any(
        field_of(name) in _STORY or (isinstance(said, list) and any(isinstance(one, dict) for one in said))
        for name, said in value.items()
    )
