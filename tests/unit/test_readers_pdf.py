"""PDF pages with a text layer: articles found by place, in whatever order the file draws its characters."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from printed_pages import SONG, Design, Slot, Story, make, set_lines
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from worker.errors import PermanentError
from worker.parsing import parse_document
from worker.readers.base import Limits, Source
from worker.readers.registry import read

if TYPE_CHECKING:
    from worker.document.issue import Issue

LIMITS = Limits(max_bytes=64 * 1024 * 1024)
CLAUSES = (
    "全区春季造林工作今天在江东片区全面展开",
    "参加植树的干部群众达三千余人",
    "今年计划新增绿地两百公顷",
    "比去年同期增长一成以上",
    "区农业农村委负责人介绍了有关情况",
    "各镇街要把管护责任落实到人",
    "沿江大道两侧将种上香樟和桂花",
    "居民出门就能看到成片的林带",
)


def story(headline: str, paragraphs: int = 3, **parts: str) -> Story:
    """Return a story whose words tell it from its neighbours."""
    texts = []
    for number in range(paragraphs):
        clauses = [CLAUSES[(number * 3 + step + len(headline)) % len(CLAUSES)] for step in range(4)]
        texts.append(f"{headline[:4]}的消息传来，" + "，".join(clauses) + f"，{headline[-4:]}。")
    return Story(headline, ("本报讯（记者 王小明） " + texts[0], *texts[1:]), **parts)


def parsed(data: bytes) -> Issue:
    (document,) = read(Source("page.pdf", data), LIMITS)
    return parse_document(document)  # type: ignore[arg-type] # nothing of it is rejected


A, B, C = story("江东新区春季造林全面展开", 5), story("市民广场改造工程竣工", 4), story("中学生科技节开幕", 4)
ROWS = [[Slot(A, 3), Slot(B, 2)], [Slot(C, 5)]]


@pytest.mark.parametrize(
    "design",
    [
        Design(),
        Design(rules=False),  # only white between the articles
        Design(order="shuffled", singly=True),  # each character placed on its own, in no order
        Design(order="rows"),
        Design(order="heads last"),
        Design(columns=5, body=11, leading=1.6, gutter=16, width=900),
    ],
)
def test_articles_are_found_by_place(design: Design) -> None:
    made = make(design, ROWS)
    issue = parsed(made.data)
    assert [article.headline for article in issue.articles] == [A.headline, B.headline, C.headline]
    for article, expected in zip(issue.articles, (A, B, C), strict=True):
        lead, first = expected.paragraphs[0].split("） ")
        assert "".join(article.source_line.split()) == "".join(lead.split()) + "）"
        assert article.paragraphs == (first, *expected.paragraphs[1:])
    for article in issue.articles:
        (region,) = article.regions
        assert region.page == 1
        assert region.box == pytest.approx(made.regions[article.headline][0], abs=12)


@pytest.mark.parametrize(
    ("design", "rows"),
    [
        # one headline beside its text, at the left or the right of it
        (Design(order="rows"), [[Slot(A, 3, head="left"), Slot(B, 2)], [Slot(C, 5, head="right")]]),
        # a framed story beside others
        (Design(order="shuffled"), [[Slot(A, 3), Slot(B, 2, boxed=True)], [Slot(C, 5)]]),
        # a page set from top to bottom, its columns from right to left
        (Design(vertical=True, columns=5, width=700, height=1050), ROWS),
        (Design(vertical=True, columns=5, width=700, height=1050, rules=False, order="shuffled"), ROWS),
        # headlines across some of their columns only: the text of the others begins level with them
        (Design(columns=4), [[Slot(A, 4, span=2)], [Slot(B, 4, span=3)], [Slot(C, 4)]]),
        (Design(columns=5, rules=False, order="shuffled"), [[Slot(A, 3, span=2), Slot(B, 2)], [Slot(C, 5)]]),
        # rules between the columns of one article
        (Design(columns=5, inner_rules=True), [[Slot(A, 5)], [Slot(B, 2), Slot(C, 3)]]),
        # narrow columns, a character apart, without rules
        (Design(columns=7, body=8.5, gutter=8.5, leading=1.3, rules=False), [[Slot(A, 4), Slot(B, 3)], [Slot(C, 7)]]),
    ],
)
def test_articles_of_other_designs(design: Design, rows: list[list[Slot]]) -> None:
    issue = parsed(make(design, rows).data)
    assert sorted(article.headline for article in issue.articles) == sorted([A.headline, B.headline, C.headline])
    for article in issue.articles:
        (told,) = (each for each in (A, B, C) if each.headline == article.headline)
        assert article.source_line + article.body.replace("\n", "") == "".join(told.paragraphs).replace("） ", "）")


def test_masthead_and_foot_are_no_articles() -> None:
    issue = parsed(make(Design(), ROWS).data)
    assert issue.identity.publication == "临河新报"
    assert issue.identity.date is not None
    assert issue.identity.date.isoformat() == "2023-10-27"
    assert any("责任编辑" in block.text for block in issue.furniture)


def test_kicker_and_subtitle_are_told_by_size() -> None:
    told = story("全面提升服务水平", 4, kicker="区领导调研时指出", subtitle="三年投入五千万元")
    (article,) = parsed(make(Design(), [[Slot(told, 5)]]).data).articles
    assert (article.kicker, article.headline, article.subtitle) == (told.kicker, told.headline, told.subtitle)


def test_a_caption_stands_apart_from_the_text() -> None:
    made = make(Design(), [[Slot(story("文化节开幕", 4, caption="图为开幕式现场。 本报记者 李华摄"), 5)]])
    (article,) = parsed(made.data).articles
    assert article.captions == ("图为开幕式现场。",)
    assert [person.name for person in article.credits] == ["李华"]


def together(*pages: bytes) -> bytes:
    """One file of several pages."""
    whole = pypdfium2.PdfDocument.new()
    for page in pages:
        whole.import_pages(pypdfium2.PdfDocument(page))
    buffer = io.BytesIO()
    whole.save(buffer)
    return buffer.getvalue()


def flowing(*stories: Story) -> bytes:
    """An issue exported article by article: each begins a page, its paper and date stand below its headline."""
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    pen = Canvas(buffer := io.BytesIO(), pagesize=(595, 842))
    for told in stories:
        for part, paragraphs in enumerate((told.paragraphs[:4], told.paragraphs[4:])):
            if not paragraphs:
                continue
            y = 780.0
            if part == 0:
                pen.setFont(SONG, 22)
                pen.drawCentredString(297, y, told.headline)
                pen.setFont(SONG, 8)
                pen.drawCentredString(297, y - 22, "《临河新报》（2023年10月27日 第 01 版）")
                pen.line(50, y - 30, 545, y - 30)
                y -= 50
            pen.setFont(SONG, 11)
            for number, line in enumerate(set_lines(paragraphs, 40)):
                pen.drawString(70, y - 17 * number, line)
            pen.showPage()
    pen.save()
    return buffer.getvalue()


def test_articles_that_run_over_pages_of_their_own() -> None:
    long, short = story("江东新区春季造林全面展开植绿护绿", 8), story("市民广场改造工程竣工迎来八方游客", 3)
    found = parsed(flowing(long, short)).articles
    assert [article.headline for article in found] == [long.headline, short.headline]
    assert [{region.page for region in article.regions} for article in found] == [{1, 2}, {3}]
    assert len("".join(found[0].paragraphs)) > 0.9 * len("".join(long.paragraphs)) - 20


def test_an_issue_of_several_pages() -> None:
    first = Story(
        A.headline, (*A.paragraphs[:2], "各镇街要把管护责任落实到人，沿江大道两侧将种上香樟和桂花，（下转第2版）")
    )
    second = Story(A.headline, ("（上接第1版）居民出门就能看到成片的林带。", "全部工程将在明年春天完成。"))
    data = together(
        make(Design(), [[Slot(first, 3), Slot(B, 2)]]).data,
        make(Design(masthead="第02版", dated="要闻"), [[Slot(C, 3), Slot(second, 2)]]).data,
        make(Design(masthead="", foot=""), [[Slot(story("敬老院迎来新邻居", 4), 5)]]).data,
    )
    issue = parsed(data)
    pages = {article.headline: article.page for article in issue.articles}
    # the page of a story that jumps is its first; a page without a folio follows the one before it
    assert pages == {A.headline: "1", B.headline: "1", C.headline: "2", "敬老院迎来新邻居": "3"}
    (joined,) = (article for article in issue.articles if article.headline == A.headline)
    assert joined.body.endswith("桂花，居民出门就能看到成片的林带。\n全部工程将在明年春天完成。")
    assert {region.page for region in joined.regions} == {1, 2}


@pytest.mark.parametrize("data", [b"%PDF-1.4 nothing else", b"%PDF-1.7\n" + b"\0" * 400])
def test_a_broken_file_is_refused(data: bytes) -> None:
    with pytest.raises(PermanentError) as caught:
        parsed(data)
    assert caught.value.code == "broken_pdf"


def test_a_head_without_a_rule_below_it_is_no_article() -> None:
    rows = [[Slot(A, 5, span=3)], [Slot(B, 5)]]
    design = Design(masthead="第03版 要闻", dated="2023年10月27日", rules=False, head_rule=False)
    issue = parsed(make(design, rows).data)
    assert [article.headline for article in issue.articles] == [A.headline, B.headline]
    assert issue.articles[0].body.endswith(A.paragraphs[-1])
