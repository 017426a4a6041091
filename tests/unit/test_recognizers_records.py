"""What a library's record, a forum or a blog prints around a text is no part of it but for its title and author."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.contributors.bylines import parse_byline
from worker.parsing.recognizers.sites.metadata import is_barred
from worker.parsing.recognizers.sites.records import Record, records_of

if TYPE_CHECKING:
    from worker.document.issue import Article

TEXT = "本报讯 松溪镇的老桥昨日换上了新栏杆。施工队用了两个月，把桥面加宽一米，两岸的居民去早市不必再绕路。"


def read(text: str) -> Article:
    (article,) = parse_issue(SourceText(text, "utf-8")).articles
    return article


@pytest.mark.parametrize(
    "record",
    [
        "题名：老桥换上新栏杆\n作者：柳禾青\n来源：青石日报\n知识类型：报纸文章\n唯一号：1127300\n语种：中文",
        "【篇  名】老桥换上新栏杆\n【作  者】柳禾青\n【文献来源】青石日报\n【藏书印】无\n【版次】第2版",
        "来源：青石日报\n日期：1998-05-12\n标题：老桥换上新栏杆\n作者：柳禾青\n藏处：松溪",
    ],
)
def test_a_record_tells_title_and_author_and_is_no_text(record: str) -> None:
    article = read(f"{record}\n\n{TEXT}")
    assert article.headline == "老桥换上新栏杆"
    assert [person.name for person in article.byline] == ["柳禾青"]
    assert len(article.paragraphs) == 1
    assert not article.kicker
    assert not article.subtitle


@pytest.mark.parametrize(
    "text",
    [
        "书名：松溪旧事\n作者：柳禾青\n出版社：青石出版社\n出版日期：2019年3月\n定价：38元",
        "姓名：柳禾青\n年龄：35\n职业：教师\n类型：社区志愿者\n来源：松溪镇",
        "问：老桥什么时候通车？\n答：下个月。\n问：要收费吗？\n答：不收。",
        "时间：2012年8月15日\n地点：松溪镇老桥头\n人物：柳禾青",
        "来源：青石日报\n作者：柳禾青",  # two lines are no record
        "水利局：松溪大坝今年加高\n来源：青石日报\n作者：柳禾青",  # a title above them
        "【水利】松溪大坝今年加高\n来源：青石日报\n作者：柳禾青",
    ],
)
def test_what_a_paper_prints_in_rows_is_no_record(text: str) -> None:
    assert records_of(visible_lines(text)) == Record()


@pytest.mark.parametrize(
    ("line", "barred"),
    [
        ("发表于 2011-1-9 20:41:33 | 显示全部楼层 |阅读模式", True),
        ("查看11 | 回复2 | 2008-3-7 19:54:07 | 显示全部楼层", True),
        ("查看: 3273|回复: 2", True),
        ("禾青 | 2008-03-07 19:54:07 | 只看该作者", True),
        ("人物 | 柳禾青", False),
        ("2008年3月7日 | 老桥换上新栏杆的那一天全镇都来了", False),
        ("松溪 | 青石 | 北滩", False),
        ("文/柳禾青 | 图/杜小渡", False),
    ],
)
def test_lines_of_a_forum_are_set_apart_by_bars(line: str, barred: bool) -> None:
    assert is_barred(visible_lines(line)[0].folded) is barred


def test_a_forum_around_a_report_is_no_part_of_it() -> None:
    frame = "青石论坛\n\n 找回密码\n 注册\n\n查看: 3273|回复: 2\n\n老桥换上新栏杆\n\n[复制链接]\n"
    article = read(f"{frame}发表于 2011-1-9 20:41:33 | 显示全部楼层 |阅读模式\n{TEXT}\n回复\n\n使用道具 举报")
    assert (article.kicker, article.headline, len(article.paragraphs)) == ("", "老桥换上新栏杆", 1)


def test_a_source_behind_reporters_is_none_of_them() -> None:
    line = "记者  柳禾青  杜小渡        来源:青石网"
    found = parse_byline(line, line)
    assert found is not None
    assert [person.name for person in found[0]] == ["柳禾青", "杜小渡"]


def test_a_title_that_reads_like_a_field_heads_the_text_below_a_record() -> None:
    article = read(f"水利局：松溪大坝今年加高\n来源：青石日报\n作者：柳禾青\n日期：2014-05-06\n{TEXT}")
    assert article.headline == "水利局：松溪大坝今年加高"
