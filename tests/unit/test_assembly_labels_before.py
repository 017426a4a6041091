"""Labels on a title's own line: in brackets, before a colon; and what is part of the title."""

from __future__ import annotations

import pytest

from worker.folding import fold
from worker.parsing.assembly.headlines.decks import read_parts
from worker.parsing.assembly.headlines.labels_before import label_before
from worker.parsing.layout.lines import visible_lines

TEXT = fold("昨日,松溪大桥重新通车,街坊清早就来排队,石匠柳禾青说,老桥面全部换了新石板,面摊和早市也都搬了回来。")


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("【特写】", "街坊清早来看新石板"),
        ("【特寫】", "街坊清早來看新石板"),
        ("[直播]", "松溪大桥重新通车"),
        ("〔街头巷尾〕", "松溪大桥重新通车"),
        ("#小城故事#", "松溪大桥重新通车"),
        ("特写:", "街坊清早来看新石板"),
        ("小城快訊：", "街坊清早來看新石板"),
        ("Riverside 新聞：", "松溪大橋重新通車"),
        ("(桥上见闻)", "街坊清早来看新石板"),
        ("采访后记》", "街坊清早来看新石板"),
    ],
)
def test_a_label_of_which_the_text_says_nothing(label: str, title: str) -> None:
    assert label_before(f"{label}{title}", TEXT) == (label, title)


@pytest.mark.parametrize(
    "title",
    [
        "【松溪大桥重新通车】街坊清早来看",  # a title in brackets, and its text
        "松溪大桥/街坊清早来看新石板",  # what the story is about
        "松溪:街坊清早来看新石板",  # a place
        "柳禾青:老桥面全部换新石板",  # who says it
        "图文:街坊清早来看新石板",
        "早市/夜市",  # no title is left
        "巷子里的人/石匠柳禾青换新石板",  # what stands before a bar is the title's
        "有片｜石匠柳禾青换新石板",
        "新石板》街坊清早来看老桥",  # what the story is about
    ],
)
def test_what_is_part_of_the_title(title: str) -> None:
    assert label_before(title, TEXT) == ("", title)


def test_nothing_is_told_without_a_text() -> None:
    assert label_before("【特写】街坊清早来看新石板", "") == ("", "【特写】街坊清早来看新石板")


def test_a_stack_with_a_kicker_keeps_its_headline_whole() -> None:
    lines = visible_lines("镇里开会说养桥\n特写:街坊清早来看新石板")
    found = read_parts(lines, ([0], [1], []), TEXT)
    assert (found.kicker, found.main) == ("镇里开会说养桥", "特写:街坊清早来看新石板")
