"""Records around a text, as libraries and databases print them: a label and a short value on each of several lines.

No line is known by itself here, as those of ``web_feet`` and ``portals`` are: a record is told by its row.
题名:老桥重开 / 作者:柳禾青 / 来源:青石日报 / 知识类型:报纸文章 / 唯一号:1127. A record is told by its row,
whatever most of its labels are called; the title in it heads the text below.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from worker.lexicon import records as known
from worker.lexicon.characters import BULLETS, HAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

_FEWEST: Final = 3  # lines of a record
_FEWEST_KNOWN: Final = 2  # labels that nothing but a record has
_LONGEST: Final = 90  # characters of a line
_SHORTEST_TITLE: Final = 5  # Chinese characters behind the colon of a title
_HAN: Final = re.compile(rf"[{HAN}]")
_FIELD: Final = re.compile(
    rf"[{BULLETS}*\-]?\s{{0,2}}(?:【\s?(?P<boxed>[{HAN}]\s{{0,4}}[{HAN}]{{1,5}})\s?】\s?:?|(?P<plain>[{HAN}]\s{{0,4}}[{HAN}]{{1,5}})\s?:)"
    r"\s{0,3}(?P<value>[^。]{0,80})"
)
TITLE: re.Pattern[str] = re.compile(r"[【]?(?:题\s{0,4}名|篇\s{0,4}名|文献题名|正题名|标题名称)[】]?\s?:?\s{0,3}")
"""What stands before the title in a record."""
AUTHOR: re.Pattern[str] = re.compile(
    r"(?:【\s?(?:作\s{0,4}者|责任者|著者)\s?】\s?:?|作\s{1,4}者\s?:|责任者\s?:|著者\s?:)\s{0,3}(?=\S)"
)
"""What stands before the author in a record, where it is not the 作者: of other lines."""
# 问: and 答: are turns of a talk; when and where a report was made is text.
_TALK: Final = re.compile(r"(?:问|答|记者问|主持人|嘉宾|时间|地点|人物|对象|主题)\s?:")


class Record(NamedTuple):
    """Indices of lines: titles in records, lines that say who wrote, and all else in them."""

    titles: frozenset[int] = frozenset()
    authors: frozenset[int] = frozenset()
    fields: frozenset[int] = frozenset()


_NONE: Final = Record()


def records_of(lines: Sequence[Line]) -> Record:
    """Return what records of a page hold; one title to a record, the first."""
    titles: set[int] = set()
    authors: set[int] = set()
    fields: set[int] = set()
    row: list[tuple[int, str, bool]] = []
    for index in range(len(lines) + 1):
        found = _field(lines[index]) if index < len(lines) else None
        if found is not None:
            row.append((index, *found))
            continue
        if not row:
            continue
        row = _below_title(row, lines)
        if _is_record([label for _, label, _ in row]):
            title = next((each for each, label, told in row if told and label in known.TITLES), -1)
            titles |= {title} - {-1}
            wrote = {each for each, label, told in row if told and label in known.AUTHORS}
            authors |= wrote
            fields |= {each for each, _, _ in row if each != title} - wrote
        row = []
    return Record(frozenset(titles), frozenset(authors), frozenset(fields)) if fields else _NONE


def _below_title(row: list[tuple[int, str, bool]], lines: Sequence[Line]) -> list[tuple[int, str, bool]]:
    """Return a row without the title above it that reads like a field: 水利局:大坝今年加高 / 来源:… / 作者:…."""
    if not row or row[0][1] in known.LABELS or not known.TITLES.isdisjoint(label for _, label, _ in row):
        return row
    found = _FIELD.fullmatch(lines[row[0][0]].folded)
    return row[1:] if found and len(_HAN.findall(found["value"])) >= _SHORTEST_TITLE else row


def _is_record(labels: Sequence[str]) -> bool:
    of_records = len(known.LABELS.intersection(labels))  # 记者: comes again and again in a talk
    return len(labels) >= _FEWEST and of_records >= _FEWEST_KNOWN and known.OF_OTHERS.isdisjoint(labels)


def _field(line: Line) -> tuple[str, bool] | None:
    """Return the label of a line that is a field of a record, and whether it has a value; None for another line."""
    folded = line.folded
    if len(folded) > _LONGEST or not (":" in folded[:12] or "】" in folded[:12]) or _TALK.match(folded):
        return None
    found = _FIELD.fullmatch(folded)
    if found is None:
        return None
    return "".join((found["boxed"] or found["plain"]).split()), bool(found["value"].strip())
