"""Nothing is fetched: whatever a file of any format points to, nobody comes to the address."""

from __future__ import annotations

import contextlib
import io
import socket
import zipfile
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE

from worker.errors import PermanentError
from worker.readers import registry
from worker.readers.base import Limits, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMITS = Limits(16 * 1024 * 1024)
TEXT = "临河坝的晚稻昨天开镰，三百台收割机一早下了田，今年的收成比去年好得多。"


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """An address of this machine, where whoever comes would be heard."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def word(url: str) -> bytes:
    book = docx.Document()
    book.add_paragraph(TEXT)
    book.part.relate_to(f"{url}/1.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    book.part.relate_to(f"{url}/a.html", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def workbook(url: str) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["标题", "正文", "图片"])
    book.active.append(["开镰", TEXT, f'=IMAGE("{url}/1.png")'])
    book.active["A2"].hyperlink = f"{url}/a.html"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def packed(**members: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return file.getvalue()


def files(url: str) -> dict[str, bytes]:
    links = f'<link rel=stylesheet href="{url}/s.css"><script src="{url}/s.js"></script><base href="{url}/">'
    page = f'<html><head>{links}</head><body><h1>开镰</h1><img src="{url}/1.png"><iframe src="{url}/f.html"></iframe>'
    dtd = f'<?xml version="1.0"?><!DOCTYPE mets SYSTEM "{url}/mets.dtd">'
    entity = f'<?xml version="1.0"?><!DOCTYPE mets [<!ENTITY a SYSTEM "{url}/a.txt">]>'
    place = f'<FLocat xlink:href="{url}/1.xml"/>'
    mets = (
        '<mets xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xi="http://www.w3.org/2001/XInclude">'
        f'<xi:include href="{url}/x.xml"/><fileSec><fileGrp><file ID="f">{place}</file></fileGrp></fileSec></mets>'
    )
    epub = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="c" href="c.xhtml"/></manifest>'
        '<spine><itemref idref="c"/></spine></package>'
    )
    container = '<container><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>'
    return {
        "content_1.html": f"{page}<div id=ozoom><p>{TEXT}</p></div></body></html>".encode(),
        "node_1.html": f'<map name=m><area coords="1,1,9,9" href="{url}/content_2.html"></map>'.join(
            (page, "</body></html>")
        ).encode(),
        "article.html": f"{page}<article><p>{TEXT}</p><p>{TEXT}</p></article></body></html>".encode(),
        "external.html": f'<!DOCTYPE html SYSTEM "{url}/h.dtd"><html><body><p>{TEXT}</p></body></html>'.encode(),
        "dtd.xml": f"{dtd}{mets}".encode(),
        "entity.xml": f"{entity}<mets>&a;</mets>".encode(),
        "mets.xml": mets.encode(),
        "alto.xml": f'<?xml-stylesheet href="{url}/a.xsl"?><alto xmlns:a="b" a:schemaLocation="{url}/a.xsd"/>'.encode(),
        "didl.xml": f'<DIDL><Item><Item><Resource ref="{url}/1.xml"/></Item></Item></DIDL>'.encode(),
        "list.json": f'[{{"title": "开镰", "content": "{TEXT}", "url": "{url}/a", "image": "{url}/1.png"}}]'.encode(),
        "page.docx": word(url),
        "book.xlsx": workbook(url),
        "book.epub": packed(
            mimetype="application/epub+zip", **{"META-INF__container_xml": container, "p_opf": epub},
            c_xhtml=f"{page}<p>{TEXT}</p></body></html>",
        ),
        "page.rtf": f'{{\\rtf1{{\\field{{\\*\\fldinst INCLUDEPICTURE "{url}/1.png"}}{{\\fldrslt a}}}}\\par}}'.encode(),
        "page.md": f"# 开镰\n\n![图]({url}/1.png)\n\n{TEXT}\n".encode(),
        "pages.zip": packed(content_1_html=f"{page}<div id=ozoom><p>{TEXT}</p></div>"),
    }  # fmt: skip


def test_nobody_comes(listener: socket.socket) -> None:
    url = "http://{}:{}".format(*listener.getsockname())
    for name, data in files(url).items():
        with contextlib.suppress(PermanentError):
            assert list(registry.read(Source(name, data), LIMITS)), name
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_who_came_would_be_heard(listener: socket.socket) -> None:
    with socket.create_connection(listener.getsockname()):
        listener.accept()[0].close()
