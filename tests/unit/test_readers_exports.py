"""Exports in every shape: each field exact, pages apart, a bad record rejected alone."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from typing import TYPE_CHECKING, Any

import export_files as files
import openpyxl
import pytest

from worker.document.geometry import Box, Region
from worker.document.issue import Contributor
from worker.document.source import Document
from worker.errors import PermanentError
from worker.parsing.assembly.ready import finished
from worker.readers import registry
from worker.readers.base import Limits, Rejected, Source
from worker.readers.exports import grouping
from worker.readers.exports.streams import lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.document.issue import Article

MIB = 1024 * 1024
LIMITS = Limits(16 * MIB)


def read(data: bytes, name: str = "导出.txt", **siblings: bytes) -> list[Document | Rejected]:
    return list(registry.read(Source(name, data, siblings.get), LIMITS))


def documents(data: bytes, name: str = "导出.txt") -> list[Document]:
    found = read(data, name)
    assert [one for one in found if isinstance(one, Rejected)] == []
    return [one for one in found if isinstance(one, Document)]


def fields(article: Article) -> dict[str, Any]:
    done = finished(article)
    return {
        "kicker": done.kicker,
        "headline": done.headline,
        "subtitle": done.subtitle,
        "byline": done.byline,
        "paragraphs": done.paragraphs,
        "page": done.page,
        "url": done.url,
        "images": done.images,
        "captions": done.captions,
        "keywords": done.keywords,
    }


def expected(record: dict[str, Any], *omitted: str) -> dict[str, Any]:
    people = {
        "记者 陈小明 通讯员 李雪": (Contributor("陈小明", "记者"), Contributor("李雪", "通讯员")),
        "李雪": (Contributor("李雪"),),
        "": (),
    }
    values = {
        "kicker": record.get("kicker", ""),
        "headline": record["title"],
        "subtitle": record.get("subtitle", ""),
        "byline": people[record["author"]],
        "paragraphs": tuple(record["content"]),
        "page": record["page"],
        "url": record.get("url", ""),
        "images": tuple(record.get("images", ())),
        "captions": (record["caption"],) if "caption" in record else (),
        "keywords": tuple(record.get("keywords", ())),
    }
    return values | {name: type(values[name])() for name in omitted}


SHAPES = {
    "list": (files.json_list, "json"),
    "lines": (files.json_lines, "json"),
    "nested": (files.nested_issues, "json"),
    "csv": (files.csv_rows, "csv"),
    "csv in GBK": (lambda: files.csv_rows("gb18030"), "csv"),
    "xlsx": (files.xlsx_rows, "xlsx"),
    "doc records in GBK": (files.doc_records, "doc records"),
    "labelled": (files.labelled, "labelled"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_field_of_every_shape(shape: str) -> None:
    made, format_name = SHAPES[shape]
    first, second = documents(made())
    assert [fields(article) for article in (*first.articles, *second.articles)] == [
        expected(record) for record in files.RECORDS
    ]
    about = [
        (one.identity.publication, one.identity.date, one.identity.page, one.identity.section)
        for one in (first, second)
    ]
    assert about == [
        (files.PAPER, dt.date(2023, 10, 26), "A02", "要闻"),
        (files.PAPER, dt.date(2023, 10, 27), "3", "文化"),
    ]
    assert {first.format, second.format} == {format_name}
    assert first.key != second.key
    assert [article.ordinal for article in first.articles] == [1, 2]


def test_paragraph_files_name_their_page_and_place() -> None:
    found = documents(files.mnbvc())
    assert [(one.identity.page, one.identity.part, one.articles[0].headline) for one in found] == [
        ("A02", "1", "稻田里开起现场会"),
        ("A02", "2", "渡口添了候船亭"),
        ("3", "3", "老茶馆办起故事会"),
    ]
    assert {one.identity.publication for one in found} == {files.PAPER}
    assert found[0].articles[0].paragraphs == tuple(files.FIRST["content"])


JSON_SHAPES = [
    # (what is written, headlines, date and page of the first)
    ({"date": "2023-11-19", "count": 1, "articles": [{"title": "甲", "content": "乙。"}]}, ["甲"], "2023-11-19", ""),
    ({"code": 0, "data": {"list": [{"title": "甲", "content": "乙。"}]}}, ["甲"], "", ""),
    ({"title": "甲", "content": "乙。", "meta": {"date": "2023-11-19", "版次": "04"}}, ["甲"], "2023-11-19", "4"),
    ({"2023-11-19": [{"标题": "甲", "正文": "乙。"}], "2023-11-20": [{"标题": "丙"}]}, ["甲", "丙"], "2023-11-19", ""),
    ({"第01版": [{"标题": "甲", "正文": "乙。"}]}, ["甲"], "", "1"),
    ([{"title": "A01版：要闻", "articles": [{"title": "甲", "content": "乙。"}]}], ["甲"], "", "A01"),
    # the list stands before what is said of it
    ({"articles": [{"title": "甲", "content": "乙。"}], "publish_date": "20231119"}, ["甲"], "2023-11-19", ""),
    # an issue's title is not its articles'
    ({"title": "临河新报", "list": [{"title": "甲", "content": "乙。"}, {"content": "丙丁戊。"}]}, ["甲", ""], "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("value", "headlines", "date", "page"), JSON_SHAPES)
def test_shapes_of_json(value: Any, headlines: list[str], date: str, page: str) -> None:
    found = documents(json.dumps(value, ensure_ascii=False).encode(), "a.json")
    assert [article.headline for one in found for article in one.articles] == headlines
    identity = found[0].identity
    assert ((identity.date.isoformat() if identity.date else ""), identity.page) == (date, page)


def test_html_and_entities_in_a_field() -> None:
    record = {"title": "渡口&ldquo;新&rdquo;亭<br>启用", "content": "<p>　　第一段&nbsp;话。</p><p>第二段。</p>"}
    [document] = documents(json.dumps([record]).encode())
    [article] = document.articles
    assert (article.headline, article.paragraphs) == ("渡口“新”亭 启用", ("第一段 话。", "第二段。"))


COORDINATES = [
    ([10, 20, 110, 220], [(10, 20, 110, 220)]),
    ("10,20,110,20,110,220,10,220", [(10, 20, 110, 220)]),
    ([{"x": 10, "y": 20}, {"x": 110, "y": 20}, {"x": 60, "y": 220}], [(10, 20, 110, 220)]),
    ([[10, 20, 30, 40], [50, 60, 70, 80]], [(10, 20, 30, 40), (50, 60, 70, 80)]),
    ([[10, 20], [110, 20], [110, 220]], [(10, 20, 110, 220)]),
    ([{"page": 2, "box": [1, 2, 3, 4]}], [(1, 2, 3, 4)]),
    ({"x": 10, "y": 20, "width": 100, "height": 200}, [(10, 20, 110, 220)]),
    ("", []),
    ("nowhere", []),
    ([1, 2], []),
]


@pytest.mark.parametrize(("given", "boxes"), COORDINATES)
def test_coordinates(given: Any, boxes: list[tuple[float, ...]]) -> None:
    [document] = documents(json.dumps([{"title": "甲", "content": "乙。", "coords": given}]).encode())
    assert [region.box for region in document.articles[0].regions] == [Box(*box) for box in boxes]
    assert all(isinstance(region, Region) for region in document.articles[0].regions)


BAD = [
    # (file, keys of what is rejected, headlines of the rest)
    ('{"title":"甲","content":"a"}\n{"title":"乙"\n{"title":"丙","content":"c"}\n'.encode(), ["line 2"], ["甲", "丙"]),
    ('[{"title":"甲","content":"a"},{"id":7},{"title":"丙","content":"c"}]'.encode(), ["record 2"], ["甲", "丙"]),
    ('[{"title":"甲","content":"a"},5,{"title":"丙","content":"c"}]'.encode(), ["record 2"], ["甲", "丙"]),
    ('[{"title":"甲","content":"a","date":"明天"},{"title":"丙","content":"c"}]'.encode(), ["record 1"], ["丙"]),
    # cut off within the second record
    ('[{"title":"甲","content":"a"},{"title":"丙","con'.encode(), ["record 2 and all after it"], ["甲"]),
    ("标题,正文,日期\n甲,a,2023-10-27\n乙,b,2023-10-27,多,出\n丙,c,2023-10-27\n".encode(), ["row 3"], ["甲", "丙"]),
    ("标题,正文,日期\n甲,a,2023-10-27\n,,2023-10-27\n".encode(), ["row 3"], ["甲"]),
    ("标题,正文\n甲,a\n".encode() + b"\xff\xfe\xfd,b\n" + "丙,c\n".encode(), ["row 3"], ["甲", "丙"]),
    ("<doc><title>渡口新亭</title><content>来了</content></doc><doc>".encode("gbk"), ["record 2"], ["渡口新亭"]),
    # cut off within quotation marks; without them nobody can tell
    ('标题,正文\n甲,a\n乙,"b\n'.encode(), ["row 3"], ["甲"]),
    ('标题,正文\n甲,a\n乙,"b"'.encode(), [], ["甲", "乙"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "taken"),
    [
        ('[{"title":"老桥","content":"桥上通车。"},{"title":"新渡'.encode(), True),
        ('{"title":"老桥","content":"桥上通车。"} {"title":"新渡","content":"渡口。"} {"ti'.encode(), True),
        ('{"title":"老'.encode(), False),
        ('[{"title":"老桥","con'.encode(), False),
    ],
)
def test_what_was_taken_of_broken_json_is_said_where_anything_was(data: bytes, taken: bool) -> None:
    """It was said of files of which nothing had been read."""
    advice = ""
    try:
        found = read(data)
    except PermanentError as error:
        found, advice = [], error.advice
    assert any(isinstance(one, Document) for one in found) == taken
    advice = advice or next(one.error.advice for one in found if isinstance(one, Rejected))
    assert advice.startswith("What stands before that was taken") == taken


@pytest.mark.parametrize("pad", ["", "a", "ab"])
def test_what_is_wrong_with_json_is_told_in_words_wherever_it_is_cut(pad: str) -> None:
    """The parser quotes bytes from the middle of a character when the place falls so: they are no words for people."""
    data = f'[{{"title":"老桥","content":"a"}},{{"title":"老桥通车","content":"{pad}昨日\n'.encode()
    rejected = [one.error for one in read(data) if isinstance(one, Rejected)]
    assert len(rejected) == 1
    for error in rejected:
        assert "error: " in error.reason
        assert "\\x" not in error.reason
        assert "b'" not in error.reason
        assert "\n" not in error.reason


@pytest.mark.parametrize(("data", "keys", "headlines"), BAD)
def test_a_bad_record_is_rejected_alone(data: bytes, keys: list[str], headlines: list[str]) -> None:
    found = read(data)
    assert [one.key for one in found if isinstance(one, Rejected)] == keys
    assert all(one.error.reason and one.error.advice for one in found if isinstance(one, Rejected))
    assert [article.headline for one in found if isinstance(one, Document) for article in one.articles] == headlines


WHOLE = [
    (b'{"version": 3, "settings": {"a": [1, 2]}}', "a.json", "neither a title nor a text"),
    (b"[" * 1_000_000, "a.json", "deep"),
    (b'{"a":' * 1_000_000, "a.json", "deep|JSON"),
    (b"", "a.json", "empty"),
    (b'{"name": "reader", "version": "1.0", "dependencies": {"a": "1"}}', "a.json", "a title, and nothing else"),
    ("品名,单价\n扁担,3\n".encode(), "a.csv", "columns are not known"),
    (b"PK\x03\x04xl/" + b"\0" * 100, "a.xlsx", "damaged"),
]


@pytest.mark.parametrize(("data", "name", "message"), WHOLE)
def test_what_is_no_export_says_so(data: bytes, name: str, message: str) -> None:
    try:
        found = read(data, name)
    except PermanentError as error:
        reasons = [error.reason]
    else:
        assert not [one for one in found if isinstance(one, Document)]
        reasons = [one.error.reason for one in found if isinstance(one, Rejected)]
    assert len(reasons) == 1
    assert re.search(message, reasons[0])


def test_a_formula_without_a_value_is_rejected_alone() -> None:
    book = openpyxl.Workbook()
    for row in (("标题", "正文"), ("甲", "a"), ('=HYPERLINK("http://far.example","乙")', "b"), ("丙", "c")):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    found = read(file.getvalue(), "a.xlsx")
    assert [(one.key, "formula" in one.error.reason) for one in found if isinstance(one, Rejected)] == [("row 3", True)]
    assert [article.headline for one in found if isinstance(one, Document) for article in one.articles] == ["甲", "丙"]


NOT_EXPORTS = [
    "临河新报\n2023年10月26日 第A02版\n\n秋收现场会召开\n本报讯(记者 陈小明)昨天开镰。\n",
    # a label below a headline, or one within a story, makes no labelled text
    "秋收现场会召开\n作者：陈小明\n昨天，晚稻开镰。\n时间：上午九时。\n",
    "来源：本报\n昨天，晚稻开镰。\n",
    "[图] 标题：渡口\n石门渡口添了亭。\n",
]


@pytest.mark.parametrize("text", NOT_EXPORTS)
def test_page_text_goes_to_the_text_reader(text: str) -> None:
    assert registry.reader_of(text.encode(), "页.txt").name == "text"


def test_a_mapping_file_names_unusual_columns() -> None:
    data = "稿件名,全稿,见刊\n甲,乙。,20231027\n".encode()
    mapping = "title: 稿件名\ncontent: 全稿\ndate: 见刊\nvalues:\n  paper: 临河新报\n  page: 4\n".encode()
    [document] = read(data, "库/导出.csv", **{"导出.mapping.yml": mapping})
    assert isinstance(document, Document)
    assert (document.identity.publication, document.identity.page) == ("临河新报", "4")
    assert document.identity.date == dt.date(2023, 10, 27)
    assert (document.articles[0].headline, document.articles[0].paragraphs) == ("甲", ("乙。",))


@pytest.mark.parametrize("mapping", [b"- a", b"a: [", "稿: 稿件名".encode(), b"x: &a [*a]"])
def test_a_wrong_mapping_file_is_told(mapping: bytes) -> None:
    with pytest.raises(PermanentError, match="mapping file"):
        read(files.csv_rows(), "导出.csv", **{"导出.mapping.yml": mapping})


def test_records_of_a_page_come_together_wherever_they_stand() -> None:
    records = [{"title": f"题{number}", "content": "文。", "page": number % 3 + 1} for number in range(9)]
    found = documents(json.dumps(records).encode())
    assert [[article.headline for article in one.articles] for one in found] == [
        ["题0", "题3", "题6"],
        ["题1", "题4", "题7"],
        ["题2", "题5", "题8"],
    ]


def test_records_too_far_apart_are_a_part_of_their_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "_MOST_CHARACTERS", 1100)
    records = [{"title": f"题{number}", "content": "文。", "page": number % 3 + 1} for number in range(4)]
    found = documents(json.dumps(records).encode())
    assert [(one.identity.page, one.identity.part, len(one.articles)) for one in found] == [
        ("1", "", 1),
        ("2", "", 1),
        ("3", "", 1),
        ("1", "2", 1),
    ]
    assert len({one.key for one in found}) == len(found)


@pytest.mark.parametrize(
    ("named", "sizes"),
    [
        ({}, [4, 4, 2]),  # nothing says where they stand
        ({"paper": "临河新报", "date": "2023-10-26"}, [4, 4, 2]),
        ({"paper": "临河新报", "page": "2"}, [4, 4, 2]),  # more than a page holds
    ],
)
def test_what_no_page_holds_is_given_in_parts(
    named: dict[str, str], sizes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "_MOST_OF_A_PAGE", 1600)  # a short record weighs 500 and its text
    records = [{"title": f"题{number}", "content": "文。", **named} for number in range(10)]
    found = [one for one in documents(json.dumps(records).encode()) if isinstance(one, Document)]
    assert [len(one.articles) for one in found] == sizes
    assert [one.identity.part for one in found] == ["", "2", "3"]
    assert [article.headline for one in found for article in one.articles] == [f"题{number}" for number in range(10)]
    assert found[0].read_ahead == 0


def test_a_document_tells_what_was_read_beyond_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "_MOST_CHARACTERS", 1100)
    records = [{"title": f"题{number}", "content": "文。", "page": number + 1} for number in range(4)]
    found = [one for one in documents(json.dumps(records).encode()) if isinstance(one, Document)]
    assert [one.read_ahead for one in found] == [1004, 1004, 502, 0]


@pytest.mark.parametrize(
    ("encoding", "text", "expected"),
    [
        ("utf-8", "ab\ncdefghij\nkl\n", [b"ab\n", b"cdefg", b"kl\n"]),
        ("utf-8", "abcd\nefgh", [b"abcd\n", b"efgh"]),  # as long as a line may be
        ("utf-8-sig", "a\n", [b"a\n"]),  # the mark is of the line's bytes, and not given
        ("utf-16", "ab\ncdefghij\nkl", [b"ab\n", b"cdefg", b"kl"]),
    ],
)
def test_lines_that_are_too_long_are_cut(encoding: str, text: str, expected: list[bytes]) -> None:
    assert list(lines(io.BytesIO(text.encode(encoding)), encoding, 4)) == expected


def test_an_export_of_one_long_line_is_no_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    from worker.readers.exports import json_records  # noqa: PLC0415

    monkeypatch.setattr(json_records, "_LONGEST_TRIED", 64)
    records = [{"title": f"题{number}", "content": "文" * 40} for number in range(3)]
    for data in (
        json.dumps({"articles": records}),
        "\n".join(map(json.dumps, records)),
        json.dumps({"articles": records}) + "\n\n",
    ):
        found = [one for one in documents(data.encode()) if isinstance(one, Document)]
        assert [article.headline for one in found for article in one.articles] == ["题0", "题1", "题2"]


@pytest.mark.parametrize("made", [files.json_list, files.json_lines, files.csv_rows, files.doc_records])
def test_a_stream_gives_what_the_bytes_give(made: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    from worker.readers.exports import json_records  # noqa: PLC0415

    held = documents(made())
    monkeypatch.setattr(json_records, "_HELD", 10)
    data = made()
    streamed = list(registry.read(Source("a", stream=lambda: io.BytesIO(data), stream_bytes=len(data)), LIMITS))
    assert streamed == held


def test_mended_records_are_parts_of_their_pages() -> None:
    """One knows which record of the export it is, by the key that ``baoku failures`` tells; the other does not."""
    rows = [
        {**files.FIRST, "paper_name": files.PAPER, "baoku_record": "line 17"},
        {**files.SECOND, "paper_name": files.PAPER},
    ]
    data = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    first, second = documents(data, "导出.mended.jsonl")
    assert (first.key, first.identity.part, first.identity.page) == ("line 17", "line-17", "A02")
    assert (second.key, second.identity.part) == ("mended 2", "mended-2")
    assert first.articles[0].headline == files.FIRST["title"]


def test_mended_records_have_the_mapping_of_their_export() -> None:
    data = json.dumps([{"稿件名": "渡口添了候船亭", "全文": "石门渡口的候船亭昨天启用。"}], ensure_ascii=False).encode()
    mapping = {"导出.mapping.yml": "title: 稿件名\ncontent: 全文\n".encode()}
    [document] = registry.read(Source("导出.mended-2.json", data, mapping.get), LIMITS)
    assert isinstance(document, Document)
    assert document.articles[0].headline == "渡口添了候船亭"
