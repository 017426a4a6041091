"""Captions in a line whose breaks around the pictures are lost: the sentence before a credit, and 上图:…."""

from __future__ import annotations

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.assembly.drafts import Paragraph
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
    whole = [Paragraph(tuple(range(len(view.pieces))))]
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
