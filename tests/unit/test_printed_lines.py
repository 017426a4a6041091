"""Characters with places to lines: strikes for boldness, lines set wide, headlines beside each other."""

from __future__ import annotations

import pytest

from worker.readers.printed.glyphs import Glyph, without_repeats
from worker.readers.printed.lines import lines_of

BODY = "全区春季造林工作今天在江东片区"


def glyphs(text: str, x: float, y: float, size: float = 10, gap: float = 0.0) -> list[Glyph]:
    """Characters side by side; letters and figures are half as wide and stand close; a space is white alone."""
    found = []
    for letter in text:
        wide = size / 2 if letter.isascii() else size
        if letter != " ":
            found.append(Glyph(letter, letter, x, y, x + wide, y + size, y + 0.88 * size, size))
        x += wide + (0 if letter.isascii() else gap)
    return found


def columns(y: float, *places: float) -> list[Glyph]:
    """Columns of ten lines below ``y``."""
    return [one for x in places for row in range(10) for one in glyphs(BODY, x, y + 14 * row)]


@pytest.mark.parametrize("strikes", ["each", "page"])
def test_what_is_struck_again_counts_once(strikes: str) -> None:
    page = [*glyphs("江东造林全面展开", 50, 50, 20), *columns(100, 50, 220)]
    offsets = (0.0, 0.3, 0.6)
    moved = [[one._replace(x0=one.x0 + by, x1=one.x1 + by) for by in offsets] for one in page]
    struck = (
        [one for group in moved for one in group] if strikes == "each" else [g[at] for at in range(3) for g in moved]
    )
    assert [one.text for one in without_repeats(struck)] == [one.text for one in page]


def test_the_same_character_twice_is_no_strike() -> None:
    assert len(without_repeats(glyphs("人人人人", 50, 50, 4))) == 4


@pytest.mark.parametrize(
    ("line", "gap"),
    [
        ("会议认为，与Nature杂志合作", 8.0),  # as wide as its column by white between all but the letters of a word
        ("目前（PM2.5平均浓度", 11.0),
    ],
)
def test_a_line_set_wide_for_a_word_in_it_is_one_line(line: str, gap: float) -> None:
    found = lines_of([*glyphs(line, 50, 100, gap=gap), *columns(114, 50, 220)], (), 400, 400)
    assert line in [each.text.replace(" ", "") for each in found]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        # a headline of two parts over two columns: its space is no gutter
        ([("江东造林展开 市民", 50.0, 20)], ["江东造林展开 市民"]),
        # two headlines, each as wide as its column
        (
            [("江东新区造林展开季节", 50.0, 15), ("市民广场改造竣工迎客", 212.0, 15)],
            ["江东新区造林展开季节", "市民广场改造竣工迎客"],
        ),
    ],
)
def test_headlines_over_two_columns(pieces: list[tuple[str, float, float]], expected: list[str]) -> None:
    heads = [one for text, x, size in pieces for one in glyphs(text.replace(" ", "\u3000"), x, 100, size)]
    inked = [one for one in heads if one.text != "\u3000"]
    found = lines_of([*inked, *columns(130, 50, 212)], (), 400, 400)
    assert [line.text for line in found if line.size > 12] == expected
