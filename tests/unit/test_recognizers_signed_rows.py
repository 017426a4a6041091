"""Texts in a row that are each signed at their ends are parted below each signature; one signature tells nothing."""

from __future__ import annotations

import pytest
from annotated_lines import annotate_all

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.rows.signed import closed_row, signed_ends, signed_rows

FIRST = "松溪的老桥上月修好,桥面铺了新石板,两岸的街坊又能走路去早市了。"
SECOND = "青石镇的粮库空了三年,如今改成图书室,放学以后坐满了写作业的孩子。"
THIRD = "入冬以来江边的栈道常结冰,盼有关部门早点撒盐,免得老人清早滑倒。"


def signatures(text: str) -> tuple[list[int], list[int]]:
    lines = visible_lines(text)
    rows = signed_rows(lines, annotate_all(lines))
    return sorted(rows.signatures), sorted(rows.below)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("─松溪‧柳禾青", "──青石镇‧杜小渡"),
        ("——爱桥的人(松溪网友)", "——du_88(某网青石网友)"),
        ("（松溪 柳禾青 退休教师）", "（青石 杜小渡 教师）"),
        ("□柳禾青", "□葛青山"),
    ],
)
def test_signatures_of_one_form_below_texts(first: str, second: str) -> None:
    assert signatures(f"{FIRST}\n{first}\n{SECOND}\n{second}") == ([1, 3], [2])


def test_bare_names_above_the_next_title() -> None:
    assert signatures(f"老桥换新颜\n{FIRST}\n柳禾青\n粮库改书屋\n{SECOND}\n葛青山") == ([2, 5], [3])
    # right above a text a name may be its author's: below a title stands an editor's note
    assert signatures(f"老桥换新颜\n{FIRST}\n柳禾青\n{SECOND}\n葛青山\n{THIRD}") == ([], [])


def test_an_editors_word_below_a_signature_belongs_to_its_letter() -> None:
    text = f"{FIRST}\n（松溪 柳禾青 教师）\n欢迎读者来信谈谈老桥!——编者)\n{SECOND}\n（青石 杜小渡 教师）"
    assert signatures(text) == ([1, 4], [3])


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n─松溪‧柳禾青\n{SECOND}",  # one alone
        f"老桥换新颜\n柳禾青\n{FIRST}\n粮库改书屋\n葛青山\n{SECOND}",  # below titles: bylines
        f"{THIRD}\n老桥上说“我们修好了”\n柳禾青\n{FIRST}\n粮库改成什么好?\n葛青山\n{SECOND}",  # titles end in ” and ?
        f"柳禾青\n{FIRST}\n葛青山\n{SECOND}\n杜小渡\n{THIRD}",  # above their texts
    ],
)
def test_what_is_no_row_of_signatures(text: str) -> None:
    assert signatures(text) == ([], [])


@pytest.mark.parametrize(
    ("ends", "count"),
    [
        (("(禾青)", "(长河)", "(爱莲、沈平)"), 3),
        (("(禾青)?", "(长河)?", "(唐言)?"), 3),  # a scanner's mark behind them
        (("(掌声)", "(掌声)", "(掌声)"), 0),  # said again and again: no names
        (("(上)", "(中)", "(下)"), 0),
        (("", "(长河)", ""), 0),
    ],
)
def test_names_in_brackets_at_the_end_of_each_paragraph(ends: tuple[str, str, str], count: int) -> None:
    lines = visible_lines("\n".join(map(str.__add__, (FIRST, SECOND, THIRD), ends)))
    found = signed_ends(lines)
    assert len(found) == count
    assert all(lines[index].folded[at] == "(" for index, at in found.items())


def test_briefs_signed_by_names_that_no_list_has_are_articles() -> None:
    text = f"{FIRST}(禾青)\n{SECOND}(长河)\n{THIRD}(唐言)\n"
    articles = parse_issue(SourceText(text, "utf-8")).articles
    assert ["".join(article.paragraphs) for article in articles] == [FIRST, SECOND, THIRD]
    assert [article.tail for article in articles] == ["(禾青)", "(长河)", "(唐言)"]


def test_a_report_of_which_one_paragraph_ends_in_a_name_is_one_article() -> None:
    text = f"老桥换新颜\n\n本报讯 {FIRST}\n\n{SECOND}\n\n{THIRD}(长河)\n"
    assert len(parse_issue(SourceText(text, "utf-8")).articles) == 1


@pytest.mark.parametrize("end", ["(来源:松溪日报)", "(据松溪网)", "(松溪晚报)", "（记者 柳禾青）"])
def test_below_paragraphs_that_close_with_whence_they_are(end: str) -> None:
    texts = (FIRST, SECOND, THIRD, "渡轮昨日起恢复夜航,每晚加开三班,末班改到十一点。")
    text = "\n".join(f"{each}{end}" for each in texts)
    lines = visible_lines(text.replace(f"{SECOND}{end}", f"{SECOND}{end}\n粮库的孩子。(柳禾青 摄)"))
    found = closed_row(lines, annotate_all(lines))
    assert (sorted(found.below), sorted(found.captions)) == ([1, 3, 4], [2])
    articles = parse_issue(SourceText(text + "\n", "utf-8")).articles
    assert len(articles) == len(texts)


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}(来源:松溪日报)\n{SECOND}(来源:松溪网)\n{THIRD}",  # two
        f"{FIRST}(来源:松溪日报)\n" + f"{SECOND}\n" * 4 + f"{FIRST}(据松溪网)\n{THIRD}(据松溪网)",  # few of many
        f"{FIRST}(掌声)\n{SECOND}(掌声)\n{THIRD}(笑)",
    ],
)
def test_what_closes_few_paragraphs_parts_nothing(text: str) -> None:
    lines = visible_lines(text)
    assert not closed_row(lines, annotate_all(lines)).below
