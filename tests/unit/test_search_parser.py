"""The query language: what each form means, what each mistake is told, and what must hold of any input."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from worker.search import fields
from worker.search.errors import QueryError
from worker.search.parser import MAX_CHARACTERS, MAX_PARTS, parse, unknown_fields
from worker.search.syntax import AnyOf, Dates, InField, Phrase, Term, Without, Words, to_text

if TYPE_CHECKING:
    from worker.search.syntax import Part

OCTOBER = Dates(fields.DATE, dt.date(2023, 10, 1), dt.date(2023, 10, 31))

MEANINGS: list[tuple[str, list[Part]]] = [
    # words: white space of any width parts them
    ("王俊 项目建设", [Words("王俊"), Words("项目建设")]),
    ("王俊\u3000项目\t建设\n", [Words("王俊"), Words("项目"), Words("建设")]),
    ("  ", []),
    # a phrase, in every kind of marks, also curved ones the wrong way round
    ('"城乡 融合"', [Phrase("城乡 融合")]),
    ("“城乡融合”", [Phrase("城乡融合")]),
    ("”城乡融合“", [Phrase("城乡融合")]),
    ("「城乡融合」 『古镇』", [Phrase("城乡融合"), Phrase("古镇")]),
    ("《北碚报》", [Phrase("北碚报")]),
    ("＂城乡融合＂", [Phrase("城乡融合")]),
    ('"城乡融合"古镇', [Phrase("城乡融合"), Words("古镇")]),
    # a headline as it is printed is text: marks inside it, colons, dashes, brackets, question marks
    ("深化“放管服”改革", [Words("深化“放管服”改革")]),
    ("“放管服”改革走深", [Words("“放管服”改革走深")]),
    ("“放管服改革", [Words("“放管服改革")]),
    ("特写:江上人家", [Words("特写:江上人家")]),
    ("路在何方？——记老街", [Words("路在何方？——记老街")]),
    ("——记老街", [Words("——记老街")]),
    ("(上) 老街", [Words("(上)"), Words("老街")]),
    ("10:30 3-2", [Words("10:30"), Words("3-2")]),
    # punctuation that stands alone is passed over
    ("老街 —— 人家 。", [Words("老街"), Words("人家")]),
    # without
    ("老街 -人家", [Words("老街"), Without(Words("人家"))]),
    ("老街 －“人家”", [Words("老街"), Without(Phrase("人家"))]),
    ("老街 NOT 人家", [Words("老街"), Without(Words("人家"))]),
    ("-报纸:北碚报", [Without(Term(fields.PUBLICATION, "北碚报"))]),
    ("老街 -", [Words("老街")]),
    # one of several: binds tighter than white space; lower case is a word
    ("北碚 OR 沙坪坝 古镇", [AnyOf((Words("北碚"), Words("沙坪坝"))), Words("古镇")]),
    ("古镇 北碚 或 渝中 | 江北", [Words("古镇"), AnyOf((Words("北碚"), Words("渝中"), Words("江北")))]),
    ("rock or pop", [Words("rock"), Words("or"), Words("pop")]),
    # the same without spaces, and in brackets; brackets of text are text
    ("北碚|沙坪坝 古镇", [AnyOf((Words("北碚"), Words("沙坪坝"))), Words("古镇")]),
    ("北碚｜人物:熊辉", [AnyOf((Words("北碚"), Term(fields.PEOPLE, "熊辉")))]),
    ("(北碚 OR 沙坪坝) 古镇", [AnyOf((Words("北碚"), Words("沙坪坝"))), Words("古镇")]),
    ("（北碚|沙坪坝）古镇", [AnyOf((Words("北碚"), Words("沙坪坝"))), Words("古镇")]),
    ("(北碚 或 沙坪坝) OR 渝中", [AnyOf((Words("北碚"), Words("沙坪坝"), Words("渝中")))]),
    ("(上) 老街", [Words("(上)"), Words("老街")]),
    ("老街|", [Words("老街|")]),
    ("老街 !人家", [Words("老街"), Without(Words("人家"))]),
    ("老街!", [Words("老街!")]),
    # an address is text, whatever its colon
    ("https://a.cn/b", [Words("https://a.cn/b")]),
    ("北碚 AND 古镇 且 老街", [Words("北碚"), Words("古镇"), Words("老街")]),
    ("或许 要么或者", [Words("或许"), Words("要么或者")]),
    # fields by Chinese and English names, half and full width, any case, the value apart or in marks
    ("记者:熊辉", [Term(fields.BYLINE, "熊辉")]),
    ("作者：熊辉", [Term(fields.BYLINE, "熊辉")]),
    ("Author:熊辉", [Term(fields.BYLINE, "熊辉")]),
    ("ｐａｇｅ：２", [Term(fields.PAGE, "２")]),
    ("人物: 熊辉 老街", [Term(fields.PEOPLE, "熊辉"), Words("老街")]),
    ('机构:"区 委"', [Term(fields.ORGANIZATIONS, "区 委")]),
    ("標題:古鎮", [InField(fields.TITLE, Words("古鎮"))]),
    ("标题：“古镇 老街”", [InField(fields.TITLE, Phrase("古镇 老街"))]),
    ("正文:古镇", [InField(fields.BODY, Words("古镇"))]),
    ("日期:2023-10", [OCTOBER]),
    ("日期：２０２３年１０月", [OCTOBER]),
    ('date:"2023-10-01..2023-10-31"', [OCTOBER]),
]


@pytest.mark.parametrize(("text", "expected"), MEANINGS, ids=[text for text, _ in MEANINGS])
def test_meaning(text: str, expected: list[Part]) -> None:
    assert list(parse(text).parts) == expected


MISTAKES = [
    # (query, wrong part, words of the message)
    ('古镇 "老街', '"老街', "not closed"),
    ('古镇 ""', '""', "nothing to search for"),
    ('"。"', '"。"', "nothing to search for"),
    ("古镇 OR", "OR", "between two parts"),
    ("或 古镇", "或", "between two parts"),
    ("古镇 或 或 老街", "或", "between two parts"),
    ("古镇 NOT", "NOT", "needs something"),
    ("人物:", "人物:", "value is missing"),
    ("人物： 。", "人物： 。", "value is missing"),
    ("古镇 日期:2023-13", "2023-13", "no such day"),
    ("日期:2023-02-29..", "2023-02-29", "no such day"),
    ("日期:昨天", "昨天", "write a date as"),
    ('日期:"昨天"', "昨天", "write a date as"),
    ("日期:2023-10..昨天", "昨天", "write a date as"),
    ("日期:2023-10..2023-09", "2023-10..2023-09", "ends before it begins"),
    ("日期:2020..2021..2022", "2020..2021..2022", "two ends"),
    ("日期:1至", None, "write a date as"),
    ("headlin:古镇", "headlin", "did you mean headline"),
    ("colour:古镇", "colour", "the fields are"),
    ("(北碚 古镇|老街)", "(北碚 古镇|老街)", "alternatives only"),
    ("-(北碚 OR 古镇)", "-(北碚 OR 古镇)", "one at a time"),
    ("((北碚 OR 古镇) OR 老街)", "((北碚 OR 古镇)", "no other brackets"),
    ("古*", "古*", "no wildcards"),
    ("人物:王*", "王*", "no wildcards"),
    ("。。 ——", "。。 ——", "no letter, digit or character"),
    ("古" * (MAX_CHARACTERS + 1), "古", "at most"),
    ("古 " * (MAX_PARTS + 1), "古 ", "at most"),
    # what a byte of the command line becomes that is not UTF-8: no request could carry it
    ("古 \udcff", "\udcff", "not UTF-8"),
    ("人物:\ud800", "\ud800", "not UTF-8"),
]


@pytest.mark.parametrize(("text", "wrong", "message"), MISTAKES, ids=[text[:12] for text, _, _ in MISTAKES])
def test_mistake(text: str, wrong: str | None, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        parse(text)
    if wrong is not None:
        assert text[caught.value.start : caught.value.end] == wrong


def test_carets_stand_under_the_wrong_characters_whose_width_is_two() -> None:
    with pytest.raises(QueryError) as caught:
        parse("古镇\tab 日期:２０２３-13")
    query, carets = caught.value.pointer.split("\n")
    assert query == "古镇 ab 日期:２０２３-13"
    assert carets == " " * len("古镇ab日期".encode("gb18030")) + "   " + "^" * 11


# Queries as people write them, and any text at all.
ATOMS = st.one_of(
    st.text(min_size=1, max_size=8),
    st.text("古镇北碚ab1 ", min_size=1, max_size=6),
    st.sampled_from(
        ["“放管服”", '"a b"', "日期:2023", "人物:王", "标题:", "OR", "或", "-", "－", "NOT", "*", "《x》", '"', "。"]
    ),
)
QUERIES = st.lists(ATOMS, max_size=8).map(" ".join) | st.lists(ATOMS, max_size=5).map("".join)


@given(QUERIES)
@example("0*|0")
@example("(甲* OR 乙) 丙")
def test_any_input_parses_or_is_told_where_it_is_wrong(text: str) -> None:
    try:
        parse(text)
    except QueryError as caught:
        error = caught
    else:
        return
    assert 0 <= error.start <= error.end <= len(text)
    assert error.query == text
    query, carets = error.pointer.split("\n")
    assert set(carets) <= {" ", "^"}
    assert len(query) == len(text)


@given(QUERIES)
@example("0|-0")
@example("0|--0")
@example("0 OR -0")
@example("题: |0")
@example("-|0")
@example("|0|0")
@example("题: |0|0")
@example("0|OR")
@example("-|题:")
@example("NOT -|-0")
def test_a_tree_written_back_parses_to_the_same_tree(text: str) -> None:
    try:
        tree = parse(text)
    except QueryError:
        return
    assert parse(to_text(tree)) == tree


@pytest.mark.parametrize(
    ("text", "same"), [("|甲|乙", "甲|乙"), ("-|甲", "-甲"), ("NOT -甲", "-甲"), ("-|-甲", "-甲"), ("|甲", "甲")]
)
def test_a_bar_or_a_second_minus_with_nothing_before_it_is_passed_over(text: str, same: str) -> None:
    assert parse(text) == parse(same)


def test_or_behind_a_bar_is_no_alternative() -> None:
    assert parse("甲|OR") != parse("甲 OR 乙")
    assert parse("甲|OR").parts == (Words("甲|OR"),)


def test_every_short_query_written_back_parses_to_the_same_tree() -> None:
    """All of up to four pieces: what a search at random finds once in some thousand runs."""
    pieces = ("0", "甲", "|", "-", " ", "题:", '"', "OR ", "NOT ", "(", ")")
    for size in range(1, 5):
        for chosen in itertools.product(pieces, repeat=size):
            text = "".join(chosen)
            try:
                tree = parse(text)
            except QueryError:
                continue
            assert parse(to_text(tree)) == tree, text


def test_a_value_with_every_kind_of_mark_is_written_back() -> None:
    text = '人物:a"”」』》＂'
    assert parse(to_text(parse(text))) == parse(text)


@given(QUERIES)
def test_spans_lie_in_the_query_in_order(text: str) -> None:
    try:
        tree = parse(text)
    except QueryError:
        return
    spans = [part.span for part in tree.parts]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("作家:老舍", ("作家",)),
        ("Foo:bar 渡口", ("Foo",)),
        ("-作家:老舍 作家：巴金", ("作家",)),  # left out, and once
        ("记者:老舍 Date:2023", ()),  # fields
        ("10:30 渡口: :渡口", ()),  # a time, no value, no name
        ("渡口", ()),
    ],
)
def test_what_may_have_been_meant_for_a_field(query: str, names: tuple[str, ...]) -> None:
    assert unknown_fields(query) == names


@pytest.mark.parametrize("value", ["甲|乙", "甲|", "甲|乙 丙"])
def test_a_bar_between_marks_joins_nothing(value: str) -> None:
    assert parse(f'人物:"{value}"') == parse(f"人物:“{value}”")
    assert len(parse(f'人物:"{value}"').parts) == 1


def test_a_bar_behind_a_closed_mark_joins() -> None:
    assert parse('丁|人物:"甲 乙"|戊 己') == parse('丁 OR 人物:"甲 乙" OR 戊 己')
    assert parse('人物:"甲"|人物:"乙"') == parse('人物:"甲" OR 人物:"乙"')
    assert parse('丁|人物:"甲|乙 丙"') == parse('丁 OR 人物:"甲|乙 丙"')
    assert parse('5"|6"') == parse('5" OR 6"')
