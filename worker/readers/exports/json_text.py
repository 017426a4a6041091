"""Characters to values of JSON, as strictly as it can be and as leniently as programs write it."""

from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterator

_PRINTED = re.compile(r"[\[\s]*\{\s*'")  # as Python prints an object
_START = re.compile(r"[^\s,]")
_MOST_PRINTED = 4 * 1024 * 1024  # characters: Python's own parser takes a hundred times as much memory


def load(text: str) -> Any:
    """Return the value of a text of JSON, also with NaN, a comma too many, or as Python prints objects.

    Raises:
        orjson.JSONDecodeError: It is none of these.
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        for loaded in (_lenient, _printed):
            try:
                return loaded(text)
            except (ValueError, SyntaxError, RecursionError, MemoryError):
                continue
        raise error from None


def _lenient(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return json.loads(_without_last_comma(text))


def _printed(text: str) -> Any:
    if len(text) > _MOST_PRINTED or not _PRINTED.match(text):
        raise ValueError
    return ast.literal_eval(_without_last_comma(text))


def _without_last_comma(text: str) -> str:
    """Return a text without the comma before its last bracket, or at its end."""
    text = text.strip()
    close = text[-1:] if text.endswith(("]", "}")) else ""
    return text.removesuffix(close).rstrip().removesuffix(",") + close


def objects_in_a_row(text: str) -> Iterator[Any]:
    """Yield the objects of a text that holds one after the other, with nothing or a comma between them.

    Raises:
        ValueError: What follows those already given is no object.
    """
    decoder = json.JSONDecoder()
    rest = 0
    while (start := _START.search(text, rest)) is not None:
        value, rest = decoder.raw_decode(text, start.start())
        yield value
