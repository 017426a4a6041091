"""OpenDocument texts, and broken ones."""

from __future__ import annotations

import io
import zipfile

import pytest
from documents_read import HEAD, OTHER, STORY, read

from worker.document.issue import Contributor
from worker.errors import PermanentError
from worker.parsing.assembly.ready import finished

OPEN = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>
<text:tracked-changes><text:p>旧稿</text:p></text:tracked-changes>
<text:h text:outline-level="1">稻田里开起现场会</text:h>
<text:h text:outline-level="2">三百台收割机下田</text:h><text:p>记者<text:s text:c="2"/>陈小明</text:p>
<text:p>临河坝的<text:span>晚稻</text:span>昨天开镰，三百台收割机一早下了田。</text:p>
<text:p>种粮大户王大伟说，今年的收成比去年好。</text:p><text:h text:outline-level="1">渡口添了候船亭</text:h>
<text:p>石门渡口的候船亭昨天启用，六排长椅坐得下四十人。</text:p></office:text></office:body></office:document-content>"""


STYLES = f"""<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<style:header><text:p>{HEAD}</text:p></style:header></office:document-styles>"""


def open_document(**members: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, text in members.items():
            archive.writestr(f"{name}.xml", text)
    return file.getvalue()


def test_an_open_document() -> None:
    document = read(open_document(content=OPEN, styles=STYLES), "页.odt")
    first, second = map(finished, document.articles)
    assert (first.headline, first.subtitle) == ("稻田里开起现场会", "三百台收割机下田")
    assert first.byline == (Contributor("陈小明", "记者"),)
    assert (first.paragraphs, second.paragraphs) == (STORY, OTHER)
    assert [line.text for line in document.pages[0].lines] == [HEAD]


BROKEN_OPEN = [
    (open_document(styles=STYLES), "lacks its text"),
    (open_document(content=OPEN[:300]), "well-formed"),
    (open_document(content='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "DTD"),
    (open_document(content="<a>" * 100_000), "deep|well-formed"),
    (open_document(content=OPEN)[:200], "ZIP|zip|damaged|cut"),
]


@pytest.mark.parametrize(("data", "message"), BROKEN_OPEN)
def test_broken_open_documents(data: bytes, message: str) -> None:
    with pytest.raises(PermanentError, match=message):
        read(data, "页.odt")
