"""The words that lead in a digest are no item of it; a text that opens alike is."""

from __future__ import annotations

import pytest

from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.surroundings.leads_in import without_lead_in
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


HEADED = "老桥换新颜\n昨日,老桥重新通车。\n早市搬家了\n早市昨日搬进旧粮库。\n渡船停航\n渡船今起停航三天。"


@pytest.mark.parametrize(
    ("title", "told", "taken"),
    [
        ("松溪一周大事", "老桥换了新颜。早市也搬家了。这一周不缺大事。", True),
        ("三张图看一周新闻", "老桥换了新颜,渡船停航。", True),
        ("松溪一周大事", "山里的柿子熟了,街坊都去采摘。", False),  # tells of none of the items
        ("老桥迎来新颜色", "老桥换了新颜。早市也搬家了。", False),  # no title of a digest
        ("本周新闻发布会改期", "老桥换了新颜。早市也搬家了。", False),
    ],
)
def test_what_names_the_items_below_the_title_of_a_digest(title: str, told: str, *, taken: bool) -> None:
    view = observe(visible_lines(f"{title}\n{told}\n{HEADED}"), Boxes((), ()))
    first = Draft(head=[0], paragraphs=[Paragraph([1])])
    below = [Draft(head=[at], paragraphs=[Paragraph([at + 1])]) for at in (2, 4, 6)]
    kept, furniture = without_lead_in([first, *below], [], view)
    assert (kept, furniture) == ((below, [0, 1]) if taken else ([first, *below], []))


@pytest.mark.parametrize(
    ("source", "taken"),
    [
        ("【松溪社9月8日讯】(松溪台记者报道)", True),
        ("新华社松溪3月22日电国际新闻早报:", True),
        ("新华社松溪3月22日电老桥昨日重新通车。", False),
    ],
)
def test_a_source_line_alone_above_headed_items(source: str, *, taken: bool) -> None:
    view = observe(visible_lines(f"{source}\n{ITEMS}"), Boxes((), ()))
    own = [index for index, line in enumerate(view.line_of) if line == 0]
    below = [Draft(head=[at], paragraphs=[Paragraph([at + 1])]) for at in (len(own), len(own) + 2)]
    drafts = [Draft(paragraphs=[Paragraph(own)]), *below]
    kept, furniture = without_lead_in(drafts, [], view)
    assert (kept, furniture) == ((below, own) if taken else (drafts, []))


def test_the_last_of_a_few_sentences_leads_in() -> None:
    view = observe(visible_lines(f"今天是三月三日。昨天怎么样?一起在这份晨报中一探究竟吧!\n{ITEMS}"), Boxes((), ()))
    drafts = drafts_below(Draft(paragraphs=[Paragraph([0])]), 2)
    assert without_lead_in(drafts, [], view) == (drafts[1:], [0])


def test_the_title_of_a_page_is_not_that_of_its_first_item() -> None:
    view = observe(
        visible_lines("松溪周记(二)\n上一期\n1、老桥换新颜\n昨日通车。\n2、早市搬家了\n昨日搬家。"), Boxes((), ())
    )
    first, second = Draft(head=[0, 2], paragraphs=[Paragraph([3])]), Draft(head=[4], paragraphs=[Paragraph([5])])
    kept, furniture = without_lead_in([first, second], [1], view)
    assert ([draft.head for draft in kept], furniture) == ([[2], [4]], [0, 1])


@pytest.mark.parametrize(
    ("title", "parted"),
    [
        ("松溪早新闻 | 老桥今天通车", True),
        ("老桥换新颜,早市搬家忙", False),  # the subheads of a report
    ],
)
def test_the_items_of_a_days_news_are_articles(title: str, *, parted: bool) -> None:
    view = observe(visible_lines(f"{title}\n各位早上好。\n{HEADED}"), Boxes((), ()))
    parts = [Paragraph([at], subhead=at % 2 == 0) for at in range(1, 8)]
    page = Draft(head=[0], paragraphs=parts)
    kept, furniture = without_lead_in([page], [], view)
    if parted:
        assert ([draft.head for draft in kept], furniture) == ([[2], [4], [6]], [0, 1])
    else:
        assert (kept, furniture) == ([page], [])


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("今天是3月5日,星期四,惊蛰。下面是今天的主要内容。", True),
        ("今天是3月5日,“松溪早新闻”来了。几分钟速览最新热点,带你走近学校。", True),
        ("今天是3月5日,星期四。镇上的人说,老桥要封三个月。", False),
    ],
)
def test_what_greets_the_readers_below_the_name_of_a_digest(text: str, *, taken: bool) -> None:
    view = observe(visible_lines(f"早安松溪\n{text}\n{ITEMS}"), Boxes((), ()))
    first = Draft(head=[0], paragraphs=[Paragraph([1])])
    below = [Draft(head=[at], paragraphs=[Paragraph([at + 1])]) for at in (2, 4)]
    assert without_lead_in([first, *below], [], view) == ((below, [0, 1]) if taken else ([first, *below], []))


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("早晨!今日係3月5日星期五,預測天晴乾燥,日間最高氣溫約18度。", True),
        ("大家早上好!今天是3月5日,惊蛰,有小雨。", True),
        ("早安,松溪!今天是3月5日,星期五。", True),
        ("早晨的老桥今天是街坊最多的时候。", False),
        ("今天是3月5日,镇上的老桥重新通车。", False),
    ],
)
def test_who_greets_and_tells_the_weather_leads_in(text: str, *, taken: bool) -> None:
    view = observe(visible_lines(f"{text}\n{ITEMS}"), Boxes((), ()))
    first = len(view.pieces) - 4
    opening = (
        Draft(head=[0], paragraphs=[Paragraph(list(range(1, first)))], bylines=[]) if first > 1 else Draft(head=[0])
    )
    below = [Draft(head=[at], paragraphs=[Paragraph([at + 1])]) for at in (first, first + 2)]
    kept, _ = without_lead_in([opening, *below], [], view)
    assert len(kept) == (2 if taken else 3)


@pytest.mark.parametrize(
    ("note", "taken"),
    [
        ("今天的民生新闻说到老桥换新颜、早市搬家。", True),
        ("编者按:本报今起请读者谈谈读书。", False),  # nothing of what the headlines tell
    ],
)
def test_a_note_that_sums_up_the_items_is_none(note: str, *, taken: bool) -> None:
    view = observe(visible_lines(f"{note}\n老桥换新颜\n昨日,老桥通车。\n早市搬家了\n早市昨日搬家。"), Boxes((), ()))
    first = Draft(notes=[Paragraph([0])])
    below = [Draft(head=[at], paragraphs=[Paragraph([at + 1])]) for at in (1, 3)]
    assert without_lead_in([first, *below], [], view)[0] == (below if taken else [first, *below])
