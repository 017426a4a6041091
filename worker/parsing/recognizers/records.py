"""Records around a text, as libraries and databases print them: a label and a short value on each of several lines.

题名:老桥重开 / 作者:柳禾青 / 来源:青石日报 / 知识类型:报纸文章 / 唯一号:1127. A record is told by its row,
whatever most of its labels are called; the title in it heads the text below.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from worker.lexicon.characters import BULLETS, HAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.parsing.layout.lines import Line

_FEWEST = 3  # lines of a record
_FEWEST_KNOWN = 2  # labels that nothing but a record has
_LONGEST = 90  # characters of a line
_FIELD = re.compile(
    rf"[{BULLETS}*\-]?\s{{0,2}}(?:【\s?(?P<boxed>[{HAN}]\s{{0,4}}[{HAN}]{{1,5}})\s?】\s?:?|(?P<plain>[{HAN}]\s{{0,4}}[{HAN}]{{1,5}})\s?:)"
    r"\s{0,3}(?P<value>[^。]{0,80})"
)
TITLE: re.Pattern[str] = re.compile(r"[【]?(?:题\s{0,4}名|篇\s{0,4}名|文献题名|正题名|标题名称)[】]?\s?:?\s{0,3}")
"""What stands before the title in a record."""
AUTHOR: re.Pattern[str] = re.compile(
    r"(?:【\s?(?:作\s{0,4}者|责任者|著者)\s?】\s?:?|作\s{1,4}者\s?:|责任者\s?:|著者\s?:)\s{0,3}(?=\S)"
)
"""What stands before the author in a record, where it is not the 作者: of other lines."""
_TITLES = frozenset({"题名", "篇名", "文献题名", "正题名", "标题", "文章标题", "新闻标题"})
_AUTHORS = frozenset({"作者", "责任者", "记者", "文章作者", "第一作者", "著者", "署名"})
_KNOWN = (
    _TITLES
    | _AUTHORS
    | {
        *(
            "来源",
            "文献来源",
            "文章来源",
            "出处",
            "内容出处",
            "原文出处",
            "刊名",
            "报刊名",
            "报刊名称",
            "报纸名称",
            "报纸",
            "母体文献",
        ),
        *(
            "日期",
            "发布时间",
            "发布日期",
            "出版时间",
            "出版日期",
            "发表时间",
            "刊登日期",
            "见报日期",
            "报道日期",
            "发行日期",
        ),
        *("版次", "版号", "版名", "版面", "期号", "卷期", "年卷期", "页码", "栏目", "版面名称"),
        *(
            "分类",
            "分类号",
            "中图分类号",
            "知识类型",
            "文献类型",
            "资源类型",
            "类型",
            "关键词",
            "主题词",
            "语种",
            "唯一号",
            "索取号",
            "文献号",
        ),
        *("收录时间", "入库时间", "浏览次数", "下载次数", "字数", "正文字数", "数据来源", "馆藏单位", "摘要"),
    }
)
# What a paper prints of a book, a film or a person is text.
_OF_OTHERS = frozenset(
    {"书名", "出版社", "定价", "片名", "剧名", "导演", "主演", "姓名", "年龄", "职业", "电话", "地址"}
)
# 问: and 答: are turns of a talk; when and where a report was made is text.
_TALK = re.compile(r"(?:问|答|记者问|主持人|嘉宾|时间|地点|人物|对象|主题)\s?:")


class Record(NamedTuple):
    """Indices of lines: titles in records, lines that say who wrote, and all else in them."""

    titles: frozenset[int] = frozenset()
    authors: frozenset[int] = frozenset()
    fields: frozenset[int] = frozenset()


_NONE = Record()


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
        if _is_record([label for _, label, _ in row]):
            title = next((each for each, label, told in row if told and label in _TITLES), -1)
            titles |= {title} - {-1}
            wrote = {each for each, label, told in row if told and label in _AUTHORS}
            authors |= wrote
            fields |= {each for each, _, _ in row if each != title} - wrote
        row = []
    return Record(frozenset(titles), frozenset(authors), frozenset(fields)) if fields else _NONE


def _is_record(labels: Sequence[str]) -> bool:
    known = sum(label in _KNOWN for label in labels)
    return len(labels) >= _FEWEST and known >= _FEWEST_KNOWN and _OF_OTHERS.isdisjoint(labels)


def _field(line: Line) -> tuple[str, bool] | None:
    """Return the label of a line that is a field of a record, and whether it has a value; None for another line."""
    folded = line.folded
    if len(folded) > _LONGEST or not (":" in folded[:12] or "】" in folded[:12]) or _TALK.match(folded):
        return None
    found = _FIELD.fullmatch(folded)
    if found is None:
        return None
    return "".join((found["boxed"] or found["plain"]).split()), bool(found["value"].strip())
