"""A page is one report where no text below the first has a sign of its own and the model wavers at each beginning."""

from __future__ import annotations

import math

import pytest

from worker.parsing.assembly.bounds.one_report import as_one_report, is_one_report
from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.labelling import Labelled
from worker.parsing.segmentation.observations import Boxes, PageView, observe

SHORT = "老桥的栏杆有一百二十根,每一根都要先打磨,再上两遍漆。"
LONG = SHORT * 9
HEADS = ["老桥要修三个月", "桥面加宽两米", "桥灯换成太阳能"]


def page(
    *texts: str, above: str = "", sure: float = 0.9, signed: bool = False, names: str = "H*", first_signed: bool = False
) -> tuple[list[Draft], Labelled, PageView]:
    """Return texts, each below a head, and a page whose further beginnings are held for so probable."""
    lines = [above] if above else []
    for head, text in zip(HEADS, texts, strict=False):
        lines += [head, text]
    view = observe(visible_lines("\n".join(lines)), Boxes((), ()))
    heads = [index for index, piece in enumerate(view.pieces) if piece.text in HEADS]
    ends = [*heads[1:], len(view.pieces)]
    drafts = [
        Draft(head=(head,), paragraphs=(Paragraph(tuple(range(head + 1, end))),))
        for head, end in zip(heads, ends, strict=True)
    ]
    if signed:
        drafts[1] = drafts[1].having(bylines=(heads[1],))
    if first_signed:
        drafts[0] = drafts[0].having(bylines=(heads[0],))
    labels = [names if index in heads else "P" for index in range(len(view.pieces))]
    bounds = [sure if index in heads[1:] else 1.0 for index in range(len(view.pieces))]
    return drafts, Labelled(labels, bounds, bounds, [0.0] * len(bounds)), view


def as_picture(draft: Draft) -> Draft:
    return draft.having(paragraphs=tuple(Paragraph(each.lines, caption=True) for each in draft.paragraphs))


def probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


@pytest.mark.parametrize(
    ("log_odds", "limit"),
    [
        (2.9, {}),
        (1.9, {"signed": True}),
        (4.9, {"first_signed": True}),
        (4.9, {"above": "2025-12-18"}),
    ],
)
def test_short_texts_of_one_report(log_odds: float, limit: dict[str, str]) -> None:
    assert is_one_report(*page(SHORT, SHORT, SHORT, sure=probability(log_odds), **limit))  # type: ignore[arg-type]
    assert not is_one_report(*page(SHORT, SHORT, SHORT, sure=probability(log_odds + 0.2), **limit))  # type: ignore[arg-type]


def test_long_texts_of_one_report() -> None:
    assert is_one_report(*page(SHORT, LONG, LONG, sure=probability(5.9)))
    assert not is_one_report(*page(SHORT, LONG, LONG, sure=probability(6.1)))
    assert not is_one_report(*page(SHORT, LONG, SHORT, sure=probability(5.9)))


def test_signs_of_several_articles() -> None:
    assert not is_one_report(*page(SHORT, f"本报讯(记者 柳禾青){SHORT}", sure=0.6))
    assert not is_one_report(*page(SHORT, SHORT, above="第02版:要闻", sure=0.6))
    assert not is_one_report(*page(SHORT, SHORT, sure=0.6, names="H"))  # a rule lets them begin
    assert not is_one_report(*page(SHORT))
    marked = observe(visible_lines(f"老桥要修三个月\n{SHORT}\n●桥面加宽两米\n{SHORT}"), Boxes((), ()))
    drafts = [Draft(head=(0,), paragraphs=(Paragraph((1,)),)), Draft(head=(2,), paragraphs=(Paragraph((3,)),))]
    assert not is_one_report(drafts, Labelled(["H*", "P", "H*", "P"], [0.6] * 4, [0.6] * 4, [0.0] * 4), marked)
    assert not is_one_report([], Labelled([], [], [], []), marked)


def test_pages_that_sign_each_text_and_pages_of_pictures() -> None:
    drafts, found, view = page(SHORT, SHORT, SHORT, sure=0.6)
    drafts[2] = drafts[2].having(tails=(5,))
    assert is_one_report(drafts, found, view)
    drafts[0] = drafts[0].having(tails=(1,))
    assert not is_one_report(drafts, found, view)
    drafts, found, view = page(SHORT, SHORT, SHORT, sure=0.6)
    drafts[0] = as_picture(drafts[0])
    assert is_one_report(drafts, found, view)
    drafts[1] = as_picture(drafts[1])
    assert not is_one_report(drafts, found, view)


def test_the_headlines_below_the_first_are_subheads() -> None:
    drafts, _, view = page(SHORT, SHORT, SHORT)
    (article,) = as_one_report(drafts, view)
    assert article.head == (0,)
    assert [part.subhead for part in article.paragraphs] == [False, True, False, True, False]


def test_the_headline_stands_below_what_is_shorter_than_its_text() -> None:
    view = observe(visible_lines(f"师傅在刷漆。\n老桥要修三个月\n{SHORT}"), Boxes((), ()))
    drafts = [Draft(paragraphs=(Paragraph((0,)),)), Draft(head=(1,), paragraphs=(Paragraph((2,)),))]
    (article,) = as_one_report(drafts, view)
    assert article.head == (1,)
    assert [part.lines for part in article.paragraphs] == [(0,), (2,)]


def test_short_texts_on_different_matters_are_no_one_report() -> None:
    other = "县里的气象台说周末有雨,晒谷的人家趁天晴把场院腾空。"
    assert is_one_report(*page(SHORT, SHORT, sure=0.6))
    assert not is_one_report(*page(SHORT, other, sure=0.6))


def test_a_long_text_that_the_model_hardly_lets_begin_need_not_repeat_words() -> None:
    on = "此外,路灯和护坡也要一并整修,年底前完工。" * 6
    assert is_one_report(*page(LONG, on, sure=probability(1.1)))
    assert not is_one_report(*page(LONG, on, sure=probability(1.3)))
    assert not is_one_report(*page(LONG, on[:100], sure=probability(1.1)))


def test_a_text_that_tells_another_story_is_no_part_of_the_report() -> None:
    match = "白沙镇中学足球队在省里的比赛中以二比一取胜,上半场杜小渡头球破门,这是球队今年第五场胜利,教练十分高兴。" * 3
    assert not is_one_report(*page(LONG, match, sure=probability(1.0)))
