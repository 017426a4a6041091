"""Letters are signed with where from, who and what; a picture's credit may say who passed it on."""

from __future__ import annotations

import pytest

from worker.folding import fold
from worker.parsing.recognizers.contributors.credits import own_line_credit
from worker.parsing.recognizers.contributors.signatures import end_mark


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("(陕西咸阳 何原 公务员)", ["何原"]),
        ("(山东济南 王强 教师)", ["王强"]),
        ("(北京 范海浪 研一)", ["范海浪"]),
        ("安徽蚌埠❘王德安❘科技工作者", ["王德安"]),
        ("松溪网友|老方", ["老方"]),
        ("老桥|早市|渡船", []),  # a row of words
        ("(山东济南 王强 李建国)", []),  # the last is no calling
    ],
)
def test_where_from_who_and_what(line: str, names: list[str]) -> None:
    found = end_mark(fold(line), line)
    assert [person.name for person in (found.people if found else ())] == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("(新华社发 柳禾青 摄)", ["柳禾青"]),
        ("(松溪网发 王建国 摄)", ["王建国"]),
        ("(桥头网发现有人摄)", None),
    ],
)
def test_who_passed_a_picture_on(line: str, names: list[str] | None) -> None:
    found = own_line_credit(fold(line), line)
    assert ([person.name for person in found.people] if found else None) == names
