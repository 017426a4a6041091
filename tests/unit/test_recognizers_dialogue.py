"""Interviews: what somebody says by turns begins no article."""

from __future__ import annotations

import pytest
from annotated_lines import annotate_all

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.dialogue import turns_of


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("记者:桥修好了吗?\n镇长:修好了。\n记者:何时通车?\n镇长:明天。", (0, 1, 2, 3)),
        ("20:00 编辑部:到了吗?\n记者:到了。\n20:20 编辑部:看见什么?\n记者:老桥。", (0, 1, 2, 3)),  # with the hour
        ("问:桥修好了吗?\n答:修好了。\n大家都笑了。\n问:何时通车?\n答:明天。", (0, 1, 3, 4)),
        ("记者:桥修好了吗?\n镇长:修好了。", ()),  # too few
        ("记者:柳禾青\n编辑:杜小渡\n校对:章华\n美编:钱进", ()),  # each once: who made the page
        ("作者:柳禾青\n版面:头版\n作者:杜小渡\n版面:二版", ()),  # fields of a database
        ("提示:桥已修好\n提示:明天通车\n提示:注意安全\n提示:不要停车", ()),  # nobody answers
    ],
)
def test_whose_turn_it_is(text: str, turns: tuple[int, ...]) -> None:
    lines = visible_lines(text)
    assert turns_of(lines, annotate_all(lines)) == turns


def test_an_interview_is_one_article() -> None:
    text = (
        "老桥明日通车\n本报讯(记者 柳禾青)老桥修了三年,昨日终于完工,记者采访了镇长。\n"
        "记者:桥修好了吗?\n镇长:修好了!\n记者:何时通车?\n镇长:就在明天早上!\n记者:要收费吗?\n镇长:不收费!\n"
    )
    articles = parse_issue(SourceText(text, "utf-8")).articles
    assert [article.headline for article in articles] == ["老桥明日通车"]
    assert len(articles[0].paragraphs) == 7
