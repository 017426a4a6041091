"""What nothing sets apart goes on: plain paragraphs below an open text, and what a reporter states before his text."""

from __future__ import annotations

import pytest

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.assembly.bounds.plain_openings import without_plain_openings
from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.fields.labelled_facts import is_labelled_fact, with_labelled_facts
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.viewing import prepare, views_of

HEAD = "青石镇换上新水管"
FIRST = "历时两年的水管工程昨日完工,全镇三千户居民喝上了干净水,旧水管全部拆除。"
SECOND = "柳镇长认为,工程质量符合要求,街坊反映的水压不足也有了着落,明年还要通到邻村。"


def parted(above: Draft, below: Draft, *texts: str) -> int:
    """Return how many articles two drafts of a page with ``texts`` below its headline are."""
    view = views_of(prepare(visible_lines("\n".join((HEAD, *texts))), placed=False))[0]
    return len(without_plain_openings([above, below], view))


def test_a_plain_paragraph_goes_on_with_the_open_text_above_it() -> None:
    assert (
        parted(Draft(head=(0,), paragraphs=(Paragraph((1,)),)), Draft(paragraphs=(Paragraph((2,)),)), FIRST, SECOND)
        == 1
    )


@pytest.mark.parametrize(
    "texts",
    [
        (FIRST, "本报讯(记者 沈砚秋)松溪县第一条公交线昨日开通,街坊进城方便多了。"),  # a source line
        (f"{FIRST}(柳禾青)", SECOND),  # the text above is signed
        (f"{FIRST}记者 杜小渡 摄", SECOND),  # or has a credit
    ],
)
def test_what_opens_or_closes_parts_them(texts: tuple[str, str]) -> None:
    assert parted(Draft(head=(0,), paragraphs=(Paragraph((1,)),)), Draft(paragraphs=(Paragraph((2,)),)), *texts) == 2


def test_texts_without_headlines_are_left_apart() -> None:
    below = Draft(paragraphs=(Paragraph((2,)),))
    assert parted(Draft(paragraphs=(Paragraph((0,)), Paragraph((1,)))), below, FIRST, SECOND) == 2


def test_what_stands_between_parts_them() -> None:
    below = Draft(paragraphs=(Paragraph((3,)),))
    assert parted(Draft(head=(0,), paragraphs=(Paragraph((1,)),)), below, FIRST, "* * *", SECOND) == 2


@pytest.mark.parametrize("end", ["(柳禾青)", "　柳禾青", "(据《松江日报》)", "(编译/柳禾青)"])
def test_a_text_signed_at_its_end_is_one(end: str) -> None:
    found = parse_issue(
        SourceText(f"{HEAD}\n{FIRST}\n{SECOND}\n下月起,旧水管的铜料将拍卖,所得用于修路。{end}\n", "utf-8")
    )
    assert [article.headline for article in found.articles] == [HEAD]


def test_names_in_brackets_below_a_headline_wrote() -> None:
    found = parse_issue(SourceText(f"{HEAD}\n（柳禾青）\n{FIRST}\n{SECOND}\n", "utf-8"))
    assert [(each.headline, [person.name for person in each.byline]) for each in found.articles] == [(HEAD, ["柳禾青"])]


@pytest.mark.parametrize("between", ["ADVERTISEMENT", "[廣告] 請繼續往下閱讀.", "#老桥 #青石镇", "大陆 香港 社会 经济"])
def test_an_advertisement_or_the_subjects_of_a_text_part_nothing(between: str) -> None:
    below = Draft(paragraphs=(Paragraph((3,)),))
    assert parted(Draft(head=(0,), paragraphs=(Paragraph((1,)),)), below, FIRST, between, SECOND) == 1


@pytest.mark.parametrize("between", ["阅读全文", "香港 社会", "#老桥"])
def test_what_closes_an_item_or_may_be_a_title_does(between: str) -> None:
    below = Draft(paragraphs=(Paragraph((3,)),))
    assert parted(Draft(head=(0,), paragraphs=(Paragraph((1,)),)), below, FIRST, between, SECOND) == 2


def test_the_credit_of_a_picture_above_the_text_closes_nothing() -> None:
    above = Draft(head=(0,), paragraphs=(Paragraph((1,), caption=True), Paragraph((3,))), credits=(2,))
    texts = ("工人在接管子。", "(柳禾青摄)", FIRST, SECOND)
    assert parted(above, Draft(paragraphs=(Paragraph((4,)),)), *texts) == 1


@pytest.mark.parametrize("text", ["时间:3月6日上午", "地点:松溪桥下", "采访对象:柳镇长", "投诉内容:"])
def test_stated(text: str) -> None:
    assert is_labelled_fact(text)


@pytest.mark.parametrize("text", ["时间:2012-08-15 来源:松江日报", "时间不等人", "地点:" + "松溪" * 30])
def test_not_stated(text: str) -> None:
    assert not is_labelled_fact(text)


def test_what_is_stated_is_text_wherever_it_was_put() -> None:
    lines = visible_lines(f"{HEAD}\n时间:3月6日上午\n地点:松溪桥下\n{FIRST}")
    draft = Draft(head=(0, 1, 2), paragraphs=(Paragraph((3,)),))
    draft = with_labelled_facts(draft, lines)
    assert (draft.head, [paragraph.lines for paragraph in draft.paragraphs]) == ((0,), [(1,), (2,), (3,)])


def test_below_what_is_stated_a_source_line_opens_the_report() -> None:
    page = f"{HEAD}\n工人在老街接管子。\n时间:前晚\n地点:松溪桥下\n松江时报讯 (记者 柳禾青) {FIRST}\n{SECOND}\n"
    (article,) = parse_issue(SourceText(page, "utf-8")).articles
    assert [person.name for person in article.byline] == ["柳禾青"]
    assert article.paragraphs == ("时间:前晚", "地点:松溪桥下", FIRST, SECOND)


def test_a_headline_that_states_a_place_stays() -> None:
    lines = visible_lines(f"地点:松溪桥下\n{FIRST}")
    draft = Draft(head=(0,), paragraphs=(Paragraph((1,)),))
    draft = with_labelled_facts(draft, lines)
    assert draft.head == (0,)
