from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.folding import fold
from worker.folding.spelling import needs_spelling, spell, spelled
from worker.folding.variants import variants


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what shows nothing: format characters, selectors, joiners, private use
        ("谭\u200b水\u200d生", "谭水生"),
        ("葛\U000e0100城", "葛城"),
        ("桑\ue0c6小竹", "桑小竹"),
        ("a\u034fb\xadc", "abc"),
        # a space is something
        ("谭 水生", "谭 水生"),
        # one character for several
        ("ﬁne", "fine"),
        ("120㎡", "120m2"),
        ("㈱", "(株)"),
        # no letters: an accent alone stays what it is
        ("´", "´"),
        # thousands; no list, no decimal comma, no group of another size
        ("1,234", "1234"),
        ("１，２３４，５６７", "1234567"),
        ("1,22,333", "1,22,333"),
        ("3,5", "3,5"),
        ("0.1,234", "0.1,234"),
        ("2023,2024", "2023,2024"),
        # years digit by digit; numbers in words are left
        ("二〇一九年", "2019年"),
        ("一九九八年", "1998年"),
        ("二○○八年", "2008年"),
        ("二Ｏ一九年", "2019年"),
        ("一千九百年", "一千九百年"),
        ("二〇一九", "二〇一九"),
        ("第一二三四年", "第1234年"),
        # forms of print
        ("衞生、鄕村、値班、戱曲、隣居、靑年、尙可、鬪爭", "卫生、乡村、值班、戏曲、邻居、青年、尚可、斗争"),
        ("⻓⻛⻔、⻢、⼈⺠", "长风门、马、人民"),
        # forms that tell people apart
        ("李喆李哲", "李喆李哲"),
        ("郭堃郭坤", "郭堃郭坤"),
        ("", ""),
    ],
)
def test_spelled(text: str, expected: str) -> None:
    assert spelled(text) == expected
    assert spell(text).text == expected


def test_every_form_of_the_table_folds_to_a_character_of_its_own() -> None:
    for form, character in variants().items():
        assert fold(form) == fold(character), form
        assert form != character


MIXED = st.text(st.one_of(st.characters(), st.sampled_from("0123,，年一二〇ﬁ㎡\u200b\ue000⻓")), max_size=40)


@given(MIXED)
def test_spelling_twice_is_spelling_once_and_each_character_comes_from_its_place(text: str) -> None:
    spelling = spell(text)
    assert spelled(text) == spelling.text
    assert spelled(spelling.text) == spelling.text
    assert needs_spelling(fold(text)) or spelling.text == fold(text)
    if spelling.offsets is not None:
        assert len(spelling.offsets) == len(spelling.text) + 1
        assert list(spelling.offsets) == sorted(spelling.offsets)
        assert spelling.offsets[-1] == len(text)


@given(MIXED, st.data())
def test_a_span_leads_back_into_the_source(text: str, data: st.DataObject) -> None:
    spelling = spell(text)
    start = data.draw(st.integers(0, len(spelling.text)))
    end = data.draw(st.integers(start, len(spelling.text)))
    first, last = spelling.span(start, end)
    assert 0 <= first <= last <= len(text)
    if start < end:
        assert spelling.text[start:end] in spelled(text[first:last]) or spelling.offsets is not None
