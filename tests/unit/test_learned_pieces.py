"""Where a printed line may be cut: wherever a caption, a credit or a source line may begin, and never within one."""

from __future__ import annotations

import pytest

from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.learned.pieces import cut_lines


def pieces_of(text: str) -> list[str]:
    return [piece.text for piece in cut_lines(visible_lines(text))]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        # a caption, its credit in brackets, a reporter's source line
        ("工人在接管子。(記者柳禾青攝) 記者柳禾青∕松溪報導 青石鎮換上新水管。", ["(記者柳禾青攝)", "記者柳禾青∕松溪"]),
        (
            "工人在接管子。(青石鎮公所提供) 記者柳禾青/松溪報導 青石鎮換上新水管。",
            ["(青石鎮公所提供)", "記者柳禾青/松溪"],
        ),
        # who wrote, what was done, the source line
        ("□记者柳禾青 杜小渡 通讯员章华摄影报道 晚报讯 今天上午,青石镇换上新水管。", ["晚报讯"]),
        ("本报记者柳禾青摄影报道“青石镇换上新水管。”", ["“青石镇"]),
    ],
)
def test_a_piece_may_begin(text: str, begins: list[str]) -> None:
    pieces = pieces_of(text)
    assert [any(piece.startswith(begin) for piece in pieces) for begin in begins] == [True] * len(begins)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "□记者柳禾青 杜小渡 通讯员章华摄影报道 晚报讯 今天上午,青石镇换上新水管。",
            "□记者柳禾青 杜小渡 通讯员章华摄影报道",
        ),
        ("这是7月12日拍摄的青石镇坡头村。", "这是7月12日拍摄的青石镇坡头村。"),  # a word of the caption
        # who reported belongs to the source line before
        ("青石修渠 灌田三万亩 本报讯 通讯员柳禾青报道:昨日开闸。", "本报讯 通讯员柳禾青报道:昨日开闸。"),
        ("孩子们在种树。记者柳禾青摄/视觉松江", "孩子们在种树。记者柳禾青摄/视觉松江"),  # who gave it on
    ],
)
def test_no_piece_begins_within(text: str, whole: str) -> None:
    assert whole in pieces_of(text)
