"""Letters in a row begin with whom they greet, or with the line above that; one greeting alone tells nothing."""

from __future__ import annotations

import pytest
from annotated_lines import annotate_all

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.rows.letters import letters_of

FIRST = "松溪的老桥上月修好,桥面铺了新石板,两岸的街坊又能走路去早市了。"
SECOND = "青石镇的粮库空了三年,如今改成图书室,放学以后坐满了写作业的孩子。"


def letters(text: str) -> tuple[list[int], list[int]]:
    lines = visible_lines(text)
    found = letters_of(lines, annotate_all(lines))
    return sorted(found.begin), sorted(found.signatures)


@pytest.mark.parametrize("first", ["编辑先生:", "編輯同志:", "敬啟者:", "尊敬的编辑您好!", "编辑部:", "编者大鉴:"])
@pytest.mark.parametrize("second", ["社长先生大鉴:", "编辑小姐:", "主编您好:"])
def test_letters_without_a_title(first: str, second: str) -> None:
    assert letters(f"{first}\n{FIRST}\n{second}\n{SECOND}") == ([0, 2], [])
    assert letters(f"{first}\n{FIRST}\n文.松溪柳禾青\n{second}\n{SECOND}\n文.青石杜小渡") == ([0, 3], [2])


def test_letters_below_a_title_or_a_name() -> None:
    text = f"这里看报真难\n编辑同志:\n{FIRST}\n此致\n敬礼!\n粮库改得好\n编辑同志:\n{SECOND}"
    assert letters(text) == ([0, 5], [])
    # a title of two lines is left to the model
    text = f"这里看报真难\n编辑同志:\n{FIRST}\n粮库改得好\n孩子们有了去处\n编辑同志:\n{SECOND}"
    assert letters(text) == ([0], [])


@pytest.mark.parametrize(
    "text",
    [
        f"编辑先生:\n{FIRST}\n{SECOND}",  # one letter
        f"编辑:柳禾青\n{FIRST}\n编辑:杜小渡\n{SECOND}",  # who edited
        f"街坊您好:\n{FIRST}\n街坊您好:\n{SECOND}",  # in a text
        f"{FIRST}编辑先生:{SECOND}编辑先生:",
    ],
)
def test_no_letters(text: str) -> None:
    assert letters(text) == ([], [])


def test_each_letter_is_an_article_and_its_greeting_is_text() -> None:
    text = f"敬启者:\n{FIRST}\n文.松溪柳禾青\n编辑先生:\n{SECOND}\n文.青石杜小渡\n编辑先生:\n{FIRST}{SECOND}\n"
    articles = parse_issue(SourceText(text, "utf-8")).articles
    assert [article.paragraphs[0] for article in articles] == ["敬启者:", "编辑先生:", "编辑先生:"]
