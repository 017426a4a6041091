"""Markdown, and headings of any text: articles by them, and what stands above the first."""

from __future__ import annotations

import pytest
from documents_read import LEAD, LIMITS, OTHER, STORY, read

from worker.document.issue import Contributor
from worker.document.source import Document
from worker.parsing.assembly.ready import finished
from worker.readers import registry
from worker.readers.base import Source
from worker.readers.headed import Marked, articles_of

MARKDOWN = f"""# 临河新报

**2023年10月26日 第01版**

## 稻田里开起现场会

*记者 陈小明*

{STORY[0]}[详情](http://far.example/1)

![收割机](1.jpg)

渡口添了候船亭
--------------

> {OTHER[0]}
"""


def test_markdown() -> None:
    document = read(MARKDOWN.encode(), "页.md")
    first, second = (finished(article) for article in document.articles)
    assert (first.headline, first.byline) == ("稻田里开起现场会", (Contributor("陈小明", "记者"),))
    assert first.paragraphs == (f"{STORY[0]}详情", "收割机")
    assert first.images == ("1.jpg",)
    assert (second.headline, second.paragraphs) == ("渡口添了候船亭", OTHER)
    assert [line.text for line in document.pages[0].lines] == ["临河新报", "2023年10月26日 第01版"]


NOT_MARKDOWN = [
    "临河新报\n#秋收#话题\n**晚稻开镰**\n",
    "临河新报\n1. 晚稻开镰\n2. 渡口添亭\n",
    "# 注\n临河坝的晚稻开镰。\n",
]


@pytest.mark.parametrize("text", NOT_MARKDOWN)
def test_what_only_looks_a_little_like_markdown_is_text(text: str) -> None:
    assert registry.reader_of(text.encode(), "页.txt").name == "text"


HEADED = [
    # a title above one article whose sections have headings: one article
    ([("甲标题", 1), ("第一段话说得很长，说完了。", 0), ("小标题", 2), ("第二段。", 0)], ["甲标题"]),
    # the paper above its articles
    ([("临河新报", 1), ("2023年10月26日", 0), ("甲", 2), ("文一。", 0), ("乙", 2), ("文二。", 0)], ["甲", "乙"]),
    # sections above articles
    ([("要闻", 1), ("甲", 2), ("文一。", 0), ("文化", 1), ("乙", 2), ("文二。", 0)], ["甲", "乙"]),
    # a headline over two paragraphs
    ([("甲上", 1), ("甲下", 1), ("文一。", 0)], ["甲上 甲下"]),
    # headings that head nothing
    ([("甲", 1), ("乙", 1)], []),
    ([("文一。", 0)], []),
]


@pytest.mark.parametrize(("paragraphs", "headlines"), HEADED)
def test_headings(paragraphs: list[tuple[str, int]], headlines: list[str]) -> None:
    _, articles = articles_of([Marked(*one) for one in paragraphs])
    assert [article.headline for article in articles] == headlines


UNHEADED = [
    # (Markdown, lines of the head, headlines and paragraphs): a story above the first heading is one too
    (f"临河新报\n\n2023年10月26日\n\n稻田里开起现场会\n\n{LEAD}\n\n# 渡口添了候船亭\n\n{LEAD}{LEAD}",
     ["临河新报", "2023年10月26日"], [("稻田里开起现场会", (LEAD,)), ("渡口添了候船亭", (LEAD + LEAD,))]),
    # what stands above it is no headline
    (f"2023年10月26日\n\n{LEAD}\n\n# 渡口添了候船亭\n\n{LEAD}{LEAD}",
     ["2023年10月26日"], [("", (LEAD,)), ("渡口添了候船亭", (LEAD + LEAD,))]),
    # one heading at the foot of a long text does not divide it
    (f"稻田里开起现场会\n\n{LEAD}\n\n{LEAD}\n\n# 渡口添了候船亭\n\n{LEAD}", None, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "head", "articles"), UNHEADED)
def test_text_above_the_first_heading_is_kept(
    text: str, head: list[str] | None, articles: list[tuple[str, tuple[str, ...]]]
) -> None:
    [document] = registry.read(Source("页.md", text.encode()), LIMITS)
    assert isinstance(document, Document)
    assert [(one.headline, one.paragraphs) for one in document.articles] == articles
    lines = [line.text for page in document.pages for line in page.lines if line.text]
    assert lines == head if head is not None else LEAD in lines
