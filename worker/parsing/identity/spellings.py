"""Names of files as tools and other countries spell them, in the spelling that the grammar of names reads.

Downloaders leave ``%E4%BA%BA`` and archivers ``#U4eba`` for 人; dates come as 27-10-2023, 2023-Oct-27, 112年10月27日
and 10月27号, or with the moment of a backup behind them.
"""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from worker.parsing.patterns.dates import REPUBLIC_OFFSET, calendar_date

if TYPE_CHECKING:
    import datetime as dt

_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_UNZIPPED = re.compile(r"#U(?P<code>[0-9A-Fa-f]{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_APART, _END = r"(?<![a-z0-9])", r"(?![a-z0-9])"
# 2023-Oct-27, 2023oct27
_MONTH_NAMED = re.compile(
    rf"{_APART}{_YEAR}[-_. ]?(?P<name>{'|'.join(_MONTHS)})[a-z]{{0,6}}[-_. ]?(?P<day>\d\d?)(?!\d|\s?版)"
)
# 27-10-2023, 10.27.2023
_YEAR_LAST = re.compile(rf"{_APART}(?P<one>\d\d?)(?P<mark>[-./_])(?P<two>\d\d?)(?P=mark){_YEAR}{_END}")
# 112年10月27日 as Taiwan's papers are filed, without 民国; a year of two figures may be 1998 as well
_REPUBLIC = re.compile(r"(?<![\d第国])(?=1\d\d年\s?\d{1,2}月)")
# 10月27号, and a folder 27号; not 5号线通车, 27号文件
_DAY_CALLED_NUMBER = re.compile(
    r"(?P<before>月\s?|^)(?P<day>[0-9〇零一二三四五六七八九十廿卅]{1,3})号(?=$|[\s_\-.,()\[\]第a-z0-9])"
)
# 2023-10-27T00-00-00, 20231027T153000Z: the moment says nothing of the issue
_MOMENT = re.compile(r"(?<=\d)t(?:[01]\d|2[0-3])[-_:.]?[0-5]\d(?:[-_:.]?[0-5]\d)?z?(?![a-z0-9]|\s?版)")
_ISO_WEEK = re.compile(rf"{_APART}{_YEAR}-?w[0-5]\d{_END}")
# 23-10-27, 112.10.27, 1121027
_SHORT_YEAR = re.compile(
    rf"{_APART}(?P<year>1[3-9]|[2-9]\d|1\d\d)(?P<mark>[-._])(?P<month>0?[1-9]|1[0-2])(?P=mark)(?P<day>3[01]|[12]\d|0?[1-9])"
    rf"{_END}(?!\s?版)"
)
# after the paper or alone: content_1121027 is a number
_SEVEN = re.compile(
    rf"(?:^|(?<=[\u3400-\u9fff\s]))(?P<year>1[0-3]\d)(?P<month>0[1-9]|1[0-2])(?P<day>3[01]|[12]\d|0[1-9]){_END}"
)
_FULL_YEAR_FROM = 31  # 30 is 2030, 31 is 1931
_REPUBLIC_FROM = 100
# Cameras, phones and scanning programs name a file by the moment of the picture: its day is hardly the issue's.
_CAPTURED = re.compile(
    r"(?:img|dsc|pxl|mvimg|photo|mmexport|wx_camera|screenshot|camscanner|adobe\s?scan|微信图片|qq图片|屏幕截图|屏幕快照|截图"
    r"|扫描全能王|新文档|新扫描|文档扫描|新建扫描)[\s_\-]{0,3}(?=\d)"
)


def decoded(name: str) -> str:
    """Return a folder's or file's name with what tools wrote for its characters turned back."""
    if _PERCENT.search(name):
        for encoding in ("utf-8", "gb18030"):
            with contextlib.suppress(UnicodeDecodeError):
                name = unquote(name, encoding, errors="strict").replace("/", "_")
                break
    return _UNZIPPED.sub(lambda match: chr(int(match["code"], 16)), name)


def usual(folded: str) -> str:
    """Return a folded name with its dates as the grammar has them; what is ambiguous (05-06-2023) stays."""
    folded = _MONTH_NAMED.sub(_with_month, folded)
    folded = _YEAR_LAST.sub(_with_year_first, folded)
    folded = _REPUBLIC.sub("民国", folded)
    folded = _DAY_CALLED_NUMBER.sub(r"\g<before>\g<day>日", folded)
    folded = _MOMENT.sub("", folded)
    return _ISO_WEEK.sub(r"\g<year>", folded)


def short_date(folded: str) -> tuple[re.Match[str], dt.date] | None:
    """Return where a date with a short year stands, and what it most likely is: 23-10-27, 112-10-27, 1121027."""
    match = _SHORT_YEAR.search(folded) or _SEVEN.search(folded)
    if match is None:
        return None
    year = int(match["year"])
    if year >= _REPUBLIC_FROM:
        year += REPUBLIC_OFFSET
    else:
        year += 2000 if year < _FULL_YEAR_FROM else 1900
    date = calendar_date(year, int(match["month"]), int(match["day"]))
    return (match, date) if date is not None else None


def is_captured(folded: str) -> bool:
    """Return whether a file is named by the moment at which it was photographed or scanned."""
    return _CAPTURED.match(folded) is not None


def _with_month(match: re.Match[str]) -> str:
    return f"{match['year']}-{_MONTHS.index(match['name']) + 1:02d}-{int(match['day']):02d}"


def _with_year_first(match: re.Match[str]) -> str:
    year, one, two = int(match["year"]), int(match["one"]), int(match["two"])
    dates = {date for date in (calendar_date(year, two, one), calendar_date(year, one, two)) if date is not None}
    return dates.pop().isoformat() if len(dates) == 1 else match.group()
