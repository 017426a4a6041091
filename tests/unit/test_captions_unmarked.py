"""Captions without a sign: who does what before the camera, what its second sentence says, a credit over the byline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.recognizers.pictures.captions import shows_scene, tells_of_picture

if TYPE_CHECKING:
    from worker.document.issue import Article

FIRST = "松溪镇的老桥昨日换上了新栏杆,施工队用了两个月,把桥面加宽一米,两岸的居民去早市不必再绕路,老人们都说方便。"
SECOND = "镇里说,明年还要修桥头的凉亭,再给河堤装上路灯,资金已经落实,图纸也请青石的设计院画好了。"


def read(text: str) -> tuple[Article, ...]:
    return parse_issue(SourceText(text, "utf-8")).articles


@pytest.mark.parametrize(
    ("line", "shows"),
    [
        ("工作人员正在检修线路", True),
        ("孩子们在操场上做游戏。", True),
        ("游客在松溪老街拍照", True),
        ("青石镇村民正在采摘新茶", True),
        ("老桥改造后的效果图", True),
        ("松溪老街一角", True),
        ("市民在家门口就能办事", False),
        ("工人们在寒风里等了一夜", False),
        ("他们正在检修人生", False),
        ("记者在现场看到,工人正在检修线路。", False),
        ("“孩子们在操场上做游戏。”", False),
        ("村民在山上采摘2000亩新茶,一天能挣三百元", False),
        ("谁动了我们的效果图?", False),
    ],
)
def test_who_does_what_before_the_camera(line: str, shows: bool) -> None:
    assert shows_scene(line) is shows


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("9月7日拍摄的松溪老桥。", True),
        ("2021年3月5日航拍的松溪老桥。", False),  # 航拍的: not so printed
        ("2021年3月5日无人机拍摄的松溪老桥。", True),
        ("昨日,老桥换上了新栏杆。图为工人在吊装。", True),
        ("9月7日拍摄的短片让他得了奖,评委说,这座老桥有故事。", False),
        ("他把图为何画成这样说给我听。", False),
    ],
)
def test_what_says_that_it_tells_of_a_picture(text: str, tells: bool) -> None:
    assert tells_of_picture(text) is tells


def test_a_scene_between_headline_and_byline_is_a_caption() -> None:
    (article,) = read(f"老桥换上新栏杆\n工人正在吊装栏杆\n□本报记者 柳禾青\n{FIRST}\n{SECOND}")
    assert (article.headline, article.subtitle) == ("老桥换上新栏杆", "")
    assert article.captions == ("工人正在吊装栏杆",)
    assert [person.name for person in article.byline] == ["柳禾青"]


def test_a_scene_amid_paragraphs_is_a_caption() -> None:
    (article,) = read(f"老桥换上新栏杆\n本报讯 {FIRST}\n工人在桥头吊装栏杆。\n{SECOND}")
    assert article.captions == ("工人在桥头吊装栏杆。",)
    assert len(article.paragraphs) == 2


def test_a_credited_sentence_above_the_byline_is_no_headline() -> None:
    (article,) = read(
        f"松溪老橋換上新欄杆，兩岸居民去早市不必再繞路。（記者柳禾青攝）\n\n記者杜小渡／青石報導\n\n{FIRST}\n\n{SECOND}"
    )
    assert article.captions == ("松溪老橋換上新欄杆，兩岸居民去早市不必再繞路。",)
    assert [person.name for person in article.credits] == ["柳禾青"]
    assert article.headline_derived


def test_names_in_brackets_alone_on_a_line_wrote() -> None:
    (article,) = read(f"老桥换上新栏杆\n\n【文/柳禾青】\n\n{FIRST}\n\n{SECOND}")
    assert (article.headline, len(article.paragraphs), article.subheads) == ("老桥换上新栏杆", 2, ())
    assert [person.name for person in article.byline] == ["柳禾青"]


def test_when_a_site_printed_a_report_is_no_text_of_it() -> None:
    (article,) = read(f"老橋換上新欄杆\n【聯合報/記者柳禾青/斗六報導】 2007.01.22 04:15 am\n{FIRST}\n{SECOND}")
    assert len(article.paragraphs) == 2
    assert article.paragraphs[0].startswith("松溪镇的老桥")
