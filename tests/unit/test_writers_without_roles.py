"""Writers told by the form alone: a bracket with names and a place, names behind the last sentence."""

from __future__ import annotations

import pytest

from worker.document.source import SourceText
from worker.folding import fold
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.contributors.bylines import parse_byline
from worker.parsing.recognizers.contributors.credits import own_line_credit
from worker.parsing.recognizers.contributors.signatures import end_mark
from worker.parsing.recognizers.sources.lines import read_source_line
from worker.parsing.segmentation.pieces import cut_lines

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
        (TEXT + "王禾青", ["王禾青"]),
        (TEXT + "老桥 新桥", None),
        ("(乡村责编:王禾青 )", None),  # who made the page, whatever stands before 责编
        ("(柳桥网编辑:王禾青)", None),
    ],
)
def test_names_glued_to_the_last_sentence_sign_it(text: str, names: list[str] | None) -> None:
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


@pytest.mark.parametrize(
    ("opening", "names"),
    [
        ("青石新闻网松溪6月11日电 题:老桥上的早市 作者 王禾青 李小渡 ", ["王禾青", "李小渡"]),
        ("青石新闻网松溪6月11日电 题:老桥上的早市 作者 暴小河 ", ["暴小河"]),  # whatever the surname is
        ("青石新闻网松溪6月11日电 题:老桥上的早市 ", []),
    ],
)
def test_the_authors_behind_the_title_of_a_feature_are_read(opening: str, names: list[str]) -> None:
    (article,) = parse_issue(SourceText(f"老桥上的早市\n\n{opening}{TEXT}{TEXT}\n", "utf-8")).articles
    assert [person.name for person in article.byline] == names
    if names:
        assert article.body.startswith("镇里的老桥")


def test_a_list_of_title_name_date_and_text_on_a_line_each() -> None:
    lines = [
        f"青石镇老桥昨日重新通车 王禾青 2020-06-11 {TEXT}两岸居民在桥头放起了鞭炮,镇里的老人都来了。",
        f"松溪县秋粮今年增产三成 李小渡 2020-06-12 县里公布了产量。早稻占了一半,晚稻还在收割。{TEXT}",
    ]
    articles = parse_issue(SourceText("\n".join(lines) + "\n", "utf-8")).articles
    assert [(article.headline, [person.name for person in article.byline]) for article in articles] == [
        ("青石镇老桥昨日重新通车", ["王禾青"]),
        ("松溪县秋粮今年增产三成", ["李小渡"]),
    ]


def test_a_date_within_a_sentence_parts_nothing() -> None:
    line = f"镇里公布了工期。据镇长 王禾青 2020-06-11 说,{TEXT}{TEXT}"
    assert "王禾青 2020-06-11" not in [piece.text for piece in cut_lines(visible_lines(line))]


def test_a_word_of_photography_ends_no_credit() -> None:
    line = f"{TEXT}全县各单位选送的两百多幅参赛摄影作品同日展出。{TEXT}"
    (article,) = parse_issue(SourceText(f"老桥摄影大赛昨日颁奖\n\n{line}\n", "utf-8")).articles
    assert article.body.replace("\n", "") == line
    assert article.captions == ()


def test_pictures_for_information_only_are_nobodys() -> None:
    line = "(资料图片仅供参考)"
    assert own_line_credit(fold(line), line) is not None


def test_two_names_glued_to_the_last_sentence_stay_together() -> None:
    issue = parse_issue(SourceText(f"老桥昨日重新通车\n\n{TEXT}\n{TEXT}镇里明年再修两座桥。王禾青 李小渡\n", "utf-8"))
    (article,) = issue.articles
    assert [person.name for person in article.byline] == ["王禾青", "李小渡"]
    assert article.body.endswith("镇里明年再修两座桥。")
