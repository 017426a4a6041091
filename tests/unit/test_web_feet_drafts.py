"""What a web page prints around its articles is none.

Scraps without a sentence below navigation and what the site declares of itself, at the page's end; forms to be filled
in.
"""

from __future__ import annotations

import pytest

from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.surroundings.feet import (
    with_some_text,
    without_feet,
    without_notice_above,
)
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.annotate import annotate
from worker.parsing.segmentation.observations import Boxes, PageView, observe

STORY = "老桥换新颜\n昨日,老桥重新通车。\n"


def view_of(text: str) -> PageView:
    lines = visible_lines(text)
    return observe(lines, Boxes((), ()))


CONTACT = "电话:编辑部 28574294 广告部 28938387"


@pytest.mark.parametrize(("between", "foot"), [(CONTACT, True), ("老街", False)])
def test_what_a_paper_says_of_itself_below_its_telephone(between: str, *, foot: bool) -> None:
    view = view_of(f"{STORY}{between}\n青石镇老街九号\n本报逢周六休假\n如遇台风停刊一天")
    story, last = Draft(head=(0,), paragraphs=(Paragraph((1,)),)), len(view.pieces) - 1
    draft = Draft(head=(last - 1,), paragraphs=(Paragraph((last,)),))
    kept, _ = without_feet([story, draft], range(2, last - 1), view)
    assert len(kept) == (1 if foot else 2)


@pytest.mark.parametrize(
    ("below", "stays"),
    [
        ("侨情乡讯", False),
        ("街坊说好。", True),
        ("桥头的面摊今早卖出三百碗", True),  # text that is cut off
    ],
)
def test_a_page_s_name_above_its_first_article(below: str, *, stays: bool) -> None:
    view = view_of(f"松溪日报海外版\n{below}\n{STORY}")
    first = Draft(head=(0,), paragraphs=(Paragraph((1,)),))
    story = Draft(head=(2,), paragraphs=(Paragraph((3,)),))
    kept, furniture = without_notice_above([first, story], [], view)
    assert (kept, furniture) == (([first, story], []) if stays else ([story], [0, 1]))
    first = first.having(bylines=(1,))  # a poem of one line
    assert without_notice_above([first, story], [], view)[0] == [first, story]


@pytest.mark.parametrize(
    ("below", "draft", "foot"),
    [
        ("上一篇 下一篇\n新闻查询\n订短信送邮箱", Draft(head=(3,), paragraphs=(Paragraph((4,)),)), True),
        ("版权所有 松江网\n夏日风情\n图铃", Draft(head=(3,), paragraphs=(Paragraph((4,)),)), True),
        # a sentence, a name, verse, or no navigation above: an article
        ("上一篇 下一篇\n街景\n雨后的老街很安静。", Draft(head=(3,), paragraphs=(Paragraph((4,)),)), False),
        ("上一篇 下一篇\n街景\n柳禾青 摄", Draft(head=(3,), credits=(4,)), False),
        ("上一篇 下一篇\n街景\n雨后", Draft(head=(3,), paragraphs=(Paragraph((4,), verse=True),)), False),
        ("老街\n街景\n雨后很安静", Draft(head=(3,), paragraphs=(Paragraph((4,)),)), False),
    ],
)
def test_a_foot_is_no_article(below: str, draft: Draft, *, foot: bool) -> None:
    story = Draft(head=(0,), paragraphs=(Paragraph((1,)),))
    kept, furniture = without_feet([story, draft], [2], view_of(STORY + below))
    assert len(kept) == (1 if foot else 2)
    assert furniture == ([2, 3, 4] if foot else [2])


def test_the_only_article_stays() -> None:
    draft = Draft(head=(1,), paragraphs=(Paragraph((2,)),))
    kept, _ = without_feet([draft], [0], view_of("上一篇 下一篇\n新闻查询\n订短信送邮箱"))
    assert kept == [draft]


@pytest.mark.parametrize(
    ("text", "told", "found"),
    [
        ("昨日,老桥重新通车。\n初审:柳禾青\n复审:杜小渡", "FFF", ["P*", "F", "F"]),
        ("初审:柳禾青\n昨日,老桥重新通车。\n桥长百米。", "FFF", ["F", "P*", "P"]),
        ("初审:柳禾青\n上一篇 下一篇", "FF", ["F", "F"]),  # there is no text
        ("老桥\n昨日,老桥重新通车。", "HF", ["H", "F"]),  # something was found
    ],
)
def test_a_page_of_furniture_with_sentences_in_it_has_a_text(text: str, told: str, found: list[str]) -> None:
    assert with_some_text(list(told), view_of(text)) == found


RIGHTS = "转载本网文章须写明出处,由此引起的纠纷本网不承担任何责任。"


@pytest.mark.parametrize(
    ("below", "foot"),
    [
        (f"免责声明\n{RIGHTS}", True),
        (f"【版权声明】\n{RIGHTS}", True),
        ("免责声明\n昨日,街坊签下一纸声明,桥头的面摊当日收摊。", False),  # a report
        (f"严正声明\n{RIGHTS}", False),  # a notice in the paper
        (f"一纸免责声明惹官司\n{RIGHTS}", False),
    ],
)
def test_what_a_site_declares_of_itself_is_no_article(below: str, *, foot: bool) -> None:
    story, draft = Draft(head=(0,), paragraphs=(Paragraph((1,)),)), Draft(head=(2,), paragraphs=(Paragraph((3,)),))
    kept, furniture = without_feet([story, draft], [], view_of(STORY + below))
    assert (kept, furniture) == (([story], [2, 3]) if foot else ([story, draft], []))


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("用户名: 密码: [注册][找回密码]", True),
        ("文章搜索:", True),
        ("找回密码", True),
        ("老人忘记密码,银行上门帮忙找回密码,街坊都说这样办事才叫方便,一连夸了三天", False),
        ("一串密码里的乡愁", False),
    ],
)
def test_a_form_of_the_site_is_furniture(line: str, *, form: bool) -> None:
    assert (annotate(visible_lines(line)[0]).furniture is not None) == form


NOTICE = "本站使用小饼干让您读得更舒服,继续浏览即表示同意。"
TOLD = "昨日,老桥重新通车,两岸街坊清早就来排队,桥头的面摊一上午卖出了三百碗面。"


@pytest.mark.parametrize(
    ("above", "between", "told", "kept"),
    [
        (NOTICE, "首页 要闻 社会", TOLD, 1),
        (NOTICE, "", TOLD, 2),  # nothing stands between: the next text of a page
        (f"本报讯(记者 柳禾青){NOTICE}", "首页 要闻 社会", TOLD, 2),  # a report whose headline is lost
        (NOTICE * 2, "首页 要闻 社会", TOLD, 2),  # as long as the text: no notice
    ],
)
def test_what_a_site_says_above_the_first_headline(above: str, between: str, told: str, kept: int) -> None:
    lines = [line for line in (above, between, "老桥换新颜", told) if line]
    view = view_of("\n".join(lines))
    head = next(index for index, piece in enumerate(view.pieces) if piece.text == "老桥换新颜")
    furniture = [index for index, piece in enumerate(view.pieces) if between and piece.text in between]
    first = tuple(index for index in range(head) if index not in furniture)
    drafts = [Draft(paragraphs=(Paragraph(first),)), Draft(head=(head,), paragraphs=(Paragraph((head + 1,)),))]
    found, taken = without_notice_above(drafts, furniture, view)
    assert len(found) == kept
    assert taken == (sorted([*first, *furniture]) if kept == 1 else furniture)


def test_a_text_with_a_headline_is_no_notice_and_the_only_text_stays() -> None:
    view = view_of(f"小饼干\n{NOTICE}\n首页 要闻 社会\n老桥换新颜\n{TOLD}")
    last = len(view.pieces) - 1
    drafts = [
        Draft(head=(0,), paragraphs=(Paragraph((1,)),)),
        Draft(head=(last - 1,), paragraphs=(Paragraph((last,)),)),
    ]
    assert without_notice_above(drafts, [2], view)[0] == drafts
    assert without_notice_above(drafts[:1], [2], view)[0] == drafts[:1]


@pytest.mark.parametrize(
    ("above", "told", "stays"),
    [
        ("国内新闻", "紧跟时政动态,及时报道社会热点。", False),
        ("老桥今日换新颜", "紧跟时政动态,及时报道社会热点。", True),  # below a line that may be its title
        ("国内新闻", "本报讯 街坊都来看老桥通车。", True),
        ("国内新闻", "■街坊都来看老桥通车。", True),
    ],
)
def test_what_a_section_is_of(above: str, told: str, *, stays: bool) -> None:
    view = view_of(f"{above}\n{told}\n老桥换新颜\n" + "昨日,老桥重新通车,两岸街坊清早就来排队。" * 10)
    assert [view.line_of[index] for index in range(len(view.pieces))][-1] == 3
    first = Draft(paragraphs=(Paragraph(tuple(at for at, line in enumerate(view.line_of) if line == 1)),))
    story = Draft(head=(view.line_of.index(2),), paragraphs=(Paragraph((len(view.pieces) - 1,)),))
    assert len(without_notice_above([first, story], [0], view)[0]) == (2 if stays else 1)
