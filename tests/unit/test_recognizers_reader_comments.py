"""What readers wrote below a text is no article's; a column of that name, or one line about comments, is text."""

from __future__ import annotations

import pytest
from annotated_lines import annotate_all

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.sites.comments import comments_below

TEXT = """青石镇的旧水管昨日全部换完,三千户人家喝上了清水。
施工队干了四十天,没有停过一天水,街坊送来了姜茶。
镇长说,明年还要换下游两个村的水管,钱已经备好了。"""
SAID = "松溪老张\n5小时前\n早就该换了,我们那条街的水管还是五十年前的。\n回复 点赞 3"


@pytest.mark.parametrize(
    ("below", "from_line"),
    [
        (f"网友评论\n{SAID}", 3),
        (f"全部评论(2)\n{SAID}", 3),
        (f"分享到:\n2 条评论\n{SAID}", 4),
        ("留言区\n江上客说:\n2021年3月6日 10:22\n支持!\n回复", 3),
        ("留言区\n江上客说:\n支持!\n柳树下说:\n早该换了。", -1),  # a column tells what people say
        (f"评论\n{SAID}", -1),  # what a page of a paper is called
        (f"网友评论\n{SAID}\n" + "松溪的老桥昨日通车。\n" * 12, -1),  # another text below
        ("评论\n水管换了,人心暖了。这件事办得好,好在没有停过一天水。", -1),  # a column of the paper
        ("网友评论\n早就该换了,我们那条街的水管还是五十年前的。", -1),  # nothing says that it is one
        (f"网友评论\n{SAID}\n本报讯(记者 柳禾青)白沙镇的新车站昨天启用。", -1),
        (f"居民对换水管的评论很多\n{SAID}", -1),
    ],
)
def test_comments_below_a_text(below: str, from_line: int) -> None:
    lines = visible_lines(f"{TEXT}\n{below}")
    found = comments_below(lines, annotate_all(lines))
    assert found == (set(range(from_line, len(lines))) if from_line > 0 else set())


def test_comments_above_all_text_are_none() -> None:
    lines = visible_lines(f"网友评论\n{SAID}\n{TEXT}")
    assert not comments_below(lines, annotate_all(lines))


def test_they_are_no_article() -> None:
    page = f"青石镇换上新水管\n2021-03-05 09:10 来源:松溪日报\n{TEXT}\n网友评论\n{SAID}\n白沙客\n昨天 22:10\n好。\n回复"
    (article,) = parse_issue(SourceText(page, "utf-8")).articles
    assert article.body == TEXT
