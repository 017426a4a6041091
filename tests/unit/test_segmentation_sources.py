"""Source lines within a line are sought near what each of them holds: what is found is what the whole pattern finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.parsing.segmentation.pieces import SOURCE, may_be_sources


@pytest.mark.parametrize(
    "folded",
    [
        "青石县修成水库 本报青石7日电 记者柳禾青报道:县里修成了水库。 新华社松溪十二日电 水库开闸。",
        "【松溪消息】昨日开闸。【青石晚报讯】记者柳禾青/松溪报导 水位下降。",
        "据松溪晚报3月4日5时30分报道,水库开闸(本报综合)",
        "松溪电 (柳禾青) 青石网讯 记者柳禾青、杜小渡报道:水库开闸。",
        "他每天看电视,听消息,读报道。",
    ],
)
def test_source_lines_are_found_near_what_they_hold_as_in_the_whole_line(folded: str) -> None:
    found = [match.span() for match in may_be_sources(folded)]
    assert found == [match.span() for match in SOURCE.finditer(folded)]


WORDS = (
    *(
        "本报",
        "新华社",
        "中新网",
        "晚报",
        "网",
        "讯",
        "电",
        "专电",
        "报道",
        "报导",
        "消息",
        "文章",
        "综合",
        "据",
        "记者",
    ),
    *(
        "通讯员",
        "3月4日",
        "十二日",
        "5时",
        "2020年",
        "(",
        ")",
        "【",
        "】",
        "/",
        ":",
        " ",
        "、",
        "。",
        "柳禾青",
        "甲乙丙丁",
    ),
)


@given(st.lists(st.sampled_from(WORDS), max_size=14).map("".join))
def test_source_lines_are_found_in_whatever_is_put_together(folded: str) -> None:
    folded += "电"  # without a word of reports there are none
    found = [match.span() for match in may_be_sources(folded)]
    assert found == [match.span() for match in SOURCE.finditer(folded)]


def test_a_line_without_a_word_of_reports_holds_no_source_line() -> None:
    assert not list(may_be_sources("水库开闸。(本报综合)"))
