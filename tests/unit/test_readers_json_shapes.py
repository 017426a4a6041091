"""JSON in the shapes that databases, crawlers and data frames write it: the same two records in each."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from worker.document.source import Document
from worker.readers import registry
from worker.readers.base import Limits, Rejected, Source
from worker.readers.exports import json_records, streams

LIMITS = Limits(16 * 1024 * 1024)
TEXT = "石门渡口的候船亭昨天启用。"
RECORD = {"title": "渡口添了候船亭", "date": "2023-10-27", "page": "02", "content": TEXT}
OTHER = {**RECORD, "title": "码头添了候船亭"}
BOTH = (RECORD, OTHER)


def read(data: bytes, name: str = "导出.json") -> list[Document | Rejected]:
    return list(registry.read(Source(name, data), LIMITS))


def dumped(value: Any, **options: Any) -> str:
    return json.dumps(value, ensure_ascii=False, **options)


JSON: list[tuple[str, str]] = [
    ("a list", dumped([RECORD, OTHER])),
    ("lines", f"{dumped(RECORD)}\n{dumped(OTHER)}\n"),
    ("lines, characters escaped", f"{json.dumps(RECORD)}\n{json.dumps(OTHER)}\n"),
    ("lines with a comma at their ends", f"{dumped(RECORD)},\n{dumped(OTHER)},\n"),
    ("objects one after the other", f"{dumped(RECORD)}{dumped(OTHER)}"),
    ("objects one after the other, each set over lines", f"{dumped(RECORD, indent=2)}\n{dumped(OTHER, indent=2)}\n"),
    ("a list with a comma at its end", f"[{dumped(RECORD)},\n{dumped(OTHER)},\n]"),
    ("not a number", f'[{dumped({**RECORD, "author": float("nan")})}, {dumped(OTHER)}]'),
    ("not a number, in lines", f'{dumped({**RECORD, "author": float("nan")})}\n{dumped(OTHER)}\n'),
    ("objects as Python prints them, a line each", f"{RECORD}\n{OTHER}\n"),
    ("a list as Python prints it", f"{[RECORD, OTHER]}"),
    ("what mongoexport writes", "\n".join(
        dumped({"_id": {"$oid": "653b0f"}, **one, "date": {"$date": "2023-10-26T16:00:00Z"}}) for one in BOTH)),
    ("what mongoexport wrote before", "\n".join(
        dumped({"_id": {"$oid": "653b0f"}, **one, "date": {"$date": {"$numberLong": "1698336000000"}}})
        for one in BOTH)),
    ("what elasticdump writes", "\n".join(
        dumped({"_index": "news", "_id": "1", "_score": 1, "_source": one}) for one in BOTH)),
    ("an answer of Elasticsearch", dumped(
        {"took": 1, "hits": {"total": {"value": 2}, "hits": [{"_id": "1", "_source": one} for one in BOTH]}})),
    ("what Navicat writes", dumped({"RECORDS": [RECORD, OTHER]})),
    ("an answer of an interface", dumped({"code": 200, "msg": "ok", "data": {"total": 2, "list": [RECORD, OTHER]}})),
    ("columns, as data frames are written", dumped(
        {name: {"0": RECORD[name], "1": OTHER[name]} for name in RECORD})),
    ("columns as lists", dumped({name: [RECORD[name], OTHER[name]] for name in RECORD})),
    ("rows by number, as data frames are written", dumped({"0": RECORD, "1": OTHER})),
    ("split, as data frames are written", dumped(
        {"columns": list(RECORD), "index": [0, 1], "data": [list(RECORD.values()), list(OTHER.values())]})),
    ("a list of rows under a row of names", dumped([list(RECORD), list(RECORD.values()), list(OTHER.values())])),
    ("what phpMyAdmin writes", dumped(
        [{"type": "header", "version": "5.2"}, {"type": "database", "name": "paper"},
         {"type": "table", "name": "news", "database": "paper", "data": [RECORD, OTHER]}])),
    ("a pack of fields", dumped([{"id": 1, "fields": one, "model": "news.article", "pk": 1} for one in BOTH])),
    ("by day and page", dumped({"2023-10-27": {"第02版": [RECORD, OTHER]}})),
    ("what is named beside the articles", dumped(
        {"topics": [{"id": 1, "name": "民生"}, {"id": 2, "name": "城建"}], "items": [RECORD, OTHER]})),
    ("what an article names: places, links, comments", dumped([
        {**RECORD, "places": [{"name": "石门渡口"}], "related": [{"title": "旧闻一则", "url": "http://a.example"}]},
        {**OTHER, "topics": {"secondary": [{"name": "民生"}]}, "comments": [{"content": "好", "user": "某某"}]}])),
    ("an article within what is told about it", dumped([
        {"scope": "全市", "date": one["date"], "page": one["page"], "locations": [{"name": "石门渡口"}],
         "block": {"title": one["title"], "content": TEXT, "note": None}} for one in BOTH])),
    ("by page and title", dumped({"02": {RECORD["title"]: RECORD, OTHER["title"]: OTHER}})),
]  # fmt: skip


@pytest.mark.parametrize("text", [row[1] for row in JSON], ids=[row[0] for row in JSON])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_shapes_of_json(text: str, codec: str) -> None:
    [document] = read(text.encode(codec))
    assert isinstance(document, Document)
    assert (document.identity.date, document.identity.page) == (dt.date(2023, 10, 27), "2")
    assert [(article.headline, article.paragraphs) for article in document.articles] == [
        ("渡口添了候船亭", (TEXT,)),
        ("码头添了候船亭", (TEXT,)),
    ]


STREAMED = {"a list", "not a number", "a pack of fields"}


@pytest.mark.parametrize("text", [row[1] for row in JSON if row[0] in STREAMED])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_lists_too_large_to_hold_are_streamed(text: str, codec: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_records, "_HELD", 10)
    monkeypatch.setattr(streams, "_CHUNK", 7)
    [document] = read(text.encode(codec))
    assert isinstance(document, Document)
    assert [article.headline for article in document.articles] == [RECORD["title"], OTHER["title"]]


def test_names_alone_are_no_articles() -> None:
    [found] = read(dumped({"people": [{"name": "李雪"}], "places": [{"name": "石门渡口"}]}).encode())
    assert isinstance(found, Rejected)
    assert "neither a title nor a text" in found.error.reason
