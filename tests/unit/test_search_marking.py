"""What is marked, where, and which parts of a text are shown."""

from __future__ import annotations

import itertools

import loaded
import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.search.errors import QueryError
from worker.search.marking import Mark, Marked, Marker, excerpts
from worker.search.parser import parse


def marked(query: str, **texts: str) -> dict[str, list[str]]:
    found = Marker(parse(query), loaded.segmenter()).mark(texts)
    return {
        name: [content.text[mark.start : mark.end] for mark in content.marks]
        for name, content in found.items()
        if content.marks
    }


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("老街", "老街上的老街坊", ["老街", "老街"]),
        # folded: traditional and simplified either way, width, case; the marks are on what is printed
        ("老街", "老街變新街", ["老街"]),
        ("經濟", "农村经济与城市经济", ["经济", "经济"]),
        ("经济", "農村經濟", ["經濟"]),
        ("gdp", "ＧＤＰ增长,GDP", ["ＧＤＰ", "GDP"]),
        ("１９９７", "1997年", ["1997"]),
        # spelled: the marks cover what is printed, whatever shows nothing included
        ("1234567", "占地1,234,567平方米", ["1,234,567"]),
        ("2019年", "始于二〇一九年春", ["二〇一九年"]),
        ("谭水生", "谭\u200b水\ue000生", ["谭\u200b水\ue000生"]),
        ("fine", "ﬁne", ["ﬁne"]),
        # a phrase over punctuation and line ends, as the analyzer reads it
        ("城乡融合", "城乡“融合”", ["城乡“融合"]),
        ("城乡融合", "城乡\n融合", ["城乡\n融合"]),
        # all its words elsewhere: each of them, and not where the phrase stands too
        ("城乡融合", "城乡之间的融合", ["城乡", "融合"]),
        ("城乡融合", "城乡融合,城乡", ["城乡融合"]),
        # an exact phrase is never taken apart
        ('"城乡融合"', "城乡之间的融合", []),
        # Latin words and numbers are whole words in the index
        ("97", "1997年97人", ["97"]),
        ("art", "smart art", ["art"]),
        # what is left out is not marked
        ("老街 -新街", "老街与新街", ["老街"]),
        # names given as fields are marked in the text, dates and papers are not
        ("人物:王小明", "王小明说", ["王小明"]),
        ("日期:2023 报纸:北碚报", "北碚报2023", []),
        # overlapping parts are one mark
        ("北京大学 大学生", "北京大学生", ["北京大学生"]),
        # patterns of regular expressions are text
        ("(a.b)", "a.b (a.b) axb", ["a.b", "a.b"]),
    ],
)
def test_marks(query: str, text: str, expected: list[str]) -> None:
    assert marked(query, body=text).get("body", []) == expected


def test_a_field_marks_only_its_own_text() -> None:
    assert marked("标题:老街", headline="老街", body="老街") == {"headline": ["老街"]}
    assert marked("正文:老街", headline="老街", body="老街", **{"captions.0": "老街"}) == {
        "body": ["老街"],
        "captions.0": ["老街"],
    }


@given(st.text("古镇北碚經濟济ＡaB1 ,。“”", max_size=10), st.text("古镇北碚經濟济ＡaB1 ,。“”\n", max_size=80))
def test_marks_are_in_order_apart_and_within_the_text(query: str, text: str) -> None:
    try:
        marker = Marker(parse(query), loaded.segmenter())
    except QueryError:
        return
    content = marker.mark({"body": text})["body"]
    assert content.text == text
    ends = [0]
    for mark in content.marks:
        assert ends[-1] <= mark.start < mark.end <= len(text)
        ends.append(mark.end)


SENTENCES = "第一句话说的是江边。第二句话说的是老街。第三句话说的是桥头。第四句话说的是码头。"


def shown(text: str, word: str, *, length: int) -> list[str]:
    marks = tuple(Mark(at, at + len(word)) for at in range(len(text)) if text.startswith(word, at))
    return [one.content.text for one in excerpts({"body": Marked(text, marks)}, count=2, length=length)]


def test_an_excerpt_is_whole_sentences_where_they_fit() -> None:
    assert shown(SENTENCES, "老街", length=30) == ["第二句话说的是老街。第三句话说的是桥头。第四句话说的是码头。"[:30]]


def test_without_a_mark_the_beginning_is_shown() -> None:
    (one,) = excerpts({"body": Marked(SENTENCES)}, count=2, length=12)
    assert (one.content.text, one.opens, one.closes) == ("第一句话说的是江边。", True, False)


def test_nothing_is_shown_of_no_text() -> None:
    assert excerpts({}, count=2, length=12) == ()
    assert excerpts({"body": Marked("")}, count=2, length=12) == ()


def test_the_excerpt_with_more_different_finds_wins() -> None:
    texts = {
        "body": Marked("江边江边江边", (Mark(0, 2), Mark(2, 4), Mark(4, 6))),
        "captions.0": Marked("江边的老街", (Mark(0, 2), Mark(3, 5))),
    }
    (one,) = excerpts(texts, count=1, length=20)
    assert one.field == "captions.0"


@given(
    st.text("江边。老街\n ", max_size=300),
    st.lists(st.tuples(st.integers(0, 299), st.integers(1, 30)), max_size=12),
    st.integers(10, 120),
)
def test_excerpts_are_parts_of_the_text_with_their_marks(text: str, places: list[tuple[int, int]], length: int) -> None:
    marks: list[Mark] = []
    for start, size in sorted(places):
        end = start + size
        if end <= len(text) and (not marks or start >= marks[-1].end):
            marks.append(Mark(start, end))
    found = excerpts({"body": Marked(text, tuple(marks))}, count=3, length=length)
    for one in found:
        part = one.content
        assert text[one.start : one.start + len(part.text)] == part.text
        assert all(0 <= mark.start < mark.end <= len(part.text) for mark in part.marks)
        assert {Mark(mark.start + one.start, mark.end + one.start) for mark in part.marks} <= set(marks)
    assert all(before.start + len(before.content.text) <= after.start for before, after in itertools.pairwise(found))
    if marks:
        assert any(one.content.marks for one in found)
