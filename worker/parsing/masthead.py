"""What the page itself says of its issue: masthead, date line, page label, running header and footer.

Only whole lines of that nature are read. A headline may name a paper, and a notice ends with a date of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.models import IssueIdentity
from worker.parsing.dates import PRINTED_DATE, printed_dates
from worker.parsing.furniture import PAGE_LABEL, SECTIONS, compact, is_date_line
from worker.parsing.numerals import page_number
from worker.parsing.pagination import label_of
from worker.parsing.papers import LONGEST, is_paper_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from worker.parsing.lines import Line

_HEAD = 14  # lines at the top of a page that may be its masthead: name, pinyin, slogan, publisher, number, date, weather
_FOOT = 5
_LONGEST_LINE = 90  # characters of a line that holds nothing but such things
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)[一二三四五六日天]")
_NUMBER = re.compile(r"(?P<total>总\s{0,2})?第\s{0,2}(?P<number>\d{1,6})\s{0,2}[期号]")
_PUBLISHER = re.compile(r"统一(?:连续出版物|刊)号|邮发代号|准印证|cn\d\d-\d{4}|(?:主管|主办|出版)$|issn")
_PINYIN = re.compile(r"[a-z]{2,14}(?: [a-z]{2,14}){1,4}")
_CONTENTS = re.compile(r"(?:本期|今日|要闻|内容|本版)?(?:导读|看点|提要)")
_SPACED = re.compile(r"(?:[\u3400-\u9fff]\s{1,4}){2,10}[\u3400-\u9fff]")
_FOOTER_PAGE = re.compile(r"[-—·~]\s{0,2}(\d{1,2})\s{0,2}[-—·~]")


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at the top or the foot of the page; ``rank`` 0 is the first line from that edge."""

    line: Line
    rank: int
    top: bool


def from_text(lines: Sequence[Line]) -> IssueIdentity:
    """Return what the lines of a file say of its issue; the page is empty when they name several."""
    edges = list(_edges(lines))
    headers = [edge.line for edge in edges] + [line for line in _repeated(lines)]
    page, section = _page(lines, edges)
    return IssueIdentity(_publication(lines, edges), _date(lines, headers), page, _number(headers), section)
