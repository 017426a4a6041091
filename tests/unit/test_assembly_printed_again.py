"""Of a stack, the line that the page prints a second time is the headline."""

from __future__ import annotations

import pytest

from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.headlines.printed_again import with_titles_printed_again
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.observations import Boxes, observe

TEXT = "昨日,松溪老桥重新通车,两岸街坊清早就来排队,桥头的面摊卖出三百碗面。"
TITLE, OTHER, BELOW = "松溪老桥换上新颜", "早市昨日搬到旧粮库", "三百碗面一早卖完,街坊说等了二十年"
Indices = tuple[int, ...]


def told(*lines: str, head: Indices, kicker: Indices = (), subtitle: Indices = ()) -> Draft:
    """Return a draft whose text is the last line, all other lines left out but those named."""
    view = observe(visible_lines("\n".join((*lines, TEXT))), Boxes((), ()))
    last = len(view.pieces) - 1
    draft = Draft(head=head, kicker=kicker, subtitle=subtitle, paragraphs=(Paragraph((last,)),))
    own = draft.indices()
    [draft], left = with_titles_printed_again([draft], [index for index in range(last) if index not in own], view)
    assert sorted([*left, *draft.indices()]) == list(range(last + 1))  # no line is lost
    return draft


def test_the_title_of_the_pages_list_is_the_headline_where_it_stands_again() -> None:
    draft = told(TITLE, OTHER, "桥头面摊", TITLE, BELOW, kicker=(0,), head=(1,), subtitle=(4,))
    assert (draft.kicker, draft.head, draft.subtitle) == ((), (3,), (4,))


def test_the_line_above_the_second_printing_is_its_kicker() -> None:
    draft = told(f"· {TITLE}", OTHER, TITLE, BELOW, head=(1, 2), subtitle=(3,))
    assert (draft.kicker, draft.head, draft.subtitle) == ((1,), (2,), (3,))


def test_title_and_subtitle_printed_twice() -> None:
    draft = told(TITLE, BELOW, TITLE, BELOW, head=(1,), subtitle=(2, 3))
    assert (draft.head, draft.subtitle) == ((2, 3), ())  # told apart where the headline is read


@pytest.mark.parametrize("first", [OTHER, "【桥上见闻】", "要闻", "(老桥网)"])
def test_a_stack_without_such_a_title_stays(first: str) -> None:
    draft = told(first, first if first != OTHER else "桥头面摊", TITLE, BELOW, head=(2,), kicker=(1,), subtitle=(3,))
    assert (draft.kicker, draft.head, draft.subtitle) == ((1,), (2,), (3,))


@pytest.mark.parametrize(
    ("above", "head"),
    [
        (f"松溪网 / 街巷 / {TITLE}", (1,)),  # a breadcrumb
        (f"{TITLE}_街巷_松溪网", (1,)),
        (f"街巷 {OTHER}", ()),  # printed once
    ],
)
def test_a_text_without_a_headline_has_the_line_that_is_printed_twice(above: str, head: Indices) -> None:
    view = observe(visible_lines(f"{above}\n{TITLE}\n一百人看过\n{TEXT}"), Boxes((), ()))
    last = len(view.pieces) - 1
    draft = Draft(paragraphs=(Paragraph((last,)),))
    [draft], _ = with_titles_printed_again([draft], list(range(last)), view)
    assert [view.pieces[index].text for index in draft.head] == ([TITLE] if head else [])


def test_a_title_of_which_the_text_repeats_nothing_is_none_though_printed_twice() -> None:
    view = observe(visible_lines(f"首版 / 各地粮价涨落\n各地粮价涨落\n{TEXT}"), Boxes((), ()))
    last = len(view.pieces) - 1
    draft = Draft(paragraphs=(Paragraph((last,)),))
    [draft], _ = with_titles_printed_again([draft], list(range(last)), view)
    assert draft.head == ()


def test_a_byline_in_the_headlines_place_gives_way_and_stays_a_byline() -> None:
    view = observe(visible_lines(f"松溪网 / {TITLE}\n{TITLE}\n本报记者 柳禾青\n{TEXT}"), Boxes((), ()))
    last = len(view.pieces) - 1
    draft = Draft(head=(last - 1,), paragraphs=(Paragraph((last,)),))
    [draft], _ = with_titles_printed_again([draft], list(range(last - 1)), view)
    assert ("".join(view.pieces[index].text for index in draft.head), draft.bylines) == (TITLE, (last - 1,))


def test_broken_lines_that_the_pages_list_has_in_one_are_one_headline() -> None:
    draft = told("· 老桥换上新石板 面摊卖出三百碗", "老桥换上新石板", "面摊卖出三百碗", head=(2,))
    assert (draft.kicker, draft.head, draft.subtitle) == ((), (2, 3), ())


def test_the_last_of_a_list_of_titles_is_the_headline_where_it_stands_above_as_well() -> None:
    draft = told(f"街巷新闻 {TITLE}", OTHER, "桥头面摊换了新灶台", TITLE, head=(2, 3, 4))
    assert draft.head == (4,)


def test_a_whole_stack_that_stands_above_in_one_line_keeps_its_parts() -> None:
    draft = told(f"{TITLE} {OTHER}", TITLE, OTHER, head=(2,), subtitle=(3,))
    assert (draft.head, draft.subtitle) == ((2,), (3,))
