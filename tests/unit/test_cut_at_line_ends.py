"""A line is cut before what a web page left at its end, and before the word with which a letter begins."""

from __future__ import annotations

import pytest

from worker.folding import fold
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.contributors.credits import own_line_credit
from worker.parsing.segmentation.pieces import cut_lines


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("松溪网记者 柳禾青 摄pagebreak", ["松溪网记者 柳禾青 摄", "pagebreak"]),
        ("街坊叹息:“老桥真难走啊!”编辑同志:", ["街坊叹息:“老桥真难走啊!”", "编辑同志:"]),
        ("编辑同志:", ["编辑同志:"]),
        ("这封信写给编辑同志:他看了", ["这封信写给编辑同志:他看了"]),
    ],
)
def test_what_stands_at_the_end_of_a_line(line: str, pieces: list[str]) -> None:
    assert [piece.text for piece in cut_lines(visible_lines(line))] == pieces


@pytest.mark.parametrize(
    ("line", "given"),
    [("国家航天局 图", True), ("柳禾青/新华社 图", True), ("老桥昨日重新通车 图", False)],
)
def test_an_institution_may_have_given_a_picture(line: str, *, given: bool) -> None:
    assert (own_line_credit(fold(line), line) is not None) is given
