"""The words that lead in a digest are no item of it; a text that opens alike is."""

from __future__ import annotations

import pytest

from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.leads_in import without_lead_in
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.observations import Boxes, observe

ITEMS = "老桥换新颜\n昨日,老桥重新通车。\n早市搬家了\n早市昨日搬进旧粮库。"


def drafts_below(first: Draft, count: int) -> list[Draft]:
    return [first, *(Draft(head=[at], paragraphs=[Paragraph([at + 1])]) for at in range(1, 2 * count, 2))]


@pytest.mark.parametrize(
    ("opening", "taken"),
    [
        ("下面请看松溪一周大事", True),
        ("以下是本周松溪要闻。", True),
        ("早安,为您精选昨夜今晨的松溪新闻,吃着面条读完。", True),
        ("一起来回顾这一周的消息吧!", True),
        ("请看看这座桥,街坊说。", False),
        ("柳师傅为您修桥修了三十年。", False),
        ("以下为松溪要闻,桥梁处说桥灯三天之内修好," * 4, False),  # a text
    ],
)
def test_the_words_above_a_digest(opening: str, *, taken: bool) -> None:
    view = observe(visible_lines(f"{opening}\n{ITEMS}"), Boxes((), ()))
    drafts = drafts_below(Draft(paragraphs=[Paragraph([0])]), 2)
    kept, furniture = without_lead_in(drafts, [], view)
    assert (kept, furniture) == ((drafts[1:], [0]) if taken else (drafts, []))


def test_what_follows_the_words_stays() -> None:
    view = observe(visible_lines(f"下面请看松溪一周大事\n{ITEMS}"), Boxes((), ()))
    first = Draft(paragraphs=[Paragraph([0]), Paragraph([2])])
    kept, furniture = without_lead_in([first, Draft(head=[3], paragraphs=[Paragraph([4])])], [], view)
    assert (kept[0].paragraphs, len(kept), furniture) == ([Paragraph([2])], 2, [0])


@pytest.mark.parametrize(
    ("first", "count"),
    [
        (Draft(head=[0]), 2),  # it is a headline, and whose text this is stands below
        (Draft(paragraphs=[Paragraph([0])], bylines=[1]), 2),
        (Draft(paragraphs=[Paragraph([0])]), 1),  # no digest
        (Draft(paragraphs=[Paragraph([0])]), 0),
    ],
)
def test_the_words_of_an_article_stay(first: Draft, count: int) -> None:
    view = observe(visible_lines(f"下面请看松溪一周大事\n{ITEMS}"), Boxes((), ()))
    drafts = drafts_below(first, count)
    assert without_lead_in(drafts, [], view) == (drafts, [])
