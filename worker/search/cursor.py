"""Where a page of hits ended, as text that a person can hand back."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from worker.search.errors import QueryError

_MAX_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class Cursor:
    """The sort values of the last hit of a page, and whether its query was relaxed.

    It belongs to one query and one order: with another it would show the wrong hits.
    """

    values: tuple[Any, ...]
    relaxed: bool

    def text(self, query: str, order: str) -> str:
        """Return the cursor as text without spaces."""
        packed = json.dumps([_of(query, order), int(self.relaxed), *self.values], separators=(",", ":"))
        return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def parse_cursor(text: str, query: str, order: str) -> Cursor:
    """Return the cursor that ``text`` is.

    Raises:
        QueryError: It is no cursor, or one of another query or order.
    """
    wrong = QueryError("this is not where a page of this query ended; start without it", text, 0, len(text))
    if len(text) > _MAX_LENGTH:
        raise wrong
    try:
        packed = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        raise wrong from None
    match packed:
        case [str() as of, 0 | 1 as relaxed, *values] if (
            of == _of(query, order) and values and all(map(_plain, values))
        ):
            return Cursor(tuple(values), bool(relaxed))
    raise wrong


def _of(query: str, order: str) -> str:
    return hashlib.sha256(f"{order}\n{query}".encode()).hexdigest()[:8]


def _plain(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float)
