"""Parts of the layout that are told by rules and by the words at a page's top."""

from __future__ import annotations

import pytest

from worker.document.geometry import Box
from worker.document.source import Hint, Page, Rule, SourceLine, Style
from worker.parsing.layout.zones import arrange
from worker.parsing.layout.zones.margins import closes_headline, running_foot, running_head
from worker.parsing.layout.zones.tables import tables_of


def lattice(rows: int, columns: int, high: float, wide: float) -> list[Box]:
    """The rules of a table at (100, 100)."""
    level = [Box(100, 100 + row * high, 100 + columns * wide, 100.5 + row * high) for row in range(rows + 1)]
    upright = [Box(100 + at * wide, 100, 100.5 + at * wide, 100 + rows * high) for at in range(columns + 1)]
    return level + upright


@pytest.mark.parametrize(
    ("rules", "count"),
    [
        (lattice(5, 4, 15, 40), 1),
        # articles between rules that meet: their rows are high
        (lattice(3, 3, 300, 240), 0),
        # one frame, and a cross within it
        (lattice(1, 1, 40, 100), 0),
        # rules between columns that do not meet any other
        ([Box(x, 100, x + 0.5, 400) for x in range(100, 700, 100)], 0),
        ([], 0),
    ],
)
def test_tables_are_lattices_of_low_cells(rules: list[Box], count: int) -> None:
    found = tables_of(rules, body=10)
    assert len(found) == count
    assert all(box == Box(100, 100, 260.5, 175.5) for box in found)


def line(text: str, x: float, y: float, size: float = 10) -> SourceLine:
    return SourceLine(1, text, text, 0, Box(x, y, x + len(text) * size, y + size), Style(size))


TEXT = [line("全区春季造林工作今天在江东片区", 50, 100), line("全面展开，参加植树的干部群众达", 50, 114)]


@pytest.mark.parametrize(
    ("lines", "head"),
    [
        # page, date and paper on one level
        (
            [line("第03版 要闻", 50, 30, 13), line("2023年10月27日 星期五", 300, 33), line("临河新报", 600, 28, 18)],
            {0, 1, 2},
        ),
        # the paper's name above the line with the date
        ([line("临河新报", 50, 20, 50), line("2023年10月27日 星期五 今日8版", 50, 80, 9)], {0, 1}),
        ([line("A07", 50, 30, 13), line("社会", 600, 30, 13)], {0, 1}),
        # an article on a page of its own: paper and date stand below its headline, which is none of the head
        (
            [
                line("江东新区春季造林全面展开植绿", 50, 20, 22),
                line("本报记者 王小明", 200, 46),
                line("《临河新报》（2023年10月27日 第 01 版）", 150, 60, 8),
            ],
            {2},
        ),
        # a headline alone, one that speaks of a page, and a text that begins with a date
        ([line("江东新区春季造林全面展开", 50, 30, 30)], set()),
        ([line("新版教材今年秋季启用", 50, 30, 30)], set()),
        ([line("2023年10月27日，全区春季造林工作在江东片区展开", 50, 30), line("参加植树的", 50, 44)], set()),
    ],
)
def test_the_head_of_a_page(lines: list[SourceLine], head: set[int]) -> None:
    assert running_head([*lines, *TEXT], 1000, 10) == head


@pytest.mark.parametrize(
    ("text", "y", "is_foot"),
    [
        ("责任编辑 方明 版式设计 吴静 校对 孙亮", 960, True),
        ("一版责编：杨涛", 960, True),
        ("本版编辑 王立", 960, True),
        # not at the foot, and text that speaks of an editor
        ("责任编辑 方明", 700, False),
        ("编辑部的来信，写得很长。", 960, False),
        ("他担任责任编辑多年", 960, False),
    ],
)
def test_the_foot_of_a_page(text: str, y: float, is_foot: bool) -> None:
    assert running_foot([*TEXT, line(text, 50, y)], 1000) == ({2} if is_foot else set())


HEADLINE = line("江东新区春季造林全面展开植绿", 50, 20, 22)


@pytest.mark.parametrize(
    ("above", "rule", "below", "closes"),
    [
        # between a headline and its text
        ([HEADLINE], Box(50, 90, 500, 91), TEXT, True),
        # below a masthead, below a section's name, above another headline, far down the page, between columns
        ([line("临河新报", 50, 20, 50)], Box(50, 90, 500, 91), TEXT, False),
        ([line("县区新闻 第03版", 50, 20, 22)], Box(50, 90, 500, 91), TEXT, False),
        ([HEADLINE], Box(50, 90, 500, 91), [line("市民广场竣工", 50, 100, 24), *TEXT], False),
        ([HEADLINE], Box(50, 390, 500, 391), [line("参加植树的干部群众达", 50, 400)], False),
        ([HEADLINE], Box(50, 90, 51, 800), TEXT, False),
    ],
)
def test_a_rule_below_a_headline_is_not_that_of_the_masthead(
    above: list[SourceLine], rule: Box, below: list[SourceLine], closes: bool
) -> None:
    assert closes_headline(rule, [*above, *below], 1000, 10) is closes


FULL = "全区春季造林工作今天在江东片区"  # as wide as a column, and no end of a sentence


def column(x: float, y: float, rows: int, *, indent: bool = True, ends: bool = True) -> list[SourceLine]:
    """A paragraph set into a column of 150 points."""
    first = line(FULL[2:], x + 20, y) if indent else line(FULL, x, y)
    middle = [line(FULL, x, y + 14 * row) for row in range(1, rows - 1)]
    return [first, *middle, line("圆满完成。" if ends else FULL, x, y + 14 * (rows - 1))]


def shown_page(*lines: SourceLine, rules: tuple[Box, ...] = ()) -> Page:
    return Page(lines=lines, width=600, height=800, rules=tuple(Rule(box) for box in rules))


def hints(page: Page) -> dict[str, Hint | None]:
    return {line.text: line.hint for line in arrange(page).page.lines}


@pytest.mark.parametrize(
    ("head", "size", "font", "white", "expected"),
    [
        # in a type of its own, or a little larger, below white
        ("老街夜市开张", 10, "Hei", 40, Hint.HEADLINE),
        ("老街夜市开张", 10.8, "", 40, Hint.HEADLINE),
        # in the type of the text; close below other text, as a subhead is
        ("老街夜市开张", 10, "", 40, None),
        ("老街夜市开张", 10, "Hei", 4, None),
        # a byline
        ("●本报记者 祝谦", 10, "Kai", 40, None),
        # a sentence
        ("老街夜市开张。", 10, "Hei", 40, None),
    ],
)
def test_a_headline_no_larger_than_the_text(
    head: str, size: float, font: str, white: float, expected: Hint | None
) -> None:
    over, below = column(50, 100, 6), 180 + white
    title = line(head, 80, below, size)._replace(style=Style(size, font=font))
    page = shown_page(line("江东造林全面展开", 50, 60, 18), *over, title, *column(50, below + 16, 8))
    found = hints(page)[head]
    assert found is expected or (expected is None and found in {Hint.SUBHEAD, Hint.BODY})


@pytest.mark.parametrize(("text", "together"), [("——写在植树节", True), ("写在植树节前后", False)])
def test_a_dash_begins_a_subtitle_as_small_as_the_text(text: str, together: bool) -> None:
    columns = [*column(50, 140, 8, ends=False), *column(220, 140, 8, indent=False)]
    head = line("江东造林全面展开", 122, 60, 20)
    blocks = {line.text: line.block for line in arrange(shown_page(head, line(text, 167, 84), *columns)).page.lines}
    assert (blocks[text] == blocks[head.text]) is together


@pytest.mark.parametrize("goes_on", [True, False])
def test_columns_run_on_through_rules_to_an_upright_headline(goes_on: bool) -> None:
    first = [
        one._replace(text=one.text + "甲", box=one.box._replace(x1=one.box.x1))
        for one in column(50, 100, 12, ends=not goes_on)
    ]
    second = column(220, 100, 12, indent=not goes_on)
    words = "市民广场改造竣工"
    head = SourceLine(1, words, words, 0, Box(390, 100, 414, 300), Style(24, vertical=True))
    page = shown_page(*first, *second, head, rules=(Box(210, 96, 210.5, 270),))
    zones = [zone for zone in arrange(page).zones if zone.headed]
    assert [len(zone.lines) for zone in zones] == ([25] if goes_on else [13])
