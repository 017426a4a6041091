"""A stack whose parts the model told apart: a column's name above the title, the hour behind it."""

from __future__ import annotations

import pytest

from worker.parsing.assembly.headlines.decks import read_parts
from worker.parsing.layout.lines import visible_lines

TEXT = "街头的小修小补摊哪里去了?拉链坏了、锅漏了,如今想找个修理的地方真不容易。"


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("群言堂", "小修小补哪里去了", ("群言堂", "小修小补哪里去了", "")),
        ("修理难", "小修小补哪里去了", ("", "修理难", "小修小补哪里去了")),  # the text repeats it
        ("群言堂", "街坊们都来说一说", ("", "群言堂", "街坊们都来说一说")),  # it repeats neither
        (
            "群言堂开张三十年了",
            "小修小补哪里去了",
            ("", "群言堂开张三十年了", "小修小补哪里去了"),
        ),  # no name is so long
    ],
)
def test_a_columns_name_above_the_title(first: str, second: str, told: tuple[str, str, str]) -> None:
    found = read_parts(visible_lines(f"{first}\n{second}"), ((), (0,), (1,)), TEXT)
    assert (found.column, found.main, found.subtitle) == told


@pytest.mark.parametrize(
    ("printed", "main"),
    [
        ("老桥重新通车 (23:18)", "老桥重新通车"),
        ("老橋重新通車（8:05）", "老橋重新通車"),
        ("老桥队三局胜出(25:18)", "老桥队三局胜出(25:18)"),  # points, no hour
    ],
)
def test_the_hour_behind_a_title_is_none_of_it(printed: str, main: str) -> None:
    assert read_parts(visible_lines(printed), ((), (0,), ()), TEXT).main == main


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("·短评·小修小补不可少", ("短评", "小修小补不可少")),
        ("[编后]小修小补不可少", ("编后", "小修小补不可少")),
        ("【短评】小修小补不可少", ("短评", "小修小补不可少")),
        ("短评小修小补", ("", "短评小修小补")),  # nothing sets it apart
    ],
)
def test_the_kind_of_a_piece_before_its_headline(printed: str, told: tuple[str, str]) -> None:
    found = read_parts(visible_lines(printed), ((), (0,), ()), TEXT)
    assert (found.column, found.main) == told


def test_the_label_of_a_box_is_no_kicker() -> None:
    found = read_parts(visible_lines("新闻链接\n小修小补不可少"), ((0,), (1,), ()), TEXT)
    assert (found.column, found.kicker, found.main) == ("新闻链接", "", "小修小补不可少")


@pytest.mark.parametrize(
    ("printed", "main"),
    [
        ("松溪老桥重新通车\n老桥重新通车", "松溪老桥重新通车"),  # once more, without the place
        ("老桥重新通车***\n桥上见闻:老桥重新通车", "桥上见闻:老桥重新通车"),
        ("老桥重新通车\n老桥重新通车", "老桥重新通车"),
        ("老桥重新通车\n老桥", "老桥重新通车 老桥"),  # too short to tell
        ("老桥重新通车\n街坊来看老桥", "老桥重新通车 街坊来看老桥"),
    ],
)
def test_a_title_printed_again_within_another_line_stands_once(printed: str, main: str) -> None:
    assert read_parts(visible_lines(printed), ((), (0, 1), ()), TEXT).main == main


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("小修小补哪里去了\n◆回应“街头的摊子”", ("小修小补哪里去了", "◆回应“街头的摊子”")),
        ("小修小补哪里去了\n■案例一:锅漏了", ("小修小补哪里去了", "■案例一:锅漏了")),
        ("■小修小补哪里去了\n■街坊这样说", ("小修小补哪里去了 ■街坊这样说", "")),  # both have one
        ("小修小补\n哪里去了", ("小修小补 哪里去了", "")),
    ],
)
def test_a_line_with_a_sign_is_no_second_line_of_a_headline(printed: str, told: tuple[str, str]) -> None:
    found = read_parts(visible_lines(printed), ((), (0, 1), ()), TEXT)
    assert (found.main, found.subtitle) == told


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("记者观察", "修理摊为何难寻", ("记者观察", "修理摊为何难寻", "")),
        ("热点透视", "修理摊为何难寻", ("热点透视", "修理摊为何难寻", "")),
        ("记者观察街头一整天", "修理摊为何难寻", ("", "记者观察街头一整天", "修理摊为何难寻")),  # no label
        ("相关链接", "摊主说", ("", "相关链接", "摊主说")),  # no title is shorter
    ],
)
def test_a_known_label_above_the_title_is_a_columns(first: str, second: str, told: tuple[str, str, str]) -> None:
    text = "记者在街头观察了一整天,热点透视栏目收到的来信都说修理摊难寻。"
    found = read_parts(visible_lines(f"{first}\n{second}"), ((), (0,), (1,)), text)
    assert (found.column, found.main, found.subtitle) == told


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("(街头见闻)小修小补哪里去了", ("(街头见闻)", "小修小补哪里去了")),
        ("采访后记》小修小补哪里去了", ("采访后记》", "小修小补哪里去了")),
        ("《街头》小修小补哪里去了", ("", "《街头》小修小补哪里去了")),  # a title of something
        ("(下)小修小补哪里去了", ("", "(下)小修小补哪里去了")),
        ("小修小补哪里去了(街头见闻)", ("", "小修小补哪里去了(街头见闻)")),  # behind it
    ],
)
def test_a_label_set_apart_by_its_marks_is_a_kicker(printed: str, told: tuple[str, str]) -> None:
    found = read_parts(visible_lines(printed), ((), (0,), ()), TEXT)
    assert (found.kicker, found.main) == told


@pytest.mark.parametrize(
    ("first", "second", "kicker"),
    [
        ("城区今年新设三十二处便民摊点", "街头小修小补摊主有了安身处", True),
        ("城区今年新设三十二处便民摊点", "标志着小修小补摊主有了安身处", False),  # goes on about the first
        ("城区今年新设三十二处便民摊点", "——街头小修小补摊主安身记", False),
        ("城区今年新设三十二处便民摊点", "柳禾青杜小渡与摊主代表出席", False),  # who came
        ("城区新设摊点", "街头小修小补的摊主们从此有了安身处", False),  # the shorter line is the headline
        ("修鞋有去处 补锅不用等新年", "街头小修小补摊主有了安身处", False),  # two clauses
        ("修鞋有新去处", "补锅不用再等", False),  # too short to tell
    ],
)
def test_of_two_even_lines_the_first_is_a_kicker(first: str, second: str, *, kicker: bool) -> None:
    found = read_parts(visible_lines(f"{first}\n{second}"), ((), (0,), (1,)), TEXT)
    assert ((found.kicker, found.main) == (first, second)) is kicker
    assert [kind.value for _, kind in found.roles] == (["kicker", "headline"] if kicker else ["headline", "subtitle"])


@pytest.mark.parametrize(
    ("printed", "main"),
    [
        ("老桥重新通车_松溪网", "老桥重新通车"),
        ("老桥重新通车_新闻中心_松溪网", "老桥重新通车"),
        ("老桥重新通车 - 松溪在线", "老桥重新通车"),
        ("老桥重新通车--松溪网", "老桥重新通车"),
        ("老桥重新通车 | 松溪报 Songxi Press", "老桥重新通车"),
        ("老桥重新通车——松溪网", "老桥重新通车"),
        ("老桥重新通车——访松溪晚报", "老桥重新通车——访松溪晚报"),  # a subtitle
        ("老桥重新通车 | 街坊说", "老桥重新通车 | 街坊说"),  # no outlet
        ("松溪2-1青石", "松溪2-1青石"),
    ],
)
def test_a_title_is_without_the_sites_name(printed: str, main: str) -> None:
    assert read_parts(visible_lines(printed), ((), (0,), ()), TEXT).main == main


def test_the_sites_name_behind_the_last_clause_is_of_no_subtitle() -> None:
    found = read_parts(visible_lines("老桥重新通车\n两岸街坊来看_松溪网"), ((), (0,), (1,)), TEXT)
    assert (found.main, found.subtitle) == ("老桥重新通车", "两岸街坊来看")


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("□街头巷尾", "小修小补哪里去了", ("街头巷尾", "小修小补哪里去了")),
        ("【街头巷尾】", "小修小补哪里去了", ("街头巷尾", "小修小补哪里去了")),
        ("□街头巷尾", "□小修小补哪里去了", ("", "街头巷尾 □小修小补哪里去了")),  # both have a sign
        ("街头巷尾", "小修小补哪里去了", ("", "街头巷尾 小修小补哪里去了")),  # nothing tells a label
    ],
)
def test_a_label_behind_a_sign_above_a_title_without_one(first: str, second: str, told: tuple[str, str]) -> None:
    found = read_parts(visible_lines(f"{first}\n{second}"), ((), (0, 1), ()), TEXT)
    assert (found.column, found.main) == told
    assert [index for index, _ in found.roles] == [0, 1]


def test_what_answers_another_text_is_no_part_of_a_headline_with_a_subtitle() -> None:
    text = "修鞋的摊子、配钥匙的摊子，从前街口都有，如今要走三条街才找得到一个，街坊们都说不方便。" * 2
    lines = visible_lines(f"小修小补摊去哪了\n回应“街头的摊子都到哪里去了”\n2014年4月17日本报读者版\n{text}")
    found = read_parts(lines, ((), (0, 1), (2,)), TEXT)
    assert (found.main, found.subtitle) == ("小修小补摊去哪了", "回应“街头的摊子都到哪里去了” 2014年4月17日本报读者版")
