"""A whole issue set as one text, as crawlers write a day: headings of pages, below them those of articles."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from worker.document.identity import IdentityHints
from worker.document.source import Document
from worker.ingestion.documents import issue_of
from worker.readers import registry
from worker.readers.base import Limits, Source

if TYPE_CHECKING:
    from worker.document.issue import Issue

LIMITS = Limits(16 * 1024 * 1024)
FIRST, SECOND, THIRD = "渡口添了候船亭", "河堤加了护栏", "老茶馆办起故事会"
TEXTS = {
    FIRST: ("石门渡口的候船亭昨天启用，六排长椅坐得下四十人。", "渡工老陈说，候船不用再淋雨。"),
    SECOND: ("护栏长三百米，沿河六个村分摊费用，月底前全部装好。",),
    THIRD: ("城北老茶馆每周三晚上讲一段河运旧事，听客坐满了前厅。",),
}
PAGES = (("第01版：要闻", (FIRST, SECOND)), ("第02版：文化", (THIRD,)))


def markdown() -> str:
    lines = ["# 临河日报 2023年10月27日（星期五）", "", "> 共 2 个版面，收录文章 3 篇", ""]
    for page, articles in PAGES:
        lines += [f"## {page}", ""]
        for number, headline in enumerate(articles, 1):
            lines += [f"### {number}. {headline}", "", *(f"{text}\n" for text in TEXTS[headline])]
    return "\n".join(lines)


def html(pages: tuple[tuple[str, tuple[str, ...]], ...] = PAGES) -> str:
    parts = ["<!DOCTYPE html><html><head><title>临河日报 20231027</title></head><body><h1>临河日报 2023年10月27日</h1>"]
    for page, articles in pages:
        parts.append(f"<h2>{page}</h2>")
        for headline in articles:
            texts = "".join(f"<p>{text}</p>" for text in TEXTS[headline])
            link = '<a href="http://paper.example/1.pdf">http://paper.example/1.pdf</a>'
            parts.append(
                f'<div class="article"><h3><a href="1.htm">{headline}</a></h3>{texts}<p>PDF链接：{link}</p></div>'
            )
    return "".join(parts) + "</body></html>"


def issues(data: str, name: str) -> list[Issue]:
    found = [one for one in registry.read(Source(name, data.encode()), LIMITS) if isinstance(one, Document)]
    return [issue_of(one, IdentityHints()) for one in found]


@pytest.mark.parametrize(("data", "name"), [(markdown(), "1.md"), (html(), "1.html")])
def test_an_issue_set_as_one_text_is_its_pages(data: str, name: str) -> None:
    first, second = issues(data, name)
    for issue, page, section in ((first, "1", "要闻"), (second, "2", "文化")):
        identity = issue.identity
        assert (identity.publication, identity.date) == ("临河日报", dt.date(2023, 10, 27))
        assert (identity.page, identity.section) == (page, section)
    assert [(one.headline, one.paragraphs) for one in first.articles] == [(one, TEXTS[one]) for one in (FIRST, SECOND)]
    assert [(one.headline, one.paragraphs) for one in second.articles] == [(THIRD, TEXTS[THIRD])]


@pytest.mark.parametrize("label", ["A01版", "第一版", "01版 要闻", "第1版·要闻", "头条"])
def test_headings_that_name_a_page(label: str) -> None:
    found = issues(html(((label, (FIRST, SECOND)),)), "1.html")
    pages = [issue.identity.page for issue in found]
    assert pages == (["A01"] if label[0] == "A" else ["1"] if label != "头条" else [""])


def test_an_article_with_subheads_and_a_page_in_its_text_is_one() -> None:
    page = (
        f"<html><body><h1>{FIRST}</h1><p>临河日报 2023-10-27 第01版</p>"
        + "".join(f"<h2>{head}</h2><p>{''.join(texts) * 3}</p>" for head, texts in list(TEXTS.items())[1:])
        + "</body></html>"
    )
    [issue] = issues(page, "1.html")
    assert [one.headline for one in issue.articles] == [FIRST]


def test_a_short_form_in_brackets_names_no_paper() -> None:
    page = (
        "<html><body><h1>县里印发护岸规划</h1><div>《临河县护岸规划》（以下简称《规划》）今天公布</div>"
        + "".join(f"<p>{text}</p>" for texts in TEXTS.values() for text in texts)
        + "</body></html>"
    )
    [issue] = issues(page, "1.html")
    assert "规划" not in issue.identity.publication


@pytest.mark.parametrize(
    "address", ["http://paper.example：8080/node_2.htm", "http://[paper.example/", "//［1］/a.htm"]
)
def test_a_link_that_is_no_address_does_not_spoil_its_page(address: str) -> None:
    texts = "".join(f"<p>{text}</p>" for texts in TEXTS.values() for text in texts)
    page = f'<html><body><h1>{FIRST}</h1>{texts}<a href="{address}">下一版</a></body></html>'
    [issue] = issues(page, "1.html")
    assert [one.headline for one in issue.articles] == [FIRST]
