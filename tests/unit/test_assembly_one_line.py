"""Labels that a printed line, or a line of a column, cannot have are exchanged before there are drafts."""

from __future__ import annotations

import pytest

from worker.parsing.assembly.bounds.one_line import with_whole_lines
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.observations import Boxes, PageView, observe

COLUMN = (
    "　　昨日上午,青石镇的老桥重新通\n车,两岸居民往来更方便,孩子们上\n学不再绕路。老桥建于六十年前,桥\n"
    "长一百米,去年冬天开始大修,工人\n们加固了桥墩,换了栏杆,还装上路\n灯。桥头的小店昨日也重新开张。\n"
)


def view_of(text: str) -> PageView:
    return observe(visible_lines(text), Boxes((), ()))


def relabelled(text: str, labels: str) -> str:
    """Return the labels of the first pieces as they are put right; what the text has below them is text."""
    view = view_of(text)
    names = [*labels, *["p"] * (len(view.pieces) - len(labels))]
    return "".join(name[0] for name in with_whole_lines(names, view)[: len(labels)])


@pytest.mark.parametrize(
    ("text", "labels", "right"),
    [
        ("老桥换新颜\n柳远帆作了讲话 章小华等出席\n", "HSH", "HSS"),  # one line is no subtitle and headline
        ("老桥出了事故 责任谁来担\n【案情】\n", "HpP", "HHU"),  # the last clause of a headline, a label
        ("老桥换新颜重新通车\n两岸居民不再绕路\n", "HP", "HH"),  # neither fills its column nor ends a sentence
        ("老桥换新颜重新通车\n【说法】\n", "HF", "HU"),  # a label above the text
    ],
)
def test_what_is_put_right(text: str, labels: str, right: str) -> None:
    assert relabelled(text + COLUMN, labels) == right


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("柳远帆在会上强调 先修渠再修路\n", "KH"),
        ("老桥出了事故 昨日上午,两岸居民往来。\n", "HP"),  # the text runs on
        ("老桥换新颜重新通车\n本报讯(记者 柳禾青)\n", "HP"),
        ("老桥换新颜重新通车\n编辑部的各位同志:\n", "HP"),
    ],
)
def test_what_stays(text: str, labels: str) -> None:
    assert relabelled(text + COLUMN, labels) == labels


def test_a_label_amid_text_is_a_subhead() -> None:
    view = view_of(COLUMN + "【说法】\n" + COLUMN)
    at = next(index for index, piece in enumerate(view.pieces) if piece.text == "【说法】")
    names = ["p"] * len(view.pieces)
    names[at] = "F"
    assert with_whole_lines(names, view)[at] == "U"


def test_the_last_words_of_a_page_go_on_with_its_text() -> None:
    view = view_of("街景\n昨日, 街坊在桥头赏花。 渡船停了, 早市也\n")
    last = len(view.pieces) - 1
    names = ["H*", *("p" for _ in range(last - 1)), "F"]
    told = with_whole_lines(names, view)[last]
    assert told == ("p" if view.pieces[last].part else "F")
