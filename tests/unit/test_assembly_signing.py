"""Who wrote and who gave pictures, where the labels say otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.assembly.articles import read_article
from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.fields.signing import found_bylines
from worker.parsing.assembly.fields.whole_headline import with_whole_headline
from worker.parsing.layout.lines import visible_lines

if TYPE_CHECKING:
    from worker.document.issue import Article

TEXT = "青石镇今年要把全镇的旧水管都换成新的,工程在入冬以前完成。"


def stack_of(*texts: str) -> Article:
    """Return an article whose lines above its text are all taken for the headline."""
    lines = visible_lines("\n".join((*texts, TEXT)))
    draft = Draft(head=(*range(len(texts)),), paragraphs=(Paragraph((len(texts),)),))
    return read_article(draft, lines, ordinal=1, page="", issue_date=None, confidence=1.0)[0]


@pytest.mark.parametrize(
    ("line", "name"),
    [("部份图:受访者提供", "受访者"), ("摄影:柳禾青", "柳禾青"), ("(柳禾青摄)", "柳禾青")],
)
def test_a_credit_in_a_stack_is_a_credit(line: str, name: str) -> None:
    article = stack_of("青石镇换上新水管", line)
    assert article.headline == "青石镇换上新水管"
    assert [person.name for person in article.credits] == [name]


@pytest.mark.parametrize("line", ["摄影 人生", "图书馆:换上新水管", "镜头里的青石镇"])
def test_a_line_of_such_words_stays_in_the_headline(line: str) -> None:
    article = stack_of("青石镇换上新水管", line)
    assert article.headline == f"青石镇换上新水管 {line}"
    assert article.credits == ()


@pytest.mark.parametrize("line", ["□柳禾青", "報導、攝影:柳禾青", "★报导/摄影:柳禾青", "文/柳禾青"])
def test_a_byline_in_a_stack_is_a_byline(line: str) -> None:
    article = stack_of("青石镇换上新水管", line)
    assert article.headline == "青石镇换上新水管"
    assert [person.name for person in article.byline] == ["柳禾青"]


def test_a_byline_amid_an_article_is_no_furniture() -> None:
    lines = visible_lines(f"青石镇换上新水管\n本报记者 柳禾青\n{TEXT}\n本报记者 杜小渡")
    draft = Draft(head=(0,), paragraphs=(Paragraph((2,)),))
    [draft], left = found_bylines([draft], [1, 3], lines)
    assert left == [3]  # below all text it may be another's
    assert draft.bylines == (1,)


def test_other_furniture_amid_an_article_stays_so() -> None:
    lines = visible_lines(f"青石镇换上新水管\n责任编辑:柳禾青\n{TEXT}")
    draft = Draft(head=(0,), paragraphs=(Paragraph((2,)),))
    [draft], left = found_bylines([draft], [1], lines)
    assert left == [1]
    assert draft.bylines == ()


def test_a_title_behind_its_label_ends_at_a_wide_space() -> None:
    lines = visible_lines("新华社松溪1月2日电 题:青石镇换上新水管    青石镇今年要把全镇的旧水管都换成新的。")
    draft = Draft(paragraphs=(Paragraph((0,)),))
    article, _ = read_article(draft, lines, ordinal=1, page="", issue_date=None, confidence=1.0)
    assert article.headline == "青石镇换上新水管"
    assert article.paragraphs == ("青石镇今年要把全镇的旧水管都换成新的。",)


@pytest.mark.parametrize("sign", ["(柳禾青)", " 本报记者 柳禾青", "(记者 柳禾青 通讯员 杜小渡)"])
def test_the_last_words_before_a_signature_are_text(sign: str) -> None:
    """A column's last line holds the end of its sentence and who wrote it."""
    lines = visible_lines(f"青石镇换上新水管\n青石镇的旧水管都换成了新的,方便\n了住户。{sign}")
    draft = Draft(head=(0,), paragraphs=(Paragraph((1,)),), tails=(2,))
    article, _ = read_article(draft, lines, ordinal=1, page="", issue_date=None, confidence=1.0)
    assert article.paragraphs == ("青石镇的旧水管都换成了新的,方便了住户。",)
    assert article.byline[0].name == "柳禾青"


def test_a_signature_below_a_whole_sentence_is_no_text() -> None:
    lines = visible_lines(f"青石镇换上新水管\n{TEXT}\n青石镇水管站。(柳禾青)")
    draft = Draft(head=(0,), paragraphs=(Paragraph((1,)),), tails=(2,))
    article, _ = read_article(draft, lines, ordinal=1, page="", issue_date=None, confidence=1.0)
    assert article.paragraphs == (TEXT,)


@pytest.mark.parametrize("sign", ["(索研、江世舟)", "(柳禾青 杜小渡)"])
def test_names_alone_in_brackets_sign(sign: str) -> None:
    lines = visible_lines(f"青石镇换上新水管\n{TEXT}\n{sign}")
    draft = Draft(head=(0,), paragraphs=(Paragraph((1,)),), tails=(2,))
    article, _ = read_article(draft, lines, ordinal=1, page="", issue_date=None, confidence=1.0)
    assert len(article.byline) == 2


def test_a_byline_above_an_article_is_its_own() -> None:
    lines = visible_lines(f"报导:柳禾青\n(松溪14日讯){TEXT}")
    draft = Draft(paragraphs=(Paragraph((1,)),))
    [draft], left = found_bylines([draft], [0], lines)
    assert left == []
    assert draft.bylines == (0,)


def test_a_title_above_the_byline_heads_the_article() -> None:
    lines = visible_lines(f"渡口的清晨\n作者:柳禾青(松溪资讯协会)\n雾里的竹篙\n{TEXT}")
    draft = Draft(head=(2,), paragraphs=(Paragraph((3,)),))
    [draft], left = found_bylines([draft], [0, 1], lines)
    assert left == []
    assert (draft.head, draft.bylines) == ((0,), (1,))
    assert [(paragraph.lines, paragraph.subhead) for paragraph in draft.paragraphs] == [((2,), True), ((3,), False)]


def test_a_byline_below_another_article_stays_where_it_is() -> None:
    lines = visible_lines(f"青石镇换上新水管\n{TEXT}\n本报记者 柳禾青\n老桥换新颜\n{TEXT}")
    above, below = Draft(head=(0,), paragraphs=(Paragraph((1,)),)), Draft(head=(3,), paragraphs=(Paragraph((4,)),))
    assert found_bylines([above, below], [2], lines) == ([above, below], [2])


def kicker_of(above: str, *, again: bool = False) -> tuple[str, tuple[str, ...]]:
    """Return the kicker and the captions of an article whose line above the headline was taken for a caption."""
    head = "青石镇换上新水管"
    lines = visible_lines("\n".join((head, above, head, TEXT) if again else (above, head, TEXT)))
    shown = Paragraph((1 if again else 0,), caption=True)
    draft = Draft(head=(0 if again else 1,), paragraphs=(shown, Paragraph((len(lines) - 1,))))
    article = read_article(draft, lines, ordinal=1, page="", issue_date=None, confidence=1.0)[0]
    return article.kicker, article.captions


@pytest.mark.parametrize("again", [False, True])
def test_a_line_above_the_headline_that_ends_as_no_caption_does(again: bool) -> None:
    assert kicker_of("二十位街坊代表全程参与", again=again) == ("二十位街坊代表全程参与", ())


@pytest.mark.parametrize("above", ["工人在街口把新水管接上。", "▲工人在街口接水管", "街坊代表(左二)在街口"])
def test_a_caption_above_the_headline(above: str) -> None:
    assert kicker_of(above)[0] == ""


def test_where_a_writer_is_from_on_the_line_of_his_text() -> None:
    page = f"〈青石學園〉渡口\n青石國小五年級 ◎柳禾青 {TEXT}{TEXT}\n"
    (article,) = parse_issue(SourceText(page, "utf-8")).articles
    assert [person.name for person in article.byline] == ["柳禾青"]
    assert article.paragraphs == (f"{TEXT}{TEXT}",)


def first_line(text: str, *below: str) -> tuple[str, tuple[str, ...]]:
    """Return the headline and the captions of a text whose first line was taken for a caption."""
    lines = visible_lines("\n".join((text, *below)))
    draft = Draft(paragraphs=(Paragraph((0,), caption=True), *(Paragraph((index + 1,)) for index in range(len(below)))))
    article = read_article(draft, lines, ordinal=1, page="", issue_date=None, confidence=1.0)[0]
    return "" if article.headline_derived else article.headline, article.captions


def test_the_first_line_of_a_text_that_ends_as_no_caption_does() -> None:
    assert first_line("渡口最后一天:船和摆船的人", TEXT, TEXT)[0] == "渡口最后一天:船和摆船的人"


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("柳老汉把船撑到岸边。", (TEXT, TEXT)),  # a sentence
        ("柳老汉(左二)把船撑到岸边", (TEXT, TEXT)),  # who stands where
        ("左起柳禾青、杜小渡和街坊们在渡口", (TEXT, TEXT)),
        ("柳老汉把船撑到岸边", (TEXT,)),  # a picture and what is told of it
    ],
)
def test_a_caption_above_a_text_stays_one(text: str, below: tuple[str, ...]) -> None:
    assert first_line(text, *below)[0] == ""


def summed_up(opening: str) -> Article:
    """Return an article whose first paragraph is long and whose second opens so."""
    lead = f"{TEXT[:-1]},三千户居民都能喝上干净的水,这是全镇十年来最大的一项工程,由省里出一半的钱。"
    lines = visible_lines(f"青石镇换上新水管\n{lead}\n{opening}柳镇长说,工程八月开始。")
    draft = Draft(head=(0,), paragraphs=(Paragraph((1,)), Paragraph((2,))))
    return read_article(draft, lines, ordinal=1, page="", issue_date=None, confidence=1.0)[0]


def test_whom_the_source_line_below_a_summary_names_wrote_the_report() -> None:
    article = summed_up("本报讯(记者 柳禾青)")
    assert [person.name for person in article.byline] == ["柳禾青"]
    assert article.paragraphs[1] == "柳镇长说,工程八月开始。"
    assert len(article.paragraphs) == 2


def test_a_paragraph_that_says_where_it_was_told_keeps_that() -> None:
    article = summed_up("据新华社消息,")
    assert article.paragraphs[1].startswith("据新华社消息")
    assert article.captions == ()


@pytest.mark.parametrize(
    ("first", "headed"),
    [
        ("老桥为什么要换石板?", True),
        ("老桥换石板的前前后后", True),
        ("老桥要换石板了,", False),  # goes on
        ("“老桥要换石板了!”", False),  # what somebody said
        ("昨日老桥换了石板。", False),
        ("本报讯 老桥要换石板了", False),
    ],
)
def test_the_first_line_of_a_page_that_ends_in_no_full_stop_heads_its_text(first: str, *, headed: bool) -> None:
    text = "两岸街坊清早就来排队,桥头的面摊卖出三百碗面。"
    lines = visible_lines(f"{first}\n{text}\n{text}")
    draft = Draft(paragraphs=(Paragraph((0,)), Paragraph((1,)), Paragraph((2,))))
    draft = with_whole_headline(draft, lines)
    assert draft.head == ((0,) if headed else ())
    below = Draft(paragraphs=(Paragraph((1,)), Paragraph((2,))))  # of no other line
    below = with_whole_headline(below, lines)
    assert below.head == ()


@pytest.mark.parametrize(
    "line",
    [
        "青石时报 柳禾青",
        "采访整理/柳禾青",
        "县融媒体中心 柳禾青",
        "新华社“新华视点”记者 柳禾青",
        "撰文/柳禾青 摄影/杜小渡",
        "By 柳禾青",
    ],
)
def test_a_byline_of_two_words_is_not_parted(line: str) -> None:
    told = "街坊说,过去夏天水里有味道,现在可以放心喝了。镇里的负责人说,明年还要改造周边六个村。"
    (article,) = parse_issue(SourceText(f"青石镇换上新水管\n{line}\n{TEXT}\n{told}\n", "utf-8")).articles
    assert article.headline == "青石镇换上新水管"
    assert [person.name for person in article.byline] == ["柳禾青"]


def test_where_a_writer_is_from_in_a_piece_of_the_byline_is_no_headline() -> None:
    page = f"青石镇换上新水管\n青石镇中心小学五(2)班 柳禾青\n{TEXT}{TEXT}\n{TEXT}\n"
    (article,) = parse_issue(SourceText(page, "utf-8")).articles
    assert (article.headline, article.subtitle) == ("青石镇换上新水管", "")
    assert [person.name for person in article.byline] == ["柳禾青"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("青石日报  2020-06-11 08:20  柳禾青", ["柳禾青"]),
        ("柳禾青 青石大学经济学院教授", ["柳禾青"]),
        ("统筹/张东岭 文/柳禾青 图/杜小渡", ["柳禾青"]),  # who took the pictures is credited
        ("青石日报  2020-06-11 08:20", []),
        ("摄影:柳禾青", []),
    ],
)
def test_a_line_below_the_headline_that_was_left_out_and_names_its_writer(line: str, names: list[str]) -> None:
    lines = visible_lines(f"青石镇换上新水管\n{line}\n{TEXT}")
    draft = Draft(head=(0,), paragraphs=(Paragraph((2,)),))
    [draft], _ = found_bylines([draft], [1], lines)
    article = read_article(draft, lines, ordinal=1, page="", issue_date=None, confidence=1.0)[0]
    assert [person.name for person in article.byline] == names


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("青石镇中心小学三6班", "我眼中的世界"),
        ("青石镇中心小学的春天", "我眼中的世界 青石镇中心小学的春天"),  # no institution
        ("省级调度平台", "我眼中的世界 省级调度平台"),  # the second line of a headline
    ],
)
def test_where_a_writer_is_from_above_his_name_is_no_headline(line: str, headline: str) -> None:
    lines = visible_lines(f"我眼中的世界\n{line}\n小记者 柳禾青\n{TEXT}")
    draft = Draft(head=(0, 1), bylines=(2,), paragraphs=(Paragraph((3,)),))
    article = read_article(draft, lines, ordinal=1, page="", issue_date=None, confidence=1.0)[0]
    assert article.headline == headline
    assert [person.name for person in article.byline] == ["柳禾青"]


@pytest.mark.parametrize(
    ("foot", "names"),
    [
        ("来源 | 青石日报\n作者 | 柳禾青\n编辑 | 杜小渡", ["柳禾青"]),
        ("策划:张东岭\n文:柳禾青\n图:杜小渡", ["柳禾青"]),
        ("责任编辑:柳禾青\n校对:杜小渡", []),
        ("来源:青石日报", []),
    ],
)
def test_who_wrote_among_the_lines_below_the_last_text(foot: str, names: list[str]) -> None:
    page = f"青石镇换上新水管\n{TEXT}{TEXT}\n{TEXT}\n{foot}\n"
    (article,) = parse_issue(SourceText(page, "utf-8")).articles
    assert [person.name for person in article.byline] == names


def test_a_bracket_of_writer_and_photographer_closes_a_text_and_no_caption() -> None:
    page = f"青石镇换上新水管\n{TEXT}\n{TEXT}(文:柳禾青 图:杜小渡)\n"
    (article,) = parse_issue(SourceText(page, "utf-8")).articles
    assert article.paragraphs == (TEXT, TEXT)
    assert [person.name for person in article.byline] == ["柳禾青"]
