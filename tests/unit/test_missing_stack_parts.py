"""Kickers and subtitles that were taken for furniture, and titles above a headline that tell more than it."""

from __future__ import annotations

import pytest

from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.headlines.missing_headlines import found_headlines
from worker.parsing.layout.lines import visible_lines
from worker.parsing.segmentation.observations import Boxes, observe

TOLD = "松溪大桥昨日重新通车,两岸街坊清早就来排队,大桥管理处说桥面全部换了新石板。"


STONES = "松溪大桥昨日重新通车,两岸街坊清早就来排队,大桥管理处说桥面全部换了新石板,面摊和早市也搬了回来。"


@pytest.mark.parametrize(
    ("above", "head", "told"),
    [
        # Of the title above the text repeats more.
        ("松溪大桥重新通车 街坊清早排队\n请稍候", "新石板旁", ("松溪大桥重新通车街坊清早排队", "")),
        (
            "松溪大桥重新通车 街坊清早排队\n请稍候",
            "播放 换了新石板",
            ("松溪大桥重新通车街坊清早排队", "播放换了新石板"),
        ),
        # Right above a headline that tells more at length, it is the headline.
        (
            "松溪大桥昨日重新通车",
            "两岸街坊清早排队 桥面换了石板",
            ("松溪大桥昨日重新通车", "两岸街坊清早排队桥面换了石板"),
        ),
        # Of the headline it repeats more, of the line above too little, or it is the headline again.
        ("松溪大桥重新通车\n请稍候", "两岸街坊清早排队 桥面换了新石板", ("两岸街坊清早排队桥面换了新石板", "")),
        ("松溪水库今春开闸放水\n请稍候", "新石板旁", ("新石板旁", "")),
        ("松溪大桥重新通车\n请稍候", "大桥重新通车", ("大桥重新通车", "")),
        ("1. 松溪大桥重新通车\n2. 早市搬回桥头", "新石板旁", ("新石板旁", "")),  # a list of titles
    ],
)
def test_a_title_above_of_which_the_text_repeats_more(above: str, head: str, told: tuple[str, str]) -> None:
    lines = visible_lines(f"{above}\n{head}\n{STONES}")
    view = observe(lines, Boxes((), ()))
    *furniture, stack, text = (tuple(i for i, of in enumerate(view.line_of) if of == at) for at in range(len(lines)))
    draft = Draft(head=stack, paragraphs=(Paragraph(text),))
    [draft], left = found_headlines([draft], [index for line in furniture for index in line], view)
    texts = ("".join(view.pieces[i].folded.replace(" ", "") for i in part) for part in (draft.head, draft.subtitle))
    assert tuple(texts) == told
    assert sorted([*left, *draft.head, *draft.subtitle, *text]) == list(range(len(view.pieces)))


@pytest.mark.parametrize(
    ("above", "kicker"),
    [
        ("街坊清早就来桥头排队", "街坊清早就来桥头排队"),  # the text repeats it
        ("柳镇长在镇水利会上强调", "柳镇长在镇水利会上强调"),  # ends as kickers do
        ("百姓身边的大事小情", ""),  # a column's words
        ("早市搬到河东去了\n街坊清早就来桥头排队", ""),  # a list of titles
        ("桥面 石板 街坊 排队 大桥", ""),  # subjects
    ],
)
def test_the_line_right_above_a_headline_is_its_kicker(above: str, kicker: str) -> None:
    view = observe(visible_lines(f"第3版:要闻\n{above}\n大桥重新通车\n{TOLD}"), Boxes((), ()))
    head, text = len(view.pieces) - 2, len(view.pieces) - 1
    draft = Draft(head=(head,), paragraphs=(Paragraph((text,)),))
    [draft], left = found_headlines([draft], list(range(head)), view)
    assert "".join(view.pieces[index].folded for index in draft.kicker) == kicker
    assert sorted([*left, *draft.kicker]) == list(range(head))


@pytest.mark.parametrize(
    ("above", "title", "subtitle"),
    [
        ("校园焦点\n◎松溪大桥重新通车", "◎松溪大桥重新通车", "街坊清早排队尝鲜"),  # a section, and a sign
        ("◆松溪大桥重新通车", "◆松溪大桥重新通车", "街坊清早排队尝鲜"),
        ("◎各地粮价涨落", "街坊清早排队尝鲜", ""),  # the text repeats nothing
        ("松溪大桥旧事重提\n◎松溪大桥重新通车", "街坊清早排队尝鲜", ""),  # a list
    ],
)
def test_a_title_behind_a_sign_above_what_was_read_as_headline(above: str, title: str, subtitle: str) -> None:
    view = observe(visible_lines(f"{above}\n街坊清早排队尝鲜\n{TOLD}"), Boxes((), ()))
    last = len(view.pieces) - 1
    draft = Draft(head=(last - 1,), paragraphs=(Paragraph((last,)),))
    [draft], _ = found_headlines([draft], list(range(last - 1)), view)
    told = ["".join(view.pieces[index].text for index in part) for part in (draft.head, draft.subtitle)]
    assert told == [title, subtitle]


@pytest.mark.parametrize(
    ("below", "subtitle"),
    [
        ("——一座老桥的新石板", "——一座老桥的新石板"),
        ("--面摊还有甚么话说?", "--面摊还有甚么话说?"),
        ("一座老桥的新石板", ""),  # no dash
        ("——柳禾青摄,", ""),
    ],
)
def test_a_dashed_line_below_a_headline_is_its_subtitle(below: str, subtitle: str) -> None:
    view = observe(visible_lines(f"松溪大桥重新通车\n{below}\n{TOLD}"), Boxes((), ()))
    last = len(view.pieces) - 1
    draft = Draft(head=(0,), paragraphs=(Paragraph((last,)),))
    [draft], _ = found_headlines([draft], list(range(1, last)), view)
    assert "".join(view.pieces[index].text for index in draft.subtitle) == subtitle


@pytest.mark.parametrize(
    ("above", "below", "kicker"),
    [
        ("春燕衔泥 石匠补桥", "", "春燕衔泥 石匠补桥"),  # two clauses of one length
        ("桥上故事之九\n春燕衔泥 石匠补桥", "——松溪镇修桥见闻", "春燕衔泥 石匠补桥"),
        ("渡口人家搬新屋了\n春燕衔泥 石匠补桥", "", ""),  # a list of titles
        ("春燕衔泥 石匠补桥又歇工", "", ""),  # of two lengths
        ("春燕衔泥筑新巢", "——松溪镇修桥见闻", "春燕衔泥筑新巢"),  # one clause, above a headline with a subtitle
        ("春燕衔泥筑新巢", "", ""),
        ("【春燕衔泥】", "——松溪镇修桥见闻", ""),
        ("春燕·衔泥·筑巢", "——松溪镇修桥见闻", ""),
    ],
)
def test_a_line_with_a_kickers_form_above_a_headline(above: str, below: str, kicker: str) -> None:
    view = observe(
        visible_lines("\n".join(filter(None, ("第3版:要闻", above, "大桥重新通车", below, TOLD)))), Boxes((), ())
    )
    text = len(view.pieces) - 1
    head = text - (2 if below else 1)
    draft = Draft(head=(head,), subtitle=(head + 1,) if below else (), paragraphs=(Paragraph((text,)),))
    [draft], _ = found_headlines([draft], list(range(head)), view)
    assert " ".join(view.pieces[index].folded for index in draft.kicker) == kicker
