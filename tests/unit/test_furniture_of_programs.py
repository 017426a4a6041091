"""What a program left on a page is no text: numbers in a row, pictures' files, where to share, a word on browsers."""

from __future__ import annotations

import pytest

from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.furniture.lines import furniture_of


@pytest.mark.parametrize(
    ("line", "is_furniture"),
    [
        ("2025-05-31,11135|", True),
        ("2025-05-31,11135| 2025-05-30,11127| 2025-05-29,11115|", True),
        ("![老桥的早市](1129027053_166392l.jpg)", True),
        ('<image>data:image/s3,"s3://bucket/ab/cd" alt=""</image>', True),
        ('<img src="1.png"/>', True),
        ("<image>老桥的早市", False),
        ("Friday, August 13, 2010", True),
        ("Aug. 13, 2010 08:15", True),
        ("13 August 2010", True),
        ("May 2010", False),
        ("分享到微信朋友圈", True),
        ("分享至微信", True),
        ("您的IE浏览器版本太低,请升级以后再来。", True),
        ("老桥队 21:15|", False),
        ("分享到微信朋友圈的照片惹了祸", False),
        ("您的浏览器里存着谁的秘密", False),
    ],
)
def test_what_a_program_left(line: str, *, is_furniture: bool) -> None:
    assert (furniture_of(visible_lines(line)[0]) is not None) is is_furniture
