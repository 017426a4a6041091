"""What is known of a page before its lines are labelled is found once: reading, fitting and explaining see the same."""

from __future__ import annotations

from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.learned.viewing import prepare, view_of

_PAGE = (
    "松江晚报 2024年3月5日 星期二 第3版 责任编辑:柳禾青",  # furniture
    "老桥换新颜",
    "本报讯(记者杜小渡)昨日,老桥重新通车,两岸居民往来更方便。",
    "本版图片均由柳禾青摄",  # a credit of the whole page
    "街灯亮起来",
    "本报讯(记者沈砚秋)昨夜,河街装上一百盏新路灯。",
)


def test_every_line_is_kept_or_taken_out_once() -> None:
    page = prepare(visible_lines("\n".join(_PAGE)))
    assert {index: [person.name for person in people] for index, people in page.credits.items()} == {3: ["柳禾青"]}
    assert page.furniture == {0}
    assert list(page.kept) == [1, 2, 4, 5]
    assert page.taken() == {3}
    assert [line.text for line in page.text()] == [_PAGE[index] for index in (1, 2, 4, 5)]
    assert page.cut() == {2}  # the credit stood above the second headline


def test_the_view_of_training_has_what_reading_takes_out() -> None:
    """A credit of the whole page was once evidence in training only: reading had taken it out before."""
    first = view_of(visible_lines("\n".join(_PAGE))).view.first
    assert [name for name, _ in first][3] == "-"
    assert "-" not in {name for name, _ in first[1:3]}


def test_a_margin_is_taken_off_only_where_lines_have_no_places() -> None:
    lines = visible_lines("\n".join("        " + line for line in _PAGE * 3))
    assert {line.indent for line in prepare(lines).lines} == {0}
    assert {line.indent for line in prepare(lines, placed=True).lines} == {8}
