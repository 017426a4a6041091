"""What the programs that write exports make of single values, undone: nothing, text in quotes, lists as text."""

from __future__ import annotations

import ast
import html
import json
import re
from typing import Any

# What programs write where there is no value: pandas, Python, JavaScript, MySQL, Excel.
_NOTHING = frozenset({"", "nan", "none", "null", "nat", "n/a", "#n/a", "<na>", "undefined", "\\n", "[]", "{}"})
_LONGEST_NOTHING = 12
_AS_FORMULA = re.compile(r'="(?P<text>[^"]*)"')  # ="02": so that a spreadsheet takes it for text
_AS_TEXT = re.compile(r"\A'(?=[=+@-]|[\d.:/]+$)")  # '02 and '=1+1, for the same end
_LISTED = re.compile(r"""\s*[\[(]\s*(?P<quote>['"]).*(?:(?P=quote)|['"])\s*,?\s*[\])]\s*""", re.DOTALL)
# A line feed written as a backslash and a letter: after a sentence, or before anything but a name (C:\new).
_ESCAPED = re.compile(r"(?<=[。！？；：”’」）!?])\\(?:r\\n|[nr])|\\(?:r\\n|[nr])(?![A-Za-z])")
_ESCAPED_SPACE = re.compile(r"\\u3000|\\xa0|\\u00a0")
_ESCAPED_TAG = re.compile(r"&lt;/?(?:p|br|div|span|strong|img|font|table|section)\b", re.IGNORECASE)
_CARRIAGE_RETURN = "_x000D_"  # as workbooks keep one


def is_nothing(value: Any) -> bool:
    """Return whether a value is what programs write where they have none."""
    if isinstance(value, float):
        return value != value  # noqa: PLR0124 - only NaN differs from itself
    if isinstance(value, str):
        return len(value) <= _LONGEST_NOTHING and value.strip().casefold() in _NOTHING
    return value is None or value in ([], {}, ())


def unwrapped(value: Any) -> Any:
    """Return a value without what marks its type: ``{"$date": ...}`` of MongoDB, ``="02"`` of tables."""
    if isinstance(value, dict) and len(value) == 1:
        [(name, inner)] = value.items()
        if isinstance(name, str) and name.startswith("$"):
            return unwrapped(inner)
    if isinstance(value, str):
        if match := _AS_FORMULA.fullmatch(value):
            return match["text"]
        return _AS_TEXT.sub("", value, count=1)
    return value


def text_as_written(value: Any) -> Any:
    """Return a text as its author wrote it: lists that were printed, line feeds and tags that were escaped."""
    if isinstance(value, list | tuple):
        return [text_as_written(one) for one in value]
    if not isinstance(value, str):
        return value
    if value[:1] in "[( \t\n" and _LISTED.fullmatch(value):
        listed = _list(value)
        if listed is not None:
            return [text_as_written(one) for one in listed]
    if _CARRIAGE_RETURN in value:
        value = value.replace(_CARRIAGE_RETURN, "\n")
    if "\\" in value:
        value = _ESCAPED_SPACE.sub("\u3000", _ESCAPED.sub("\n", value))
    if "&lt;" in value and "<" not in value and _ESCAPED_TAG.search(value):
        value = html.unescape(value)
    return value


def _list(text: str) -> list[str] | None:
    for load in (json.loads, ast.literal_eval):
        try:
            loaded = load(text.strip())
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        if isinstance(loaded, list | tuple) and all(isinstance(one, str) for one in loaded):
            return list(loaded)
    return None
