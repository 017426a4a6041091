"""The form of a whole file is found once and is evidence; furniture stays among the lines and is evidence as well."""

from __future__ import annotations

import pytest

from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.features import features
from worker.parsing.segmentation.form import form_of
from worker.parsing.segmentation.observations import Boxes, PageView, observe

REPORT = "老桥换新颜\n本报讯(记者 柳禾青)昨日,老桥重新通车,两岸居民往来更方便。\n街坊都来看热闹。\n"


def view_of(text: str) -> PageView:
    return observe(visible_lines(text), Boxes((), ()))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (REPORT, "g0"),  # no blank lines
        ((REPORT * 5).replace("\n", "\n\n"), "g3"),  # one between nearly all
        (REPORT, "L1"),  # one source line
        (REPORT * 2, "L2"),
        ("".join(f"●三月{number}日,老桥修好了第{number}段。\n" for number in range(1, 5)), "m2"),  # item marks repeat
        (REPORT + "(柳禾青)\n", "s1"),  # signed at the end
        ("第02版:要闻\n" + REPORT, "l1"),  # a page label
    ],
)
def test_the_form_of_a_file(text: str, word: str) -> None:
    assert word in form_of(view_of(text))


def test_every_piece_is_told_the_form() -> None:
    view = view_of(REPORT)
    told = {f"fm:{word}" for word in form_of(view)}
    assert all(told <= set(found.flat()) for found in features(view))


def test_furniture_stays_and_its_neighbours_are_told() -> None:
    view = view_of("2023年10月27日\n" + REPORT)
    assert view.pieces[0].text == "2023年10月27日"
    own, below, *_ = (set(found.flat()) for found in features(view))
    assert any(word.startswith("fu:") for word in own)
    assert any(word.startswith("-fu:") for word in below)
