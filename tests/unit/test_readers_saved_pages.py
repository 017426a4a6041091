"""Pages that browsers saved into one file, or with the address they were saved from: what the page alone gives."""

from __future__ import annotations

import datetime as dt
import plistlib
import quopri
from base64 import encodebytes

import pytest

from worker.document.source import Document
from worker.errors import PermanentError
from worker.readers import registry
from worker.readers.base import Limits, Source

ADDRESS = "http://paper.example/html/2023-10/27/content_101.htm"
TEXT = "石门渡口的候船亭昨天启用，六排长椅坐得下四十人。"
PAGE = (
    "<html><head><title>渡口添了候船亭</title></head><body><a href=node_2.htm>第02版：民生</a>"
    f"<founder-title>渡口添了候船亭</founder-title><founder-content><p>　　{TEXT}</p></founder-content></body></html>"
)
PICTURE = encodebytes(b"\x89PNG\r\n\x1a\n" + bytes(40)).decode()


def mhtml(page: bytes, *, quoted: bool, subject: str = "") -> bytes:
    """As Chrome (with its address among the headers) and Internet Explorer (without) write it."""
    body = quopri.encodestring(page) if quoted else encodebytes(page)
    head = f"From: <Saved by Blink>\nSnapshot-Content-Location: {ADDRESS}\n" if quoted else "From: <Saved by IE>\n"
    return (
        f"{head}Subject: {subject}\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related;\n\ttype="text/html";\n\tboundary="----B"\n\n'
        "------B\nContent-Type: text/html\n"
        f"Content-Transfer-Encoding: {'quoted-printable' if quoted else 'base64'}\nContent-Location: {ADDRESS}\n\n"
    ).encode() + body + (
        "\n------B\nContent-Type: text/html\nContent-Location: cid:frame\n\n<html><p>advertisement</p></html>\n"
        f"------B\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n{PICTURE}\n------B--\n"
    ).encode()  # fmt: skip


def web_archive(form: plistlib.PlistFormat) -> bytes:
    main = {"WebResourceData": PAGE.encode(), "WebResourceURL": ADDRESS, "WebResourceMIMEType": "text/html"}
    others = [{"WebResourceData": b"\x89PNG", "WebResourceURL": "http://paper.example/a.png"}]
    return plistlib.dumps({"WebMainResource": main, "WebSubresources": others}, fmt=form)


SAVED = [
    ("Chrome", "渡口.mhtml", mhtml(PAGE.encode(), quoted=True, subject="=?utf-8?Q?=E6=B8=A1?=")),
    ("Chrome, line ends of Windows", "a.mhtml", mhtml(PAGE.encode(), quoted=True).replace(b"\n", b"\r\n")),
    ("Internet Explorer, GBK", "a.mht", mhtml(PAGE.encode("gbk"), quoted=False)),
    ("Safari", "渡口.webarchive", web_archive(plistlib.FMT_BINARY)),
    ("Safari, as XML", "渡口.webarchive", web_archive(plistlib.FMT_XML)),
    ("a browser, the page alone", "渡口.html", f"<!-- saved from url=(0052){ADDRESS} -->\n{PAGE}".encode()),
    ("SingleFile", "渡口.html",
     f"<!DOCTYPE html><!--\n Page saved with SingleFile \n url: {ADDRESS} \n saved date: x\n-->{PAGE}".encode()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), [row[1:] for row in SAVED], ids=[row[0] for row in SAVED])
def test_saved_pages(name: str, data: bytes) -> None:
    [document] = registry.read(Source(f"临河新报/{name}", data), Limits(1 << 24))
    assert isinstance(document, Document)
    [article] = document.articles
    assert (article.headline, article.paragraphs, article.url) == ("渡口添了候船亭", (TEXT,), ADDRESS)
    assert (document.identity.date, document.identity.page) == (dt.date(2023, 10, 27), "2")


DAMAGED = [
    ("no page in it", "a.mhtml", mhtml(b"", quoted=True).replace(b"text/html", b"text/css"), "no web page"),
    ("a web archive cut off", "a.webarchive", web_archive(plistlib.FMT_BINARY)[:200], "damaged"),
    ("a page without a text", "a.mhtml", mhtml(b"<html><body></body></html>", quoted=True), "no article"),
    ("entities", "a.webarchive",
     b'<!DOCTYPE plist [<!ENTITY a "aaaa">]><plist><dict><key>WebMainResource</key></dict></plist>',
     "DTD"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "reason"), [row[1:] for row in DAMAGED], ids=[row[0] for row in DAMAGED])
def test_what_is_damaged_is_refused_with_the_reason(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(PermanentError) as refused:
        list(registry.read(Source(name, data), Limits(1 << 24)))
    assert reason in refused.value.reason
    assert refused.value.advice


def test_a_mail_is_no_saved_page() -> None:
    mail = f"From: a@paper.example\nContent-Type: text/plain; charset=utf-8\n\n{TEXT}\n".encode()
    assert registry.reader_of(mail, "信.txt").name == "text"
