"""What a chunk asks for when it does not stand anywhere as it is."""

from __future__ import annotations

import loaded
import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.folding import fold
from worker.folding.spelling import spelled
from worker.search.pieces import Piece, _pieces, pieces, runs


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # words of the dictionary are sought by themselves
        (["城乡", "融合"], [("城乡", True), ("融合", True)]),
        # a lone character belongs to the word after it, a last one to the word before it
        (["王", "小明", "调研"], [("王小明", False), ("调研", True)]),
        (["北碚", "区"], [("北碚区", False)]),
        # two lone ones are a name
        (["熊", "辉", "调研"], [("熊辉", False), ("调研", True)]),
        (["调研", "熊", "辉"], [("调研", True), ("熊辉", False)]),
        # grammar asks for nothing, and nothing is joined over it
        (["改革", "的", "成就"], [("改革", True), ("成就", True)]),
        (["改革", "和", "路"], [("改革", True), ("路", False)]),
        (["路", "和", "桥"], [("路", False), ("桥", False)]),
        # Latin and digits are sought as characters: the dictionary cuts them otherwise in a sentence than alone
        (["gdp", "增长"], [("gdp", False), ("增长", True)]),
        (["1997年"], [("1997年", False)]),
        # characters alone
        (["英"], [("英", False)]),
        ([], []),
    ],
)
def test_pieces_of_words(words: list[str], expected: list[tuple[str, bool]]) -> None:
    assert _pieces(words) == [Piece(text, word=word) for text, word in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # punctuation of any width parts, but not inside numbers and Latin names
        ("王俊，项目建设", ["王俊", "项目建设"]),
        ("“放管服”改革", ["放管服", "改革"]),
        ("增长3.5%，达1,200亿", ["增长3.5", "达1200亿"]),
        ("10:30 Covid-19 A&B", ["10:30", "covid-19", "a&b"]),
        ("比尔·盖茨", ["比尔", "盖茨"]),
        ("１９９７年", ["1997年"]),
        ("江澤民", ["江泽民"]),
        ("——", []),
    ],
)
def test_runs(text: str, expected: list[str]) -> None:
    assert runs(text) == expected


def test_grammar_alone_is_sought() -> None:
    assert pieces("的", loaded.segmenter()) == (Piece("的", word=False),)


@given(st.text(max_size=60))
def test_pieces_are_folded_and_stand_in_the_text(text: str) -> None:
    folded = spelled(text)
    for piece in pieces(text, loaded.segmenter()):
        assert piece.text
        assert piece.text == fold(piece.text)
        assert piece.text in folded
