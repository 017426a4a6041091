"""Lists of excerpts and of readers' questions: what stands below the cut of one begins the next."""

from __future__ import annotations

import pytest
from annotated_lines import annotate_all

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.rows.excerpts import answers, fresh_lines

BRIDGE = "松溪老桥昨日重新通车,两岸街坊清早就来排队,桥头的面摊一上午卖出了三百碗面"
MARKET = "河东早市下月搬进旧粮库,管理员说摊位比原来多出一倍,租金三年之内一分钱不涨"
ROAD = "青石镇入户道路改造昨日收尾,最后一段四百米的路面已经浇完,下周就可以走车了"


@pytest.mark.parametrize(
    ("text", "fresh"),
    [
        (f"{BRIDGE}...\n{MARKET}...\n{ROAD}...", {1, 2}),
        (f"{BRIDGE}… |\n{MARKET}… |\n{ROAD}。", {1, 2}),
        (f"{BRIDGE}。\n详全文>>\n{MARKET}。\n阅读更多\n{ROAD}。", {2, 4}),
        (f"{BRIDGE}...\n{MARKET}。\n{ROAD}。", set()),  # one that breaks off is no list
        (f"{BRIDGE}……\n{MARKET}……\n{ROAD}。", set()),  # an ellipsis as it is written
        (f"{BRIDGE}...\n□柳禾青\n{MARKET}...\n□杜小渡", set()),  # who wrote them
        (f"{BRIDGE}。\n展开全文\n{MARKET}。\n展开全文\n{ROAD}。", set()),  # amid a text
        (f"{BRIDGE}。\n-----\n{MARKET}。\n-----\n{ROAD}。", {2, 4}),  # rules that part the page
        (f"{BRIDGE}。\n***\n{MARKET}。", set()),  # one parts two halves of a text as well
        (f"{BRIDGE}。\n-----\n{MARKET}。\n***\n{ROAD}。", set()),
    ],
)
def test_what_stands_below_an_excerpt(text: str, fresh: set[int]) -> None:
    lines = visible_lines(text)
    assert fresh_lines(lines, annotate_all(lines)) == fresh


@pytest.mark.parametrize(
    ("text", "fresh"),
    [
        (f"读者柳女士来电:{BRIDGE}。\n记者问了桥梁处。\n读者杜先生问:{MARKET}。", {2}),
        (f"桥什么时候通\n读者柳女士来电:{BRIDGE}。\n读者杜先生来电:{MARKET}。", {2}),  # the first has a headline
        (f"市民祝女士反映:{BRIDGE}。\n市民戚先生反映:{MARKET}。", {1}),
        (f"读者柳女士来电:{BRIDGE}。\n记者问了桥梁处。", set()),  # one reader
        (f"读者柳女士说,{BRIDGE}。\n读者杜先生说,{MARKET}。", set()),  # they are quoted
    ],
)
def test_where_a_reader_begins_to_ask(text: str, fresh: set[int]) -> None:
    lines = visible_lines(text)
    assert fresh_lines(lines, annotate_all(lines)) == fresh


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"读者柳女士问:{BRIDGE}?\n{ROAD}。\n桥梁处说,桥灯月底之前全部修好。\n读者杜先生问:{MARKET}?", {1, 2}),
        (f"读者柳女士问:{BRIDGE}?\n早市搬家\n{ROAD}。\n读者杜先生问:{MARKET}?", set()),  # a headline is no answer
        (f"读者柳女士问:{BRIDGE}?\n本报讯(记者祝长庚){ROAD}。\n读者杜先生问:{MARKET}?", set()),
        (f"读者柳女士问:{BRIDGE}?\n{ROAD}。", set()),  # one reader
    ],
)
def test_what_answers_a_reader(text: str, found: set[int]) -> None:
    lines = visible_lines(text)
    assert answers(lines, annotate_all(lines)) == found


def test_each_excerpt_is_an_item_and_the_links_are_none() -> None:
    text = f"{BRIDGE}。详全文>>\n{MARKET}。详全文>>\n{ROAD}。详全文>>\n"
    articles = parse_issue(SourceText(text, "utf-8")).articles
    assert [article.paragraphs for article in articles] == [(f"{BRIDGE}。",), (f"{MARKET}。",), (f"{ROAD}。",)]


def test_a_link_glued_to_the_next_headline_is_no_part_of_it() -> None:
    text = (
        f"更多新闻\n老桥重新通车\n【本报讯】{BRIDGE}... 详情早市要搬家\n【本报讯】{MARKET}... 详情\n"
        f"【本报讯】{ROAD}...\n详情\n"
    )
    articles = parse_issue(SourceText(text, "utf-8")).articles
    assert [article.paragraphs[0][:4] for article in articles] == ["松溪老桥", "河东早市", "青石镇入"]
    assert not any("详情" in text for article in articles for text in (article.headline, *article.paragraphs))


def test_what_stands_again_below_a_link_is_no_item() -> None:
    lines = visible_lines(f"街坊\n{BRIDGE}\n继续阅读\n街坊\n{MARKET}\n继续阅读\n街坊\n{ROAD}")
    assert fresh_lines(lines, annotate_all(lines)) == {4, 7}
