"""The reading by hand decides on long pages of several articles, and on no others."""

from __future__ import annotations

import pytest

from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.by_hand.reading import opens_article, read_by_hand
from worker.parsing.segmentation.viewing import prepare

_STORY = (
    "{}换新颜\n\n　　本报讯（记者 柳禾青）昨日,老桥重新通车,两岸居民往来更方便。\n"
    "　　老桥建于六十年前,桥长一百米,去年冬天开始大修。\n　　工人们加固了桥墩,换了栏杆,还装上路灯。\n"
    "　　家住东岸的居民说,过河再也不用绕路了。\n　　桥头的小店昨日也重新开张。\n　　大修共花去两百万元。\n\n"
)
_PLACES = ("老桥", "街灯", "水渠", "校舍", "集市")
_PAGE = "".join(map(_STORY.format, _PLACES))


@pytest.mark.parametrize(
    ("text", "decides"),
    [
        (_PAGE, True),
        (_PAGE[: len(_PAGE) // 3], False),  # no long page
        (_STORY.format("老桥") + "　　居民往来更方便。\n" * 40, False),  # one article
    ],
)
def test_it_decides_on_long_pages_of_several_articles(text: str, *, decides: bool) -> None:
    found = read_by_hand(prepare(visible_lines(text)))
    assert (found is not None) is decides


def test_its_articles_begin_with_their_headlines() -> None:
    found = read_by_hand(prepare(visible_lines(_PAGE)))
    assert found is not None
    before = [None, *found.states[:-1]]
    begun = [
        found.lines[index].text
        for index, (state, above) in enumerate(zip(found.states, before, strict=True))
        if opens_article(state, above, found.evidence[index])
    ]
    assert begun == [f"{place}换新颜" for place in _PLACES]
