"""What stands where a name does and names nobody."""

from __future__ import annotations

import pytest

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.assembly.fields.pen_names import is_nobody

TEXT = "松溪大桥昨日重新通车,两岸街坊清早就来排队,大桥管理处说桥面全部换了新石板,面摊和早市也搬了回来。"


@pytest.mark.parametrize(
    "word", ["资料图片", "照片提供", "圖片", "打印正", "消息", "天氣", "楼主", "校图书馆", "柳文摄"]
)
def test_words_that_name_nobody(word: str) -> None:
    assert is_nobody(word)


@pytest.mark.parametrize("name", ["柳禾青", "罗玉文", "楼主任", "田天气", "本报评论员", "松新社", "South Bridge", ""])
def test_names(name: str) -> None:
    assert not is_nobody(name)


def test_a_site_that_says_that_its_author_is_news() -> None:
    page = "松溪大桥重新通车\n时间:2016-03-15 08:30 来源:网络信息 作者:{} 点击:\n" + f"{TEXT}\n{TEXT}"
    names = [
        [each.name for each in parse_issue(SourceText(page.format(who), "utf-8")).articles[0].byline]
        for who in ("消息", "柳禾青")
    ]
    assert names == [[], ["柳禾青"]]
