"""What a web page prints around its texts: navigation lines, and below 相关新闻 the headlines of other texts."""

from __future__ import annotations

import pytest
from annotated_lines import annotate_all

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.sites.links import outside_text

STORY = "老桥换新颜\n昨日,老桥重新通车,街坊都来看。\n"
LINKS = "渡口修好了\n早市搬新家\n"


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        (STORY + "相关新闻\n" + LINKS, {2, 3, 4}),
        (STORY + "推荐阅读:\n" + LINKS + "打印本页\n", {2, 3, 4, 5}),  # up to more navigation
        (STORY + "- 新闻推荐\n" + LINKS, {2, 3, 4}),
        (STORY + "下一篇\n" + LINKS, {2}),  # no label of links
        (STORY + "相关新闻\n渡口修好了\n", {2}),  # one line may be anything
        (STORY + "相关新闻\n" + LINKS + "昨日,早市搬到了河东,摊位多了一倍。\n", {2}),  # text: the last is its headline
        (STORY + "相关新闻\n" + LINKS + "记者 柳禾青\n", {2}),
        # below the teaser of another text the site speaks of itself
        (STORY + "新闻推荐\n早市搬新家\n昨日,早市搬到了河东,摊位多了一倍,租...\n松溪网,看家乡事。", {2, 5}),
        (STORY + "早市搬新家\n昨日,早市搬到了河东,摊位多了一倍,租...\n松溪网,看家乡事。", set()),
        (STORY + "新闻推荐\n早市搬新家\n昨日,早市搬到了河东,摊位多了一倍。\n管理员说,租金不涨。", {2}),
        (STORY + "要闻\n" + LINKS, set()),  # a section's name is told by its place
        (STORY + LINKS, set()),
    ],
)
def test_lines_that_belong_to_no_article(text: str, outside: set[int]) -> None:
    lines = visible_lines(text)
    assert outside_text(lines, annotate_all(lines)) == outside


def test_links_are_no_articles_and_no_text() -> None:
    text = "首页 > 新闻 > 正文\n\n" + STORY + "桥长一百二十米,修了三年。\n\n相关新闻\n" + LINKS + "松江网版权所有\n"
    articles = parse_issue(SourceText(text, "utf-8")).articles
    assert [article.headline for article in articles] == ["老桥换新颜"]
    assert articles[0].paragraphs == ("昨日,老桥重新通车,街坊都来看。", "桥长一百二十米,修了三年。")
