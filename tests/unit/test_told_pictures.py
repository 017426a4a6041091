"""Captions that those beside them tell: of one block, of one count, right below a headline, above one credit."""

from __future__ import annotations

import pytest

from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.pictures.told import tell_captions
from worker.parsing.layout.lines import visible_lines

TEXT = "昨日,老桥重新通车,街坊们一早就等在桥头。"
MORE = "桥梁处的师傅说,桥面换了新板,桥灯也亮了。"


def captions_of(draft: Draft, text: str) -> list[int]:
    tell_captions(draft, visible_lines(text))
    return [index for paragraph in draft.paragraphs if paragraph.caption for index in paragraph.lines]


def shown(*lines: int) -> list[Paragraph]:
    return [Paragraph([line], caption=True) for line in lines]


@pytest.mark.parametrize(
    ("page", "captions"),
    [
        (f"老桥通车\n\n桥头的早市\n换新板的师傅\n第一辆菜车\n\n{TEXT}", [1, 2, 3]),
        (f"老桥通车\n桥头的早市\n换新板的师傅\n第一辆菜车\n\n{TEXT}", [2, 3]),  # it stands right below the headline
        (f"老桥通车\n\n——桥头的早市\n换新板的师傅\n第一辆菜车\n\n{TEXT}", [2, 3]),
    ],
)
def test_the_first_line_of_a_block_of_captions(page: str, captions: list[int]) -> None:
    draft = Draft(head=[0], subtitle=[1], paragraphs=[*shown(2, 3), Paragraph([4])])
    assert captions_of(draft, page) == captions
    assert draft.subtitle == ([] if 1 in captions else [1])


@pytest.mark.parametrize(
    ("rows", "captions"),
    [
        ("①桥头的早市。\n②换新板的师傅。\n③第一辆菜车。", [0, 1, 2]),
        ("①桥头的早市。\n③换新板的师傅。\n⑤第一辆菜车。", [2]),
        ("桥头的早市。\n换新板的师傅。\n③第一辆菜车。", [2]),
    ],
)
def test_of_a_count_all_are_captions_where_one_is(rows: str, captions: list[int]) -> None:
    draft = Draft(paragraphs=[Paragraph([0]), Paragraph([1]), *shown(2)])
    assert captions_of(draft, rows) == captions


@pytest.mark.parametrize(
    ("first", "last", "captions"),
    [
        ("老桥通车那天,菜车排到了镇口。(路透社)", MORE, [1]),
        ("老桥通车那天,菜车排到了镇口。(路透社)", f"{MORE}(路透社)", []),  # every paragraph is signed
        ("老桥通车那天,菜车排到了镇口。", MORE, []),
    ],
)
def test_an_agency_behind_the_sentence_below_the_headline(first: str, last: str, captions: list[int]) -> None:
    draft = Draft(head=[0], paragraphs=[Paragraph([1]), Paragraph([2]), Paragraph([3])])
    assert captions_of(draft, f"老桥通车\n{first}\n{TEXT}\n{last}") == captions


@pytest.mark.parametrize(
    ("first", "captions"),
    [
        ("1月6日,街坊们在老桥上看桥灯。", [1]),
        ("街坊们说,老桥早就该修了,修了就好。", [3]),
    ],
)
def test_the_paragraph_above_a_credit_is_text_where_the_first_shows_the_day(first: str, captions: list[int]) -> None:
    draft = Draft(head=[0], paragraphs=[Paragraph([1]), Paragraph([2]), *shown(3)], credits=[4])
    assert captions_of(draft, f"老桥通车\n{first}\n{TEXT}\n{MORE}\n柳禾青 摄") == captions


def test_a_line_that_ends_with_a_credit_is_parted_from_the_text_below() -> None:
    draft = Draft(head=[0], paragraphs=[Paragraph([1, 2])])
    assert captions_of(draft, f"老桥通车\n街坊们在桥头合影。柳禾青 摄\n{TEXT}") == [1]
    whole = Draft(head=[0], paragraphs=[Paragraph([1, 2])])
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
