"""Captions in a line whose breaks around the pictures are lost: the sentence before a credit, and 上图:…."""

from __future__ import annotations

import pytest

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.assembly.articles import read_article
from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.pictures.captions_within import parted_at_captions
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.observations import Boxes, observe

HEAD = "老桥换新颜\n"
FIRST = "青石镇的老桥昨日重新通车,镇上的人一早就赶到河边,看第一辆公共汽车从桥上开过去,街坊们等这一天等了三年。"
SHOWN = "桥头的石狮子也洗干净了。"
SECOND = "镇政府去年筹到了修桥的钱,工匠们从上游的采石场运来石料,桥面加宽了两米,两边各留出一条人行道,明年还要装灯。"


def parts(line: str) -> list[tuple[str, bool]]:
    """Return the texts of a printed line, and which of them are captions."""
    view = observe(visible_lines(line), Boxes((), ()))
    whole = [Paragraph(list(range(len(view.pieces))))]
    return [
        ("".join(view.pieces[index].text for index in paragraph.lines), paragraph.caption)
        for paragraph in parted_at_captions(whole, view.pieces)
    ]


def test_the_sentence_before_a_credit_behind_which_the_line_goes_on() -> None:
    credit = "(图/柳禾青摄)"
    assert parts(f"{FIRST}{SHOWN}{credit}{SECOND}") == [(FIRST, False), (SHOWN + credit, True), (SECOND, False)]
    assert parts(f"{FIRST} {SHOWN} 图/柳禾青摄{SECOND}")[1] == (f"{SHOWN}图/柳禾青摄", True)


def test_a_picture_and_where_it_is_from() -> None:
    line = f"{SHOWN}(图片来源:松溪晚报) {SECOND}"
    assert parts(line) == [(f"{SHOWN}(图片来源:松溪晚报)", True), (SECOND, False)]


def test_a_line_that_ends_with_its_credit_is_left_to_the_model() -> None:
    assert [shown for _, shown in parts(f"{FIRST}{SHOWN}(柳禾青 摄)")] == [False]


def test_what_reports_is_no_picture() -> None:
    assert not any(shown for _, shown in parts(f"{FIRST}本报记者 柳禾青 摄影报道 {SECOND}"))


def test_a_caption_behind_the_text_of_its_line() -> None:
    page = f"{HEAD}{FIRST} 上图:街坊们在桥头合影(柳禾青 摄)。\n{SECOND}\n"
    (article,) = parse_issue(SourceText(page, "utf-8")).articles
    assert article.captions == ("上图:街坊们在桥头合影",)
    assert [person.name for person in article.credits] == ["柳禾青"]
    assert article.paragraphs == (FIRST, SECOND)


def rows(*texts: str) -> tuple[str, ...]:
    """Return the captions of a report whose lines are all taken for one paragraph."""
    lines = visible_lines("\n".join(("松溪县花灯节开幕", "", FIRST, "", *texts, "", SECOND)))
    draft = Draft(head=[0], paragraphs=[Paragraph([1]), Paragraph(list(range(2, len(lines))))])
    return read_article(draft, lines, ordinal=1, page="", issue_date=None, confidence=1.0)[0].captions


def test_lines_in_a_row_that_each_repeat_the_headline() -> None:
    shown = ("松溪县花灯节上的舞龙队", "街坊们在松溪县花灯节沿途看灯")
    assert rows(*shown) == shown


@pytest.mark.parametrize(
    "texts",
    [
        ("松溪县花灯节上的舞龙队",),  # one line may be a subhead
        ("松溪县花灯节上的舞龙队", "节目单和停车场的位置"),  # a list
        ("松溪县花灯节昨日开幕。", "松溪县花灯节办到月底。"),  # text
    ],
)
def test_other_lines_in_a_row(texts: tuple[str, ...]) -> None:
    assert rows(*texts) == ()


def test_what_stands_behind_text_on_its_line_is_text() -> None:
    view = observe(visible_lines(f"{FIRST} 桥上装了灯 街坊们还要等一年。"), Boxes((), ()))
    found = parted_at_captions([Paragraph([0]), Paragraph([1, 2], caption=True)], view.pieces)
    assert [paragraph.caption for paragraph in found] == [False, False]


def test_a_caption_behind_text_on_its_line_has_a_credit_or_says_so() -> None:
    for end in ("街坊们在桥头合影。 柳禾青 摄", "图为街坊们在桥头合影。"):
        view = observe(visible_lines(f"{FIRST} {end}"), Boxes((), ()))
        found = parted_at_captions([Paragraph([0]), Paragraph([1], caption=True)], view.pieces)
        assert [paragraph.caption for paragraph in found] == [False, True]
