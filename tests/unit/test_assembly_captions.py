"""Paragraphs that say themselves that they are captions are captions, whatever they were taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.parsing.assembly.articles import read_article
from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.pictures.amid import with_pointed_heads
from worker.parsing.assembly.pictures.caption_lines import found_captions
from worker.parsing.layout.lines import visible_lines

if TYPE_CHECKING:
    from worker.document.issue import Article

HEAD = "青石镇换上新水管"
FIRST = "柳镇长说,青石镇今年要把全镇的旧水管都换成新的,工程在入冬以前完成。"
LAST = "街坊说,水管换好以后,家家户户都能喝上干净水了。"


def captions(*texts: str) -> tuple[str, ...]:
    """Return the captions of an article whose paragraphs are all taken for text."""
    lines = visible_lines("\n".join((HEAD, *texts)))
    draft = Draft(head=(0,), paragraphs=tuple(Paragraph((index,)) for index in range(1, len(lines))))
    article, _ = read_article(draft, lines, ordinal=1, page="", issue_date=None, confidence=1.0)
    assert all(
        text in (*article.captions, *article.paragraphs) or text.lstrip("▲↑") in article.captions for text in texts
    )
    return article.captions


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("▲工人在街口把新水管接上。", "工人在街口把新水管接上。"),
        ("图为工人在街口把新水管接上。", "图为工人在街口把新水管接上。"),
        ("上图:工人在街口把新水管接上。", "上图:工人在街口把新水管接上。"),
        ("圖：工人在街口把新水管接上。", "圖：工人在街口把新水管接上。"),
        ("图说：工人在街口把新水管接上。", "图说：工人在街口把新水管接上。"),
        ("↑工人在街口把新水管接上。", "工人在街口把新水管接上。"),
    ],
)
def test_a_paragraph_that_points_at_a_picture(text: str, caption: str) -> None:
    assert captions(FIRST, text, LAST) == (caption,)


@pytest.mark.parametrize(
    "text",
    [
        "图:记者柳禾青 杜小渡",
        "图:柳禾青、杜小渡",
        "图书馆也换上了新水管。",
        "上图书馆的人多了起来。",
        "图案是孩子们画的。",
    ],
)
def test_words_that_begin_so_are_text(text: str) -> None:
    assert captions(FIRST, text, LAST) == ()


def test_a_list_whose_mark_is_a_triangle_is_text() -> None:
    assert captions("▲青石镇换上新水管。", "▲柳镇修好了老桥。", "▲松溪县开通了公交车。") == ()


@pytest.mark.parametrize(
    "text",
    [
        "柳镇长(左)把水管钥匙交给杜小渡。",
        "柳镇长(左2起)在青石镇看新水管。",
        "街坊(前排右二)在看工人接水管。",
    ],
)
def test_a_sentence_that_says_where_people_stand(text: str) -> None:
    assert captions(FIRST, text, LAST) == (text,)


@pytest.mark.parametrize(
    "text",
    [
        "柳镇长(左)说:“水管今年换好。”",  # a speech
        "他在读(左传),也在读(公羊传)。",
        "青石镇(前)和柳镇(后)都换了水管。",
    ],
)
def test_other_words_in_brackets_are_text(text: str) -> None:
    assert captions(FIRST, text, LAST) == ()


def test_a_line_that_stands_twice_is_a_caption() -> None:
    assert captions(FIRST, "工人在街口接水管。", "工人在街口接水管。", LAST) == ("工人在街口接水管。",)


def test_a_line_that_stands_three_times_is_text() -> None:
    assert captions(FIRST, *["工人们齐声喊,一二三用力。"] * 3, LAST) == ()


def test_a_line_that_stands_again_below_a_subhead_is_text() -> None:
    lines = visible_lines(f"{HEAD}\n{FIRST}\n工人在街口接水管。\n街口\n工人在街口接水管。\n{LAST}")
    between = (Paragraph((1,)), Paragraph((2,)), Paragraph((3,), subhead=True), Paragraph((4,)), Paragraph((5,)))
    article, _ = read_article(
        Draft(head=(0,), paragraphs=between), lines, ordinal=1, page="", issue_date=None, confidence=1.0
    )
    assert article.captions == ()
    assert article.paragraphs.count("工人在街口接水管。") == 2


def test_a_short_line_may_stand_twice() -> None:
    assert captions(FIRST, "换水管!", "换水管!", LAST) == ()


def test_what_stands_above_the_source_line_is_a_caption() -> None:
    lines = visible_lines(f"{HEAD}\n工人在街口接水管。\n(松溪14日讯)柳镇长说,旧水管今年都换成新的。\n{LAST}")
    draft = Draft(head=(0,), paragraphs=(Paragraph((1,)), Paragraph((2,)), Paragraph((3,))))
    article, _ = read_article(draft, lines, ordinal=1, page="", issue_date=None, confidence=1.0)
    assert article.captions == ("工人在街口接水管。",)
    assert article.source_line == "(松溪14日讯)"
    assert article.paragraphs == ("柳镇长说,旧水管今年都换成新的。", LAST)


def test_a_long_paragraph_above_a_second_source_line_is_text() -> None:
    lines = visible_lines("\n".join((HEAD, FIRST * 2, "(松溪14日讯)柳镇长说,旧水管今年都换成新的。")))
    draft = Draft(head=(0,), paragraphs=(Paragraph((1,)), Paragraph((2,))))
    article, _ = read_article(draft, lines, ordinal=1, page="", issue_date=None, confidence=1.0)
    assert article.captions == ()
    assert article.paragraphs[0] == FIRST * 2


def test_a_long_paragraph_is_text() -> None:
    assert captions(FIRST, "图为" + LAST * 8, LAST) == ()


SHOWN = "3月3日,在桑坪小学操场边,修伞师傅教孩子们换伞骨。"
TOLD = "桑坪小学从去年起每月请一位手艺人到学校来,做竹编的、磨刀的都来过。孩子们围着师傅看,问得最多的是要学多久。"


def photo_story(*captions: str, head: bool = True) -> Article:
    lines = visible_lines("\n".join(("修伞师傅走进校园", *captions)))
    draft = Draft(
        head=(0,) if head else (),
        paragraphs=tuple(Paragraph((at,), caption=True) for at in range(1, len(captions) + 1)),
    )
    return read_article(draft, lines, ordinal=1, page="", issue_date=None, confidence=1.0)[0]


def test_what_a_photo_story_tells_is_its_text() -> None:
    article = photo_story(SHOWN, TOLD, SHOWN.replace("教孩子们换伞骨", "收拾家什"))
    assert article.paragraphs == (TOLD,)
    assert len(article.captions) == 2


@pytest.mark.parametrize(
    ("captions", "head"),
    [
        ((SHOWN, "孩子们把伞挂在走廊里。"), True),  # shorter than the caption: another caption
        ((TOLD, SHOWN, SHOWN), True),  # the first opens as no caption does
        ((SHOWN, TOLD), True),  # what an agency adds to its caption
        ((SHOWN, TOLD, SHOWN), False),  # no story of its own
    ],
)
def test_other_captions_stay_captions(captions: tuple[str, ...], *, head: bool) -> None:
    assert photo_story(*captions, head=head).paragraphs == ()


def told(*texts: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return text and captions of an article whose paragraphs are all taken for captions."""
    lines = visible_lines("\n".join((HEAD, *texts)))
    draft = Draft(head=(0,), paragraphs=tuple(Paragraph((index,), caption=True) for index in range(1, len(lines))))
    article, _ = read_article(draft, lines, ordinal=1, page="", issue_date=None, confidence=1.0)
    return article.paragraphs, article.captions


def test_captions_below_each_other_stay_captions() -> None:
    texts = ("工人在街口接水管。", "街坊在老桥看工人。", "柳镇长在工地。")
    assert told(*texts) == ((), texts)
    assert told("图为工人在街口接水管。", FIRST, LAST)[0] == ()


def test_furniture_that_points_at_a_picture_is_its_caption() -> None:
    lines = visible_lines(f"{HEAD}\n{FIRST}\n▲工人在街口接水管\n▲")
    draft = Draft(head=(0,), paragraphs=(Paragraph((1,)),))
    [draft], left = found_captions([draft], [2, 3], lines)
    assert left == [3]
    assert [(each.lines, each.caption) for each in draft.paragraphs] == [((1,), False), ((2,), True)]


def test_a_headline_that_points_at_a_picture_is_its_caption() -> None:
    lines = visible_lines(f"{HEAD}\n{FIRST}\n▼工人在街口接水管\n{LAST}\n▼松溪县开通公交车\n{LAST}")
    drafts = [Draft(head=(0,), paragraphs=(Paragraph((1,)),)), Draft(head=(2,), paragraphs=(Paragraph((3,)),))]
    drafts = with_pointed_heads(drafts, lines)
    assert (drafts[1].head, drafts[1].paragraphs[0].caption) == ((), True)
    drafts = [*drafts[:1], *(Draft(head=(at,), paragraphs=(Paragraph((at + 1,)),)) for at in (2, 4))]
    with_pointed_heads(drafts, lines)  # the items of a list
    assert [draft.head for draft in drafts] == [(0,), (2,), (4,)]
