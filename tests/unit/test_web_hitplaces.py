"""Hits of a query are found on the page's image."""

from __future__ import annotations

import pytest

from worker.document.geometry import Box, PlacedLine
from worker.search import Mark, Marked
from worker.web.hitplaces import hit_places

ORDER = ("headline", "body")


def line(number: int, text: str, *, page: int = 1, vertical: bool = False, stops: tuple[int, ...] = ()) -> PlacedLine:
    box = Box(number * 20, 0, number * 20 + 10, 100) if vertical else Box(0, number * 20, 100, number * 20 + 10)
    return PlacedLine(number, page, box, vertical, text, stops)


def marked(text: str, *words: str) -> Marked:
    starts = sorted((at, at + len(word)) for word in words for at in range(len(text)) if text.startswith(word, at))
    return Marked(text, tuple(Mark(*one) for one in starts))


HITS = [
    # within a line
    ({"body": marked("今天码头开工建设完成", "码头")}, [line(1, "今天码头开工建设完成")], {1: [(20, 20, 40, 30)]}),
    # over a line's end: both parts
    (
        {"body": marked("今天码头开工", "码头")},
        [line(1, "今天码"), line(2, "头开工")],
        {1: [(200 / 3, 20, 100, 30), (0, 40, 100 / 3, 50)]},
    ),
    # in an upright line along its height
    ({"body": marked("今天码头开", "码头")}, [line(1, "今天码头开", vertical=True)], {1: [(20, 40, 30, 80)]}),
    # blanks are in the line, half as wide as a character, and are not in the text
    ({"body": marked("今天码头", "码头")}, [line(1, "今天 码 头")], {1: [(50, 20, 100, 30)]}),
    # traditional characters as printed; two digits take the room of one character
    ({"body": marked("今天碼頭12", "碼頭12")}, [line(1, "今天碼頭12")], {1: [(40, 20, 100, 30)]}),
    # where the characters begin is known better than by their kind
    (
        {"body": marked("1GDP码头", "码头")},
        [line(1, "1GDP码头", stops=(0, 50, 200, 350, 500, 800))],
        {1: [(50, 20, 100, 30)]},
    ),
    (
        {"body": marked("1GDP码头", "GDP")},
        [line(1, "1GDP码头", stops=(0, 50, 200, 350, 500, 800))],
        {1: [(5, 20, 50, 30)]},
    ),
    # what is known of another text is not heeded
    ({"body": marked("12码头", "码头")}, [line(1, "12码头", stops=(0, 900))], {1: [(100 / 3, 20, 100, 30)]}),
    # full-width digits as much as others
    ({"body": marked("今天碼頭12", "12")}, [line(1, "今天碼頭１２")], {1: [(200 / 3, 20, 100, 30)]}),
    # what is after digits and letters stands where they end
    ({"body": marked("2023年GDP码头", "码头")}, [line(1, "2023年GDP码头")], {1: [(900 / 13, 20, 100, 30)]}),
    # quotation marks, dashes and dots are wide among Chinese characters, accents have no width
    ({"body": marked("“码头”…café", "码头")}, [line(1, "“码头”…café")], {1: [(100 / 7, 20, 300 / 7, 30)]}),
    # its line is not known
    ({"body": marked("今天码头开工", "码头")}, [line(1, "昨日夜市")], {}),
    # the same word elsewhere is not taken for it
    ({"body": marked("今天上午码头开工建设", "码头")}, [line(1, "昨日夜市码头休息")], {}),
    # on another page of the file
    ({"body": marked("今天码头开工", "码头")}, [line(1, "今天码头开工", page=2)], {}),
    # numbers go through the fields as they are shown; places by what stands around
    (
        {"body": marked("今天码头开", "码头"), "headline": marked("新建码头", "码头")},
        [line(1, "今天码头开"), line(2, "新建码头")],
        {1: [(50, 40, 100, 50)], 2: [(40, 20, 80, 30)]},
    ),
    # without lines
    ({"body": marked("今天码头", "码头")}, [], {}),
]


@pytest.mark.parametrize(("texts", "lines", "wanted"), HITS)
def test_a_hit_stands_where_it_is_printed(
    texts: dict[str, Marked], lines: list[PlacedLine], wanted: dict[int, list[tuple[float, ...]]]
) -> None:
    found = {place.number: place.boxes for place in hit_places(texts, ORDER, ("body",), lines, 1)}
    assert found.keys() == wanted.keys()
    for number, boxes in wanted.items():
        assert [tuple(box) for box in found[number]] == [pytest.approx(box) for box in boxes]
