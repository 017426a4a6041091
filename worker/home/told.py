"""Values of JSON objects that lie in files of the home: of the type they should have, or nothing."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def text(values: Mapping[str, Any], key: str) -> str:
    """Return a text, empty when it is none."""
    value = values.get(key)
    return value if isinstance(value, str) else ""


def number(values: Mapping[str, Any], key: str) -> int:
    """Return a whole number, 0 when it is none."""
    value = values.get(key)
    return value if isinstance(value, int) else 0


def mapping(values: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return an object, empty when it is none."""
    value = values.get(key)
    return value if isinstance(value, dict) else {}


def items(values: Mapping[str, Any], key: str) -> list[Any]:
    """Return a list, empty when it is none."""
    value = values.get(key)
    return value if isinstance(value, list) else []


def texts(values: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return the texts of a list."""
    return tuple(one for one in items(values, key) if isinstance(one, str))


def moment(values: Mapping[str, Any], key: str) -> dt.datetime | None:
    """Return a moment (ISO 8601; UTC where no zone is told), None when it is none."""
    with contextlib.suppress(ValueError):
        found = dt.datetime.fromisoformat(text(values, key))
        return found if found.tzinfo is not None else found.replace(tzinfo=dt.UTC)
    return None
