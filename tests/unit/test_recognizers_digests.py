"""What a digest counts on from 1 are its items; below any other line they are the parts of a report."""

from __future__ import annotations

import pytest
from annotated_lines import annotate_all

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.rows.digests import digest_of
from worker.parsing.segmentation.pieces import cut_lines

GREETING = "今天是3月5日,星期五。每天三分钟,欢迎收听新闻早餐。"
ITEMS = (
    "3月4日起,松溪县的渡轮恢复夜航,每晚加开三班。",
    "白沙镇的新车站昨天启用,每天开出六十班车。",
    "甲国议会4日通过新的渔业法,近海拖网船减半。",
    "乙国铁路工人恢复上班,持续九天的罢工结束。",
    "丙国气象局说,第七号台风已减弱为热带低压。",
)
COUNTED = "\n".join(f"{at}、{text}" for at, text in enumerate(ITEMS, 1)).replace("3、", "【国际】\n3、")


def counted(mark: str) -> str:
    return "\n".join(f"{mark.format(at)}{text}" for at, text in enumerate(ITEMS, 1))


@pytest.mark.parametrize(
    ("text", "items", "outside"),
    [
        (f"早安!\n{GREETING}\n{COUNTED}", {2, 3, 5, 6, 7}, {0, 1, 4}),
        (f"{GREETING}\n{COUNTED}", {1, 2, 4, 5, 6}, {0, 3}),
        (COUNTED, {0, 1, 3, 4, 5}, {2}),  # the page begins with them
        (f"2024-03-05\n{COUNTED}", {1, 2, 4, 5, 6}, {0, 3}),
        (f"老桥\n{COUNTED}", set(), set()),
        (f"松溪镇今年要办五件事\n{COUNTED}", set(), set()),
        (f"{GREETING}\n{COUNTED[: COUNTED.index('5、')]}", set(), set()),  # four
        (f"{GREETING}\n" + "街坊说好。\n" * 9 + COUNTED, set(), set()),  # far below
    ],
)
def test_items_below_a_greeting(text: str, items: set[int], outside: set[int]) -> None:
    lines = visible_lines(text)
    found = digest_of(lines, annotate_all(lines))
    assert found.items == items
    assert found.outside == outside


@pytest.mark.parametrize(
    "mark", ["{}. ", "{}、", "({})", "({}) ", "【{}】", "0{}、", "{} . ", "{}丨", "0{}｜", "{}️⃣ ", "{}）"]
)
@pytest.mark.parametrize(
    "name",
    [
        "松溪快报(2024.3.5)周二",
        "【松溪要闻】",
        "2023年松溪十大新闻",
        "(一) 国 际",
        "松溪早报 | 3月5日 星期二",
        "国内新闻",
    ],
)
def test_items_below_the_name_of_a_digest(name: str, mark: str) -> None:
    lines = visible_lines(f"{name}\n2024-03-05\n{counted(mark)}")
    assert digest_of(lines, annotate_all(lines)).items == {2, 3, 4, 5, 6}


@pytest.mark.parametrize(
    "above",
    [
        "关于早市搬迁的通告",
        "国内新闻\n关于早市搬迁的通告",  # a section, and the headline below it
        "松溪快报\n松溪县昨天公布今年要办的五件事,街坊都说好。",  # a report
        "松溪县昨天发布新闻。",
        "老桥重修的五个问题",
    ],
)
def test_parts_of_a_report_are_counted_alike(above: str) -> None:
    lines = visible_lines(f"{above}\n{counted('{}、')}")
    assert not digest_of(lines, annotate_all(lines)).items


@pytest.mark.parametrize(
    ("above", "items"), [("松溪要闻\n", {1, 2, 3, 4, 5}), ("", set()), ("关于早市搬迁的通告\n", set())]
)
@pytest.mark.parametrize("marks", ["①②③④⑤", ["一、", "二、", "三、", "四、", "五、"]])
def test_items_counted_otherwise_need_a_name(above: str, items: set[int], marks: str | list[str]) -> None:
    told = [text.removeprefix("3月4日起,") for text in ITEMS]
    text = above + "\n".join(f"{mark}{item}" for mark, item in zip(marks, told, strict=True))
    lines = visible_lines(text)
    assert digest_of(lines, annotate_all(lines)).items == items


def test_what_an_item_counts_is_marked_otherwise() -> None:
    inner = "01、老桥换上新栏杆\n桥灯分三批换。\n1、南岸的先换。\n2、北岸的后换。\n02、早市搬进旧粮库\n下周开张。\n"
    more = "".join(f"0{at}、第{at}条街道修好了\n明天就可以走车。\n" for at in range(3, 6))
    lines = visible_lines(f"松溪一周要闻\n{inner}{more}")
    assert digest_of(lines, annotate_all(lines)).items == {1, 5, 7, 9, 11}


def test_items_on_one_line_and_sections_that_count_anew() -> None:
    text = f"松溪快报\n国内\n1.{ITEMS[1]}2.{ITEMS[3]}3.{ITEMS[4]}\n国际\n1.{ITEMS[2]}2.{ITEMS[4]}"
    lines = cut_lines(visible_lines(text))
    assert digest_of(lines, annotate_all(lines)).items == {2, 3, 4, 6, 7}


def test_each_item_is_an_article() -> None:
    articles = parse_issue(SourceText(f"早安!\n{GREETING}\n{COUNTED}\n", "utf-8")).articles
    assert len(articles) == len(ITEMS)
    assert not any("欢迎收听" in article.body or "【国际】" in article.body for article in articles)


def test_each_item_below_a_name_is_an_article() -> None:
    articles = parse_issue(SourceText(f"松溪快报(2024.3.5)周二\n{counted('({})')}\n", "utf-8")).articles
    assert len(articles) == len(ITEMS)
