"""Captions that a credit tells: at the end of their line, or below those beside them."""

from __future__ import annotations

import pytest

from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.pictures.credited import with_credited_captions
from worker.parsing.layout.lines import visible_lines

TEXT = "昨日,老桥重新通车,街坊们一早就等在桥头。"


def captions_of(draft: Draft, text: str) -> list[int]:
    draft = with_credited_captions(draft, visible_lines(text))
    return [index for paragraph in draft.paragraphs if paragraph.caption for index in paragraph.lines]


def shown(*lines: int) -> tuple[Paragraph, ...]:
    return tuple(Paragraph((line,), caption=True) for line in lines)


def test_a_line_that_ends_with_a_credit_is_parted_from_the_text_below() -> None:
    draft = Draft(head=(0,), paragraphs=(Paragraph((1, 2)),))
    assert captions_of(draft, f"老桥通车\n街坊们在桥头合影。柳禾青 摄\n{TEXT}") == [1]
    whole = Draft(head=(0,), paragraphs=(Paragraph((1, 2)),))
    assert captions_of(whole, f"老桥通车\n街坊们在桥头合影,\n{TEXT}") == []


@pytest.mark.parametrize(
    ("last", "captions"),
    [
        ("春天来了,镇里的田间地头一片繁忙。", [0, 1, 2]),  # what the page tells of the three
        ("5月3日,街坊在渡口看龙舟。", [0, 1, 2, 3]),
        ("春天来了,镇里的田间地头一片繁忙。 柳禾青 摄", [0, 1, 2, 3]),
    ],
)
def test_the_one_line_without_a_credit_below_pictures_that_have_one(last: str, captions: list[int]) -> None:
    rows = "街坊在桥头卖枇杷。 柳禾青 摄\n师傅给老桥换新板。 王建国 摄\n菜车过桥。 柳禾青 摄"
    assert captions_of(Draft(paragraphs=shown(0, 1, 2, 3)), f"{rows}\n{last}") == captions
