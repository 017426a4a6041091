"""Word documents and e-books: articles by their headings, else lines for the parser; hostile ones refused."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from PIL import Image

from worker.document.issue import Contributor
from worker.document.source import Document
from worker.errors import EmptyFileError, NoArticleError, PermanentError
from worker.parsing.assembly.ready import finished
from worker.readers import registry
from worker.readers.base import Rejected, Source

if TYPE_CHECKING:
    from collections.abc import Callable
from documents_read import LEAD, LIMITS, OTHER, STORY, read, saved, styled

W = nsdecls("w")


MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


BOX = f"<w:txbxContent {W}><w:p><w:r><w:t>{OTHER[0]}</w:t></w:r></w:p></w:txbxContent>"


FALLBACK = f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent>"


def inserted(xml: str) -> Callable[[Any], None]:
    """Fill a story whose second paragraph ends in what ``xml`` holds."""

    def fill(book: Any) -> None:
        book.add_paragraph("稻田里开起现场会", style="Heading 1")
        book.add_paragraph(STORY[0])
        book.add_paragraph("田里的人")._p.append(parse_xml(xml))  # noqa: SLF001 - python-docx writes none of these

    return fill


HIDDEN = [
    ("inserted while changes are tracked", f'<w:ins {W} w:id="1" w:author="a"><w:r><w:t>说好。</w:t></w:r></w:ins>',
     ("田里的人说好。",)),
    ("deleted while changes are tracked",
     f'<w:del {W} w:id="1" w:author="a"><w:r><w:delText>没说。</w:delText></w:r></w:del>', ("田里的人",)),
    ("a link", f"<w:hyperlink {W}><w:r><w:t>说好。</w:t></w:r></w:hyperlink>", ("田里的人说好。",)),
    ("a content control within a line",
     f"<w:sdt {W}><w:sdtPr/><w:sdtContent><w:r><w:t>说好。</w:t></w:r></w:sdtContent></w:sdt>", ("田里的人说好。",)),
    ("a field: its code is no text",
     f"<w:r {W}><w:instrText>PAGE</w:instrText><w:t>说</w:t><w:noBreakHyphen/><w:t>好</w:t></w:r>", ("田里的人说-好",)),
    ("a text box", f"<w:r {W}><w:pict><w:shape>{BOX}</w:shape></w:pict></w:r>", ("田里的人", OTHER[0])),
    ("a text box, written twice for older programs",
     f"<w:r {W} {MC}><mc:AlternateContent><mc:Choice><w:drawing>{BOX}</w:drawing></mc:Choice>{FALLBACK}</w:r>",
     ("田里的人", OTHER[0])),
]  # fmt: skip


@pytest.mark.parametrize(("xml", "paragraphs"), [row[1:] for row in HIDDEN], ids=[row[0] for row in HIDDEN])
def test_what_word_keeps_apart_is_read_where_it_stands(xml: str, paragraphs: tuple[str, ...]) -> None:
    [article] = read(saved(inserted(xml))).articles
    assert article.paragraphs == (STORY[0], *paragraphs)


def test_stories_side_by_side_in_a_table_are_read_one_after_the_other() -> None:
    def fill(book: Any) -> None:
        row = book.add_table(rows=1, cols=2).rows[0]
        row.cells[0].text, row.cells[1].text = f"稻田里开起现场会\n{STORY[0]}", f"渡口添了候船亭\n{OTHER[0]}"

    lines = [line.text for line in read(saved(fill)).pages[0].lines]
    assert lines == ["稻田里开起现场会", STORY[0], "渡口添了候船亭", OTHER[0]]


def test_headings_by_styles_made_from_others_and_by_outline_levels() -> None:
    def fill(book: Any) -> None:
        own = book.styles.add_style("报纸主题", WD_STYLE_TYPE.PARAGRAPH)
        own.base_style = book.styles["Heading 1"]
        book.add_paragraph("稻田里开起现场会", style="报纸主题")
        book.add_paragraph(STORY[0])
        level = parse_xml(f'<w:outlineLvl {W} w:val="0"/>')
        book.add_paragraph("渡口添了候船亭")._p.get_or_add_pPr().append(level)  # noqa: SLF001 - as above
        book.add_paragraph(OTHER[0])

    found = [(article.headline, article.paragraphs) for article in read(saved(fill)).articles]
    assert found == [("稻田里开起现场会", STORY[:1]), ("渡口添了候船亭", OTHER)]


def test_a_document_with_headings() -> None:
    document = read(saved(styled))
    first, second = (finished(article) for article in document.articles)
    assert (first.kicker, first.headline, first.subtitle) == (
        "全区秋收工作推进",
        "稻田里开起现场会",
        "三百台收割机下田",
    )
    assert first.byline == (Contributor("陈小明", "记者"), Contributor("李雪", "通讯员"))
    assert first.paragraphs == (*STORY, "田里的账", "一亩地省下两个工。")
    assert first.subheads == ("田里的账",)
    assert first.captions == ("收割机驶过临河坝。 记者 张强 摄",)
    assert (second.headline, second.paragraphs) == ("渡口添了候船亭", ("长椅  六排", *OTHER))
    assert [line.text for line in document.pages[0].lines] == ["临河新报 2023年10月26日 第A02版"]


def plain(book: Any) -> None:
    for text in ("临河新报", "2023年10月26日 第01版", "", "稻田里开起现场会", "本报讯(记者 陈小明)晚稻昨天开镰。"):
        book.add_paragraph(text)
    book.paragraphs[-1].paragraph_format.first_line_indent = Pt(21)


def test_a_document_without_headings_is_lines() -> None:
    document = read(saved(plain))
    assert document.articles == ()
    assert [line.text for line in document.pages[0].lines][3:] == [
        "稻田里开起现场会",
        "　　本报讯(记者 陈小明)晚稻昨天开镰。",
    ]


def epub(contents: str = "") -> bytes:
    """Return an issue of two chapters; with ``contents`` a table of contents before them, told as ``contents`` says."""
    chapter = (
        f"<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>稻田里开起现场会</h1><p>{STORY[0]}</p></body></html>"
    )
    last = f"<html><body><h1>渡口添了候船亭</h1><div><p>{OTHER[0]}</p></div></body></html>"
    package = """<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>临河新报</dc:title><dc:date>2023-10-26</dc:date></metadata><manifest><item id="b" href="b.xhtml"/>
<item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>"""
    if contents:
        item = f'<item id="t" href="toc.xhtml" properties="{contents if contents == "nav" else ""}"/></manifest>'
        package = package.replace("</manifest>", item).replace("<spine>", '<spine><itemref idref="t"/>')
    if contents == "guide":
        package = package.replace("</spine>", '</spine><guide><reference type="toc" href="toc.xhtml"/></guide>')
    container = "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("OEBPS/book.opf", package)
        archive.writestr("OEBPS/a.xhtml", chapter)
        archive.writestr("OEBPS/b.xhtml", last)
        archive.writestr(
            "OEBPS/toc.xhtml",
            "<html><body><h1>目录</h1><ol><li><a href='a.xhtml'>稻田里开起现场会，三百台收割机一早下了田</a></li>"
            "<li><a href='b.xhtml'>渡口添了候船亭，六排长椅坐得下四十人。</a></li></ol></body></html>",
        )
    return file.getvalue()


@pytest.mark.parametrize("contents", ["", "nav", "guide", "links alone"])
def test_a_table_of_contents_is_no_article(contents: str) -> None:
    found = [(article.headline, article.paragraphs) for article in read(epub(contents), "书.epub").articles]
    assert found == [("稻田里开起现场会", STORY[:1]), ("渡口添了候船亭", OTHER)]


def test_an_e_book() -> None:
    document = read(epub(), "书.epub")
    assert [(article.headline, article.paragraphs) for article in document.articles] == [
        ("稻田里开起现场会", STORY[:1]),
        ("渡口添了候船亭", OTHER),
    ]
    assert (document.identity.publication, str(document.identity.date)) == ("临河新报", "2023-10-26")


def scanned(*, text: str = "", pictures: int = 2) -> bytes:
    """Return an e-book of pages that are pictures, with ``text`` on each."""
    image = '<item id="i{0}" href="{0}.jpg" media-type="image/jpeg"/>'
    package = f"""<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>
<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>{"".join(map(image.format, range(pictures)))}</manifest>
<spine><itemref idref="a"/></spine></package>"""
    page = "<html><body>" + f"<div><img src='0.jpg'/></div><p>{text}</p>" * 2 + "</body></html>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml", "<container><rootfiles><rootfile full-path='c.opf'/></rootfiles></container>"
        )
        archive.writestr("c.opf", package)
        archive.writestr("a.xhtml", page)
    return file.getvalue()


@pytest.mark.parametrize("text", ["", "封面", "第 12 页"])
def test_an_e_book_of_pictures_says_so(text: str) -> None:
    with pytest.raises(NoArticleError, match="pictures of pages and no text") as caught:
        read(scanned(text=text), "书.epub")
    assert "ocr" in caught.value.advice


def test_an_e_book_with_pictures_and_a_text_is_read() -> None:
    assert read(scanned(text=STORY[0]), "书.epub").pages[0].lines
    assert read(scanned(text="开镰了。"), "书.epub").pages[0].lines  # short, and a sentence
    with pytest.raises(EmptyFileError, match="holds no text"):
        read(scanned(pictures=0), "书.epub")


def pictured(book: Any) -> None:
    image = io.BytesIO()
    Image.new("L", (8, 8)).save(image, "PNG")
    book.add_picture(image)


def test_a_word_document_of_pictures_says_so() -> None:
    with pytest.raises(NoArticleError, match="pictures and no text"):
        read(saved(pictured))
    with pytest.raises(EmptyFileError, match="holds no text"):
        read(saved(lambda _book: None))
    with_text = read(saved(lambda book: (pictured(book), book.add_paragraph(STORY[0]))))
    assert [line.text for line in with_text.pages[0].lines if line.text] == [STORY[0]]


def with_member(data: bytes, name: str, content: bytes) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(data))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in source.infolist():
            archive.writestr(one.filename, content if one.filename == name else source.read(one))
    return file.getvalue()


ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


# Made when their test runs, not by whoever only looks for tests.
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut off": (lambda: saved(plain)[:-100], "damaged"),
    "an entity": (lambda: with_text(ENTITY), "DTD"),
    "not closed": (lambda: with_text(b"<w:document>"), "cannot be read"),
    "deep": (lambda: with_text(b"<a>" * 1_000_000), "cannot be read"),
    "a bomb": (lambda: with_text(b"<a>" + bytes(100_000_000)), "would unpack|cannot be read"),
    "empty": (lambda: saved(lambda _book: None), "no text"),
}


def with_text(content: bytes) -> bytes:
    return with_member(saved(plain), "word/document.xml", content)


def test_a_document_without_a_picture_that_it_links_is_read() -> None:
    links = zipfile.ZipFile(io.BytesIO(saved(plain))).read("word/_rels/document.xml.rels")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    lost = f'<Relationship Id="rId99" Type="{kind}" Target="media/lost.png"/></Relationships>'.encode()
    whole = with_member(saved(plain), "word/_rels/document.xml.rels", links.replace(b"</Relationships>", lost))
    assert read(whole) == read(saved(plain))


def test_an_e_book_without_one_of_its_chapters() -> None:
    container = b'<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>'
    package = b"""<package><manifest><item id="a" href="1.xhtml"/><item id="b" href="2.xhtml"/></manifest>
<spine><itemref idref="a"/><itemref idref="b"/></spine></package>"""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("META-INF/container.xml", container)
        archive.writestr("a.opf", package)
        archive.writestr("1.xhtml", f"<html><body><h1>渡口添了候船亭</h1><p>{LEAD}</p></body></html>")
    found = list(registry.read(Source("a.epub", file.getvalue()), LIMITS))
    assert [(one.key, one.error.code) for one in found if isinstance(one, Rejected)] == [("2.xhtml", "missing_page")]
    assert [one.headline for part in found if isinstance(part, Document) for one in part.articles] == ["渡口添了候船亭"]


NAMED = [
    # (name, members, message): an e-book or open document by its name, whatever its first member is
    ("a.epub", {"mimetype": b"application/epub+zip"}, "lacks a part"),
    ("a.epub", {"META-INF/container.xml": ENTITY}, "DTD"),
    ("a.epub", {"META-INF/container.xml": b"<a>" * 1_000_000}, "deep"),
    ("a.odt", {"content.xml": ENTITY}, "DTD"),
]


@pytest.mark.parametrize(("name", "members", "message"), NAMED)
def test_a_damaged_book_is_no_archive_of_texts(name: str, members: dict[str, bytes], message: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    with pytest.raises(PermanentError, match=message):
        list(registry.read(Source(name, file.getvalue()), LIMITS))


@pytest.mark.parametrize("name", BAD)
def test_hostile_documents(name: str) -> None:
    make, message = BAD[name]
    with pytest.raises(PermanentError, match=message):
        read(make())
