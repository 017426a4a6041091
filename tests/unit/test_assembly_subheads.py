"""The marked parts of a report are its subheads; the items of a list are articles."""

from __future__ import annotations

import pytest

from worker.parsing.assembly.bounds.same_story import is_same_story
from worker.parsing.assembly.bounds.subheads import with_subheads
from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.observations import Boxes, observe

LONG = "镇上的人说,老桥修了三回,每一回都有人把木料从山里背出来,背木料的人如今都老了,桥头的石碑上刻着他们的姓。" * 5


def test_texts_on_two_matters_are_no_one_report() -> None:
    other = "今年蚕茧卖了好价钱,收购站门前清早就排起队,妇女们把自家的茧子挑了又挑,站长说明年还要添两台烘箱。" * 3
    for below, one in ((other, False), (LONG, True)):
        view = observe(visible_lines(f"老桥\n{LONG}\n又一段\n{below}"), Boxes((), ()))
        above, draft = Draft(head=(0,), paragraphs=(Paragraph((1,)),)), Draft(head=(2,), paragraphs=(Paragraph((3,)),))
        assert is_same_story(draft, [above], view) is one


TOLD = (
    "青石镇的旧水管昨日全部换完,三千户人家喝上了清水。",
    "青石镇的施工队干了四十天,三千户人家没有停过一天水。",
    "明年还要换下游两个村的水管,图纸已经画了三稿。",
)


def count_marked(first: str, *heads: str, below: str = TOLD[2], between: str = "") -> int:
    """Return how many articles a report and two texts below it, each with a headline, are."""
    page = [first, TOLD[0], *filter(None, (between,)), heads[0], TOLD[1], heads[1], below]
    view = observe(visible_lines("\n".join(page)), Boxes((), ()))
    last = len(view.pieces) - 1
    at = (0, last - 3, last - 1)
    return len(with_subheads([Draft(head=(head,), paragraphs=(Paragraph((head + 1,)),)) for head in at], view))


@pytest.mark.parametrize("heads", [("■挖沟四十天", "■下游还要换"), ("一、挖沟四十天", "二、下游还要换")])
def test_parts_with_one_mark_below_a_headline_without(heads: tuple[str, str]) -> None:
    assert count_marked("青石镇换上新水管", *heads) == 1
    assert count_marked("■青石镇换上新水管", *heads) == 3  # a list marks all its items
    assert count_marked("青石镇换上新水管", *heads, between="简讯") == 3
    assert count_marked("青石镇换上新水管", *heads, below=f"本报讯 {TOLD[2]}") == 3


def test_marks_of_two_kinds_or_counted_on_are_no_parts() -> None:
    assert count_marked("青石镇换上新水管", "■挖沟四十天", "◆下游还要换") == 3
    assert count_marked("青石镇换上新水管", "五、挖沟四十天", "六、下游还要换") == 3


def test_one_marked_part_goes_on_where_its_words_do() -> None:
    def count(below: str, *, headed: bool = True) -> int:
        opening = TOLD[0] * 5
        page = ["青石镇换上新水管", opening, "■挖沟四十天", below]
        view = observe(visible_lines("\n".join(page)), Boxes((), ()))
        first = Draft(head=(0,) if headed else (), paragraphs=(Paragraph((1,)),))
        return len(with_subheads([first, Draft(head=(2,), paragraphs=(Paragraph((3,)),))], view))

    assert count(TOLD[1]) == 1
    assert count(TOLD[1], headed=False) == 1
    assert count("县里的气象台说周末有雨,晒谷的人家趁天晴把场院腾空。") == 2
