"""A poem beside a list: its last verses stand amid a sentence of the list, as the order of columns has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.parsing.assembly.bounds.interleaving import untangled
from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.observations import Boxes, observe

if TYPE_CHECKING:
    from collections.abc import Sequence

POEM = "渡口\n船桨收起水声\n钟敲了六下\n"
LIST = "一周短讯\n沅口老桥的护栏换完,换下来的旧\n"
VERSES = "\n对岸的灯一盏一盏\n替我们写进河里\n\n"
REST = "石料砌进了桥头的歇脚亭。\n"


def parted(text: str, verses: Sequence[int], prose: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the lines of the poem and of the list; the poem is lines 0 to 2, the list's headline line 3."""
    view = observe(visible_lines(text), Boxes((), ()))
    first = Draft(head=(0,), paragraphs=(Paragraph((1,), verse=True), Paragraph((2,), verse=True)))
    second = Draft(head=(3,), paragraphs=(Paragraph((*prose,)), *(Paragraph((at,), verse=True) for at in verses)))
    poem, below = untangled([first, second], view.pieces, view.seen, view.geometry)
    assert first.indices() == [0, 1, 2]  # what it was given stays as it was
    return poem.indices(), below.indices()


def test_verses_amid_a_sentence_go_back_to_the_poem_above() -> None:
    poem, below = parted(POEM + LIST + VERSES + REST, (5, 6), (4, 7))
    assert poem == [0, 1, 2, 5, 6]
    assert below == [3, 4, 7]


@pytest.mark.parametrize(
    "text",
    [
        POEM + LIST.replace("换完,换下来的旧", "换完。") + VERSES + REST,  # nothing is broken off: the list quotes them
        POEM + LIST + VERSES.strip("\n") + "\n" + REST,  # no column ends here
    ],
)
def test_other_verses_stay(text: str) -> None:
    assert parted(text, (5, 6), (4, 7))[0] == [0, 1, 2]


def test_below_a_report_verses_stay() -> None:
    view = observe(visible_lines("渡口\n渡船昨日停航。\n" + LIST + VERSES + REST), Boxes((), ()))
    first = Draft(head=(0,), paragraphs=(Paragraph((1,)),))
    second = Draft(head=(2,), paragraphs=(Paragraph((3, 6)), Paragraph((4,), verse=True), Paragraph((5,), verse=True)))
    above, _ = untangled([first, second], view.pieces, view.seen, view.geometry)
    assert above.indices() == [0, 1]
