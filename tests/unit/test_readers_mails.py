"""Mails that bring pages and texts, and what MinerU read out of a page."""

from __future__ import annotations

import datetime as dt
import json
from email.message import EmailMessage
from typing import Any

import pytest

from worker.document.identity import IdentityHints
from worker.document.source import Document
from worker.errors import PermanentError
from worker.ingestion.documents import issue_of
from worker.readers import registry
from worker.readers.base import Limits, Rejected, Source

LIMITS = Limits(16 * 1024 * 1024)
HEADLINE, OTHER = "渡口添了候船亭", "老茶馆办起故事会"
TEXT = "石门渡口的候船亭昨天启用，六排长椅坐得下四十人。\n渡工老陈说，候船不用再淋雨。\n"
NOTE = "王老师：稿件见附件，请查收。\n"


def mail(subject: str, text: str, attached: dict[str, bytes] | None = None, charset: str = "utf-8") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Date"] = (
        "a@paper.example",
        "b@paper.example",
        "Fri, 27 Oct 2023 08:00:00 +0800",
    )
    message["Subject"] = subject
    message.set_content(text, charset=charset)
    for name, data in (attached or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def read(data: bytes, name: str = "来稿/1.eml") -> list[Document | Rejected]:
    return list(registry.read(Source(name, data), LIMITS))


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_a_text_under_its_subject(charset: str, ends: bytes) -> None:
    [document] = read(mail(HEADLINE, TEXT, charset=charset).replace(b"\n", ends))
    assert isinstance(document, Document)
    [article] = issue_of(document, IdentityHints()).articles
    assert (article.headline, "".join(article.paragraphs)) == (HEADLINE, TEXT.replace("\n", ""))


@pytest.mark.parametrize(
    ("was", "instead"),
    [
        (b'charset="utf-8"', b'charset="unknown-8bit"'),
        (b'charset="utf-8"', b'charset="us-ascii"'),
        (b'charset="utf-8"', b'charset="x=y=z"'),
        (b"Subject: =?utf-8?b?", b"Subject: =?utf-8?b?=?"),
        (b"Subject: =?utf-8?", b"Subject: =?x-unknown?"),
    ],
)
def test_a_mail_that_tells_its_encoding_wrongly_keeps_its_text(was: bytes, instead: bytes) -> None:
    data = mail(HEADLINE, TEXT)
    assert was in data
    [document] = read(data.replace(was, instead))
    assert isinstance(document, Document)
    texts = issue_of(document, IdentityHints()).articles
    assert "六排长椅坐得下四十人" in "".join(
        text for article in texts for text in (article.headline, *article.paragraphs)
    )


def test_what_is_attached_is_read_by_its_name_and_the_note_is_no_text() -> None:
    records = json.dumps([{"title": OTHER, "text": TEXT, "date": "2023-10-27"}], ensure_ascii=False)
    page = f"{HEADLINE}\n{TEXT}"
    found = read(
        mail("来稿", NOTE, {"临河日报2023年10月27日02版.txt": page.encode("gbk"), "稿件.json": records.encode()})
    )
    first, second = found
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert [first.path, first.key] == ["来稿/1/临河日报2023年10月27日02版.txt", "临河日报2023年10月27日02版.txt"]
    identity = issue_of(first, IdentityHints("来稿/1.eml")).identity
    assert (identity.publication, identity.date, identity.page) == ("临河日报", dt.date(2023, 10, 27), "2")
    assert [article.headline for article in second.articles] == [OTHER]


def test_a_long_text_beside_attachments_is_kept() -> None:
    found = read(mail(HEADLINE, TEXT * 12, {"图.json": b'[{"title": "1", "text": "2"}]'}))
    assert [isinstance(one, Document) for one in found] == [True, True]


def test_an_attachment_that_cannot_be_read_is_named() -> None:
    found = read(mail("来稿", NOTE, {"1.txt": TEXT.encode(), "../2.rar": b"Rar!\x1a\x07\x00" + bytes(40)}))
    [rejected] = [one for one in found if isinstance(one, Rejected)]
    assert rejected.key == "2.rar"
    with pytest.raises(PermanentError, match="no text and no attachment"):
        read(mail("空", "\n"))


@pytest.mark.parametrize("above", ["作者：李雪\n日期：2023-10-27\n来源：本报\n\n", "From: x\n\n", ""])
def test_what_is_no_mail(above: str) -> None:
    assert registry.reader_of(f"{above}{HEADLINE}\n{TEXT}".encode(), "1.txt").name != "mail"


BLOCKS: list[dict[str, Any]] = [
    {"type": "discarded", "text": "临河日报 2023年10月27日 第02版", "page_idx": 0},
    {"type": "text", "text": HEADLINE, "text_level": 1, "page_idx": 0},
    {"type": "text", "text": TEXT, "bbox": [1, 2, 3, 4], "page_idx": 0},
    {
        "type": "image",
        "img_path": "images/1.jpg",
        "image_caption": ["候船亭外景。"],
        "image_footnote": [],
        "page_idx": 0,
    },
    {"type": "text", "text": OTHER, "text_level": 1, "page_idx": 0},
    {"type": "text", "text": "城北老茶馆每周三晚上讲一段河运旧事。", "page_idx": 0},
    {"type": "table", "table_body": "<table><tr><td>周三</td><td>晚七点</td></tr></table>", "page_idx": 0},
]


def test_a_content_list_is_read_by_its_headings() -> None:
    [document] = read(json.dumps(BLOCKS, ensure_ascii=False, indent=4).encode(), "1_content_list.json")
    assert isinstance(document, Document)
    issue = issue_of(document, IdentityHints())
    identity = issue.identity
    assert (identity.publication, identity.date, identity.page) == ("临河日报", dt.date(2023, 10, 27), "2")
    first, second = issue.articles
    assert (first.headline, first.captions, first.images) == (HEADLINE, ("候船亭外景。",), ("images/1.jpg",))
    assert "".join(first.paragraphs) == TEXT.replace("\n", "")
    assert (second.headline, second.paragraphs[0]) == (OTHER, "城北老茶馆每周三晚上讲一段河运旧事。")
    assert "晚七点" in "".join(second.paragraphs)


def test_a_content_list_that_is_cut_off_or_empty() -> None:
    data = json.dumps(BLOCKS, ensure_ascii=False).encode()
    for broken in (data[:-20], b'[{"type": "image", "page_idx": 0}]'):
        with pytest.raises(PermanentError):
            read(broken, "1_content_list.json")


def test_records_with_a_type_are_no_content_list() -> None:
    record = {"type": "text", "title": HEADLINE, "text": TEXT}
    assert registry.reader_of(json.dumps([record]).encode(), "1.json").name == "json"


_ON_ITS_WAY = b"Return-Path: <a@paper.example>\nDelivered-To: b@paper.example\n" + b"".join(
    b"Received: from relay%d.paper.example by mx.paper.example with SMTP; Fri, 27 Oct 2023 08:00:00 +0800\n" % number
    for number in range(60)
)


def test_a_mail_whose_headers_stand_far_below_what_servers_wrote() -> None:
    [document] = read(_ON_ITS_WAY + mail(HEADLINE, TEXT))
    assert isinstance(document, Document)
    [article] = issue_of(document, IdentityHints()).articles
    assert (article.headline, "".join(article.paragraphs)) == (HEADLINE, TEXT.replace("\n", ""))


def test_a_text_that_tells_of_such_a_line_is_no_mail() -> None:
    [document] = read(f"Received: 一封退回的信\n\n本报讯(记者 陈小满){TEXT}".encode(), "02版.txt")
    assert isinstance(document, Document)
    assert document.reader.startswith("text/")


def test_attachments_of_one_name_are_each_kept() -> None:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "a@paper.example", "来稿", "Fri, 27 Oct 2023 08:00:00 +0800"
    message.set_content(NOTE)
    for number in range(3):
        text = f"{HEADLINE}{number}\n\n本报讯(记者 陈小满){TEXT}".encode()
        message.add_attachment(text, maintype="application", subtype="octet-stream", filename="稿.txt")
    found = [one for one in read(message.as_bytes()) if isinstance(one, Document)]
    assert {one.key for one in found} == {"稿.txt", "稿 (2).txt", "稿 (3).txt"}


def test_a_mail_of_more_parts_than_an_archive_may_have_is_refused() -> None:
    part = b"--x\nContent-Type: text/csv; name=a.txt\nContent-Disposition: attachment; filename=a.txt\n\nx\n"
    head = b"From: a@paper.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
    with pytest.raises(PermanentError, match="at most 20,000") as refused:
        read(head + part * 20_001 + b"--x--\n")
    assert refused.value.code == "bomb"


_ABOVE = b"From a@paper.example Fri Oct 27 08:00:00 2023\n"


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_a_folder_of_mails(ends: bytes) -> None:
    mails = [mail(f"{HEADLINE}{number}", TEXT) for number in range(3)]
    found = read(b"".join(_ABOVE + one + b"\n" for one in mails).replace(b"\n", ends), "来稿.mbox")
    titles = [issue_of(one, IdentityHints()).articles[0].headline for one in found if isinstance(one, Document)]
    assert titles == [f"{HEADLINE}{number}" for number in range(3)]
    assert len({one.key for one in found}) == len(found)


def test_a_mail_that_was_taken_out_of_a_folder_of_mails() -> None:
    [document] = read(_ABOVE + mail(HEADLINE, f"{TEXT}\nFrom here on: 渡口不再淋雨。\n"))
    assert isinstance(document, Document)
    [article] = issue_of(document, IdentityHints()).articles
    assert article.headline == HEADLINE
    assert "渡口不再淋雨" in "".join(article.paragraphs)


def test_an_empty_mail_of_a_folder_is_named() -> None:
    empty = b"From: a@paper.example\nSubject: x\nMIME-Version: 1.0\n\n"
    found = read(_ABOVE + mail(HEADLINE, TEXT) + b"\n" + _ABOVE + empty, "来稿.mbox")
    assert [one.key for one in found if isinstance(one, Rejected)] == ["mail 2"]
