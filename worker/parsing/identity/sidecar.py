"""Sidecar files: ``p01.txt.yml`` (or ``.yaml``) beside ``p01.txt`` says which issue it is.

    publication: 北碚报          报纸: 北碚报
    date: 2023-10-27             日期: 2023年10月27日
    page: A02             or     版次: A02
    number: 1234                 期号: 1234
    edition: 县域版              版本: 县域版

Other usual words for the keys are taken as well (paper, issue_no, 报名, 刊期), and files in GB 18030. Only YAML's
structure is used, never its guesses about types: ``page: 010`` stays ``010``, where a YAML loader would make it the
number 8.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re

import yaml

from worker.errors import PermanentError
from worker.folding import fold
from worker.messages import message
from worker.parsing.patterns.dates import PRINTED_DATE, date_of, end_of, last_day, read_dates

MAX_SIDECAR_BYTES = 64 * 1024
SIDECAR_KEYS = ("publication", "date", "page", "number", "edition", "part")
_OTHER_KEYS = {
    **dict.fromkeys(("paper", "newspaper", "publicationname", "newspapername"), "publication"),
    **dict.fromkeys(("publicationdate", "pubdate", "issuedate", "dateissued", "publishdate"), "date"),
    **dict.fromkeys(("pagenumber", "pageno", "pagelabel"), "page"),
    **dict.fromkeys(("issue", "issuenumber", "issueno", "no"), "number"),
    **dict.fromkeys(("报纸", "报名", "报纸名称", "报刊", "刊名", "报刊名称", "媒体"), "publication"),
    **dict.fromkeys(("日期", "出版日期", "出报日期", "发行日期", "时间"), "date"),
    **dict.fromkeys(("版次", "版", "版面", "版号", "版位", "页", "页码"), "page"),
    **dict.fromkeys(("期号", "期", "期数", "期次", "总期号", "总期数"), "number"),
    **dict.fromkeys(("版本", "版别"), "edition"),
    **dict.fromkeys(("篇", "篇次", "篇号"), "part"),
}
_PERIOD = "刊期"  # the number in one house (刊期: 第335期), the day in another (刊期: 2023-10-27)
_NUMBER = re.compile(r"总?第\s?(?P<number>\d{1,6}(?:\s?[、,/—~至-]{1,2}\s?\d{1,6})?)\s?[期号]")
# What may join the days of a joint issue; in a sidecar no page follows a date.
_JOINED = re.compile(r"\s?(?:[-~～〜/—–至到及和、]|--|——|to)\s?")
_LAST = re.compile(r"(?:(?:(?P<year>\d{4})[-./年])?(?P<month>\d{1,2})[-./月])?(?P<day>\d{1,2})日?")
_WIDE_COLON = re.compile(r"^(\s{0,20}[\u3400-\u9fffA-Za-z_]{1,20}\s{0,4})：[ \u3000]{0,8}", re.MULTILINE)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_APART = re.compile(r"[\s_\-]+")
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
        data: The file's bytes: YAML in UTF-8 (or UTF-16 with a byte order mark, or GB 18030), a mapping of scalars.

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
        key, value = _pair(key_node, value_node)
        if key in values:
            raise _wrong(message(f"has the key {key!r} twice"))
        values[key] = value
    _take_span(values)
    return {key: value for key, value in values.items() if value}


def _take_span(values: dict[str, str]) -> None:
    """Part the days of a joint issue (2023-12-30/2023-12-31, as ``_date`` gives it): ``date`` and ``date_end``."""
    first, _, last = values.get("date", "").partition("/")
    if last:
        values["date"], values["date_end"] = first, last


def _with_narrow_colons(data: bytes) -> bytes | str:
    """Return the text with 报纸：北碚报 as YAML has it; what is in neither UTF-8 nor GB 18030 is left to YAML."""
    for encoding in ("utf-8-sig", "gb18030"):
        if data.startswith(_UTF_16):
            break
        with contextlib.suppress(UnicodeDecodeError):
            return _WIDE_COLON.sub(r"\1: ", data.decode(encoding))
    return data


def _key(node: yaml.Node) -> str:
    key = node.value if isinstance(node, yaml.ScalarNode) else None
    if isinstance(key, str):
        plain = _APART.sub("", fold(key))
        key = plain if plain in {*SIDECAR_KEYS, _PERIOD} else _OTHER_KEYS.get(plain, key)
    if key not in {*SIDECAR_KEYS, _PERIOD}:
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
    return value


def _pair(key_node: yaml.Node, value_node: yaml.Node) -> tuple[str, str]:
    """Return a key and its value as the index has it: dates in ISO form, 第335期 as 335."""
    key = _key(key_node)
    value = _value(key, value_node)
    numbered = _NUMBER.fullmatch(fold(value))
    if key == _PERIOD:
        key = "number" if numbered or value.isdecimal() else "date"
    if key == "date" and value:
        return key, _date(value)
    return key, "".join(numbered["number"].split()) if numbered and key == "number" else value


def _date(value: str) -> str:
    """Return the ISO form of 2023-10-27, 2023/10/27, 20231027 or 2023年10月27日; of a span both days, with a stroke."""
    folded = fold(value)
    printed = PRINTED_DATE.fullmatch(folded)
    date = date_of(printed) if printed else None
    last = end_of(printed) if printed else None
    if date is None:
        date, last = _joint(folded)
    if date is None:
        try:
            date = dt.date.fromisoformat(value)
        except ValueError as error:
            raise _wrong(message(f"has a date that is none: {value[:_SHOWN]!r}")) from error
    return f"{date.isoformat()}/{last.isoformat()}" if last else date.isoformat()


def _joint(folded: str) -> tuple[dt.date | None, dt.date | None]:
    """Read the first and last day of a joint issue: 2023-12-05/06, 2023-12-30/2024-01-02, 2023年12月30日至1月2日."""
    first = next(read_dates(folded), None)
    if first is None or first.start > 0:
        return None, None
    joined = _JOINED.match(folded, first.end)
    parts = _LAST.fullmatch(folded, joined.end()) if joined else None
    if parts is None:
        return None, None
    year, month = (int(parts[name]) if parts[name] else None for name in ("year", "month"))
    last = last_day(first.date, year, month, int(parts["day"]))
    return (first.date, last) if last else (None, None)


def _wrong(what: str) -> SidecarError:
    keys = ", ".join(SIDECAR_KEYS)
    return SidecarError(
        f"the sidecar file {what}.",
        f"Write one `key: value` a line, keys {keys} (报纸, 日期, 版次, 期号, 版本, 篇), in UTF-8.",
    )
