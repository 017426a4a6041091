"""What share of a line's pairs of characters stands above and below it: all at once, as one by one."""

from __future__ import annotations

import random

import pytest

from worker.parsing.layout.lines import Line, visible_lines
from worker.parsing.segmentation import affinity
from worker.parsing.segmentation.affinity import affinities, pairs_of

_SEEN = 420  # characters above and below


def one_by_one(lines: list[Line], index: int) -> tuple[float, float]:
    above = "\n".join(line.folded for line in lines[:index]) + "\n" * (index > 0)
    below = "\n".join(line.folded for line in lines[index + 1 :])
    pairs = pairs_of(lines[index].folded)
    if not pairs:
        return 0.0, 0.0
    return tuple(
        sum(pair in text for pair in pairs) / len(pairs) for text in (above[-_SEEN:] if above else "", below[:_SEEN])
    )


def test_a_headline_is_told_how_much_of_it_its_text_says_again() -> None:
    lines = visible_lines("河边的旧粮库\n老桥换上新栏杆\n昨日,老桥两岸的街坊来看新栏杆。")
    above, below = affinities(lines, [1])[1]
    assert (above, round(below, 2)) == (0.0, 0.5)  # of 老桥 桥换 换上 上新 新栏 栏杆


@pytest.mark.parametrize("together", [1 << 20, 300])
def test_all_lines_at_once_are_told_what_each_is_told(together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(affinity, "_TOGETHER", together)
    draw = random.Random(11)
    for signs in ("老桥通车", "老桥通车新a1。, 𠀀𠮷々", "老通" * 9 + "桥车新河岸栏杆。\uffff"):
        for longest in (3, 20, 300):
            lines = visible_lines(
                "\n".join("".join(draw.choices(signs, k=draw.randint(1, longest))) for _ in range(40)) or "老桥"
            )
            asked = sorted(draw.sample(range(len(lines)), len(lines) // 2))
            assert affinities(lines, asked) == {index: one_by_one(lines, index) for index in asked}


def test_no_line_is_asked_and_none_is_told() -> None:
    assert affinities(visible_lines("老桥\n新桥"), []) == {}
    assert affinities([], []) == {}
    assert affinities(visible_lines("桥"), [0]) == {0: (0.0, 0.0)}
