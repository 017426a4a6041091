"""Lines of a stack that were read as one headline, told apart by what they say and how long they are."""

from __future__ import annotations

import pytest

from worker.parsing.assembly.headlines.deck_lines import (
    above_dashed,
    below_page_title,
    is_kicker,
    one_line,
    told_apart,
    whole_lines,
)
from worker.parsing.assembly.headlines.decks import read_parts
from worker.parsing.layout.lines import Line, visible_lines
from worker.parsing.segmentation.observations import Boxes, observe

TEXT = "昨日,松溪大桥重新通车,两岸街坊清早就来排队,大桥管理处说桥面全部换了新石板,面摊和早市也都搬了回来。"
COLUMN = "昨日,松溪大桥重新通车,两岸街坊清早就\n来排队,大桥管理处说桥面全部换了新石\n板,面摊和早市也都搬了回来。"


@pytest.mark.parametrize(
    ("stack", "told"),
    [
        # What the first line ends in, what the last one says.
        (("柳镇长在松溪大桥通车时强调", "养桥重于修桥"), ("柳镇长在松溪大桥通车时强调", "养桥重于修桥", "")),
        (("修桥师傅柳禾青:", "石板要一块一块敲"), ("修桥师傅柳禾青:", "石板要一块一块敲", "")),
        (("松溪大桥重新通车", "柳禾青杜小渡出席"), ("", "松溪大桥重新通车", "柳禾青杜小渡出席")),
        (("松溪大桥重新通车", "——一座老桥的新石板"), ("", "松溪大桥重新通车", "——一座老桥的新石板")),
        (
            ("柳镇长在大桥通车时强调", "养桥重于修桥", "杜小渡主持"),
            ("柳镇长在大桥通车时强调", "养桥重于修桥", "杜小渡主持"),
        ),
        # The second line goes on about the first, or tells it at length.
        (("松溪大桥换上新石板", "标志着老桥大修完工"), ("", "松溪大桥换上新石板", "标志着老桥大修完工")),
        (("松溪大桥通车", "两岸街坊清早排队三百碗面卖完"), ("", "松溪大桥通车", "两岸街坊清早排队三百碗面卖完")),
        # Of two lines much alike the first is a kicker.
        (
            ("两岸街坊清早排队三百碗面卖完", "大桥昨日换石板通车"),
            ("两岸街坊清早排队三百碗面卖完", "大桥昨日换石板通车", ""),
        ),
        (
            ("桥头面摊当日卖出三百碗面", "松溪大桥昨日换石板通车了"),
            ("桥头面摊当日卖出三百碗面", "松溪大桥昨日换石板通车了", ""),
        ),
        # Short lines, clauses, a title printed twice: one headline.
        (("老桥通了车", "面摊排长队"), ("", "老桥通了车面摊排长队", "")),
        (("老桥换石板 面摊排长队", "松溪大桥重新通车"), ("", "老桥换石板 面摊排长队松溪大桥重新通车", "")),
        (("大桥昨日换石板通车", "松溪大桥昨日换石板通车"), ("", "大桥昨日换石板通车松溪大桥昨日换石板通车", "")),
    ],
)
def test_two_and_three_lines(stack: tuple[str, ...], told: tuple[str, str, str]) -> None:
    lines = visible_lines("\n".join((*stack, TEXT)))
    parts = told_apart(lines, range(len(stack)))
    kicker, head, subtitle = ("".join(lines[index].text for index in part) for part in parts)
    assert (kicker, head, subtitle) == told


@pytest.mark.parametrize(
    "stack", [("松溪大桥换上新石板", "标志着老桥大修完工"), ("松溪大桥两岸街坊都希望", "早市搬回桥头")]
)
def test_in_a_column_a_headline_goes_on_over_its_lines(stack: tuple[str, ...]) -> None:
    lines = visible_lines("\n".join((*stack, COLUMN)))
    assert told_apart(lines, (0, 1)) == ([], [0, 1], [])


def pieces_of(text: str) -> list[Line]:
    """Return the lines of a text, cut where the parser cuts them."""
    return list(observe(visible_lines(text), Boxes((), ())).pieces)


@pytest.mark.parametrize(
    ("printed", "one"),
    [
        ("松溪大桥重新通车 两岸街坊清早排队", True),
        ("松溪大桥重新通车 柳禾青杜小渡出席", False),  # who came
        ("第1版()\n专栏:\n松溪大桥重新通车 两岸街坊清早排队", False),  # an archive's line holds all parts
    ],
)
def test_two_clauses_of_one_line_are_one_headline(printed: str, *, one: bool) -> None:
    pieces = pieces_of(f"{printed}\n{TEXT}")
    head = len(pieces) - 3
    assert pieces[head + 1].part == 1
    assert one_line(pieces, [head], [head + 1]) == (([head, head + 1], []) if one else ([head], [head + 1]))


@pytest.mark.parametrize("label", ["(桥上见闻)", "采访后记》"])
def test_a_label_on_a_line_of_its_own_is_a_kicker(label: str) -> None:
    found = read_parts(visible_lines(f"{label}\n老桥大修今冬动工\n{TEXT}"), ([], [0], [1]), TEXT)
    assert (found.kicker, found.main) == (label, "老桥大修今冬动工")


@pytest.mark.parametrize(
    ("printed", "parts", "told"),
    [
        # The second printed line is divided: all of it is the subtitle.
        ("老桥换石板 面摊排长队\n街坊清早来看桥 石匠昨天歇了工", ((), (0, 1, 2), (3,)), ([], [0, 1], [2, 3])),
        # The first one is: all of it is the headline.
        ("老桥换石板 面摊排长队\n街坊清早来看桥", ((), (0,), (1, 2)), ([], [0, 1], [2])),
        # One printed line may hold all parts.
        ("老桥换上新石板 街坊清早来看桥", ((), (0,), (1,)), ([], [0], [1])),
        # No part ends within brackets.
        ("镇里印发《养桥条例 修订草案》 石匠夜里收工", ((), (0,), (1, 2)), ([], [0, 1], [2])),
    ],
)
def test_no_part_ends_within_a_printed_line_of_several_or_within_brackets(
    printed: str, parts: tuple[tuple[int, ...], ...], told: tuple[list[int], ...]
) -> None:
    pieces = pieces_of(f"{printed}\n{TEXT}")
    assert whole_lines(pieces, parts) == told


@pytest.mark.parametrize("line", ["镇长与石匠柳禾青会谈", "一座老桥一本小说", "老桥封路六小时", "各行当老师傅座谈"])
def test_words_that_only_end_like_a_verb_end_no_kicker(line: str) -> None:
    assert not is_kicker(line)
    assert is_kicker("老桥通车那天石匠柳禾青说")


@pytest.mark.parametrize(
    ("archive", "second", "told"),
    [
        ("专栏: ", "两岸街坊清早排队三百碗面卖完", ("松溪大桥通车", "两岸街坊清早排队三百碗面卖完")),
        ("专栏: ", "街坊清早排队", ("松溪大桥通车 街坊清早排队", "")),  # two clauses alike
        ("", "两岸街坊清早排队三百碗面卖完", ("松溪大桥通车 两岸街坊清早排队三百碗面卖完", "")),
    ],
)
def test_behind_a_kicker_an_archive_prints_headline_and_subtitle_on_its_line(
    archive: str, second: str, told: tuple[str, str]
) -> None:
    pieces = pieces_of(f"第1版()\n{archive}老桥大修告一段落 松溪大桥通车 {second}\n{TEXT}")
    kicker = next(at for at, piece in enumerate(pieces) if piece.text.startswith("老桥大修"))
    found = read_parts(pieces, ([kicker], [kicker + 1, kicker + 2], []), TEXT)
    assert (found.main, found.subtitle) == told


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("石板铺到家门口\n老桥“长”出早市\n——松溪镇修桥见闻", ("石板铺到家门口", "老桥“长”出早市")),
        ("石板铺到家门口\n老桥“长”出早市\n——松溪镇修桥见闻\n——兼访石匠柳禾青", ("石板铺到家门口", "老桥“长”出早市")),
        ("敲得响的石板\n磨得亮的扶栏\n——记石匠柳禾青", ("", "敲得响的石板磨得亮的扶栏")),  # one build
        ("石板换了三回\n老桥该谁修?\n——松溪镇街坊来信", ("", "石板换了三回老桥该谁修?")),
    ],
)
def test_two_lines_above_a_dashed_one_are_kicker_and_headline(printed: str, told: tuple[str, str]) -> None:
    lines = visible_lines(f"{printed}\n{TEXT}")
    kicker, head, subtitle = above_dashed(lines, (0, 1), range(2, len(lines) - 1))
    assert tuple("".join(lines[index].text for index in part) for part in (kicker, head)) == told
    assert subtitle == [*range(2, len(lines) - 1)]
    # Whichever of the two was read as the headline.
    assert above_dashed(lines, (0,), range(1, len(lines) - 1))[0] == kicker


@pytest.mark.parametrize("below", ["", "柳禾青等出席", "——松溪镇修桥见闻"])
def test_without_a_dash_below_or_in_a_column_two_lines_stay_as_they_were_read(below: str) -> None:
    text = COLUMN if below.startswith("——") else TEXT
    lines = visible_lines("\n".join(filter(None, ("石板铺到家门口", "老桥“长”出早市", below, text))))
    subtitle = [2] if below else []
    assert above_dashed(lines, (0, 1), subtitle) == ([], [0, 1], subtitle)


@pytest.mark.parametrize(
    ("stack", "parts", "told"),
    [
        # The page's title ends in stars: what is below is the stack.
        ("老桥换石板******\n石板铺到家门口\n老桥长出早市", ((), (0, 1, 2), ()), ([], [1, 2], [])),
        ("老桥换石板******\n老桥长出早市", ((), (0,), (1,)), ([], [1], [])),
        ("老桥换石板******", ((), (0,), ()), ([], [0], [])),
        # It stands above the kicker.
        ("老桥换石板\n石板铺到家门口\n老桥长出早市", ((1,), (0, 2), ()), ([1], [2], [])),
        ("石板铺到家门口\n老桥长出早市", ((0,), (1,), ()), ([0], [1], [])),
        ("老桥长出早市\n石板铺到家门口", ((1,), (0,), ()), ([1], [0], [])),
        # It says that kicker and headline are one title.
        ("石板铺到家门口老桥长出早市\n石板铺到家门口\n老桥长出早市", ((1,), (0, 2), ()), ([1], [0, 2], [])),
        # A column's name in brackets below the headline, also where that was read as its kicker.
        ("老桥长出早市\n(桥上见闻)\n——松溪镇修桥记", ((), (0, 1), (2,)), ([], [0], [2])),
        ("老桥长出早市\n(桥上见闻)", ((0,), (1,), ()), ([], [0], [])),
        ("(桥上见闻)", ((), (0,), ()), ([], [0], [])),
        ("老桥长出早市(组图)", ((), (0,), ()), ([], [0], [])),
    ],
)
def test_a_stack_below_the_title_in_the_pages_head(
    stack: str, parts: tuple[tuple[int, ...], ...], told: tuple[list[int], ...]
) -> None:
    assert below_page_title(visible_lines(stack), parts) == told
