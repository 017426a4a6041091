"""Items behind a star."""

from __future__ import annotations

import pytest

from worker.document.source import SourceText
from worker.folding import fold
from worker.parsing import parse_issue
from worker.parsing.recognizers.rows.item_marks import item_mark

TEXT = (
    "镇里的老桥昨日重新通车,两岸居民不必再绕行三里路。镇里的负责人说,工程用了两年,明年再修两座。",
    "县里昨日公布秋粮产量,比去年多收三成。县里的负责人说,早稻占了一半,晚稻还在收割。",
    "全市中小学今天开学,老师们一早就在门口迎接学生。校长说,今年新来的学生比去年多一百人。",
)


def test_titles_behind_a_star_begin_items() -> None:
    titles = ("青石镇老桥重新通车", "松溪县秋粮增产三成", "河东市中小学今天开学")
    page = "\n\n".join(f"*{title}\n\n{text}" for title, text in zip(titles, TEXT, strict=True))
    articles = parse_issue(SourceText(f"简要新闻\n\n{page}\n", "utf-8")).articles
    assert [article.headline for article in articles] == list(titles)


@pytest.mark.parametrize("line", ["* * *", "**老桥**", "*", "*5.3亿元"])
def test_stars_that_set_off_or_stress_are_no_marks(line: str) -> None:
    assert item_mark(fold(line), line) is None
