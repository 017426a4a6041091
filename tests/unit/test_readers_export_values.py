"""What real exports do to single values: days, pages, texts and citations, each read as a person reads it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from export_oddities import DAY, LIMITS, TEXT, as_json, one, read

from worker.document.source import Document
from worker.readers import registry
from worker.readers.base import Rejected, Source

DATES: list[tuple[Any, dt.date | None]] = [
    ("2023-10-27", DAY),
    ("2023/10/27", DAY),
    ("2023/10/27 0:00", DAY),
    ("2023.10.27", DAY),
    ("2023年10月27日", DAY),
    ("2023年10月27日 星期五 08:15", DAY),
    ("二〇二三年十月二十七日", DAY),
    # the Republic's calendar: with its name, or a year of three digits
    ("民國112年10月27日", DAY),
    ("中華民國一百一十二年十月二十七日", DAY),
    ("112年10月27日", DAY),
    ("112/10/27", DAY),
    ("民国元年1月1日", dt.date(1912, 1, 1)),
    # a whole number, and one that a data frame made a fraction
    (20231027, DAY),
    ("20231027", DAY),
    (20231027.0, DAY),
    ("20231027.0", DAY),
    # milliseconds and seconds since 1970, at midnight in China
    (1698336000000, DAY),
    ("1698336000", DAY),
    (1698336000.0, DAY),
    # with a time zone: the day is China's
    ("2023-10-27T08:00:00+08:00", DAY),
    ("2023-10-26T16:00:00Z", DAY),
    ("2023-10-26T16:00:00.000Z", DAY),
    ("2023-10-26T16:00:00+00:00", DAY),
    # a day that a spreadsheet keeps as a number, with or without a time
    (45226, DAY),
    ("45226", DAY),
    ("45226.25", DAY),
    # as English programs write it
    ("Oct 27, 2023", DAY),
    ("27 Oct 2023", DAY),
    ("October 27, 2023", DAY),
    ("Fri, 27 Oct 2023 06:00:00 GMT", DAY),
    ("10/27/2023", DAY),
    # no day at all; of two digits nobody can tell what year they are; an address is no day
    ("36/10/27", None),
    ("127.10.27.1", None),
    ("2023-13-40", None),
    ("昨天", None),
    ("2023", None),
    ("12", None),
]


@pytest.mark.parametrize(("given", "day"), DATES)
def test_days(given: Any, day: dt.date | None) -> None:
    [found] = read(as_json({"title": "渡口添了候船亭", "date": given, "content": TEXT[0]}), "导出.json")
    if day is None:
        assert isinstance(found, Rejected)
        assert str(given) in found.error.reason
    else:
        assert isinstance(found, Document)
        assert found.identity.date == day


PAGES: list[tuple[Any, str, str]] = [
    ("A02", "A02", ""),
    ("a02", "A02", ""),
    ("第02版", "2", ""),
    ("第二版", "2", ""),
    ("第十二版", "12", ""),
    ("02", "2", ""),
    (2, "2", ""),
    (2.0, "2", ""),
    ("2.0", "2", ""),
    ("第02版：要闻", "2", "要闻"),
    ("02版要闻", "2", "要闻"),
    ("A02版·民生", "A02", "民生"),
    ("要闻02版", "2", "要闻"),
    ("要闻·02", "2", "要闻"),
    ("P2", "P2", ""),
    ("０２", "2", ""),
    ("第 2 版", "2", ""),
    ("[第02版]", "2", ""),
    ("头版", "1", "头版"),
    ("A02 要聞", "A02", "要聞"),
    ("A02/要聞", "A02", "要聞"),
    ("要聞 A02", "A02", "要聞"),
    ("Page A2", "A2", ""),
    ("p. 2", "2", ""),
    ("版2", "2", ""),
    ("要闻", "", "要闻"),
]


@pytest.mark.parametrize(("given", "label", "name"), PAGES)
def test_pages(given: Any, label: str, name: str) -> None:
    document, article = one(as_json({"title": "渡口", "page": given, "content": TEXT[0]}), "导出.json")
    assert (document.identity.page, document.identity.section, article.page) == (label, name, label)


BODIES: list[tuple[str, Any, tuple[str, ...]]] = [
    ("a list", list(TEXT), TEXT),
    ("objects", [{"text": TEXT[0]}, {"text": TEXT[1]}], TEXT),
    ("line feeds", "\n".join(TEXT), TEXT),
    ("blank lines between", "\n\n".join(TEXT), TEXT),
    ("carriage returns", "\r\n".join(TEXT), TEXT),
    ("a carriage return that a workbook keeps as _x000D_", "_x000D_\n".join(TEXT), TEXT),
    ("line feeds written as two characters", "\\n".join(TEXT), TEXT),
    ("carriage returns and line feeds written as four characters", "\\r\\n".join(TEXT), TEXT),
    ("a list that was written as text", json.dumps(TEXT, ensure_ascii=False), TEXT),
    ("a list as Python prints it", str(list(TEXT)), TEXT),
    ("HTML", f"<p>　　{TEXT[0]}</p><p>　　{TEXT[1]}</p>", TEXT),
    ("HTML that was escaped", f"&lt;p&gt;{TEXT[0]}&lt;/p&gt;&lt;p&gt;{TEXT[1]}&lt;/p&gt;", TEXT),
    ("breaks", f"{TEXT[0]}<br/>　　{TEXT[1]}", TEXT),
    ("indents run together", f"　　{TEXT[0]}　　{TEXT[1]}", TEXT),
    ("entities", f"{TEXT[0]}&nbsp;\n{TEXT[1]}&#8203;", TEXT),
    ("a script in the text", f"<p>{TEXT[0]}</p><script>alert(1)</script><p>{TEXT[1]}</p>", TEXT),
    ("a path keeps its backslash", "装在 C:\\new 里。", ("装在 C:\\new 里。",)),
    ("an apostrophe within a text stays", "他写的是'-号。", ("他写的是'-号。",)),
    ("less than is no tag", "气温<5度，风力<3级。", ("气温<5度，风力<3级。",)),
]


@pytest.mark.parametrize(("given", "paragraphs"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES])
def test_bodies(given: Any, paragraphs: tuple[str, ...]) -> None:
    _, article = one(as_json({"title": "渡口添了候船亭", "date": "2023-10-27", "content": given}), "导出.json")
    assert article.paragraphs == paragraphs


# What one value tells of the issue, and what it is in: (name and value of the column, paper, page).
SOURCE_LINES = [
    # as a newspaper database prints a hit's source; ``page`` counts the pages of its list
    ("publish", "临河新报 日期：2023-10-27 版次/卷期：02 版 石门电", "临河新报", "2"),
    ("publish_raw", "臨河新報　日期: 2023年10月27日 版面: A02", "臨河新報", "A02"),
    # as GB/T 7714 cites a newspaper
    ("来源", "临河新报, 2023-10-27(003)", "临河新报", "3"),
    ("引文", "《临河新报》2023年10月27日第A02版", "临河新报", "A02"),
]


@pytest.mark.parametrize(("column", "value", "paper", "page"), SOURCE_LINES)
def test_what_one_value_tells_of_the_issue_goes_before_a_column_that_counts(
    column: str, value: str, paper: str, page: str
) -> None:
    document, article = one(as_json({"page": 17, column: value, "title": "渡口添了候船亭", "text": TEXT[0]}))
    identity = document.identity
    assert (identity.publication, identity.date, identity.page) == (paper, DAY, page)
    assert (article.headline, article.page) == ("渡口添了候船亭", page)


@pytest.mark.parametrize(
    "record",
    [
        {"text": "临河新报, 2023-10-27(003)"},  # a text that is nothing but a citation
        {"title": "《临河新报》2023年10月27日第3版勘误"},
        {"note": "日期：2023-10-27"},  # a day alone
        {"note": "版次：03"},
        {"note": "参见《临河新报》2023年10月27日第3版"},  # speaks of another one
    ],
)
def test_what_is_no_source_line(record: dict[str, str]) -> None:
    document, _ = one(as_json({"title": "渡口添了候船亭", "text": TEXT[0], "page": 17, **record}))
    assert (document.identity.date, document.identity.page) == (None, "17")


def test_a_mapping_file_goes_before_a_source_line() -> None:
    mapping = b"page: page\n"
    data = as_json({"page": 17, "publish": SOURCE_LINES[0][1], "title": "渡口添了候船亭", "text": TEXT[0]})
    source = Source("导出.json", data, sibling={"导出.json.mapping.yml": mapping}.get)
    [document] = registry.read(source, LIMITS)
    assert isinstance(document, Document)
    assert document.identity.page == "17"


@pytest.mark.parametrize("nothing", ["...", "-", "——", "/"])
def test_a_mark_for_no_date_is_none(nothing: str) -> None:
    document, _ = one(as_json({"title": "渡口添了候船亭", "text": TEXT[0], "date": nothing}))
    assert document.identity.date is None
