"""Lines of a web page's frame within a stack: when it was printed, a picture's file."""

from __future__ import annotations

import pytest

from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.headlines.stamps import without_stamps
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.observations import Boxes, observe

TEXT = "松溪大桥昨日重新通车,两岸街坊清早就来排队,大桥管理处说桥面全部换了新石板。"


@pytest.mark.parametrize("stamp", ["16:20 2021/11/10", "bridge_20210911.jpg", "![]() ![]()"])
def test_a_stamp_beside_a_headline_is_none_of_it(stamp: str) -> None:
    view = observe(visible_lines(f"老桥换石板了\n{stamp}\n{TEXT}"), Boxes((), ()))
    last = len(view.pieces) - 1
    draft = Draft(head=(*range(last),), paragraphs=(Paragraph((last,)),))
    [draft], left = without_stamps([draft], [], view)
    assert left == [*range(1, last)]
    assert draft.head == (0,)


@pytest.mark.parametrize("line", ["Old Bridge, New Stones", "2021", "5·12", "CBA-3 老桥杯", "7:0 松溪大胜"])
def test_what_may_be_part_of_a_headline_stays(line: str) -> None:
    view = observe(visible_lines(f"老桥换石板了\n{line}\n{TEXT}"), Boxes((), ()))
    last = len(view.pieces) - 1
    draft = Draft(head=(*range(last),), paragraphs=(Paragraph((last,)),))
    [draft], left = without_stamps([draft], [], view)
    assert left == []


def test_a_stamp_alone_stays() -> None:
    view = observe(visible_lines(f"16:20 2021/11/10\n{TEXT}"), Boxes((), ()))
    last = len(view.pieces) - 1
    draft = Draft(head=(*range(last),), paragraphs=(Paragraph((last,)),))
    assert draft.head
    [draft], _ = without_stamps([draft], [], view)
    assert draft.head == (*range(last),)
