from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.folding import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("重慶日報", "重庆日报"),  # traditional to simplified
        ("重庆日报", "重庆日报"),
        ("ＡＢＣ１２３", "abc123"),  # full-width to half-width, capitals to small letters
        ("（记者：熊辉）", "(记者:熊辉)"),  # full-width punctuation too
        ("GDP", "gdp"),
        ("①", "1"),  # one character for one
        ("㈱", "㈱"),  # three characters for one: left as it is
        ("ﬁ", "ﬁ"),  # a ligature likewise
        ("İ", "İ"),  # its small letter is two characters
        ("金", "金"),  # compatibility ideograph
        ("　", " "),  # ideographic space
        ("“引号”", "“引号”"),  # NFKC leaves these
        ("", ""),
        ("\ud800", "\ud800"),  # even what is no character does not break it
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


def test_every_code_point_folds_to_one_that_folds_to_itself() -> None:
    """All of Unicode: offsets stay the source's, and both sides of a search may fold as often as they like."""
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    once = fold(every)
    assert len(once) == len(every)
    assert fold(once) == once
    assert once == "".join(map(fold, every)), "long texts are folded another way than short ones, to the same end"


@given(st.text(), st.text())
def test_folding_parts_is_folding_the_whole(left: str, right: str) -> None:
    """So a match found in folded text is where it is in the source."""
    assert fold(left + right) == fold(left) + fold(right)
