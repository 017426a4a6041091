"""What a digest of the day counts on from 1 are its items; without its greeting they are the parts of a report."""

from __future__ import annotations

import pytest

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.rows.digests import digest_of

GREETING = "今天是3月5日,星期五。每天三分钟,欢迎收听新闻早餐。"
ITEMS = (
    "3月4日起,松溪县的渡轮恢复夜航,每晚加开三班。",
    "白沙镇的新车站昨天启用,每天开出六十班车。",
    "甲国议会4日通过新的渔业法,近海拖网船减半。",
    "乙国铁路工人恢复上班,持续九天的罢工结束。",
    "丙国气象局说,第七号台风已减弱为热带低压。",
)
COUNTED = "\n".join(f"{at}、{text}" for at, text in enumerate(ITEMS, 1)).replace("3、", "【国际】\n3、")


@pytest.mark.parametrize(
    ("text", "items", "outside"),
    [
        (f"早安!\n{GREETING}\n{COUNTED}", {2, 3, 5, 6, 7}, {0, 1, 4}),
        (f"{GREETING}\n{COUNTED}", {1, 2, 4, 5, 6}, {0, 3}),
        (COUNTED, set(), set()),  # nobody is greeted
        (f"松溪镇今年要办五件事\n{COUNTED}", set(), set()),
        (f"{GREETING}\n{COUNTED[: COUNTED.index('5、')]}", set(), set()),  # four
        (f"{GREETING}\n" + "街坊说好。\n" * 9 + COUNTED, set(), set()),  # far below
    ],
)
def test_items_of_a_digest(text: str, items: set[int], outside: set[int]) -> None:
    found = digest_of(visible_lines(text))
    assert found.items == items
    assert found.outside == outside


def test_each_item_is_an_article() -> None:
    articles = parse_issue(SourceText(f"早安!\n{GREETING}\n{COUNTED}\n", "utf-8")).articles
    assert len(articles) == len(ITEMS)
    assert not any("欢迎收听" in article.body or "【国际】" in article.body for article in articles)
