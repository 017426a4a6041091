"""How exports with oddities are read, and the texts that they hold."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from worker.document.source import Document
from worker.readers import registry
from worker.readers.base import Limits, Rejected, Source

if TYPE_CHECKING:
    from worker.document.issue import Article

LIMITS = Limits(16 * 1024 * 1024)
DAY = dt.date(2023, 10, 27)
TEXT = ("石门渡口的候船亭昨天启用。", "六排长椅坐得下四十人。")


def read(data: bytes, name: str = "导出.csv") -> list[Document | Rejected]:
    return list(registry.read(Source(name, data), LIMITS))


def one(data: bytes, name: str = "导出.csv") -> tuple[Document, Article]:
    [document] = read(data, name)
    assert isinstance(document, Document)
    [article] = document.articles
    return document, article


def table(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def as_json(record: dict[str, Any]) -> bytes:
    return json.dumps([record], ensure_ascii=False).encode()
