"""Annotated pages of a folder, marked rows or gold labels beside a text, are read in one place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from training.annotated import annotated_pages, marked_pages
from training.segmentation.sources import annotated

if TYPE_CHECKING:
    from pathlib import Path

ROWS = "# layout: a page\n== news\nH| 老桥换新颜\nP| 昨日,老桥重新通车。\n"
LABELS = {"articles": [{"headline": "街景", "paragraphs": ["雨后的老街很安静。"]}]}


def with_gold(folder: Path, name: str, encoding: str = "utf-8") -> None:
    (folder / f"{name}.txt").write_text("街景\n雨后的老街很安静。\n", encoding=encoding)
    (folder / f"{name}.gold.json").write_text(json.dumps(LABELS), encoding="utf-8")


def test_pages_of_either_form(tmp_path: Path) -> None:
    inner = tmp_path / "lists"
    inner.mkdir()
    (inner / "daily_2.marked").write_text(ROWS, encoding="utf-8")
    with_gold(tmp_path, "paper.1999")
    rows, beside = annotated_pages(tmp_path)
    assert (rows.name, rows.site, rows.folder) == ("daily_2", "daily", "lists")
    assert rows.text == "老桥换新颜\n昨日,老桥重新通车。\n"
    assert [rows.text[each["start"] : each["end"]] for each in rows.found["pieces"]] == rows.text.split()
    assert (beside.name, beside.site, beside.folder) == ("paper.1999", "paper", tmp_path.name)
    assert "pieces" not in beside.found


def test_a_year_behind_a_name_is_of_the_name_where_labels_stand_beside(tmp_path: Path) -> None:
    with_gold(tmp_path, "stack_1984")
    (page,) = annotated_pages(tmp_path)
    assert page.site == "stack_1984"


def test_a_text_in_another_encoding(tmp_path: Path) -> None:
    with_gold(tmp_path, "page", "gb18030")
    (page,) = annotated_pages(tmp_path)
    assert page.text == "街景\n雨后的老街很安静。\n"


def test_a_row_without_a_label_is_told_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "broken.marked").write_text("== news\n没有标记的行\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken\.marked: row 2"):
        list(marked_pages(tmp_path))


def test_labels_that_stand_nowhere_in_the_text_are_not_fitted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page.txt").write_text("街景\n", encoding="utf-8")
    article = {"kind": "news", "lines": [{"tag": "H", "text": "老桥换新颜"}]}
    gold = {"articles": [article], "non_articles": []}
    (tmp_path / "page.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    assert [*annotated(tmp_path)] == []
    assert "page is left out" in capsys.readouterr().out
