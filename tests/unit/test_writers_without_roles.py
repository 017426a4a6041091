"""Writers told by the form alone: a bracket with names and a place, names behind the last sentence."""

from __future__ import annotations

import pytest

from worker.folding import fold
from worker.parsing.recognizers.bylines import parse_byline
from worker.parsing.recognizers.credits import own_line_credit
from worker.parsing.recognizers.signatures import end_mark
from worker.parsing.recognizers.source_lines import read_source_line

TEXT = "镇里的老桥昨日重新通车,两岸居民不必再绕行三里路。"


@pytest.mark.parametrize(
    ("bracket", "names"),
    [
        ("【王禾青 臺中東勢】", ["王禾青"]),  # a place that begins with a known one
        ("【王禾青 李小渡 台北】", ["王禾青", "李小渡"]),
        ("【王禾青/綜合報導】", ["王禾青"]),  # 王禾青/ is no place
        ("【編輯部/綜合報導】", []),
        ("【老橋通車 台北】", None),  # words, no name
        ("【王禾青 老橋】", None),  # a name, but no place
    ],
)
def test_a_bracket_of_names_and_a_place_opens_a_report(bracket: str, names: list[str] | None) -> None:
    opening = read_source_line(fold(bracket + TEXT), bracket + TEXT)
    found = None if opening is None else [person.name for person in opening.people]
    assert found == names


def test_a_bracket_of_names_and_a_place_alone_opens_nothing() -> None:
    assert read_source_line(fold("【王禾青 台北】"), "【王禾青 台北】") is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (TEXT + "王禾青 李小渡", ["王禾青", "李小渡"]),
        (TEXT + "王禾青、李小渡", None),  # a sentence that was cut off may begin so
        (TEXT + "王禾青", None),
        (TEXT + "老桥 新桥", None),
        ("(乡村责编:王禾青 )", None),  # who made the page, whatever stands before 责编
        ("(柳桥网编辑:王禾青)", None),
    ],
)
def test_two_names_glued_to_the_last_sentence_sign_it(text: str, names: list[str] | None) -> None:
    found = end_mark(fold(text), text)
    assert (None if found is None else [person.name for person in found.people]) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("■王杨禾青", ["王杨禾青"]),  # the surnames of both parents
        ("王杨禾青", None),  # four words without a sign
        ("■老桥通车", None),
        ("编 辑：王 禾", None),
        ("二 审：王 禾", None),
        ("作 者：王 禾", ["王禾"]),
    ],
)
def test_bylines_of_four_characters_and_spaced_labels(line: str, names: list[str] | None) -> None:
    found = parse_byline(fold(line), line)
    assert (None if found is None else [person.name for person in found[0]]) == names


def test_the_edge_of_a_table_is_none_of_a_credit() -> None:
    line = "本报记者 王禾青 摄 | |"
    found = own_line_credit(fold(line), line)
    assert found is not None
    assert [person.name for person in found.people] == ["王禾青"]
