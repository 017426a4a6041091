"""The issue of a record that one value tells as a whole, as catalogues and citations write it.

``申報 日期：1949-05-08 版次：02 版`` is how newspaper databases print a hit's source, ``云岭周报, 2023-10-27(003)`` how
GB/T 7714 cites a newspaper. Such a line speaks of the print alone: a column called ``page`` beside it may as well count
the pages of a list of hits.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 160  # characters: a story may quote such a line, and is longer
_DAY = r"(?P<day>\d{4}\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}\s?日?)"
_DATED = re.compile(rf"(?:日期|时间|時間)\s?[:：]\s?{_DAY}")
_PAGED = re.compile(r"版[次面號号](?:[/／][^\s:：]{1,4})?\s?[:：]\s?(?P<page>第?\s?[A-Za-z]{0,2}\d{1,3}(?!\d))")
_BEFORE = re.compile(r"\s*《?(?P<paper>[^\s:：《》\d][^:：《》\d]{0,19}?)》?\s+(?=[^\s:：]{2,6}\s?[:：])")
_CITED = re.compile(
    rf"《?(?P<paper>[\u3400-\u9fff·]{{1,14}}[报報刊])》?[\s,，.]{{0,3}}{_DAY}"
    r"\s?(?:[(（]\s?第?(?P<page>[A-Za-z]{0,2}\d{1,3})\s?版?[^()（）]{0,12}[)）]|[,，]?\s?第?(?P<page2>[A-Za-z]{0,2}\d{1,3})\s?版)"
)


def issue_told(values: Iterable[Any]) -> tuple[str, str, str] | None:
    """Return the paper (empty where it is not named), day and page of the first value that tells them as a whole."""
    for value in values:
        if not isinstance(value, str) or len(value) > _LONGEST or not any(map(str.isdigit, value)):
            continue
        cited = _CITED.match(value)
        if cited:
            return cited["paper"], cited["day"], cited["page"] or cited["page2"]
        dated, paged = _DATED.search(value), _PAGED.search(value)
        if dated and paged:
            before = _BEFORE.match(value)
            return before["paper"] if before else "", dated["day"], paged["page"]
    return None
