"""Files of office programs, made here, and what their readers make of them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import docx

from worker.document.source import Document
from worker.readers import registry
from worker.readers.base import Limits, Source

if TYPE_CHECKING:
    from collections.abc import Callable

LIMITS = Limits(16 * 1024 * 1024)
STORY = ("临河坝的晚稻昨天开镰，三百台收割机一早下了田。", "种粮大户王大伟说，今年的收成比去年好。")
OTHER = ("石门渡口的候船亭昨天启用，六排长椅坐得下四十人。",)
LEAD = "临河坝的晚稻昨天开镰，三百台收割机一早下了田，种粮大户王大伟说收成比去年好。"
WORD_97 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(600)
HEAD = "临河新报 2023年10月26日 第A02版"


def read(data: bytes, name: str = "页.docx") -> Document:
    [document] = registry.read(Source(name, data), LIMITS)
    assert isinstance(document, Document)
    return document


def saved(fill: Callable[[Any], None]) -> bytes:
    book = docx.Document()
    fill(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def styled(book: Any) -> None:
    book.sections[0].header.paragraphs[0].text = "临河新报 2023年10月26日 第A02版"
    book.add_paragraph("全区秋收工作推进", style="Heading 2")
    book.add_paragraph("稻田里开起现场会", style="Heading 1")
    book.add_paragraph("三百台收割机下田", style="Heading 2")
    book.add_paragraph("记者 陈小明 通讯员 李雪")
    for text in STORY:
        book.add_paragraph(text)
    book.add_paragraph("田里的账", style="Heading 2")
    book.add_paragraph("一亩地省下两个工。")
    book.add_paragraph("收割机驶过临河坝。 记者 张强 摄", style="Caption")
    book.add_paragraph("渡口添了候船亭", style="Heading 1")
    table = book.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "长椅", "六排"
    book.add_paragraph(OTHER[0])


def lines(data: bytes, name: str) -> list[str]:
    return [line.text for line in read(data, name).pages[0].lines if line.text]
