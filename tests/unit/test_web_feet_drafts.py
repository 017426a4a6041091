"""A web page's foot is no article: scraps without a sentence below navigation, at the page's end."""

from __future__ import annotations

import pytest

from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.feet import with_some_text, without_feet
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.observations import Boxes, PageView, observe

STORY = "老桥换新颜\n昨日,老桥重新通车。\n"


def view_of(text: str) -> PageView:
    lines = visible_lines(text)
    return observe(lines, Boxes((), ()))


@pytest.mark.parametrize(
    ("below", "draft", "foot"),
    [
        ("上一篇 下一篇\n新闻查询\n订短信送邮箱", Draft(head=[3], paragraphs=[Paragraph([4])]), True),
        ("版权所有 松江网\n夏日风情\n图铃", Draft(head=[3], paragraphs=[Paragraph([4])]), True),
        # a sentence, a name, verse, or no navigation above: an article
        ("上一篇 下一篇\n街景\n雨后的老街很安静。", Draft(head=[3], paragraphs=[Paragraph([4])]), False),
        ("上一篇 下一篇\n街景\n柳禾青 摄", Draft(head=[3], credits=[4]), False),
        ("上一篇 下一篇\n街景\n雨后", Draft(head=[3], paragraphs=[Paragraph([4], verse=True)]), False),
        ("老街\n街景\n雨后很安静", Draft(head=[3], paragraphs=[Paragraph([4])]), False),
    ],
)
def test_a_foot_is_no_article(below: str, draft: Draft, *, foot: bool) -> None:
    story = Draft(head=[0], paragraphs=[Paragraph([1])])
    kept, furniture = without_feet([story, draft], [2], view_of(STORY + below))
    assert len(kept) == (1 if foot else 2)
    assert furniture == ([2, 3, 4] if foot else [2])


def test_the_only_article_stays() -> None:
    draft = Draft(head=[1], paragraphs=[Paragraph([2])])
    kept, _ = without_feet([draft], [0], view_of("上一篇 下一篇\n新闻查询\n订短信送邮箱"))
    assert kept == [draft]


@pytest.mark.parametrize(
    ("text", "told", "found"),
    [
        ("昨日,老桥重新通车。\n初审:柳禾青\n复审:杜小渡", "FFF", ["P*", "F", "F"]),
        ("初审:柳禾青\n昨日,老桥重新通车。\n桥长百米。", "FFF", ["F", "P*", "P"]),
        ("初审:柳禾青\n上一篇 下一篇", "FF", ["F", "F"]),  # there is no text
        ("老桥\n昨日,老桥重新通车。", "HF", ["H", "F"]),  # something was found
    ],
)
def test_a_page_of_furniture_with_sentences_in_it_has_a_text(text: str, told: str, found: list[str]) -> None:
    assert with_some_text(list(told), view_of(text)) == found
