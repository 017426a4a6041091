"""What is known of a page before its lines are labelled is found once: reading, fitting and explaining see the same."""

from __future__ import annotations

from worker.document.geometry import Box
from worker.document.source import Hint
from worker.parsing.layout.lines import Line, Place, visible_lines
from worker.parsing.segmentation.viewing import prepare, views_of

_PAGE = (
    "松江晚报 2024年3月5日 星期二 第3版 责任编辑:柳禾青",  # furniture
    "老桥换新颜",
    "本报讯(记者杜小渡)昨日,老桥重新通车,两岸居民往来更方便。",
    "本版图片均由柳禾青摄",  # a credit of the whole page
    "街灯亮起来",
    "本报讯(记者沈砚秋)昨夜,河街装上一百盏新路灯。",
)


def placed(zones: tuple[int, ...], hints: tuple[Hint | None, ...] = (None,) * len(_PAGE)) -> list[Line]:
    box = Box(0, 0, 100, 10)
    lines = visible_lines("\n".join(_PAGE))
    return [
        line._replace(place=Place(0, box, zone, zone, 40, hint))
        for line, zone, hint in zip(lines, zones, hints, strict=True)
    ]


def test_credits_of_the_whole_page_are_taken_out() -> None:
    page = prepare(visible_lines("\n".join(_PAGE)))
    assert {index: [person.name for person in people] for index, people in page.credits.items()} == {3: ["柳禾青"]}
    assert page.taken() == {3}


def test_text_is_one_view_of_all_its_lines() -> None:
    (view,) = views_of(prepare(visible_lines("\n".join(_PAGE))))
    assert [line.text for line in view.lines] == list(_PAGE)


def test_a_page_with_places_has_a_view_of_each_zone_without_furniture() -> None:
    views = views_of(prepare(placed((0, 1, 1, 1, 2, 2)), placed=True))
    assert [[line.text for line in view.lines] for view in views] == [
        [_PAGE[1], _PAGE[2]],  # the page's head and the credit of the whole page are taken out
        [_PAGE[4], _PAGE[5]],
    ]


def test_what_the_layout_takes_for_furniture_is_in_no_view() -> None:
    hints = (None, Hint.FURNITURE, None, None, None, None)
    views = views_of(prepare(placed((0, 1, 1, 1, 2, 2), hints), placed=True))
    assert [line.text for line in views[0].lines] == [_PAGE[2]]


def test_a_margin_is_taken_off_only_where_lines_have_no_places() -> None:
    lines = visible_lines("\n".join("        " + line for line in _PAGE * 3))
    assert {line.indent for line in prepare(lines).lines} == {0}
    assert {line.indent for line in prepare(lines, placed=True).lines} == {8}
