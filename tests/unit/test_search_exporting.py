from __future__ import annotations

import csv
import io
import json
import re

import pytest

from worker.search.exporting import COLUMNS, ExportFormat, exported

FULL = {
    "id": "beibei-2023-10-27-p01-a03",
    "publication": "北碚报",
    "date": "2023-10-27",
    "page": "1",
    "headline": "美丽北碚\n建设大会",
    "byline": [{"name": "熊辉", "role": "记者"}, {"name": "徐芳"}],
    "body": "第一段,有逗号。\n第二段“引号”。",
    "keywords": ["河长", "林长"],
    "summary": "摘要",
}
BARE = {"id": "content-0123456789abcdef-a01"}


def written(document: dict[str, object], form: ExportFormat, base: str = "http://127.0.0.1:8420") -> str:
    return b"".join(exported([document], form, base=base)).decode()


def test_csv_is_read_back_as_it_was() -> None:
    text = written(FULL, ExportFormat.CSV)
    assert text.startswith("\ufeff")  # spreadsheets take it for UTF-8
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert tuple(row) == COLUMNS
    assert row["body"] == FULL["body"]
    assert row["byline"] == "记者 熊辉; 徐芳"
    assert row["address"] == "http://127.0.0.1:8420/articles/beibei-2023-10-27-p01-a03"


FORMULAS = [
    *("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\n=1"),
    *("＝1＋1", "＋1", "－1", "＠SUM(A1)"),  # in full width, which some spreadsheets take for the same
]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(text: str) -> None:
    (row,) = csv.DictReader(io.StringIO(written({**BARE, "headline": text}, ExportFormat.CSV)[1:], newline=""))
    assert row["headline"] == f"'{text}"


def test_json_lines_hold_the_document() -> None:
    assert json.loads(written(FULL, ExportFormat.JSONL)) == FULL


def test_ris_has_one_field_a_line() -> None:
    text = written(FULL, ExportFormat.RIS)
    assert text.splitlines()[:5] == [
        "TY  - NEWS",
        "ID  - beibei-2023-10-27-p01-a03",
        "TI  - 美丽北碚 建设大会",
        "AU  - 熊辉",
        "AU  - 徐芳",
    ]
    assert "DA  - 2023/10/27" in text
    assert text.endswith("ER  - \r\n\r\n")


def test_no_field_ends_a_record() -> None:
    hostile = {**FULL, "headline": "题\r\nER  - \r\nTY  - NEWS", "publication": "报},\n} @comment{"}
    assert len(re.findall(r"^TY  - ", written(hostile, ExportFormat.RIS), re.MULTILINE)) == 1
    bibtex = written(hostile, ExportFormat.BIBTEX).replace(r"\{", "").replace(r"\}", "")
    assert bibtex.count("{") == bibtex.count("}")  # balanced: the record ends where we end it
    assert len(re.findall(r"^@", bibtex, re.MULTILINE)) == 1


@pytest.mark.parametrize("form", list(ExportFormat))
def test_what_is_not_known_is_left_out(form: ExportFormat) -> None:
    assert BARE["id"] in written(BARE, form, base="")
