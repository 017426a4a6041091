"""Writers in forms that papers and sites print around a text: signs before it, sources beside them, callings behind."""

from __future__ import annotations

import pytest

from worker.document.source import SourceText
from worker.folding import fold
from worker.parsing import parse_issue
from worker.parsing.recognizers.annotations import EndKind
from worker.parsing.recognizers.contributors.bylines import parse_byline
from worker.parsing.recognizers.contributors.signatures import end_mark
from worker.parsing.recognizers.people.grammar import read_people
from worker.parsing.recognizers.sources.lines import read_source_line

HEADLINE = "老桥换上新栏杆 两岸居民出行更便捷"
TEXT = [
    "镇里的老桥昨日重新通车,两岸居民不必再绕行三里路,运菜的三轮车也能过桥。",
    "“以前下雨天桥面很滑,孩子上学要大人送。”住在桥头的周大娘说,施工队每天忙到深夜。",
    "据了解,该桥建于上世纪七十年代,是镇区通往北岸六个村的唯一通道,明年还要装路灯。",
]


def article(*rows: str) -> tuple[str, list[str], str]:
    issue = parse_issue(SourceText("\n".join((HEADLINE, *rows)) + "\n", "utf-8"))
    (found,) = issue.articles
    return found.headline, [person.name for person in found.byline], "".join(found.paragraphs)


@pytest.mark.parametrize(
    ("opening", "names"),
    [
        ("□本报讯(记者 王禾青)", ["王禾青"]),
        ("■ 快报讯(通讯员 王禾青 李小渡)", ["王禾青", "李小渡"]),
        ("【本報特派員王禾青東京八日電】", ["王禾青"]),  # 特派员 is no place
        ("(中央社 王禾青 台北8日電)", ["王禾青"]),
        ("【KBCN 王禾青報導】", ["王禾青"]),  # a station named in Latin letters
        ("【文.王禾青】", ["王禾青"]),
        ("【记者王禾青/台北.桃园报导】", ["王禾青"]),
    ],
)
def test_who_opens_a_report(opening: str, names: list[str]) -> None:
    text = opening + TEXT[0]
    found = read_source_line(fold(text), text)
    assert found is not None
    assert ([person.name for person in found.people], text[found.end :]) == (names, TEXT[0])


@pytest.mark.parametrize("text", ["□老桥通车,通讯员王禾青说,", "●市场消息灵通,", "【王禾青 老桥来电】" + TEXT[0]])
def test_who_opens_no_report(text: str) -> None:
    assert read_source_line(fold(text), text) is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("作者:王禾青 发表评论", ["王禾青"]),
        ("作者:本报记者王禾青 我要评论(0)", ["王禾青"]),
        ("作者:王禾青 阅读 1024", ["王禾青"]),
        ("文.王禾青", ["王禾青"]),
        ("文.台北王禾青", ["王禾青"]),  # where from, glued to the name
        ("文︰王禾青", ["王禾青"]),
        ("王禾青╱台北.桃園報導", ["王禾青"]),
        ("中央社記者王禾青台北8日電", ["王禾青"]),
        ("by 記者王禾青 西雅圖8日報導", ["王禾青"]),
        ("KBCN 王禾青報導", ["王禾青"]),
        ("东北区:王禾青 报道", ["王禾青"]),
        ("青石新聞網/王禾青", ["王禾青"]),
        ("撰文:王禾青圖片編輯:李小渡", ["王禾青"]),  # who edited, run on to who wrote
        ("作者:王禾青责任编辑:李小渡", ["王禾青"]),
        ("作者:王禾青 发布:2019-03-08 16:07:58", ["王禾青"]),
    ],
)
def test_bylines(line: str, names: list[str]) -> None:
    found = parse_byline(fold(line), line)
    assert found is not None
    assert [person.name for person in found[0]] == names


@pytest.mark.parametrize(
    "line",
    ["by 青石镇", "阅读 1024", "审核:王禾青", "责任编辑/王禾青", "今日看点:老桥通车 报道", "老桥社区居民王禾青:"],
)
def test_no_bylines(line: str) -> None:
    assert parse_byline(fold(line), line) is None


def test_where_a_writer_is_from_is_no_name() -> None:
    assert [person.name for person in read_people("东北区:王禾青 报道").named] == ["王禾青"]
    assert [person.name for person in read_people("文:王禾青").named] == ["王禾青"]


@pytest.mark.parametrize(
    ("end", "names"),
    [
        ("(来源:青石日报 作者:王禾青 李小渡)", ["王禾青", "李小渡"]),
        ("(来源:青石日报作者:王禾青)", ["王禾青"]),  # the blank is lost where lines are joined
        ("(来源:青石日报,作者:王禾青)", ["王禾青"]),
        ("(据新华社电 记者王禾青)", ["王禾青"]),
        ("(据青石日报 王禾青)", ["王禾青"]),
        ("(作者/王禾青)", ["王禾青"]),
        ("——王禾青", ["王禾青"]),
        ("——王禾青(青石网友)", ["王禾青"]),
        ("——禾下土(青石网友)", ["禾下土"]),  # whatever he calls himself
        ("——NORA(青石网友)", ["NORA"]),
    ],
)
def test_ends(end: str, names: list[str]) -> None:
    for text, begins in ((end, 0), (TEXT[0] + end, len(TEXT[0]))):
        found = end_mark(fold(text), text)
        assert found is not None
        assert ([person.name for person in found.people], found.span.start) == (names, begins)


@pytest.mark.parametrize(
    ("end", "names"), [("李小渡", ["李小渡"]), ("江南", []), ("看老乡", []), ("祝撰安", []), ("开幕", []), ("高兴", [])]
)
def test_one_name_glued_to_the_text(end: str, names: list[str]) -> None:
    found = end_mark(fold(TEXT[0] + end), TEXT[0] + end)
    assert [person.name for person in (found.people if found else ())] == names


@pytest.mark.parametrize("end", ["(据青石日报 综合)", "(来源:青石日报 副刊)", "(据新华社电)"])
def test_whence_a_text_is_names_nobody(end: str) -> None:
    found = end_mark(fold(TEXT[0] + end), TEXT[0] + end)
    assert found is not None
    assert (found.kind, found.people) == (EndKind.AGENCY, ())


@pytest.mark.parametrize("end", ["——老桥通车", "——重点项目巡礼", "——王禾青(见第三版)", "——他们说(笑)"])
def test_a_dash_before_words_signs_nothing(end: str) -> None:
    assert end_mark(fold(TEXT[0] + end), TEXT[0] + end) is None


@pytest.mark.parametrize(
    "rows",
    [
        [*TEXT, "(来源:青石日报 作者:王禾青)"],
        [*TEXT, "(供稿:王禾青)"],
        [*TEXT[:2], TEXT[2] + "(来源:青石日报 作者:王禾青)"],
        ["记者 王禾青 报道:" + TEXT[0], *TEXT[1:]],  # nothing is parted before 报道
        ["青石小学五年级 王禾青 指导老师 李小渡", *TEXT],
        ["by 記者王禾青 台北報導", *TEXT],
    ],
)
def test_of_a_page(rows: list[str]) -> None:
    assert article(*rows) == (HEADLINE, ["王禾青"], "".join(TEXT))


@pytest.mark.parametrize("foot", ["(责任编辑:王禾青)", "(审核:王禾青)", "責任編輯/王禾青"])
def test_who_made_the_page_wrote_nothing(foot: str) -> None:
    assert article(*TEXT, foot)[1] == []
