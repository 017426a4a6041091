"""Of titles in a row the few that begin nothing do as the others; parts of one text stay its parts."""

from __future__ import annotations

import pytest

from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.observations import Boxes, observe
from worker.parsing.segmentation.rows import titles_left_out

TEXT = "松溪县老桥昨日重新通车,两岸街坊清早就来排队,桥头的面摊卖出三百碗面。"
NUMBERED = f"1.老桥换新颜\n{TEXT}\n2.粮库改书屋\n{TEXT}\n3.栈道除冰\n{TEXT}\n4.早市搬家\n{TEXT}"
SIGNS = f"■老桥换新颜\n{TEXT}\n■粮库改书屋\n{TEXT}\n■栈道除冰\n{TEXT}"

# The first mark stands behind the source line of all items.
BEHIND_SOURCE = f"【松溪晚报讯】◆老桥换新颜\n{TEXT}\n◆粮库改书屋\n{TEXT}\n◆栈道除冰了\n{TEXT}"
HEADS = ["老桥换上新栏杆", "旧粮库改成书屋 周末开门", "栈道除冰三天", "早市搬到河东"]
IN_TURN = "\n".join(f"{head}\n{TEXT}{TEXT[: 9 * at]}" for at, head in enumerate(HEADS))  # no column


@pytest.mark.parametrize(
    ("text", "begun", "left_out"),
    [
        (NUMBERED, {0, 2, 4}, [6]),
        (NUMBERED, {0, 4, 6}, [2]),
        (NUMBERED, {0, 2, 4, 6}, []),
        (NUMBERED, {0}, []),  # one article and its numbered parts
        (NUMBERED, {0, 4}, []),  # half of them tell nothing
        (SIGNS, {0, 4}, [2]),
        (NUMBERED.replace("3.栈道", "7.栈道").replace("4.早市", "9.早市"), {0, 4}, []),  # does not count on
        (f"1.老桥换新颜,\n{TEXT}\n2.粮库改书屋。\n{TEXT}\n3.栈道除冰\n{TEXT}", {4}, []),  # sentences
        (BEHIND_SOURCE, {1, 3}, [5]),
        (f"{NUMBERED}\n5.渡轮恢复夜航\n昨日起每晚加开", {0, 2, 4, 6}, [8]),  # the page is cut off
        (NUMBERED.replace("3.栈道除冰", "3.栈道除冰 游客回来了"), {0, 2, 7}, [4]),  # two clauses
        (IN_TURN, {0, 2, 5}, [7]),
        (IN_TURN, {0, 5, 7}, [2]),
        (IN_TURN, {0}, []),  # one report and its subheads
        (IN_TURN, {0, 2}, []),
        (IN_TURN.replace("栈道除冰三天\n", ""), {0, 2}, []),  # two paragraphs below the second
        (IN_TURN.replace("栈道除冰三天", "栈道除冰,"), {0, 2, 7}, []),
    ],
)
def test_titles_left_out(text: str, begun: set[int], left_out: list[int]) -> None:
    view = observe(visible_lines(text), Boxes((), ()))
    assert sorted(titles_left_out(view, range(len(view.pieces)), begun)) == left_out
