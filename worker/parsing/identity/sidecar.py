"""Sidecar files: ``p01.txt.yml`` (or ``.yaml``) beside ``p01.txt`` says which issue it is.

    publication: 北碚报          报纸: 北碚报
    date: 2023-10-27             日期: 2023年10月27日
    page: A02             or     版次: A02
    number: 1234                 期号: 1234
    edition: 县域版              版本: 县域版

Only YAML's structure is used, never its guesses about types: ``page: 010`` stays ``010``, where a YAML loader would
make it the number 8.
"""

from __future__ import annotations

import datetime as dt
import re

import yaml

from worker.errors import PermanentError
from worker.folding import fold
from worker.messages import message
from worker.parsing.patterns.dates import PRINTED_DATE, date_of, end_of

MAX_SIDECAR_BYTES = 64 * 1024
SIDECAR_KEYS = ("publication", "date", "page", "number", "edition", "part")
_CHINESE_KEYS = {
    **dict.fromkeys(("报纸", "报名", "报纸名称", "报刊", "刊名", "报刊名称", "媒体"), "publication"),
    **dict.fromkeys(("日期", "出版日期", "发行日期", "刊期", "时间"), "date"),
    **dict.fromkeys(("版次", "版", "版面", "版号", "版位", "页", "页码"), "page"),
    **dict.fromkeys(("期号", "期", "期数", "期次"), "number"),
    **dict.fromkeys(("版本", "版别"), "edition"),
    **dict.fromkeys(("篇", "篇次", "篇号"), "part"),
}
_WIDE_COLON = re.compile(r"^(\s{0,20}[\u3400-\u9fffa-z]{1,12}\s{0,4})：[ \u3000]{0,8}", re.MULTILINE)
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
        raise _wrong(message(f"is larger than {MAX_SIDECAR_BYTES // 1024} KiB"))
    try:
        root = yaml.compose(_with_narrow_colons(data), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        if error.problem_mark is None:
            raise _wrong(message(f"is not YAML: {error.problem}")) from error
        raise _wrong(message(f"is not YAML in line {error.problem_mark.line + 1}: {error.problem}")) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _wrong(message("is not YAML in UTF-8")) from error
    except RecursionError as error:
        raise _wrong(message("is nested too deeply")) from error
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise _wrong(message("is no list of `key: value` lines"))
    values: dict[str, str] = {}
    for key_node, value_node in root.value:
        key = _key(key_node)
        if key in values:
            raise _wrong(message(f"has the key {key!r} twice"))
        values[key] = _value(key, value_node)
    _take_span(values)
    return {key: value for key, value in values.items() if value}


def _take_span(values: dict[str, str]) -> None:
    """Part the days of a joint issue (2023-12-30/2023-12-31, as ``_date`` gives it): ``date`` and ``date_end``."""
    first, _, last = values.get("date", "").partition("/")
    if last:
        values["date"], values["date_end"] = first, last


def _with_narrow_colons(data: bytes) -> bytes | str:
    """Return the text with 报纸：北碚报 as YAML has it; what is no UTF-8 is left to YAML."""
    try:
        return _WIDE_COLON.sub(r"\1: ", data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return data


def _key(node: yaml.Node) -> str:
    key = node.value if isinstance(node, yaml.ScalarNode) else None
    if isinstance(key, str) and not key.isascii():
        key = _CHINESE_KEYS.get(fold("".join(key.split())), key)
    if key not in SIDECAR_KEYS:
        shown = repr(key[:_SHOWN]) if isinstance(key, str) else message("that is no word")
        raise _wrong(message(f"has a key {shown} in line {node.start_mark.line + 1}"))
    return str(key)


def _value(key: str, node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _wrong(message(f"has a list or mapping as its {key} in line {node.start_mark.line + 1}"))
    value = str(node.value).strip()
    if not value or (node.style is None and value.lower() in _NOTHING):  # in quotes, "null" is a name
        return ""
    if len(value) > _LONGEST or not value.isprintable():
        raise _wrong(message(f"has a {key} that is too long or not one line of text: {value[:_SHOWN]!r}"))
    if key == "date":
        return _date(value)
    return value


def _date(value: str) -> str:
    """Return the ISO form of 2023-10-27, 2023/10/27, 20231027 or 2023年10月27日; of a span both days, with a stroke."""
    printed = PRINTED_DATE.fullmatch(fold(value))
    date = date_of(printed) if printed else None
    last = end_of(printed) if printed else None
    if date is None:
        try:
            date = dt.date.fromisoformat(value)
        except ValueError as error:
            raise _wrong(message(f"has a date that is none: {value[:_SHOWN]!r}")) from error
    return f"{date.isoformat()}/{last.isoformat()}" if last else date.isoformat()


def _wrong(what: str) -> SidecarError:
    keys = ", ".join(SIDECAR_KEYS)
    return SidecarError(
        f"the sidecar file {what}.",
        f"Write one `key: value` a line, keys {keys} (报纸, 日期, 版次, 期号, 版本, 篇), in UTF-8.",
    )
