"""Lines of a stack that were read as one headline, told apart by what they say and how long they are."""

from __future__ import annotations

import pytest

from worker.parsing.assembly.deck_lines import told_apart
from worker.parsing.layout.lines import visible_lines

TEXT = "昨日,松溪大桥重新通车,两岸街坊清早就来排队,大桥管理处说桥面全部换了新石板,面摊和早市也都搬了回来。"
COLUMN = "昨日,松溪大桥重新通车,两岸街坊清早就\n来排队,大桥管理处说桥面全部换了新石\n板,面摊和早市也都搬了回来。"


@pytest.mark.parametrize(
    ("stack", "told"),
    [
        # What the first line ends in, what the last one says.
        (("柳镇长在松溪大桥通车时强调", "养桥重于修桥"), ("柳镇长在松溪大桥通车时强调", "养桥重于修桥", "")),
        (("修桥师傅柳禾青:", "石板要一块一块敲"), ("修桥师傅柳禾青:", "石板要一块一块敲", "")),
        (("松溪大桥重新通车", "柳禾青杜小渡出席"), ("", "松溪大桥重新通车", "柳禾青杜小渡出席")),
        (("松溪大桥重新通车", "——一座老桥的新石板"), ("", "松溪大桥重新通车", "——一座老桥的新石板")),
        (
            ("柳镇长在大桥通车时强调", "养桥重于修桥", "杜小渡主持"),
            ("柳镇长在大桥通车时强调", "养桥重于修桥", "杜小渡主持"),
        ),
        # The second line goes on about the first, or tells it at length.
        (("松溪大桥换上新石板", "标志着老桥大修完工"), ("", "松溪大桥换上新石板", "标志着老桥大修完工")),
        (("松溪大桥通车", "两岸街坊清早排队三百碗面卖完"), ("", "松溪大桥通车", "两岸街坊清早排队三百碗面卖完")),
        # Of two lines much alike the first is a kicker.
        (
            ("两岸街坊清早排队三百碗面卖完", "大桥昨日换石板通车"),
            ("两岸街坊清早排队三百碗面卖完", "大桥昨日换石板通车", ""),
        ),
        (
            ("桥头面摊当日卖出三百碗面", "松溪大桥昨日换石板通车了"),
            ("桥头面摊当日卖出三百碗面", "松溪大桥昨日换石板通车了", ""),
        ),
        # Short lines, clauses, a title printed twice: one headline.
        (("老桥通了车", "面摊排长队"), ("", "老桥通了车面摊排长队", "")),
        (("老桥换石板 面摊排长队", "松溪大桥重新通车"), ("", "老桥换石板 面摊排长队松溪大桥重新通车", "")),
        (("大桥昨日换石板通车", "松溪大桥昨日换石板通车"), ("", "大桥昨日换石板通车松溪大桥昨日换石板通车", "")),
    ],
)
def test_two_and_three_lines(stack: tuple[str, ...], told: tuple[str, str, str]) -> None:
    lines = visible_lines("\n".join((*stack, TEXT)))
    parts = told_apart(lines, range(len(stack)))
    kicker, head, subtitle = ("".join(lines[index].text for index in part) for part in parts)
    assert (kicker, head, subtitle) == told


@pytest.mark.parametrize(
    "stack", [("松溪大桥换上新石板", "标志着老桥大修完工"), ("松溪大桥两岸街坊都希望", "早市搬回桥头")]
)
def test_in_a_column_a_headline_goes_on_over_its_lines(stack: tuple[str, ...]) -> None:
    lines = visible_lines("\n".join((*stack, COLUMN)))
    assert told_apart(lines, (0, 1)) == ([], [0, 1], [])
