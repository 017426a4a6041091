"""A picture amid a report begins no article, and the second sentence of a caption is no caption of its own."""

from __future__ import annotations

import pytest

from worker.parsing.assembly.articles import read_article
from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.pictures.amid import without_pictures_amid
from worker.parsing.assembly.pictures.repeated_captions import without_repeated_captions
from worker.parsing.layout.lines import visible_lines

HEAD = "青石镇换上新水管"


FIRST = "柳镇长说,青石镇今年要把全镇的旧水管都换成新的,工程在入冬以前完成。"


CAPTION = "柳镇长(左二)在老街看工人接水管。"


def articles(caption: str, text: str) -> int:
    """Return how many articles a report, a caption below it and a text below that are."""
    lines = visible_lines(f"{HEAD}\n{FIRST}\n{caption}\n{text}")
    drafts = [Draft(head=(0,), paragraphs=(Paragraph((1,)),)), Draft(paragraphs=(Paragraph((2,)), Paragraph((3,))))]
    return len(without_pictures_amid(drafts, lines))


@pytest.mark.parametrize("caption", [CAPTION, "▲工人在街口把新水管接上。", "工人在街口把新水管接上。记者 杜小渡 摄"])
def test_the_report_goes_on_below_its_picture(caption: str) -> None:
    assert articles(caption, "他也说,水管换好以后,街坊都能喝上干净水了。") == 1


@pytest.mark.parametrize(
    ("caption", "text"),
    [
        (CAPTION, "本报讯(记者 沈砚秋)松溪县开通了第一条公交线。"),
        (CAPTION, "昨日,记者从松溪县了解到,第一条公交线已经开通。"),
        ("松溪县第一条公交线开通。", "他也说,公交线开通以后,街坊进城方便了。"),  # no caption above the text
        (CAPTION, "工人在河边种树。记者 杜小渡 摄"),  # two pictures
    ],
)
def test_what_opens_as_a_report_or_a_picture_does_not(caption: str, text: str) -> None:
    assert articles(caption, text) == 2


def test_below_a_picture_without_a_report_nothing_goes_on() -> None:
    lines = visible_lines(f"{HEAD}\n{CAPTION}\n▲工人在街口。\n他也说,街坊都能喝上干净水了。")
    drafts = [
        Draft(head=(0,), paragraphs=(Paragraph((1,), caption=True),)),
        Draft(paragraphs=(Paragraph((2,)), Paragraph((3,)))),
    ]
    assert len(without_pictures_amid(drafts, lines)) == 2


def captions(*texts: str) -> tuple[str, ...]:
    """Return the captions of a picture whose lines are all taken for captions."""
    lines = visible_lines("\n".join((HEAD, *texts)))
    draft = Draft(head=(0,), paragraphs=tuple(Paragraph((index,), caption=True) for index in range(1, len(lines))))
    article, _ = read_article(draft, lines, ordinal=1, page="", issue_date=None, confidence=1.0)
    return article.captions


DATED = "3月4日,工人在青石镇老街接水管。"


def test_each_printed_line_of_a_picture_is_a_caption() -> None:
    same, other = "当日,老街通水。", "3月4日,街坊在看热闹。"
    assert captions(DATED, same, other) == (DATED, same, other)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (DATED, "3月5日,工人在柳镇接水管。"),  # another picture's day
        (f"{DATED}新华社记者 杜小渡 摄", "当日,街坊在看热闹。"),  # the credit has ended the first
        ("工人在接水管。", "街坊在看热闹。"),
        ("工人在接水管。", "图为老街的新水管。"),
        (DATED, "图为老街的新水管。"),
    ],
)
def test_captions_of_two_pictures(first: str, second: str) -> None:
    assert len(captions(first, second)) == 2


def echoed(second: str, *, caption: bool) -> int:
    """Return how many articles a picture and another draft with the headline ``second`` are."""
    lines = visible_lines(f"{HEAD}\n工人在街口接水管。\n{second}\n青石镇今年要换二十里水管。")
    drafts = [
        Draft(head=(0,), paragraphs=(Paragraph((1,), caption=caption),)),
        Draft(head=(2,), paragraphs=(Paragraph((3,)),)),
    ]
    return len(without_repeated_captions(drafts, lines))


def test_a_pictures_headline_again_opens_no_article() -> None:
    assert echoed(HEAD, caption=True) == 1


@pytest.mark.parametrize(("second", "caption"), [("松溪县通上公交车", True), (HEAD, False)])
def test_another_headline_or_one_without_a_picture_does(second: str, *, caption: bool) -> None:
    assert echoed(second, caption=caption) == 2


def signed(second: str, tail: str) -> tuple[int, int, list[str]]:
    """Return paragraphs, captions and writers of two paragraphs that were taken for captions, a line below them."""
    lines = visible_lines(f"{HEAD}\n青石镇今年要把全镇的旧水管都换成新的。\n{second}\n{tail}")
    captions = tuple(Paragraph((index,), caption=True) for index in (1, 2))
    draft = Draft(head=(0,), paragraphs=captions, credits=(3,))
    article, _ = read_article(draft, lines, ordinal=1, page="", issue_date=None, confidence=1.0)
    return len(article.paragraphs), len(article.captions), [person.name for person in article.byline]


REPORTED = "本报记者 柳禾青 本报通讯员 杜小渡 摄影报道"


@pytest.mark.parametrize(
    ("second", "tail", "names"),
    [
        ("工人在老街接水管。", REPORTED, ["柳禾青", "杜小渡"]),  # nobody speaks; who reported wrote it all the same
        ("柳镇长说,工程在入冬以前完成。", "柳禾青 摄", []),  # a picture's credit
    ],
)
def test_two_captions_above_who_signed_them_stay_captions(second: str, tail: str, names: list[str]) -> None:
    assert signed(second, tail) == (0, 2, names)
