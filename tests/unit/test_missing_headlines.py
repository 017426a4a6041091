"""A text without a headline has the line right above it, taken for furniture, if nothing knows that line."""

from __future__ import annotations

import pytest

from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.headlines.missing_headlines import found_headlines
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.observations import Boxes, observe

TEXT = "昨日,松溪老桥重新通车,两岸街坊清早就来排队,桥头的面摊卖出三百碗面。"


@pytest.mark.parametrize(
    ("above", "found"),
    [
        ("老桥换上新颜", True),
        ("上一篇 下一篇\n老桥换上新颜", True),
        ("早市搬到粮库\n老桥换上新颜", False),  # a list of links
        ("要闻", False),  # a section
        ("第3版:要闻", False),
        ("本报记者 柳禾青", False),
        ("相关新闻", False),
        ("老桥旁边早市,", False),  # text that goes on
    ],
)
def test_the_line_above_a_headless_text(above: str, *, found: bool) -> None:
    lines = visible_lines(f"{above}\n{TEXT}")
    view = observe(lines, Boxes((), ()))
    last = len(view.pieces) - 1
    draft = Draft(paragraphs=(Paragraph((last,)),))
    [draft], left = found_headlines([draft], list(range(last)), view)
    assert (draft.head, left) == (((last - 1,), list(range(last - 1))) if found else ((), list(range(last))))


def test_a_text_with_a_headline_keeps_it_and_a_scrap_gets_none() -> None:
    view = observe(visible_lines(f"松溪的老桥边\n老桥换上新颜\n{TEXT}"), Boxes((), ()))
    headed = Draft(head=(1,), paragraphs=(Paragraph((2,)),))
    [headed], left = found_headlines([headed], [0], view)
    assert left == [0]
    assert headed.head == (1,)
    scrap = observe(visible_lines("老桥换上新颜\n雨后的街"), Boxes((), ()))
    assert found_headlines([Draft(paragraphs=(Paragraph((1,)),))], [0], scrap)[1] == [0]


TOLD = "松溪大桥昨日重新通车,两岸街坊清早就来排队,大桥管理处说桥面全部换了新石板。"


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("松溪大桥重新通车\n2016-01-15 15:33:02", "松溪大桥重新通车"),
        ("移动新媒体\n松溪大桥重新通车 街坊排队尝鲜\n2016-01-15 15:33:02", "松溪大桥重新通车街坊排队尝鲜"),
        ("松溪大桥重新通车 | |||\n2008-3-23 10:04:22", "松溪大桥重新通车|"),
        ("人勤春早备耕正忙\n2016-01-15 15:33:02", ""),  # no word of the text below
        ("松溪大桥重新通车,\n2016-01-15 15:33:02", ""),  # a sentence that goes on
    ],
)
def test_further_up_the_line_whose_words_the_text_repeats(above: str, title: str) -> None:
    view = observe(visible_lines(f"{above}\n{TOLD}"), Boxes((), ()))
    last = len(view.pieces) - 1
    draft = Draft(paragraphs=(Paragraph((last,)),))
    [draft], _ = found_headlines([draft], list(range(last)), view)
    assert "".join(view.pieces[index].folded.replace(" ", "") for index in draft.head) == title


@pytest.mark.parametrize(
    ("head", "kept"),
    [
        ("公益节目表", False),  # no word of it is in the text
        ("2046", False),
        ("大桥换新石板", True),
    ],
)
def test_a_headline_of_which_the_text_repeats_nothing_gives_way(head: str, *, kept: bool) -> None:
    view = observe(visible_lines(f"松溪大桥通车\n{head}\n{TOLD}"), Boxes((), ()))
    draft = Draft(head=(1,), paragraphs=(Paragraph((2,)),))
    [draft], left = found_headlines([draft], [0], view)
    assert (draft.head, left) == (((1,), [0]) if kept else ((0,), [1]))


@pytest.mark.parametrize(
    ("above", "head", "signed"),
    [
        ("老桥换上新石板", "文/阿晓与Anna", True),
        ("老桥换上新石板", "文明桥头早市", False),
        ("要闻", "文/阿晓与Anna", False),  # a section is no title
    ],
)
def test_a_headline_that_says_who_wrote_is_a_byline_below_the_title(above: str, head: str, *, signed: bool) -> None:
    view = observe(visible_lines(f"{above}\n{head}\n{TOLD}"), Boxes((), ()))
    draft = Draft(head=(1,), paragraphs=(Paragraph((2,)),))
    [draft], _ = found_headlines([draft], [0], view)
    assert (draft.head, draft.bylines) == (((0,), (1,)) if signed else ((1,), ()))


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("石头记\n分享到:微博 微信\n请稍候", "石头记"),  # whatever stands between
        ("松溪网\n首页\n石头记\n2016-01-15 15:33:02 来源:松溪日报", "石头记"),  # above the line of its date
        ("松溪网\n首页", ""),  # the site's name
        ("石头记,\n首页", ""),  # a sentence that goes on
        ("要闻\n石头记\n首页", "石头记"),  # below a section's name
    ],
)
def test_a_pages_one_text_has_the_first_line_that_is_unknown(above: str, title: str) -> None:
    view = observe(visible_lines(f"{above}\n{TOLD * 2}"), Boxes((), ()))
    last = len(view.pieces) - 1
    draft = Draft(paragraphs=(Paragraph((last,)),))
    [draft], left = found_headlines([draft], list(range(last)), view)
    assert "".join(view.pieces[index].folded for index in draft.head) == title
    assert sorted([*left, *draft.head]) == list(range(last))


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("热门文章\n松溪大桥换石板 镇长清早来看\n星期三, 4月 30, 2025 120 Views", "松溪大桥换石板镇长清早来看"),
        ("热门文章\n松溪大桥换石板 镇长清早来看\n十一月 3, 2025", "松溪大桥换石板镇长清早来看"),
        ("热门文章\n各地粮价涨落不一\n星期三, 4月 30, 2025 Views", ""),  # another matter
    ],
)
def test_the_line_above_its_date_heads_a_text_that_repeats_words_of_it(above: str, title: str) -> None:
    view = observe(visible_lines(f"{above}\n{TOLD}"), Boxes((), ()))
    last = len(view.pieces) - 1
    draft = Draft(paragraphs=(Paragraph((last,)),))
    [draft], _ = found_headlines([draft], list(range(last)), view)
    assert "".join(view.pieces[index].text for index in draft.head) == title
