"""A title that a web page prints twice begins an article; a caption or a line of verse printed twice does not."""

from __future__ import annotations

import pytest
from annotated_lines import annotate_all

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.sites.links import outside_text
from worker.parsing.recognizers.sites.titles import repeated_below, titles_above_metadata, titles_again, twin_titles

TITLE = "老桥今日换新颜"
TEXT = "昨日,老桥重新通车,街坊都来看。"


@pytest.mark.parametrize(
    ("text", "twins"),
    [
        (f"{TITLE}\n\n{TITLE}\n\n{TEXT}", {0: 1}),
        (f"{TITLE}\n\n{TITLE}\n\n记者 柳禾青\n{TEXT}", {0: 1}),
        (f"{TEXT}\n\n{TITLE}\n\n{TITLE}\n\n{TEXT}", {1: 2}),
        (f"阅读全文\n\n{TITLE}\n\n{TITLE}\n\n{TEXT}", {1: 2}),
        (f"渡口修好了\n2024年6月18日\n{TITLE}\n{TITLE}\n{TEXT}", {}),  # below a headline and its date: a caption
        (f"渡口修好了\n记者 柳禾青\n{TITLE}\n{TITLE}\n{TEXT}", {}),
        (f"孩子们在写生\n孩子们在写生\n{TITLE}\n{TITLE}\n{TEXT}", {}),  # two captions, each twice
        (f"渡口修好了\n\n{TITLE}\n\n{TITLE}\n\n{TEXT}", {}),  # below a headline: a caption
        (f"{TITLE}\n\n{TITLE}\n\n船从远方来\n\n水向东边流", {}),  # verse
        (f"{TITLE}\n\n{TITLE}", {}),  # nothing below
        (f"老桥\n\n老桥\n\n{TEXT}", {}),  # too short
        (f"{TEXT}\n\n{TEXT}\n\n{TEXT}", {}),  # text
    ],
)
def test_which_titles_stand_twice(text: str, twins: dict[int, int]) -> None:
    lines = visible_lines(text)
    assert twin_titles(lines, annotate_all(lines)) == twins


def test_a_list_of_texts_with_their_titles_twice() -> None:
    items = [("老桥今日换新颜", "老桥"), ("河东早市搬了新家", "早市"), ("渡口的灯全亮了", "渡口")]
    text = "首页 > 新闻 > 正文\n\n" + "\n\n".join(
        f"{title}\n\n{title}\n\n昨日,{what}旁边围满了人,街坊都来看,大家说这一天等了三年。\n\nRead More"
        for title, what in items
    )
    assert [article.headline for article in parse_issue(SourceText(text, "utf-8")).articles] == [
        title for title, _ in items
    ]


@pytest.mark.parametrize(
    ("text", "again"),
    [
        (f"{TITLE}\n图一说的是桥。\n{TITLE}\n{TEXT}\n{TITLE}\n{TEXT}", {2, 4}),
        (f"{TITLE}\n2024年6月18日\n{TITLE}\n{TEXT}\n{TITLE}\n{TEXT}\n{TITLE}\n{TEXT}", {2, 4, 6}),
        (f"{TITLE}\n{TEXT}\n{TITLE}\n{TITLE}\n{TEXT}\n{TITLE}\n{TEXT}", {2, 3, 5}),  # a picture without words
        (f"{TITLE}\n{TEXT}\n{TITLE}\n{TEXT}", set()),  # twice may be two articles' label
        (f"{TITLE}\n船从远方来\n{TITLE}\n水向东边流\n{TITLE}\n人在桥上走", set()),  # verse
        (f"简讯\n{TEXT}\n简讯\n{TEXT}\n简讯\n{TEXT}", set()),  # a label
        (f"· 渡口修好了\n· {TITLE}\n{TITLE}\n{TEXT}\n{TITLE}\n{TEXT}", set()),  # an entry of the contents is none
    ],
)
def test_the_title_above_each_picture_of_a_gallery(text: str, again: set[int]) -> None:
    lines = visible_lines(text)
    assert titles_again(lines, annotate_all(lines)) == again


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (f"{TITLE}\n2024年6月18日 09:30 来源:松溪网\n{TEXT}", {0}),
        (f"首页 > 新闻 > 正文\n{TITLE}\n稿源: 松溪网 | 2024-06-18 09:30\n{TEXT}", {1}),
        (f"{TITLE}\n[2024.06.18] 发表\n{TEXT}", {0}),
        ("第15版:副刊\n诗二首\n(2024年6月18日) 来源:松溪晚报\n□柳禾青", {1}),  # short, cut from nothing
        (f"{TITLE} 街坊都来看老桥\n2024年6月18日 09:30 来源:松溪网\n{TEXT}", {0}),  # two clauses
        (f"返回概览 上一记录 下一记录 打印预览\n2024年6月18日 09:30 来源:松溪网\n{TEXT}", set()),  # a bar of links
        ("要闻\n2024年6月18日 09:30 来源:松溪网\n" + TEXT, set()),  # a section's name
        (f"修桥三年\n{TITLE}\n2024年6月18日 09:30 来源:松溪网\n{TEXT}", set()),  # a stack
        (f"{TEXT}\n渡口的灯全亮了\n2024年6月18日 09:30 来源:松溪网\n{TEXT}", set()),  # below a text
        (f"{TITLE}\n首页 > 新闻 > 正文\n{TEXT}", set()),  # a path says nothing of the text
        (f"{TITLE}\n{TEXT}", set()),
    ],
)
def test_the_title_above_when_it_was_published(text: str, titles: set[int]) -> None:
    lines = visible_lines(text)
    found = annotate_all(lines)
    assert titles_above_metadata(lines, found, outside_text(lines, found)) == titles


def test_a_caption_below_a_title_and_its_date_opens_no_article() -> None:
    head = f"首页 > 新闻 > 正文\n{TITLE}\n稿源: 松溪网 | 2024-06-18 09:30\n\n桥头的老榕树\n\n"
    text = f"{head}松溪网讯(记者柳禾青 通讯员杜小渡){TEXT}\n"
    (article,) = parse_issue(SourceText(text, "utf-8")).articles
    assert article.headline == TITLE
    assert [person.name for person in article.byline] == ["柳禾青", "杜小渡"]


def test_a_title_of_two_clauses_is_repeated_below_as_a_whole() -> None:
    title = "老桥今日换新颜 街坊都来看热闹"
    text = f"博客\n视频\n{title}\n{title}\n2024年6月18日 18:57松江晚报\n{TEXT}{TEXT}"
    issue = parse_issue(SourceText(text, "utf-8"))
    assert [article.headline for article in issue.articles] == [title]


def test_what_is_repeated_below_is_not_cut() -> None:
    title = "老桥今日换新颜 街坊都来看热闹"
    assert repeated_below(visible_lines(f"{title}\n{title}\n{TEXT}")) == {0, 1}
    assert not repeated_below(visible_lines(f"{title}\n{TEXT}\n{title}"))
    assert not repeated_below(visible_lines(f"{TEXT}\n{TEXT}"))  # sentences


def test_the_only_title_is_what_the_text_was_called_elsewhere() -> None:
    text = f"　　原标题：老桥今日换新颜 街坊都来看\n　　{TEXT}{TEXT}\n　　{TEXT}"
    (article,) = parse_issue(SourceText(text, "utf-8")).articles
    assert article.headline == "老桥今日换新颜 街坊都来看"


def test_below_another_title_it_is_none() -> None:
    text = f"{TITLE}\n2024年6月18日 18:57松江晚报\n原标题：街坊都来看老桥\n{TEXT}{TEXT}\n{TEXT}"
    (article,) = parse_issue(SourceText(text, "utf-8")).articles
    assert article.headline == TITLE
    assert "原标题" not in article.body


def test_what_is_made_into_a_headline_tells_more_than_the_day() -> None:
    text = "本报讯(记者 柳禾青)9月5日,来自松江水务站的工人们正赶在入冬以前把老桥两岸的旧水管换成新的,街坊都来看。"
    (article,) = parse_issue(SourceText(text, "utf-8")).articles
    assert article.headline_derived
    assert article.headline.startswith("来自松江水务站")
