"""A comment with a title of its own below a report is an article; without one, or above every text, it is none."""

from __future__ import annotations

import pytest
from annotated_lines import annotate_all

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.sites.comment_titles import comment_titles

TOLD = "松溪老桥昨日重新通车,两岸街坊清早就来排队,桥头的面摊一上午卖出了三百碗面。"
THOUGHT = "一座桥修了又修,修的其实是两岸人的来往,桥面宽了两米,人心也跟着宽了两米。"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (f"老桥通车\n{TOLD}\n记者手记\n桥宽了人心也宽\n{THOUGHT}", {3}),
        (f"老桥通车\n{TOLD}\n【记者观察】\n桥宽了人心也宽\n{THOUGHT}", {3}),
        (f"老桥通车\n{TOLD}\n【短评】桥宽了人心也宽\n{THOUGHT}", {2}),
        (f"老桥通车\n{TOLD}\n·短评·桥宽了人心也宽\n{THOUGHT}", {2}),
        (f"老桥通车\n{TOLD}\n记者手记\n{THOUGHT}", set()),  # no title: a part of the report
        (f"老桥通车\n{TOLD}\n点评:\n桥宽了人心也宽\n{THOUGHT}", set()),
        (f"老桥通车\n{TOLD}\n记者手记\n本报记者 柳禾青\n{THOUGHT}", set()),  # who wrote it
        (f"记者手记\n桥宽了人心也宽\n{THOUGHT}", set()),  # the name of the column above the page's text
        (f"老桥通车\n{TOLD}\n这座桥的短评\n{THOUGHT}", set()),
        (f"老桥通车\n{TOLD}\n【短评】", set()),
    ],
)
def test_titles_of_comments(text: str, titles: set[int]) -> None:
    lines = visible_lines(text)
    assert comment_titles(lines, annotate_all(lines)) == titles


def test_a_comment_is_an_article() -> None:
    text = f"老桥重新通车\n{TOLD}\n{TOLD}\n{TOLD}\n记者手记\n桥宽了人心也宽\n{THOUGHT}\n{THOUGHT}\n"
    first, second = parse_issue(SourceText(text, "utf-8")).articles
    assert (first.headline, second.headline) == ("老桥重新通车", "桥宽了人心也宽")
    assert len(first.paragraphs) == 3
