"""Sidecar files: ``p01.txt.yml`` beside ``p01.txt`` says which issue it is.

    publication: 北碚报
    date: 2023-10-27
    page: A02
    number: 1234

Only YAML's structure is used, never its guesses about types: ``page: 010`` stays ``010``, where a YAML loader would
make it the number 8.
"""

from __future__ import annotations

import datetime as dt

import yaml

from worker.errors import PermanentError
from worker.folding import fold
from worker.parsing.patterns.dates import PRINTED_DATE, date_of

MAX_SIDECAR_BYTES = 64 * 1024
SIDECAR_KEYS = ("publication", "date", "page", "number")
_NOTHING = frozenset({"~", "null"})
_LONGEST = 100  # characters of a value: the names of papers are far shorter
_SHOWN = 40  # characters of a wrong value in a message


class SidecarError(PermanentError):
    """A sidecar file that cannot be understood: the issue must not be filed under a wrong name."""

    default_code = "bad_sidecar"
    default_stage = "read"


def parse_sidecar(data: bytes) -> dict[str, str]:
    """Return the values of a sidecar as they are written, absent and empty ones left out.

    Args:
        data: The file's bytes: YAML in UTF-8 (or UTF-16 with a byte order mark), a mapping of scalars.

    Raises:
        SidecarError: Names what is wrong, and where.
    """
    if len(data) > MAX_SIDECAR_BYTES:
        raise _wrong(f"is larger than {MAX_SIDECAR_BYTES // 1024} KiB")
    try:
        root = yaml.compose(data, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = f" in line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise _wrong(f"is not YAML{line}: {error.problem}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _wrong("is not YAML in UTF-8") from error
    except RecursionError as error:
        raise _wrong("is nested too deeply") from error
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise _wrong("is no list of `key: value` lines")
    values: dict[str, str] = {}
    for key_node, value_node in root.value:
        key = _key(key_node)
        if key in values:
            raise _wrong(f"has the key {key!r} twice")
        values[key] = _value(key, value_node)
    return {key: value for key, value in values.items() if value}


def _key(node: yaml.Node) -> str:
    key = node.value if isinstance(node, yaml.ScalarNode) else None
    if key not in SIDECAR_KEYS:
        shown = repr(key[:_SHOWN]) if isinstance(key, str) else "that is no word"
        raise _wrong(f"has a key {shown} in line {node.start_mark.line + 1}")
    return str(key)


def _value(key: str, node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _wrong(f"has a list or mapping as its {key} in line {node.start_mark.line + 1}")
    value = str(node.value).strip()
    if not value or (node.style is None and value.lower() in _NOTHING):  # in quotes, "null" is a name
        return ""
    if len(value) > _LONGEST or not value.isprintable():
        raise _wrong(f"has a {key} that is too long or not one line of text: {value[:_SHOWN]!r}")
    if key == "date":
        return _date(value)
    return value


def _date(value: str) -> str:
    """Return the ISO form of 2023-10-27, 2023/10/27, 20231027 or 2023年10月27日."""
    printed = PRINTED_DATE.fullmatch(fold(value))
    date = date_of(printed) if printed else None
    if date is None:
        try:
            date = dt.date.fromisoformat(value)
        except ValueError as error:
            raise _wrong(f"has a date that is none: {value[:_SHOWN]!r}") from error
    return date.isoformat()


def _wrong(what: str) -> SidecarError:
    return SidecarError(
        f"the sidecar file {what}.", f"Write one `key: value` a line, keys {', '.join(SIDECAR_KEYS)}, in UTF-8."
    )
