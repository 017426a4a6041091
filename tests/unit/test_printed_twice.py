"""A page that holds its text twice is read once; what stands twice for other reasons stays."""

from __future__ import annotations

import pytest

from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.annotate import annotate
from worker.parsing.recognizers.sites.printed_twice import printed_twice

SCENE = "昨日,青石镇老桥下的菜农把刚摘的丝瓜装进竹筐,等候早班渡船把它们送到对岸的早市。"
SECOND = "老桥重开以后,从镇上到早市只要一刻钟。"
CREDIT = "柳禾青 摄"


def found(*lines: str) -> frozenset[int]:
    read = visible_lines("\n".join(lines))
    return printed_twice(read, [annotate(line, "") for line in read])


def test_all_below_the_second_beginning_is_a_copy() -> None:
    assert found("早市", SCENE, SECOND, CREDIT, "看更多", SCENE, SECOND, CREDIT) == {5, 6, 7}
    assert found("早市", SCENE, CREDIT, "早市", SCENE, CREDIT) == {3, 4, 5}


@pytest.mark.parametrize(
    "lines",
    [
        (SCENE, "早市", SCENE, SECOND),  # a teaser above its text
        (SCENE, CREDIT, SCENE, CREDIT, SECOND),  # text follows
        (SCENE, CREDIT, SECOND, SCENE, CREDIT),  # text stands between that the copy lacks
        ("江水长", "桥不长", SCENE, "江水长", "桥不长"),  # a refrain
        (SCENE, SECOND, CREDIT),
    ],
)
def test_what_stands_twice_for_other_reasons(lines: tuple[str, ...]) -> None:
    assert found(*lines) == frozenset()
