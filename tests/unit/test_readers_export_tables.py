"""What real exports do to their rows and columns: each oddity read as a person reads it."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from export_oddities import DAY, TEXT, as_json, one, read, table

from worker.document.source import Document
from worker.readers.base import Rejected

HEADER = "标题,日期,版次,正文"
ROW = f"渡口添了候船亭,2023-10-27,02,{TEXT[0]}"
PLAIN = f"{HEADER}\n{ROW}"
QUOTED = PLAIN.replace(",", '","').replace("\n", '"\n"')
TABLES: list[tuple[str, bytes, str]] = [
    ("a byte order mark", b"\xef\xbb\xbf" + table(HEADER, ROW), "导出.csv"),
    ("Excel's Unicode text: UTF-16, tabs", PLAIN.replace(",", "\t").encode("utf-16"), "导出.txt"),
    ("UTF-16, big end first", b"\xfe\xff" + PLAIN.encode("utf-16-be"), "导出.csv"),
    ("GBK", PLAIN.encode("gbk"), "导出.csv"),
    ("semicolons", table(HEADER, ROW).replace(b",", b";"), "导出.csv"),
    ("tabs in a file called .csv", table(HEADER, ROW).replace(b",", b"\t"), "导出.csv"),
    ("bars", table(HEADER, ROW).replace(b",", b"|"), "导出.csv"),
    ("old Macintosh line ends", table(HEADER, ROW).replace(b"\n", b"\r"), "导出.csv"),
    ("what Excel writes above a table", b"sep=,\r\n" + table(HEADER, ROW), "导出.csv"),
    ("an index column without a name, as data frames write it", table("," + HEADER, "0," + ROW), "导出.csv"),
    ("white space round the names", table(" 标题 , 日期 ,版次 , 正文", ROW), "导出.csv"),
    ("a row that is shorter than the names: what is missing is empty", table(HEADER + ",作者,链接", ROW), "导出.csv"),
    ("empty cells after the last name", table(HEADER, ROW + ",,"), "导出.csv"),
    ("blank rows", table(HEADER, "", ROW, "", ",,,"), "导出.csv"),
    ("names and cells in quotes", f'"{QUOTED}"'.encode(), "导出.csv"),
    ("text that a spreadsheet must not take for a number",
     table(HEADER, f'="渡口添了候船亭",="2023-10-27",="02",{TEXT[0]}'), "导出.csv"),
    ("an apostrophe before a number", table(HEADER, f"渡口添了候船亭,'20231027,'02,{TEXT[0]}"), "导出.csv"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "name"), [row[1:] for row in TABLES], ids=[row[0] for row in TABLES])
def test_tables(data: bytes, name: str) -> None:
    document, article = one(data, name)
    assert (document.identity.date, document.identity.page) == (DAY, "2")
    assert (article.headline, article.paragraphs) == ("渡口添了候船亭", (TEXT[0],))


NAMES = [
    # as in Taiwan and Hong Kong
    ("報名,日期,版面,標題,內文", "临河新报,2023-10-27,A02 要聞,渡口添了候船亭,{}"),
    ("報紙名稱,刊登日期,版別,新聞標題,新聞內文", "临河新报,民國112年10月27日,A02 要聞,渡口添了候船亭,{}"),
    ("篇名,報別,見報日,版序,報導內容", "渡口添了候船亭,临河新报,112/10/27,A02,{}"),
    # with words that say of what the names are
    ("稿件标题,稿件正文,刊发日期,所在版面,报社", "渡口添了候船亭,{},2023/10/27,第A02版：要闻,临河新报"),
    ("news_title,news_content,news_date,newspaper_name,news_page", "渡口添了候船亭,{},2023-10-27,临河新报,A02"),
    ("DocTitle,DocContent,DocPubTime,PaperName,BanCi", "渡口添了候船亭,{},2023-10-27 08:00,临河新报,A02"),
    # in Pinyin, whole or its first letters
    ("biaoti,zhengwen,riqi,baozhi,banci", "渡口添了候船亭,{},2023-10-27,临河新报,A02"),
    ("bt,nr,rq,baozhi,bc", "渡口添了候船亭,{},2023-10-27,临河新报,A02"),
    # reference managers, in two languages; Dublin Core; tables that a script went over
    (
        "Title-题名,Summary-摘要,PubTime-发表时间,Source-文献来源,PageCount-页码",
        "渡口添了候船亭,{},2023-10-27,临河新报,A02",
    ),
    ("标题（Title）,正文（Text）,日期（Date）,报纸（Paper）,版次（Page）", "渡口添了候船亭,{},2023-10-27,临河新报,A02"),
    ("dc:title,text,dc:date,paper,page", "渡口添了候船亭,{},2023-10-27,临河新报,A02"),
    ("title_raw,text_clean,date_raw,paper_raw,page_raw", "渡口添了候船亭,{},2023-10-27,临河新报,A02"),
    # clipping services and newspaper databases
    ("標題,內文,日期,媒體,版頭", "渡口添了候船亭,{},2023-10-27,临河新报,A02"),
    ("完整标题,详情,日期,报章,版次/卷期", "渡口添了候船亭,{},2023-10-27,临河新报,A02"),
    # the day in three columns
    ("年份,月份,日,版次,题名,内容,报刊名称", "2023,10,27,A02,渡口添了候船亭,{},临河新报"),
    ("Year,Month,Day,Page,Headline,Text,Publication", "2023,10.0,27,A02,渡口添了候船亭,{},临河新报"),
]


@pytest.mark.parametrize(("names", "row"), NAMES)
def test_names_of_columns(names: str, row: str) -> None:
    document, article = one(table(names, row.format(TEXT[0])))
    identity = document.identity
    assert (identity.publication, identity.date, identity.page) == ("临河新报", DAY, "A02")
    assert (article.headline, article.paragraphs) == ("渡口添了候船亭", (TEXT[0],))


OTHER_NAMES = [
    # when a program met it is not its day; who published it is not its paper; an editor is no author; of two titles the
    # plain one counts
    ("标题,正文,采集时间", "渡口,{},2023-10-27", ("", None, ""), "渡口"),
    ("标题,正文,update_time,publisher", "渡口,{},2023-10-27,某社", ("", None, ""), "渡口"),
    ("标题,正文,责任编辑", "渡口,{},李雪", ("", None, ""), "渡口"),
    ("原标题,标题,正文", "亭子,渡口,{}", ("", None, ""), "渡口"),
]


@pytest.mark.parametrize(("names", "row", "issue", "headline"), OTHER_NAMES)
def test_other_names_of_columns(names: str, row: str, issue: tuple[str, None, str], headline: str) -> None:
    document, article = one(table(names, row.format(TEXT[0])))
    identity = document.identity
    assert (identity.publication, identity.date, identity.page) == issue
    assert (article.headline, article.byline) == (headline, ())


def workbook(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


CELLS: list[tuple[str, Any, Any]] = [
    ("a day", dt.datetime(2023, 10, 27), 2),  # noqa: DTZ001 - as workbooks keep days
    ("a day as text", "2023-10-27", "02"),
    ("a day as a whole number", 20231027, 2.0),
    ("a day as its serial number, the cell without a format", 45226, "第02版"),
]


@pytest.mark.parametrize(("day", "page"), [row[1:] for row in CELLS], ids=[row[0] for row in CELLS])
def test_cells_of_workbooks(day: Any, page: Any) -> None:
    document, article = one(workbook(["标题", "日期", "版次", "正文"], ["渡口", day, page, TEXT[0]]), "导出.xlsx")
    assert (document.identity.date, document.identity.page, article.paragraphs) == (DAY, "2", (TEXT[0],))


def test_cells_that_are_one_hold_for_all_rows_beside_them() -> None:
    book = openpyxl.Workbook()
    for row in (
        ["日期", "版次", "标题", "正文", "作者"],
        [dt.date(2023, 10, 27), "A02", "渡口", TEXT[0], "李雪"],
        [None, None, "码头", TEXT[1], None],
        [],
        [dt.date(2023, 10, 28), "A03", "茶馆", TEXT[0], None],
    ):
        book.active.append(row)
    for cells in ("A2:A4", "B2:B4"):
        book.active.merge_cells(cells)
    file = io.BytesIO()
    book.save(file)
    found = [one for one in read(file.getvalue(), "导出.xlsx") if isinstance(one, Document)]
    assert [(one.identity.date, one.identity.page, [a.headline for a in one.articles]) for one in found] == [
        (DAY, "A02", ["渡口", "码头"]),
        (dt.date(2023, 10, 28), "A03", ["茶馆"]),
    ]
    assert [article.byline for article in found[0].articles][1] == ()


ABOVE = [
    # a line above the table; two of them; the sheet's name; what a row says itself comes first
    ([["临河新报 2023年10月27日 A02版"]], "Sheet", ("临河新报", DAY, "A02")),
    ([["临河新报"], ["2023-10-27", "第A02版"]], "Sheet", ("临河新报", DAY, "A02")),
    ([], "2023-10-27", ("", DAY, "")),
    ([], "第A02版", ("", None, "A02")),
    ([["临河新报文章导出（2003版本）"]], "十月", ("", None, "")),
]


@pytest.mark.parametrize(("lines", "title", "issue"), ABOVE)
def test_what_stands_above_a_table_holds_for_it(
    lines: list[list[str]], title: str, issue: tuple[str, dt.date | None, str]
) -> None:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in (*lines, ["标题", "正文", "作者"], ["渡口", TEXT[0], "李雪"]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    document, _ = one(file.getvalue(), "导出.xlsx")
    assert (document.identity.publication, document.identity.date, document.identity.page) == issue


def test_ragged_rows_are_rejected_alone() -> None:
    found = read(table(HEADER, ROW, f"多,一,格,{TEXT[0]},多出的字", ROW.replace("渡口", "码头")))
    [document, rejected] = sorted(found, key=lambda each: isinstance(each, Rejected))
    assert isinstance(document, Document)
    assert isinstance(rejected, Rejected)
    assert [article.headline for article in document.articles] == ["渡口添了候船亭", "码头添了候船亭"]
    assert (rejected.key, "cells" in rejected.error.reason) == ("row 3", True)


def test_a_record_that_comes_twice_is_one_article() -> None:
    """Crawlers that were started again write what they have once more."""
    twice = table(HEADER, ROW, ROW.replace("渡口", "码头"), ROW)
    [document] = read(twice)
    assert isinstance(document, Document)
    assert [article.headline for article in document.articles] == ["渡口添了候船亭", "码头添了候船亭"]
    assert document.warnings == ("records that stand twice in the export and were taken once: 1",)


MISSING = [
    # what is left out: the paper, the page, the day, the title, the text
    ({"title": "渡口", "date": "2023-10-27", "page": "2", "content": TEXT[0]}, ("", DAY, "2"), "渡口"),
    ({"title": "渡口", "paper": "临河新报", "date": "2023-10-27", "content": TEXT[0]}, ("临河新报", DAY, ""), "渡口"),
    ({"title": "渡口", "paper": "临河新报", "page": "2", "content": TEXT[0]}, ("临河新报", None, "2"), "渡口"),
    ({"paper": "临河新报", "date": "2023-10-27", "page": "2", "content": TEXT[0]}, ("临河新报", DAY, "2"), ""),
    ({"title": "渡口", "paper": "临河新报", "date": None, "page": "nan", "content": TEXT[0]},
     ("临河新报", None, ""), "渡口"),
    ({"title": "渡口", "paper": "NULL", "date": "nan", "page": "None", "content": TEXT[0]}, ("", None, ""), "渡口"),
]  # fmt: skip


@pytest.mark.parametrize(("record", "issue", "headline"), MISSING)
def test_missing_columns(record: dict[str, Any], issue: tuple[str, dt.date | None, str], headline: str) -> None:
    document, article = one(as_json(record), "导出.json")
    identity = document.identity
    assert (identity.publication, identity.date, identity.page) == issue
    assert article.headline == headline


def test_a_summary_is_the_text_where_there_is_no_other() -> None:
    _, article = one(as_json({"文章标题": "渡口", "版面": "01版：要闻", "摘要": TEXT[0]}), "导出.json")
    assert article.paragraphs == (TEXT[0],)
    _, article = one(as_json({"文章标题": "渡口", "摘要": TEXT[0], "正文": TEXT[1]}), "导出.json")
    assert article.paragraphs == (TEXT[1],)


def test_a_text_in_an_unknown_column_is_told() -> None:
    """What is no field is left out; a story among it is told of, a number and an address are not."""
    record = {
        "title": "渡口",
        "content": TEXT[0],
        "稿件续": TEXT[1] * 9,
        "次数": 12,
        "网盘": "https://far.example/" + "a" * 90,
    }
    warning = "columns that hold texts and are not known, name them in a mapping file: 稿件续"
    document, _ = one(as_json(record), "导出.json")
    assert document.warnings == (warning,)
    document, _ = one(table("title,content,稿件续", f"渡口,{TEXT[0]},{TEXT[1] * 9}"))
    assert document.warnings == (warning,)


def test_the_only_text_is_taken_whatever_its_column_is_called() -> None:
    document, article = one(as_json({"标题": "渡口", "日期": "2023-10-27", "详细": TEXT[1] * 9}), "导出.json")
    assert article.paragraphs == (TEXT[1] * 9,)
    assert document.warnings == ("columns of an unknown name that were taken for the text, as no other was: 详细",)
    # of two nobody can tell which it is; without a title it may be no article at all
    document, article = one(as_json({"标题": "渡口", "甲": TEXT[0] * 9, "乙": TEXT[1] * 9}), "导出.json")
    assert (article.paragraphs, "甲、乙" in document.warnings[0]) == ((), True)
    [found] = read(as_json({"instruction": "写一篇", "output": TEXT[1] * 9}), "导出.json")
    assert isinstance(found, Rejected)
