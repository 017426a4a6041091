"""Captions that what stands beside them tells: a credit below, captions above and below, the rest of their line."""

from __future__ import annotations

import pytest

from worker.folding import fold
from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.pictures.amid import with_credited_heads
from worker.parsing.assembly.pictures.caption_lines import with_captions
from worker.parsing.assembly.pictures.credited import with_credited_captions
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.contributors.credits import bare_agency
from worker.parsing.recognizers.furniture.lines import furniture_of
from worker.parsing.recognizers.pictures.captions import names_picture, places_people, points_at_picture, shows_scene
from worker.parsing.segmentation.pieces import cut_lines

TEXT = "昨日,老桥重新通车,街坊们一早就等在桥头,有人带了自家的茶水。"
MORE = "桥梁处换了新板,桥灯也亮了,石料都从河里捞回,照旧图补好了桥身。"
SHOWN = "街坊抱着孩子走过老桥。"


def captions_of(draft: Draft, page: str) -> list[int]:
    draft = with_credited_captions(draft, visible_lines(page))
    return [index for paragraph in draft.paragraphs if paragraph.caption for index in paragraph.lines]


@pytest.mark.parametrize("credit", ["柳禾青 攝", "(記者柳禾青攝)", "图／松溪局提供", "新华社记者 柳禾青 摄"])
@pytest.mark.parametrize("subhead", [False, True])
def test_a_sentence_with_a_credit_right_below_it(credit: str, *, subhead: bool) -> None:
    page = f"老桥通车\n\n{TEXT}\n\n{SHOWN}\n{credit}\n\n{MORE}"
    amid = Draft(
        head=(0,), paragraphs=(Paragraph((1,)), Paragraph((2,), subhead=subhead), Paragraph((4,))), credits=(3,)
    )
    assert captions_of(amid, page) == [2]
    joined = Draft(head=(0,), paragraphs=(Paragraph((1, 2)), Paragraph((4,)), Paragraph((4,))), credits=(3,))
    assert captions_of(joined, page) == [2]


@pytest.mark.parametrize(
    "page",
    [
        f"老桥通车\n\n{TEXT}\n\n{SHOWN}\n\n柳禾青 摄\n\n{MORE}",  # a picture without a caption
        f"老桥通车\n\n{TEXT}\n\n街坊说,老桥走着稳当。\n柳禾青 摄\n\n{MORE}",
        f"老桥通车\n\n{TEXT}\n\n{TEXT}{MORE}{TEXT}\n柳禾青 摄\n\n{MORE}",
        f"老桥通车\n\n{TEXT}\n\n{SHOWN}\n柳禾青 摄影报道\n\n{MORE}",
    ],
)
def test_what_a_credit_below_does_not_close(page: str) -> None:
    draft = Draft(head=(0,), paragraphs=(Paragraph((1,)), Paragraph((2,)), Paragraph((4,))), credits=(3,))
    assert captions_of(draft, page) == []


def test_a_line_of_a_text_that_ends_with_a_credit() -> None:
    page = f"老桥通车\n{TEXT}\n{SHOWN}(柳禾青攝)\n{MORE}"
    draft = Draft(head=(0,), paragraphs=(Paragraph((1, 2, 3)),))
    draft = with_credited_captions(draft, visible_lines(page))
    assert [paragraph.lines for paragraph in draft.paragraphs] == [(1,), (2,), (3,)]
    column = Draft(head=(0,), paragraphs=(Paragraph((1, 2, 3)),))  # lines that a column broke
    column = with_credited_captions(
        column, visible_lines(f"老桥通车\n昨日,老桥重新通车,街坊们一早\n就等在桥头。(柳禾青攝)\n{MORE}")
    )
    assert [paragraph.lines for paragraph in column.paragraphs] == [(1, 2, 3)]


def test_a_headline_that_is_a_sentence_with_a_credit() -> None:
    lines = visible_lines(f"老桥通车\n{TEXT}\n{SHOWN}\n(柳禾青攝)")
    drafts = [Draft(head=(0,), paragraphs=(Paragraph((1,)),)), Draft(head=(2,), credits=(3,))]
    (found,) = with_credited_heads(drafts, lines)
    assert [(each.lines, each.caption) for each in found.paragraphs] == [((1,), False), ((2,), True)]
    title = visible_lines(f"老桥通车\n{TEXT}\n街坊走过老桥\n(柳禾青攝)")
    assert (
        len(
            with_credited_heads(
                [Draft(head=(0,), paragraphs=(Paragraph((1,)),)), Draft(head=(2,), credits=(3,))], title
            )
        )
        > 1
    )


@pytest.mark.parametrize("line", ["图一,街坊走过老桥。", "图2、街坊走过老桥。", "圖：橋頭一角。", "图七:石匠补桥"])
def test_what_opens_as_a_caption(line: str) -> None:
    assert points_at_picture(fold(line))
    assert names_picture(fold(line))


@pytest.mark.parametrize("line", ["图1,000元的便宜", "图:柳禾青", "图一乐的街坊", "图:柳禾青 杜小渡"])
def test_what_does_not(line: str) -> None:
    assert not points_at_picture(fold(line))


@pytest.mark.parametrize(
    "line", ['<image>data:image/s3,"s3://old-bridge"alt=""</image>', '<img src="a.jpg" alt="老桥">']
)
def test_the_place_of_a_picture_is_no_caption(line: str) -> None:
    assert furniture_of(visible_lines(line)[0]) is not None


GALLERY = ("街坊到桥头排队。", "石匠修补桥墩。", "桥面遗下碎石。", "镇长到场视察。")


def test_a_row_of_short_sentences_in_a_story_of_such() -> None:
    page = "\n".join((*GALLERY, "夜里下雨。", "桥头没有人。"))
    assert captions_of(Draft(paragraphs=tuple(Paragraph((at,)) for at in range(6))), page) == []


def test_a_credit_in_brackets_that_was_taken_for_a_byline() -> None:
    page = f"{TEXT}\n{MORE}\n{SHOWN}\n(主辦方提供圖片)"
    draft = Draft(paragraphs=tuple(Paragraph((at,)) for at in range(3)), bylines=(3,))
    assert captions_of(draft, page) == [2]
    told = with_credited_captions(draft, visible_lines(page))
    assert (told.bylines, told.credits) == ((), (3,))
    signed = Draft(paragraphs=tuple(Paragraph((at,)) for at in range(3)), bylines=(3,))
    assert captions_of(signed, f"{TEXT}\n{MORE}\n{SHOWN}\n(记者 柳禾青)") == []


@pytest.mark.parametrize(
    "text", ["柳镇长(圖中)與街坊合影。", "街坊歡迎柳镇长(中)。", "柳禾青(前左二)訪問老桥。", "柳禾青(图左起)到场。"]
)
def test_where_somebody_stands(text: str) -> None:
    assert places_people(fold(text))


@pytest.mark.parametrize("text", ["老桥旧事(中)", "老桥旧事(左传)。", "老桥(前)旧事。", "街坊(图中所见)走过。"])
def test_where_nobody_stands(text: str) -> None:
    assert not places_people(fold(text))


@pytest.mark.parametrize(
    ("text", "start"),
    [("图:柳禾青走过老桥资料图片", 9), ("街坊走过老桥。路透社", 7), ("镇里的资料图片", None), ("街坊走过老桥", None)],
)
def test_a_stock_behind_what_is_a_caption(text: str, start: int | None) -> None:
    found = bare_agency(fold(text), text)
    assert (found.start if found else None) == start


def test_a_headline_that_is_a_sentence_and_has_its_credit_on_its_line() -> None:
    lines = visible_lines(f"街坊走过刚刚重开的老桥。\n(柳禾青攝)\n{TEXT}\n{MORE}")
    draft = Draft(head=(0,), credits=(1,), paragraphs=(Paragraph((2,)), Paragraph((3,))))
    draft = with_captions(draft, lines)
    assert draft.head == (0,)
    cut = [lines[0]._replace(parts=2), lines[1]._replace(part=1, parts=2), *lines[2:]]
    draft = with_captions(draft, cut)
    assert (draft.head, draft.paragraphs[0].caption) == ((), True)


@pytest.mark.parametrize("text", ["石匠正在修补老桥的桥墩", "多名街坊们正冒雨等候开桥。", "巡逻队正在清点河滩上的船只"])
def test_somebody_at_work(text: str) -> None:
    assert shows_scene(fold(text))


@pytest.mark.parametrize("text", ["管网正在规划中", "我们正在修补老桥的桥墩", "老人正在成为主力", "乡村正在慢慢改变"])
def test_nobody_at_work(text: str) -> None:
    assert not shows_scene(fold(text))


def test_the_day_behind_a_credit_is_of_the_credit() -> None:
    text = "中央社記者柳禾青攝 114年11月28日"
    assert [piece.text for piece in cut_lines(visible_lines(text))] == [text]


def test_captions_taken_for_one_are_parted_behind_each_credit() -> None:
    draft = Draft(head=(0,), paragraphs=(Paragraph((1, 2), caption=True), Paragraph((3,))))
    draft = with_credited_captions(
        draft, visible_lines(f"老桥通车\n{SHOWN}(柳禾青攝)\n石匠补好了桥身。(杜小渡攝)\n{TEXT}")
    )
    assert [paragraph.lines for paragraph in draft.paragraphs] == [(1,), (2,), (3,)]


def test_a_headline_that_says_where_somebody_stands_above_its_credit() -> None:
    lines = visible_lines(f"柳镇长(右一)等走过重开的老桥。\n(網上圖片)\n{TEXT}\n{MORE}")
    draft = Draft(head=(0, 1), paragraphs=(Paragraph((2,)), Paragraph((3,))))
    draft = with_captions(draft, lines)
    assert (draft.head, draft.paragraphs[0].lines) == ((1,), (0,))


@pytest.mark.parametrize(
    ("below", "credits_below", "caption"),
    [
        ("9月12日,街坊冒雨在桥头排队等候", 0, True),  # a day, and what was seen
        ("柳镇长(左)向街坊讲老桥的来历", 0, True),  # who stands where
        ("老桥桥头的旧石狮 (柳禾青 摄)", 1, True),  # its credit on its line
        ("9月12日松溪镇桥头村", 0, False),  # when and where
        ("街坊冒雨在桥头排队等候", 0, False),
    ],
)
def test_a_line_below_the_first_of_a_headline_that_shows_a_picture(
    below: str, credits_below: int, *, caption: bool
) -> None:
    lines = cut_lines(visible_lines(f"老桥重新通车\n{below}\n{TEXT}\n{MORE}"))
    own = range(2, 2 + credits_below)
    texts = tuple(Paragraph((index,)) for index in range(2 + credits_below, len(lines)))
    for head, subtitle in (((0,), (1,)), ((0, 1), ())):
        read = Draft(head=head, subtitle=subtitle, credits=(*own,), paragraphs=texts)
        draft = with_captions(read, lines)
        assert (1 not in draft.stack) is caption
        assert any(each.caption and each.lines == (1,) for each in draft.paragraphs) is caption
