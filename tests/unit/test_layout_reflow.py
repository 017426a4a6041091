"""Lines of a paragraph are joined without parting a name or a role that the column's edge broke."""

from __future__ import annotations

import pytest

from worker.parsing.layout.lines import visible_lines
from worker.parsing.layout.reflow import join


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        # between two names in brackets
        (("本报讯(记者 柳禾青", "杜小渡)昨日开闸。"), "本报讯(记者 柳禾青 杜小渡)昨日开闸。"),
        # within a name
        (("本报讯(记者 柳", "禾青)昨日开闸。"), "本报讯(记者 柳禾青)昨日开闸。"),
        # within a role: before its rank, behind it, within the word
        (("本报讯(记者柳禾青", "实习记者杜小渡)昨日开闸。"), "本报讯(记者柳禾青 实习记者杜小渡)昨日开闸。"),
        (("本报讯(记者柳禾青特约", "记者杜小渡)昨日开闸。"), "本报讯(记者柳禾青特约记者杜小渡)昨日开闸。"),
        (("本报讯(记者柳禾青实习记", "者杜小渡)昨日开闸。"), "本报讯(记者柳禾青实习记者杜小渡)昨日开闸。"),
        # no names
        (("昨日水库开闸,两岸的", "居民都来看。"), "昨日水库开闸,两岸的居民都来看。"),
        (("The new", "sluice 开闸"), "The new sluice 开闸"),
    ],
)
def test_lines_are_joined(lines: tuple[str, ...], joined: str) -> None:
    printed = visible_lines("\n".join(lines))
    assert join(printed, range(len(printed))).text == joined
