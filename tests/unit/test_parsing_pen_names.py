"""Names without a family name: where they stand says that they name somebody."""

from __future__ import annotations

import pytest

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.assembly.articles import read_article
from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.layout.lines import visible_lines

_TEXT = "老桥昨日重新通车,两岸居民往来更方便。家住东岸的居民说,过河再也不用绕路了。"


def _names(text: str) -> list[str]:
    (article,) = parse_issue(SourceText(text, "utf-8")).articles
    return [person.name for person in article.byline]


@pytest.mark.parametrize(
    ("end", "names"),
    [
        ("(禾青)", ["禾青"]),
        ("(晓文)", ["晓文"]),
        ("(全文)", []),
        ("(原文)", []),
        ("(下)", []),
        ("(组图)", []),
        ("(待续)", []),
    ],
)
def test_a_bracketed_name_closes_a_report_that_names_no_reporter(end: str, names: list[str]) -> None:
    assert _names(f"老桥换新颜\n\n本报讯 {_TEXT}{end}\n") == names


def test_a_bracketed_word_after_a_text_without_a_source_line_names_nobody() -> None:
    assert _names(f"老桥换新颜\n\n本报记者 柳禾青\n\n{_TEXT}(笑声)\n") == ["柳禾青"]


def _article(stack: str, body: str, *, byline: bool) -> tuple[str, list[str]]:
    lines = visible_lines(f"{stack}\n\n{body}\n")
    head = (0,) if byline else (0, 1)
    draft = Draft(
        head=head, bylines=(1,) if byline else (), paragraphs=tuple(Paragraph((n,)) for n in range(2, len(lines)))
    )
    article, _ = read_article(draft, lines, ordinal=1, page="", issue_date=None, confidence=1.0)
    return article.headline, [person.name for person in article.byline]


def test_a_short_line_that_was_taken_for_a_byline_names_who_wrote() -> None:
    assert _article("街灯亮起来\n\n禾青", _TEXT, byline=True) == ("街灯亮起来", ["禾青"])
