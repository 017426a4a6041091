"""Where the model wavers, a text on another matter than the one above it is an article of its own."""

from __future__ import annotations

import math

import pytest

from worker.parsing.assembly.bounds.other_stories import parted
from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.labelling import Labelled
from worker.parsing.segmentation.observations import Boxes, PageView, observe

BRIDGE = "松溪县城的老桥昨日起封闭维修,工期三个月。施工期间过往车辆须绕行青石镇的新桥,县交通局在两头设了指示牌。"
BRIDGE_ON = "据介绍,老桥的桥墩去年汛期被冲刷,维修时将加固桥墩,桥面也要加宽两米,县交通局请市民配合绕行。"
FAIR = "白沙镇的茶叶交易会近日开幕,三百多名茶农带来了今年的春茶,外地客商签下的订单比去年多了一成。"
COURT = "一名男子因盗窃电动车被区法院判处有期徒刑八个月,并处罚金两千元。法院查明,他先后作案三起。"
MATCH = "白沙镇中学足球队在省里的比赛中以二比一取胜,上半场杜小渡头球破门,这是球队今年第五场胜利。"
HEAD = "绕行要多走两公里"


def probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


def paragraphs(*texts: str, sure: float = 1.0) -> tuple[list[Draft], Labelled, PageView]:
    """Return paragraphs that the model takes for one text, at each so sure that nothing begins."""
    view = observe(visible_lines("\n".join(texts)), Boxes((), ()))
    bounds = [1.0, *[probability(sure)] * (len(texts) - 1)]
    drafts = [Draft(paragraphs=tuple(Paragraph((index,)) for index in range(len(texts))))]
    return drafts, Labelled(["P*", *["P"] * (len(texts) - 1)], bounds, bounds, [0.0] * len(bounds)), view


def test_paragraphs_on_other_matters_are_articles() -> None:
    found = parted(*paragraphs(BRIDGE_ON, FAIR, COURT))
    assert [draft.indices() for draft in found] == [[0], [1], [2]]
    found = parted(*paragraphs(BRIDGE, BRIDGE_ON, COURT, MATCH))
    assert [draft.indices() for draft in found] == [[0, 1], [2], [3]]
    assert len(parted(*paragraphs(BRIDGE, BRIDGE_ON, COURT))) == 1  # one alone may be the foot of a page


@pytest.mark.parametrize("texts", [(BRIDGE, BRIDGE_ON), (BRIDGE, BRIDGE_ON, BRIDGE_ON), (BRIDGE, "另有好天气。")])
def test_paragraphs_of_one_story_are_one_article(texts: tuple[str, ...]) -> None:
    assert len(parted(*paragraphs(*texts))) == 1


def test_what_the_model_is_sure_of_and_pictures_are_not_parted() -> None:
    assert len(parted(*paragraphs(BRIDGE_ON, FAIR, COURT, sure=5.1))) == 1
    drafts, found, view = paragraphs(BRIDGE_ON, FAIR, COURT)
    first, *others = drafts[0].paragraphs
    drafts = [Draft(paragraphs=(first, *(Paragraph(part.lines, caption=True) for part in others)))]
    assert len(parted(drafts, found, view)) == 1


def amid(line: str, below: str, *, subhead: bool, sure: float = 1.0) -> list[Draft]:
    """Return what a line amid a text, and another text below it, are parted into."""
    drafts, found, view = paragraphs("老桥开始维修", BRIDGE, line, below, sure=sure)
    head, above, between, *others = drafts[0].paragraphs
    drafts = [Draft(head=head.lines, paragraphs=(above, Paragraph(between.lines, subhead=subhead), *others))]
    return parted(drafts, found, view)


@pytest.mark.parametrize("subhead", [True, False])
def test_a_line_above_another_story_is_its_headline(*, subhead: bool) -> None:
    first, second = amid("足球队取胜", MATCH * 2, subhead=subhead)
    assert first.indices() == [0, 1]
    assert (second.head, [part.lines for part in second.paragraphs]) == ((2,), [(3,)])
    assert len(amid(HEAD, BRIDGE_ON * 2, subhead=subhead)) == 1


def test_a_line_that_closes_a_sentence_or_that_the_model_is_sure_of_is_none() -> None:
    assert len(amid("足球队取胜。", MATCH * 2, subhead=False)) == 1
    assert len(amid("足球队取胜", MATCH * 2, subhead=True, sure=4.1)) == 1
    assert len(amid("足球队取胜", MATCH * 2, subhead=False, sure=5.6)) == 1
    assert len(amid("足球队取胜", "比赛结束。", subhead=True)) == 1  # too little is told to say of what


def test_a_row_of_other_stories_is_parted_where_one_alone_would_not_be() -> None:
    drafts, found, view = paragraphs("老桥开始维修", BRIDGE, "足球队取胜", MATCH * 2, "茶叶交易会", FAIR * 2, sure=2.0)
    head, *parts = drafts[0].paragraphs
    told = tuple(Paragraph(part.lines, subhead=at % 2 == 1) for at, part in enumerate(parts))
    drafts = [Draft(head=head.lines, paragraphs=told)]
    assert [draft.head for draft in parted(drafts, found, view)] == [(0,), (2,), (4,)]
    assert len(amid("茶叶交易会", FAIR * 2, subhead=True, sure=2.0)) == 1
